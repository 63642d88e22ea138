"""Everything that is read from the ledger; names that end in `_for` guard, the others are for actions that have checked."""

from qingzhuang.site.ledger.logic.sealing import is_secret
from qingzhuang.site.ledger.logic.values import field_of, is_relation, place_name
from qingzhuang.site.ledger.models import Record
from qingzhuang.site.ledger.queries.bulk import (
    Mark,
    Stored,
    changed_in,
    dead_in,
    dead_since,
    journal_mark,
    keyring,
    numbers_in,
    recordings_like,
    stored_in,
    vanished,
)
from qingzhuang.site.ledger.queries.finding import Hit, found_for
from qingzhuang.site.ledger.queries.journal import held_of, plain_facts, said_of
from qingzhuang.site.ledger.queries.past import stored_then
from qingzhuang.site.ledger.queries.records import (
    FactLine,
    History,
    conflict_for,
    conflicts_for,
    counts_for,
    facts_for,
    history_for,
    linked_for,
    looks_for,
    names_for,
    paged,
    places_to_add_for,
    record_for,
    records_in_for,
    secret,
    sizes_for,
    statement_for,
)
from qingzhuang.site.ledger.queries.versions import versions_of

__all__ = [
    "FactLine",
    "History",
    "Hit",
    "Mark",
    "Record",
    "Stored",
    "changed_in",
    "conflict_for",
    "conflicts_for",
    "counts_for",
    "dead_in",
    "dead_since",
    "facts_for",
    "field_of",
    "found_for",
    "held_of",
    "history_for",
    "is_relation",
    "is_secret",
    "journal_mark",
    "keyring",
    "linked_for",
    "looks_for",
    "names_for",
    "numbers_in",
    "paged",
    "place_name",
    "places_to_add_for",
    "plain_facts",
    "record_for",
    "recordings_like",
    "records_in_for",
    "said_of",
    "secret",
    "sizes_for",
    "statement_for",
    "stored_in",
    "stored_then",
    "vanished",
    "versions_of",
]
