"""A batch as it was sent: rows of facts with what tells which record each is about."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

MOST = 1000  # rows of a batch


@dataclass(frozen=True, slots=True)
class KeyOf:
    """A related record, named by the sender's own key of it."""

    key: str


@dataclass(frozen=True, slots=True)
class Row:
    """Facts of one record. What tells which record it is: its number here, the sender's own key, or a number among the facts."""

    entity: str
    facts: Mapping[str, Any]
    number: int | None = None
    key: str = ""
    area: str = ""
    day: date | None = None
    to: date | None = None


@dataclass(slots=True)
class Outcome:
    """What became of a row: `new`, `changed`, `same`, `contested` or `refused`, with the reason; of a file also `asked`, a question."""

    row: int
    became: str
    number: int | None = None
    code: str = ""
    what: str = ""
    why: str = ""
    todo: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a batch."""

    recording: int | None = None
    rows: Sequence[Outcome] = field(default_factory=tuple)

    def totals(self) -> dict[str, int]:
        """How many rows became what."""
        found = dict.fromkeys(("new", "changed", "same", "contested", "refused"), 0)
        for outcome in self.rows:
            found[outcome.became] = found.get(outcome.became, 0) + 1
        return found


def body_digest(source: str, title: str, reference: str, day: date | None, rows: Sequence[Row]) -> str:
    """The same for the same batch, whatever the order of its keys in JSON."""
    told = [source, title, reference, day, [_told(row) for row in rows]]
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _told(row: Row) -> list[Any]:
    facts = {name: {"key": value.key} if isinstance(value, KeyOf) else value for name, value in row.facts.items()}
    return [row.entity, facts, row.number, row.key, row.area, row.day, row.to]


def cursor_of(numbers: Sequence[int]) -> str:
    """Numbers as a word that is handed out and given back.

    >>> numbers_of(cursor_of((3, 0, 12)), 3)
    (3, 0, 12)
    """
    return base64.urlsafe_b64encode(".".join(map(str, numbers)).encode()).decode().rstrip("=")


def numbers_of(cursor: str, count: int) -> tuple[int, ...]:
    """The numbers of a cursor, noughts for an empty one; ValueError for what is none of ours."""
    if not cursor:
        return (0,) * count
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,120}", cursor):
        raise ValueError(cursor)
    text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    found = tuple(int(part) for part in text.split(".") if re.fullmatch(r"\d{1,18}", part))
    if len(found) != count or cursor_of(found) != cursor:
        raise ValueError(cursor)
    return found
