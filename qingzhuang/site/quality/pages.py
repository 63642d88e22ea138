"""What the pages of this area show: rows and records in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qingzhuang.site.quality import wording
from qingzhuang.vocabulary import label_in, load, search


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A version of an own field in words."""

    row: Any
    entity: str
    kind: str
    sensitivity: str
    values: tuple[str, ...]


def field_line(row: Any) -> FieldLine:
    return FieldLine(
        row, wording.entity_words(row.entity), dict(wording.kinds())[row.type], dict(wording.sensitivities())[row.sensitivity],
        tuple(word for _name, word in row.codes),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Near:
    """A field of the vocabulary that means something near what is typed."""

    label: str
    entity: str
    path: str


def alike(label: str) -> list[Near]:
    """Fields there are already, best first; nothing for less than two signs."""
    if len(label.strip()) < 2:
        return []
    words, found = load(), []
    for hit in search(label.strip()[:40], 5):
        if hit.kind == "field" and hit.score >= 0.5:
            name = label_in(words.field(hit.concept).label, wording.engine_language())
            found.append(Near(name, wording.entity_words(hit.entity), hit.concept))
    return found
