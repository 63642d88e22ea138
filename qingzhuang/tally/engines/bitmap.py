"""The default engine: every condition becomes packed bits, one a record, and questions are counted with and, or, not.

A *mask* of a node (see `tally.resolve`) is made once and kept, so a report of hundreds of cells reads each column once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from qingzhuang.tally import derive
from qingzhuang.tally.bits import Flags, Mask, Whole, Words, pack, slots_in, unpack
from qingzhuang.tally.columns import NO_DAY, Coded, Column, Days, Numbers, day_number, is_empty, is_one_of
from qingzhuang.tally.dataset import Dataset, Links
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.resolve import All, Along, AnyOf, Fact, No, Node, On, Same, Some
from qingzhuang.tally.scope import PERIOD_FIELDS
from qingzhuang.vocabulary import Resolution

CANNOT: tuple[str, ...] = ()  # answers every question of the language


class Bitmaps:
    """Masks of one dataset on one day; `household` is the key that 'same household' means."""

    def __init__(self, dataset: Dataset, as_of: date, period: tuple[date, date] | None = None, household: str = "") -> None:
        self.dataset = dataset
        self.as_of = as_of
        self.period = period
        self.household = household
        self._masks: dict[tuple[str, Node], Mask] = {}

    def everyone(self, entity: str) -> Mask:
        """All records that count: of births and deaths those in the period."""
        valid = self.dataset.layout(entity).valid
        field = PERIOD_FIELDS.get(entity)
        if self.period is None or field is None:
            return Mask(valid, valid)
        first, last = self.period
        both = (Fact(entity, field, "date", ">=", (first,)), Fact(entity, field, "date", "<=", (last,)))
        return self.mask(All(both), entity)

    def mask(self, node: Node, entity: str) -> Mask:
        """Who meets a condition, surely and maybe, over all records of the entity."""
        key = (entity, node)
        if key not in self._masks:
            self._masks[key] = self._make(node, entity)
        return self._masks[key]

    def prepare(self, nodes: Iterable[Node], entity: str) -> None:
        """Read all columns that nodes need with one pass over each file."""
        wanted: dict[str, dict[str, None]] = {}
        for node in nodes:
            for fact_entity, name in _facts(node, entity):
                wanted.setdefault(fact_entity, {}).update(dict.fromkeys(derive.sources(self.dataset, fact_entity, name)))
        for fact_entity, names in wanted.items():
            if self.dataset.holds(fact_entity):
                self.dataset.load(fact_entity, names)

    # ------------------------------------------------------------ nodes
    def _make(self, node: Node, entity: str) -> Mask:
        valid = self.dataset.layout(entity).valid
        match node:
            case Fact():
                return self._fact(node, entity)
            case All(parts=parts):
                return reduce(Mask.__and__, (self.mask(part, entity) for part in parts), Mask(valid, valid))
            case Some(parts=parts):
                return reduce(Mask.__or__, (self.mask(part, entity) for part in parts))
            case No(part=part):
                return self.mask(part, entity).negated(valid)
            case Along(relation=relation, index=index, target=target, part=part):
                return self._along(entity, self.dataset.link(entity, relation, index), self.mask(part, target))
            case AnyOf(relation=relation, target=target, part=part):
                return self._any_of(entity, self.dataset.owner(entity, relation), self.mask(part, target))
            case On():
                return self.mask(derive.on_own_day(node, self.as_of, self.dataset.field), entity)
            case Same():
                return self._same(entity)

    def _unknown(self, entity: str) -> Mask:
        valid = self.dataset.layout(entity).valid
        return Mask(np.zeros_like(valid), valid)

    def _along(self, entity: str, link: Links | None, inner: Mask) -> Mask:
        if link is None:
            return self._unknown(entity)
        valid = self.dataset.layout(entity).valid
        sure = pack(np.append(unpack(inner.sure), False)[link]) & valid
        maybe = pack(np.append(unpack(inner.maybe), True)[link]) & valid
        return Mask(sure, sure if np.array_equal(sure, maybe) else maybe)

    def _any_of(self, entity: str, owner: Links | None, inner: Mask) -> Mask:
        if owner is None:
            return self._unknown(entity)
        slots = self.dataset.layout(entity).slots

        def owners(words: Whole) -> Flags:
            found = np.zeros(slots + 1, np.bool_)
            found[owner[words]] = True  # -1, belonging to nobody, falls into the last place
            return found[:-1]

        sure = pack(owners(slots_in(inner.sure)))
        return Mask(sure, sure if inner.settled else pack(owners(slots_in(inner.maybe))))

    def _same(self, entity: str) -> Mask:
        if not self.household:
            raise QuestionError("'same household' needs to be told which household: Scope(…, household=key)")
        wanted = self.dataset.slot_of("household", self.household)
        valid = self.dataset.layout(entity).valid
        if entity == "household":
            found = np.zeros(self.dataset.layout(entity).slots, np.bool_)
            if wanted is not None:
                found[wanted] = True
            return Mask(same := pack(found), same)
        link = household_of(self.dataset, entity)
        if wanted is None or link is None:
            return self._unknown(entity)
        return Mask(same := pack(link == wanted) & valid, same)

    # ------------------------------------------------------------ facts
    def _fact(self, fact: Fact, entity: str) -> Mask:
        field = self.dataset.field(entity, fact.field)
        start = derive.counted_from(field)
        if start and not self.dataset.stores(entity, fact.field):
            return self.mask(derive.term_node(fact, field, self.as_of), entity)
        column = derive.column(self.dataset, fact.entity, fact.field, self.as_of)
        if column is None:
            return self._unknown(entity)
        sure = pack(matches(column, fact)) & self.dataset.layout(entity).valid
        empty = None if fact.absent_no else self._empty(entity, fact.field, column)
        maybe = sure if empty is None else sure | empty
        if fact.unsure and isinstance(column, Coded):
            open_ = pack(matches(column, replace(fact, values=fact.unsure)))
            maybe = maybe | open_ if open_.any() else maybe
        return Mask(sure, maybe)

    def _empty(self, entity: str, name: str, column: Column) -> Words | None:
        """The records without a value; None where all have one, so that nothing unknown need be looked after."""

        def make() -> Words | None:
            empty = pack(is_empty(column)) & self.dataset.layout(entity).valid
            return empty if empty.any() else None

        return (
            make() if derive.counted_from(self.dataset.field(entity, name)) else self.dataset.keep(("empty", entity, name), make)
        )


def matches(column: Column, fact: Fact) -> Flags:
    """Which slots pass a test; empty ones never do."""
    match column:
        case Coded(index=index, words=words):
            passes = _word_test(fact)
            return is_one_of(index, [place for place, word in enumerate(words) if word is not None and passes(word)], len(words))
        case Numbers(values=numbers):
            return _compared(numbers, fact.op, [float(v) for v in fact.values if not isinstance(v, date)])
        case Days(values=days):
            found = _compared(days, fact.op, [day_number(v) for v in fact.values if isinstance(v, date)])
            return found & (days != NO_DAY) if fact.op in ("<", "<=") else found


def _word_test(fact: Fact) -> Callable[[str], bool]:
    if fact.op == "yes":
        return "yes".__eq__
    wanted = frozenset(str(value) for value in fact.values)
    if fact.type == "codes":
        return lambda word: not wanted.isdisjoint(word.split(";"))
    return wanted.__contains__


def _compared(values: npt.NDArray[Any], op: str, operands: list[float] | list[int]) -> Flags:
    match op:
        case "<":
            found: Flags = values < operands[0]
        case "<=":
            found = values <= operands[0]
        case ">":
            found = values > operands[0]
        case ">=":
            found = values >= operands[0]
        case _:
            found = reduce(np.logical_or, (values == operand for operand in operands), np.zeros(len(values), np.bool_))
    return found


def _facts(node: Node, entity: str) -> Iterable[tuple[str, str]]:
    match node:
        case Fact(field=field):
            yield entity, field
        case All(parts=parts) | Some(parts=parts):
            for part in parts:
                yield from _facts(part, entity)
        case No(part=part) | On(part=part):
            yield from _facts(part, entity)
        case Along(target=target, part=part) | AnyOf(target=target, part=part):
            yield from _facts(part, target)


# ---------------------------------------------------------------- values along relations
def household_of(dataset: Dataset, entity: str) -> Links | None:
    """For each slot of an entity the slot of the household it belongs to."""
    if entity == "household":
        layout = dataset.layout(entity)
        return np.where(unpack(layout.valid), np.arange(layout.slots), -1).astype(np.int32)
    if "household" not in dataset.vocabulary.entities[entity].relations:
        raise QuestionError(f"{entity} belongs to no household")
    return dataset.link(entity, "household")


def values_of(dataset: Dataset, found: Resolution, as_of: date) -> Column | None:
    """The values that a path ends in, one for each slot of the entity it starts from; None where they are not held."""
    entity = found.steps[-1].target if found.steps else found.entity
    column = derive.column(dataset, entity, found.field.name, as_of)
    for step in reversed(found.steps):
        link = dataset.link(step.entity, step.relation, step.index or 0)
        if column is None or link is None:
            return None
        column = _gathered(column, link)
    return column


def _gathered(column: Column, link: Links) -> Column:
    match column:
        case Coded(index=index, words=words):
            return Coded(np.append(index, np.array(column.empty, index.dtype))[link], words)
        case Numbers(values=values):
            return Numbers(np.append(values, np.nan)[link])
        case Days(values=days):
            return Days(np.append(days, np.int32(NO_DAY))[link])
