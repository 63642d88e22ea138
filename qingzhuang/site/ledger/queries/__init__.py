"""Everything that is read from the ledger; names that end in `_for` guard, the others are for actions that have checked."""

from qingzhuang.site.ledger.queries.finding import Hit, found_for
from qingzhuang.site.ledger.queries.journal import held_of, plain_facts, said_of
from qingzhuang.site.ledger.queries.records import (
    FactLine,
    History,
    conflicts_for,
    facts_for,
    history_for,
    linked_for,
    record_for,
    records_in_for,
)
from qingzhuang.site.ledger.queries.versions import versions_of

__all__ = [
    "FactLine", "History", "Hit", "conflicts_for", "facts_for", "found_for", "held_of", "history_for", "linked_for",
    "plain_facts", "record_for", "records_in_for", "said_of", "versions_of",
]  # fmt: skip
