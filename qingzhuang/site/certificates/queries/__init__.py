"""Everything that is read of certificates; names that end in `_for` guard."""

from qingzhuang.site.certificates.logic.decide import Decision, Outcome
from qingzhuang.site.certificates.logic.kinds import Kind, bodies
from qingzhuang.site.certificates.logic.lists import Item
from qingzhuang.site.certificates.models import Application, Certificate, DrawnKind, Stage
from qingzhuang.site.certificates.queries.checking import Checked, check_file, check_text
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
    due_without_paper,
    papers_of,
    register_for,
    shorts,
    shown,
    ticket_digest,
    unchecked_kinds,
    waiting_for,
)
from qingzhuang.site.certificates.queries.telling import (
    Choice,
    advice,
    bodies_offered,
    choices,
    forbidden,
    item_words,
    notes_of,
    progress,
    reasons_shown,
    trust_file,
)
from qingzhuang.site.certificates.signing import committee_of

__all__ = [
    "Application", "Asked", "Asker", "Certificate", "Checked", "Choice", "Decision", "DrawnKind", "Item", "Kind", "Outcome", "Shown",
    "Stage", "advice", "application_by_ticket", "application_for", "askers_for", "batch_for", "batch_lines",
    "batches_at_work", "batches_for", "bodies", "bodies_offered", "body_names_for", "by_desk_code_for", "certificate_for",
    "check_file", "check_text", "choices", "committee_of", "community_of", "decision_for", "drawn_for", "drawn_kind_for", "due_to_shred", "due_without_paper", "facts_of", "forbidden",
    "item_words", "kind_in", "kinds_in", "lines_for", "listing_in", "named", "notes_of",
    "papers_of", "progress", "reasons_shown", "register_for", "same_number", "serving_paper", "shorts", "shown",
    "ticket_digest", "trust_file", "unchecked_kinds", "waiting_for",
]  # fmt: skip
