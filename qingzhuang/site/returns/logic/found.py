"""What a return shows a person: what is unsure, what must be asked, what looks odd, what changed; and whether anything is left to do."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from qingzhuang.formfill.answer.filling import Finding

# findings that a signature has to answer for: explained, or mended
SERIOUS = frozenset(
    ("sum", "total", "part_above_whole", "required_empty", "required_if", "period", "other_report", "whom", "cannot_ask")
)
SHOWN = 200  # of each kind; a form that is wholly not understood is no list to work through


@dataclass(frozen=True, slots=True)
class Item:
    """A blank that waits: its number on the page of the form, its label, why; `key` is what an explanation names.

    `rows` are the cells that can be typed beside it, each with its label and what was typed; none where it is a column of a list.
    """

    number: int
    label: str
    reason: str
    key: str
    rows: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Odd:
    """A finding: what it is about, in words, and whether it has to be explained."""

    key: str
    code: str
    place: str
    sentence: str
    cells: list[str]
    serious: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """A cell, or a list, that is not what it was last time, with the people who came and went in words. `question` and `area` lead to
    its explanation before it is signed."""

    label: str
    cell: str
    before: float
    after: float
    words: str
    question: str = ""
    area: str = ""


@dataclass(frozen=True)
class Found:
    """All of it. `known` is how many blanks are sure."""

    known: int = 0
    unsure: list[Item] = field(default_factory=list)
    asked: list[Item] = field(default_factory=list)
    odd: list[Odd] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)

    def left(self, explained: Collection[str]) -> list[str]:
        """The keys of what a person must still settle."""
        must = [item.key for item in self.asked] + [odd.key for odd in self.odd if odd.serious]
        return [item.key for item in self.unsure] + [key for key in must if key not in explained]

    def as_json(self) -> dict[str, Any]:
        told = {name: [asdict(one) for one in getattr(self, name)[:SHOWN]] for name in ("unsure", "asked", "odd", "changed")}
        return {"known": self.known, **told}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Found:
        """What `as_json` wrote; nothing for a return that was never filled."""
        return cls(
            data.get("known", 0),
            [_item(one) for one in data.get("unsure", ())],
            [_item(one) for one in data.get("asked", ())],
            [Odd(**one) for one in data.get("odd", ())],
            [Changed(**one) for one in data.get("changed", ())],
        )


def _item(told: dict[str, Any]) -> Item:
    """An item as any version of the program wrote it."""
    return Item(told["number"], told["label"], told["reason"], told["key"], told.get("rows", []))


def odd_of(findings: Iterable[Finding]) -> list[Odd]:
    """Findings with their keys: the same finding of the same cells has the same key, so that an explanation stays with it."""
    found = {}
    for one in findings:
        key = key_of(one.code, one.place, *one.cells, one.sentence if one.code in SERIOUS else "")
        found[key] = Odd(key, one.code, one.place, one.sentence, list(one.cells), one.code in SERIOUS)
    return list(found.values())


def key_of(*parts: str) -> str:
    """A short name for something that can be explained."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
