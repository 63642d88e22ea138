"""Looking at personal data is a deed too: each look has its line in the log.

What is looked for is found first, and only the line is written in a transaction: on SQLite that is the one turn to write, and
fifty people who search must not wait for one another. Where the line cannot be written nothing is shown.
"""

from __future__ import annotations

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.ledger import errors, queries, rights
from qingzhuang.site.ledger.models import Record

PURPOSES = frozenset(("service", "check", "visit", "safety"))


def find_records(actor: Actor, *, words: str) -> list[queries.Hit]:
    """What the search box finds, with a line that says how many were seen."""
    hits = queries.found_for(actor, words)
    if hits:
        audit.record(actor.person, deed="records.found", area=actor.area.code, subject="ledger", count=len(hits))
    return hits


def show_record(actor: Actor, *, pk: int) -> Record:
    """A record to be shown with its numbers covered. 404 for whoever may not see it."""
    record = queries.record_for(actor, pk)
    audit.record(actor.person, deed="facts.shown", area=record.area.code, subject=record.log_subject, entity=record.entity)
    return record


def reveal_record(actor: Actor, *, pk: int, purpose: str) -> Record:
    """A record to be shown with its numbers, for a purpose that the log keeps and the resident can be told."""
    record = queries.record_for(actor, pk)
    rights.check(actor, "reveal", record)
    if purpose not in PURPOSES:
        raise errors.no_purpose()
    audit.record(actor.person, deed="facts.revealed", area=record.area.code, subject=record.log_subject, purpose=purpose)
    return record
