"""The printed choices behind a drop-down: written out, on a code sheet, or under a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from qingzhuang.formfill.grid import Place, Span, Validation
from qingzhuang.formfill.read.ranges import sheet_reference, span

MAX_CHOICES = 5_000


class Texts(Protocol):
    """A sheet as far as choices need it."""

    @property
    def rows(self) -> int:
        """Last used row."""

    @property
    def columns(self) -> int:
        """Last used column."""

    def text(self, at: Place) -> str:
        """The text at a place."""


@dataclass(frozen=True, slots=True)
class ListRule:
    """A list validation as written: where, and its formula."""

    spans: tuple[Span, ...]
    formula: str


@dataclass(frozen=True, slots=True)
class Sources:
    """Where choices may be found: sheets by name in lower case, defined names, and names of one sheet."""

    sheets: Mapping[str, Texts]
    names: Mapping[str, str] = field(default_factory=dict)
    local_names: Mapping[tuple[str, int], str] = field(default_factory=dict)


def resolve(rules: list[ListRule], sheet: Texts, index: int, sources: Sources) -> tuple[Validation, ...]:
    """Every list rule of a sheet with its choices; a list that cannot be resolved (INDIRECT) has none."""
    found = []
    for rule in rules:
        choices = _choices(rule.formula, sheet, index, sources)
        found += [Validation(where, choices) for where in rule.spans]
    return tuple(found)


def _choices(formula: str, sheet: Texts, index: int, sources: Sources) -> tuple[str, ...]:
    if formula.startswith('"') and formula.endswith('"') and len(formula) > 1:
        return tuple(part.strip() for part in formula[1:-1].replace('""', '"').split(",") if part.strip())
    for _ in range(3):  # a name may stand for another name
        key = formula.lstrip("=").lower()
        named = sources.local_names.get((key, index)) or sources.names.get(key)
        if named is None:
            break
        formula = named
    target = sheet_reference(formula)
    where = span(target[1]) if target else None
    if target is None or where is None:
        return ()
    source = sources.sheets.get(target[0].lower()) if target[0] else sheet
    return () if source is None else _texts(source, where)


def _texts(source: Texts, where: Span) -> tuple[str, ...]:
    texts = []
    for row in range(where.top, min(where.bottom, source.rows) + 1):
        for column in range(where.left, min(where.right, source.columns) + 1):
            if text := source.text((row, column)).strip():
                texts.append(text)
                if len(texts) >= MAX_CHOICES:
                    return tuple(texts)
    return tuple(texts)
