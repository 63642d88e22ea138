"""The picture of a record: a fold over what was said of it, for any day, as it was known at any moment.

Of several values of a field that hold on the day, the one that begins last is taken; of those that begin on the same day the
more trusted; of equally trusted ones the one recorded last. A value with a last day lapses after it, and what was said before
holds again. What was taken back counts for nothing from the moment it was taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Said:
    """What one source said of one record at once.

    `number` is the place in the journal, `valid_from` and `valid_to` the first and the last day it holds, `at` when it was
    recorded. `confirms` are fields whose value was found unchanged on the first day. `undone` are the moments from which it
    is taken back (and, in pairs, again holds).
    """

    number: int
    facts: Mapping[str, Any]
    valid_from: date
    at: datetime
    valid_to: date | None = None
    trust: int = 0
    confirms: tuple[str, ...] = ()
    undone: tuple[tuple[datetime, datetime | None], ...] = ()

    def counts(self, day: date, known: datetime) -> bool:
        """Whether it holds on the day, as known at the moment."""
        if self.at > known or self.valid_from > day or (self.valid_to is not None and day > self.valid_to):
            return False
        return not any(begin <= known and (end is None or known < end) for begin, end in self.undone)


@dataclass(frozen=True, slots=True)
class Held:
    """A value with where it comes from: the number of the statement, since when it holds, when it was last confirmed."""

    value: Any
    number: int
    since: date
    confirmed: date
    trust: int


def picture(said: Iterable[Said], day: date, known: datetime) -> dict[str, Held]:
    """What is held of a record on a day, as known at a moment. A value of None means: nobody knows any more.

    >>> from datetime import UTC
    >>> at = datetime(2026, 7, 5, tzinfo=UTC)
    >>> first = Said(1, {"phone": "a"}, date(2026, 1, 1), at)
    >>> later = Said(2, {"phone": "b"}, date(2026, 6, 1), at)
    >>> [picture([first, later], date(2026, month, 2), at)["phone"].value for month in (5, 6)]
    ['a', 'b']
    """
    best: dict[str, tuple[date, int, int]] = {}
    found: dict[str, Held] = {}
    confirmations: list[Said] = []
    for one in said:
        if not one.counts(day, known):
            continue
        if one.confirms:
            confirmations.append(one)
        rank = (one.valid_from, one.trust, one.number)
        for name, value in one.facts.items():
            if name not in best or rank > best[name]:
                best[name] = rank
                found[name] = Held(value, one.number, one.valid_from, one.valid_from, one.trust)
    for one in confirmations:
        for name in one.confirms:
            held = found.get(name)
            if held is not None and held.since <= one.valid_from and held.confirmed < one.valid_from:
                found[name] = Held(held.value, held.number, held.since, one.valid_from, held.trust)
    return found


@dataclass(frozen=True, slots=True)
class Undoing:
    """A recording that takes another recording or a single statement back."""

    number: int
    at: datetime
    recording: int | None = None
    statement: int | None = None


@dataclass(frozen=True, slots=True)
class Undoings:
    """All undoings that touch some statements; undoings can be undone too."""

    of_recording: Mapping[int, tuple[Undoing, ...]] = field(default_factory=dict)
    of_statement: Mapping[int, tuple[Undoing, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, undoings: Iterable[Undoing]) -> Undoings:
        recordings: dict[int, tuple[Undoing, ...]] = {}
        statements: dict[int, tuple[Undoing, ...]] = {}
        for one in undoings:
            if one.recording is not None:
                recordings[one.recording] = (*recordings.get(one.recording, ()), one)
            if one.statement is not None:
                statements[one.statement] = (*statements.get(one.statement, ()), one)
        return cls(recordings, statements)

    def spans(self, statement: int, *recordings: int | None) -> tuple[tuple[datetime, datetime | None], ...]:
        """When a statement of these recordings does not count: from the undoing, to the moment the undoing is undone itself."""
        direct = list(self.of_statement.get(statement, ()))
        for recording in recordings:
            if recording is not None:
                direct += self.of_recording.get(recording, ())
        return tuple(span for one in direct for span in self._spans(one))

    def _spans(self, one: Undoing) -> list[tuple[datetime, datetime | None]]:
        begin: datetime | None = one.at
        found: list[tuple[datetime, datetime | None]] = []
        for start, end in sorted(self.spans(-1, one.number), key=lambda span: span[0]):
            if begin is not None and start >= begin:
                found.append((begin, start))
                begin = end
        if begin is not None:
            found.append((begin, None))
        return found
