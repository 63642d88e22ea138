"""Everything that is read of certificates; names that end in `_for` guard."""

from qingzhuang.site.certificates.logic.decide import Decision, Outcome
from qingzhuang.site.certificates.logic.kinds import Kind, bodies
from qingzhuang.site.certificates.logic.lists import Item
from qingzhuang.site.certificates.models import Application, Certificate, DrawnKind, Stage
from qingzhuang.site.certificates.queries.deciding import (
    community_of,
    decision_for,
    facts_of,
    lines_for,
    same_number,
    serving_paper,
)
from qingzhuang.site.certificates.queries.kinds import drawn_for, drawn_kind_for, kind_in, kinds_in, listing_in, named
from qingzhuang.site.certificates.queries.register import (
    Asked,
    Asker,
    Shown,
    application_by_ticket,
    application_for,
    askers_for,
    batch_for,
    batch_lines,
    batches_at_work,
    batches_for,
    body_names_for,
    by_desk_code_for,
    certificate_for,
    due_to_shred,
    paper_by_code,
    paper_by_digest,
    papers_of,
    register_for,
    shorts,
    shown,
    ticket_digest,
    unchecked_kinds,
    waiting_for,
)

__all__ = [
    "Application", "Asked", "Asker", "Certificate", "Decision", "DrawnKind", "Item", "Kind", "Outcome", "Shown", "Stage",
    "application_by_ticket", "application_for", "askers_for", "batch_for", "batch_lines", "batches_at_work", "batches_for",
    "bodies", "body_names_for", "by_desk_code_for", "certificate_for", "community_of", "decision_for", "drawn_for",
    "drawn_kind_for", "due_to_shred", "facts_of", "kind_in", "kinds_in", "lines_for", "listing_in", "named", "paper_by_code",
    "paper_by_digest", "papers_of", "register_for", "same_number", "serving_paper", "shorts", "shown", "ticket_digest",
    "unchecked_kinds", "waiting_for",
]  # fmt: skip
