"""How the columns of a list are laid onto records: whose fact stands in which column, and in which form it is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from qingzhuang.intake.columns import Column
from qingzhuang.vocabulary import OWN as OWN_FIELD
from qingzhuang.vocabulary import UnknownName, load

PLACES = ("province", "city", "county", "street", "township", "community", "village", "name", "code")
OWN: Mapping[tuple[str, str], tuple[str, ...]] = {  # a list of these may speak of those: over which relation
    ("person", "household"): ("household",),
    ("person", "dwelling"): ("dwelling",),
    ("household", "person"): ("head",),
    ("dwelling", "building"): ("building",),
    ("dwelling", "estate"): ("estate",),
}
Keeps = Callable[[str, str], bool]  # whether the ledger keeps a field of an entity
Subject = tuple[str, ...]  # relations from the record of the row: () itself, ("household", "head")


@dataclass(frozen=True, slots=True)
class Cell:
    """A column that says something: whose fact, of which entity, under which name; `store` makes the stored form."""

    at: int  # index among the columns of a batch
    place: int  # column of the sheet, from 1
    subject: Subject
    entity: str
    name: str
    store: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """All columns of a table laid out; `unplaced` are columns whose facts the ledger keeps nowhere."""

    entity: str
    cells: tuple[Cell, ...]
    unplaced: tuple[int, ...] = ()
    subjects: tuple[Subject, ...] = field(default=())
    told: Mapping[str, str] = field(default_factory=dict)  # what the title says of every row

    def of(self, *subject: str) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.subject == subject)

    def has(self, *subject: str, name: str) -> bool:
        return any(cell.name == name for cell in self.of(*subject))


def shape_of(entity: str, columns: Sequence[Column], keeps: Keeps, told: Mapping[str, str] | None = None) -> Shape:
    """Lay the columns of a table out.

    `grid.name` and `area.community` of a person say where he lives: their subject is ("area",).
    """
    cells: list[Cell] = []
    unplaced: list[int] = []
    for at, column in enumerate(columns):
        found = _place(entity, column.concept, keeps)
        if found is None:
            unplaced.append(column.place)
            continue
        subject, owner, name = found
        kind = column.field.type if column.field is not None else "text"
        cells.append(Cell(at, column.place, subject, owner, name, STORE.get(kind, _text)))
    return Shape(entity, tuple(cells), tuple(unplaced), tuple(dict.fromkeys(cell.subject for cell in cells)), told or {})


def _place(entity: str, concept: str, keeps: Keeps) -> tuple[Subject, str, str] | None:
    root, _, rest = concept.partition(".")
    if entity not in ("area", "grid") and root in ("area", "grid"):
        return (("area",), root, rest) if rest in PLACES else None
    if rest.startswith(OWN_FIELD):
        beside = () if root == entity else OWN.get((entity, root))
        return (beside, root, rest) if beside is not None and keeps(root, rest) else None
    try:
        found = load().resolve(concept)
    except UnknownName:
        return None
    before = () if root == entity else OWN.get((entity, root))
    if before is None or any(step.any for step in found.steps):
        return None
    subject = (*before, *(_step(step.relation, step.index) for step in found.steps))
    owner = found.steps[-1].target if found.steps else root
    if subject and subject[-1] in ("area", "grid"):
        return (("area",), subject[-1], found.field.name) if found.field.name in PLACES else None
    subject = _short(entity, subject)
    return (subject, owner, found.field.name) if len(subject) <= 2 and keeps(owner, found.field.name) else None


def _step(relation: str, index: int | None) -> str:
    return f"{relation}[{index}]" if index is not None else relation


def _short(entity: str, subject: Subject) -> Subject:
    """The household of a household's head is that household itself."""
    return subject[2:] if entity == "household" and subject[:2] == ("head", "household") else subject


# ---------------------------------------------------------------- stored forms
def _text(value: Any) -> Any:
    return value if isinstance(value, str) else str(value)


def _same(value: Any) -> Any:
    return value


def _number(value: Any) -> Any:
    return int(value) if float(value).is_integer() else float(value)


def _day(value: Any) -> Any:
    """A whole day only; of a month or a year nothing is stored."""
    return value.isoformat()[:10] if isinstance(value, date) else None


def _names(value: Iterable[str]) -> Any:
    return list(value) or None


STORE: Mapping[str, Callable[[Any], Any]] = {
    "text": _text, "key": _text, "code": _same, "codes": _names, "boolean": _same, "date": _day, "integer": _number, "number": _number,
}  # fmt: skip
