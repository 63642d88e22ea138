"""Records as rows: the values of columns, wherever they are found, and the order in which people read lists.

A column is a path from the listed entity (`person.name`, `household.head.name`, `guardian[1].phone`), `row.number`, or a
figure per row (`count(person where age>=60 and same household)`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from qingzhuang.tally import derive
from qingzhuang.tally import question as q
from qingzhuang.tally.bits import Whole, slots_in
from qingzhuang.tally.columns import NO_DAY, Coded, Column, Days, Numbers, day_of
from qingzhuang.tally.dataset import Dataset
from qingzhuang.tally.engines.bitmap import Bitmaps, household_of
from qingzhuang.tally.engines.report import by_household
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.resolve import find, resolve
from qingzhuang.tally.scope import Plain, Scope
from qingzhuang.tally.syntax import parse
from qingzhuang.vocabulary import Field, Resolution

Cells = list[Plain | None]
PIECES = re.compile(r"(\d+)")
MOST_SORTED = 300_000  # rows beyond this come in the order of communities and of the file


@dataclass(frozen=True, slots=True)
class Roster:
    """A list as rows: the keys of the records, and for each column a value as stored (codes by name), None where empty.

    `unsure` are the keys of records of which nobody knows whether they belong in the list; they have no row.
    """

    entity: str
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    rows: tuple[tuple[Plain | None, ...], ...]
    unsure: tuple[str, ...] = ()


def roster(listing: q.Listing, dataset: Dataset, scope: Scope, limit: int | None = None) -> Roster:
    """The rows of a list, in the order it asks for, else by community, grid, address and household, the head first."""
    entity = listing.entity
    if not dataset.holds(entity):
        return Roster(entity, listing.columns, (), ())
    bitmaps = Bitmaps(dataset, scope.as_of, scope.period, scope.household)
    mask = bitmaps.mask(resolve(listing.where, entity, dataset.vocabulary), entity) & bitmaps.everyone(entity)
    layout = dataset.layout(entity)
    first, last = (int(layout.word_starts[place]) for place in layout.span(scope.prefix))
    slots = slots_in(mask.sure[first:last]) + first * 64
    unsure = () if mask.settled else tuple(dataset.keys_at(entity, slots_in((mask.maybe & ~mask.sure)[first:last]) + first * 64))
    slots = slots[_order(dataset, entity, slots, listing.order_by, scope.as_of)][:limit]
    columns = [_column(bitmaps, entity, column, slots) for column in listing.columns]
    rows = tuple(zip(*columns, strict=True)) if columns else tuple(() for _ in slots)
    return Roster(entity, listing.columns, tuple(dataset.keys_at(entity, slots)), rows, unsure)


def cell_values(dataset: Dataset, entity: str, column: str, slots: Whole, as_of: date) -> Cells:
    """The values of one column for some records, as stored: text, whole or decimal number, yes/no, day, name of a code."""
    found = find(column, entity, dataset.vocabulary)
    if not found.steps:
        return _stored(dataset, entity, found.field, slots, as_of)
    written = column.removeprefix(f"{entity}.")
    values: Cells = [None] * len(slots)
    reached, at = _reached(dataset, found, slots)
    if reached and (places := np.flatnonzero(at >= 0)).size:
        target = found.steps[-1].target
        for place, value in zip(places, _stored(dataset, target, found.field, at[places], as_of), strict=True):
            values[place] = value
    if dataset.stores(entity, written):  # `father.name`, typed where the father is no resident himself
        typed = _stored(dataset, entity, dataset.field(entity, written), slots, as_of)
        values = [other if value is None else value for value, other in zip(values, typed, strict=True)]
    return values


def _reached(dataset: Dataset, found: Resolution, slots: Whole) -> tuple[bool, Whole]:
    """The slots of the records at the end of a path; of several members the head, or the one with the number asked for."""
    at = slots.astype(np.int64)
    for step in found.steps:
        relation = "head" if step.any and step.relation == "member" else step.relation
        link = dataset.link(step.entity, relation, step.index or 0)
        if link is None:
            return False, at
        at = np.where(at >= 0, np.append(link, -1)[at], -1)
    return True, at


# ---------------------------------------------------------------- single columns
def _column(bitmaps: Bitmaps, entity: str, column: str, slots: Whole) -> Cells:
    dataset = bitmaps.dataset
    if column == "row.number":
        return list(range(1, len(slots) + 1))
    if "(" in column:
        return _figures(bitmaps, entity, column, slots)
    return cell_values(dataset, entity, column, slots, bitmaps.as_of)


def _figures(bitmaps: Bitmaps, entity: str, column: str, slots: Whole) -> Cells:
    """A figure per row, about the household of the row; None where something it takes is unknown."""
    measure = parse(column)
    if isinstance(measure, (q.Value, q.Values, q.Listing)):
        raise QuestionError(f"{column!r} is no figure")
    link = household_of(bitmaps.dataset, entity)
    homes = [None] * len(slots) if link is None else [int(link[slot]) if link[slot] >= 0 else None for slot in slots]
    block = by_household(bitmaps, (measure,), homes)
    if not block.held[0]:
        return [None] * len(slots)
    figures = block.at(0)
    counted = isinstance(measure, (q.Count, q.CountDistinct))
    known = (figures.unknown == 0) & ~np.isnan(figures.values) & np.array([home is not None for home in homes])
    return [(int(v) if counted else float(v)) if ok else None for v, ok in zip(figures.values, known, strict=True)]


def _stored(dataset: Dataset, entity: str, field: Field, slots: Whole, as_of: date) -> Cells:
    """Values of a record's own field. Text is read from the file for these records only."""
    name = "area" if field.name == "area" and field.type == "key" else field.name
    if name == "id" and not dataset.stores(entity, "id"):
        return list(dataset.keys_at(entity, slots))
    place = dataset.community_column(entity) if name == "area" and field.type == "key" else name
    if field.type in ("text", "key") and place is not None and dataset.stores(entity, place):
        texts = dataset.tables[entity].take(place, dataset.layout(entity).rows_at(slots))
        return [None if text is None or not text.strip() else text for text in texts.cast(pa.string()).to_pylist()]
    column = derive.column(dataset, entity, name, as_of)
    if column is None:
        return [None] * len(slots)
    values = _plain(column, field, slots)
    if field.path in dataset.faults and dataset.stores(entity, name):  # shown as written where it could not be read
        empty = [place for place, value in enumerate(values) if value is None]
        raw = dataset.tables[entity].take(name, dataset.layout(entity).rows_at(slots[empty])).cast(pa.string()).to_pylist()
        for at, text in zip(empty, raw, strict=True):
            values[at] = text
    return values


def _plain(column: Column, field: Field, slots: Whole) -> Cells:
    match column:
        case Coded(index=index, words=words):
            named: list[Plain | None] = [*words, None]
            if field.type == "boolean":
                named = [None if word is None else word == "yes" for word in (*words, None)]
            return [named[place] for place in index[slots].tolist()]
        case Numbers(values=numbers):
            whole = field.type == "integer"
            return [None if n != n else int(n) if whole and n.is_integer() else n for n in numbers[slots].tolist()]
        case Days(values=days):
            return [None if day == NO_DAY else day_of(day) for day in days[slots].tolist()]


# ---------------------------------------------------------------- order
def _order(dataset: Dataset, entity: str, slots: Whole, order_by: Sequence[str], as_of: date) -> Whole:
    """The places of slots in the order wanted; communities stay together unless another order is asked for."""
    if len(slots) > MOST_SORTED or not len(slots):
        return np.arange(len(slots))
    if order_by:
        keys = [_sort_keys(dataset, entity, path, slots, as_of) for path in order_by]
    else:
        layout = dataset.layout(entity)
        community = np.searchsorted(layout.word_starts, slots // 64, side="right").tolist()
        keys = [community, *(_sort_keys(dataset, entity, path, slots, as_of) for path in _usual_order(dataset, entity))]
    if "household" in dataset.vocabulary.entities[entity].relations:
        keys.append(_household_keys(dataset, entity, slots))
    rows = list(zip(*keys, slots.tolist(), strict=True))
    return np.array(sorted(range(len(rows)), key=rows.__getitem__), np.int64)


def _usual_order(dataset: Dataset, entity: str) -> list[str]:
    relations = dataset.vocabulary.entities[entity].relations
    return [path for path in ("grid", "dwelling") if path in relations] + (["address"] if entity == "dwelling" else [])


def _sort_keys(dataset: Dataset, entity: str, path: str, slots: Whole, as_of: date) -> list[object]:
    """What rows are sorted by: grids by name, dwellings by address, all texts with their numbers as numbers."""
    found = find(path, entity, dataset.vocabulary)
    if found.field.type == "key" and found.field.name in ("grid", "dwelling"):
        path = f"{path}.{'name' if found.field.name == 'grid' else 'address'}"
    return [_natural(value) for value in cell_values(dataset, entity, path, slots, as_of)]


def _natural(value: Plain | None) -> object:
    """A value that sorts with others of any kind: empty last, 2栋 before 10栋.

    >>> sorted(["10栋", None, "2栋"], key=_natural)
    ['2栋', '10栋', None]
    """
    match value:
        case None:
            return (3, ())
        case bool() | int() | float():
            return (0, value)
        case date():
            return (1, value.toordinal())
    return (2, tuple((0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in PIECES.split(value) if piece))


def _household_keys(dataset: Dataset, entity: str, slots: Whole) -> list[object]:
    """Households stay together, the head before the others."""
    link, head = dataset.link(entity, "household"), dataset.link("household", "head") if dataset.holds("household") else None
    if link is None or entity == "dwelling":
        return [0] * len(slots)
    homes = link[slots]
    later = np.ones(len(slots), np.int8) if head is None else (np.append(head, -1)[homes] != slots).astype(np.int8)
    return list(zip(homes.tolist(), later.tolist(), strict=True))
