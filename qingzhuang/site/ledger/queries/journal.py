"""The journal read and folded; for the actions of this area and for areas that build on it. Guards nothing by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Q

from qingzhuang.site.ledger.keys import ring
from qingzhuang.site.ledger.logic.fold import Held, Said, Undoing, Undoings, picture
from qingzhuang.site.ledger.logic.sealing import opened
from qingzhuang.site.ledger.logic.sources import TRUST, Source
from qingzhuang.site.ledger.models import Recording, Statement

AT_ONCE = 900  # records asked for in one question
EVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class HeldFact(Held):
    """A held value in plain text, and as it is stored."""

    sealed: Any = None


def held_of(records: Sequence[int], day: date, known: datetime = EVER) -> dict[int, dict[str, HeldFact]]:
    """The facts of records on a day, as known at a moment, in plain text; by record and field."""
    return held_in(said_of(records), day, known)


def held_in(spoken: Mapping[int, Sequence[Said]], day: date, known: datetime = EVER) -> dict[int, dict[str, HeldFact]]:
    """The same, of what was read already."""
    found: dict[int, dict[str, HeldFact]] = {}
    keys = ring()
    for record, said in spoken.items():
        held = picture(said, day, known)
        plain = opened(keys, {name: one.value for name, one in held.items()})
        found[record] = {
            name: HeldFact(plain[name], one.number, one.since, one.confirmed, one.trust, one.value) for name, one in held.items()
        }
    return found


def said_of(records: Sequence[int]) -> dict[int, list[Said]]:
    """All that was ever said of records, values as stored."""
    found: dict[int, list[Said]] = defaultdict(list)
    for chunk in in_chunks(list(dict.fromkeys(records)), AT_ONCE):
        rows = list(
            Statement.objects.filter(record__in=chunk).values_list(
                "pk", "record_id", "facts", "valid_from", "valid_to", "confirms", "recording_id", "recording__part_of_id",
                "recording__at", "recording__source",
            )
        )  # fmt: skip
        undoings = undoings_of({row[0] for row in rows}, {row[6] for row in rows} | {row[7] for row in rows if row[7]})
        for pk, record, facts, valid_from, valid_to, confirms, recording, whole, at, source in rows:
            spans = undoings.spans(pk, recording, whole) if undoings.of_recording or undoings.of_statement else ()
            found[record].append(Said(pk, facts, valid_from, at, valid_to, TRUST[Source(source)], tuple(confirms or ()), spans))
    return dict(found)


def undoings_of(statements: set[int], recordings: set[int]) -> Undoings:
    """Undoings of these statements and recordings, and undoings of those in turn."""
    found: list[Undoing] = []
    rows = _undoing_rows(Q(undoes__in=recordings)) + [
        row for chunk in in_chunks(sorted(statements), AT_ONCE) for row in _undoing_rows(Q(undoes_statement__in=chunk))
    ]
    while rows:
        found += rows
        rows = _undoing_rows(Q(undoes__in=[row.number for row in rows]))
    return Undoings.of(found)


def _undoing_rows(condition: Q) -> list[Undoing]:
    rows = Recording.objects.filter(condition).values_list("pk", "at", "undoes_id", "undoes_statement_id")
    return [Undoing(*row) for row in rows]


def in_chunks(numbers: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (numbers[start : start + size] for start in range(0, len(numbers), size))


def plain_facts(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Stored facts of the picture in plain text."""
    return opened(ring(), stored)
