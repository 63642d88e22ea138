"""Many measures at once for the rows of a report: each row is a place, or each row is a household.

Counts over places, the bulk of every report, go through `counting`; all other measures and all measures per household
go through `figures`, one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Union

import numpy as np
import numpy.typing as npt

from qingzhuang.tally import question as q
from qingzhuang.tally.bits import Mask
from qingzhuang.tally.columns import Column, Numbers
from qingzhuang.tally.engines import figures
from qingzhuang.tally.engines.bitmap import Bitmaps, household_of, values_of
from qingzhuang.tally.engines.counting import Counts, count_all
from qingzhuang.tally.engines.figures import Figures, Groups
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.resolve import ALWAYS, All, Along, AnyOf, Fact, No, Node, On, Same, Some, find, resolve, together
from qingzhuang.vocabulary import Resolution

Leaf = Union[q.Count, q.CountDistinct, q.Aggregate]
Recipe = Union[int, tuple["Recipe", "Recipe"]]  # the place of a leaf, or part and whole of a rate


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Figures of many measures for many rows: values, unknown and records have the shape measures × rows."""

    values: npt.NDArray[np.float64]
    unknown: npt.NDArray[np.int32]
    records: npt.NDArray[np.int32]
    held: npt.NDArray[np.bool_]

    @classmethod
    def empty(cls, measures: int, rows: int) -> Block:
        """Nothing held yet."""
        size = (measures, rows)
        return cls(np.zeros(size), np.zeros(size, np.int32), np.zeros(size, np.int32), np.zeros(measures, np.bool_))

    def put(self, place: int, one: Figures | None) -> None:
        """The figures of one measure; None where the data hold no such records."""
        if one is not None:
            self.values[place], self.unknown[place], self.records[place], self.held[place] = (
                one.values,
                one.unknown,
                one.records,
                True,
            )

    def at(self, place: int) -> Figures:
        """The figures of one measure."""
        return Figures(self.values[place], self.unknown[place].astype(np.int64), self.records[place].astype(np.int64))


def by_area(bitmaps: Bitmaps, measures: Sequence[q.Measure], prefixes: Sequence[str]) -> Block:
    """Figures of each measure for each place."""
    leaves, recipes = _leaves(measures)
    block = Block.empty(len(leaves), len(prefixes))
    of_entity: dict[str, list[int]] = {}
    for place, leaf in enumerate(leaves):
        of_entity.setdefault(entity_of(leaf), []).append(place)
    for entity, places in of_entity.items():
        if not bitmaps.dataset.holds(entity):
            _check(bitmaps, [leaves[place] for place in places])
            continue
        layout = bitmaps.dataset.layout(entity)
        spans = [layout.span(prefix) for prefix in prefixes]
        counted = [place for place in places if isinstance(leaves[place], q.Count)]
        if counted:
            _put_counts(bitmaps, entity, [leaves[place].where for place in counted], spans, block, np.array(counted))
        if len(counted) == len(places):
            continue
        slots = [(int(layout.word_starts[first]) * 64, int(layout.word_starts[last]) * 64) for first, last in spans]
        layers = figures.layers_of(slots, layout.slots)
        for place in places:
            leaf = leaves[place]
            if not isinstance(leaf, q.Count):
                block.put(place, _figures(bitmaps, leaf, _mask(bitmaps, leaf), layers, len(prefixes)))
    return _composed(block, recipes)


def by_household(bitmaps: Bitmaps, measures: Sequence[q.Measure], households: Sequence[int | None]) -> Block:
    """Figures of each measure for each household, given by slots; `same household` means the one of the row."""
    leaves, recipes = _leaves(measures)
    block = Block.empty(len(leaves), len(households))
    for place, leaf in enumerate(leaves):
        entity = entity_of(leaf)
        node, same = _without_same(resolve(leaf.where, entity, bitmaps.dataset.vocabulary))
        if not bitmaps.dataset.holds(entity):
            continue
        mask = bitmaps.mask(node, entity) & bitmaps.everyone(entity)
        if same:
            layers = _household_layers(bitmaps, entity, households)
            block.put(place, None if layers is None else _figures(bitmaps, leaf, mask, layers, len(households)))
        else:
            whole = [Groups(np.zeros(bitmaps.dataset.layout(entity).slots, np.int32), 1)]
            block.put(place, _figures(bitmaps, leaf, mask, whole, 1))
    return _composed(block, recipes)


entity_of = q.entity_of


def where_of(measure: q.Measure) -> q.Condition:
    """The condition on the records behind a measure; of a rate that of its part."""
    return where_of(measure.part) if isinstance(measure, q.Percent) else measure.where


# ---------------------------------------------------------------- leaves and rates
def _leaves(measures: Sequence[q.Measure]) -> tuple[list[Leaf], list[Recipe]]:
    """The measures that rates are made of, and how each measure is made from them."""
    leaves: list[Leaf] = []

    def recipe(measure: q.Measure) -> Recipe:
        if isinstance(measure, q.Percent):
            return recipe(measure.part), recipe(measure.whole)
        leaves.append(measure)
        return len(leaves) - 1

    if not any(isinstance(measure, q.Percent) for measure in measures):
        return [measure for measure in measures if not isinstance(measure, q.Percent)], []
    return leaves, [recipe(measure) for measure in measures]


def _composed(block: Block, recipes: list[Recipe]) -> Block:
    if not recipes:  # no rates: each measure is its own leaf
        return block
    made = Block.empty(len(recipes), block.values.shape[1])

    def cook(recipe: Recipe) -> Figures | None:
        if isinstance(recipe, int):
            return block.at(recipe) if block.held[recipe] else None
        part, whole = cook(recipe[0]), cook(recipe[1])
        return None if part is None or whole is None else figures.percent(part, whole)

    for place, recipe in enumerate(recipes):
        made.put(place, cook(recipe))
    return made


def _check(bitmaps: Bitmaps, leaves: list[Leaf]) -> None:
    """Names are wrong or right whether or not there are data."""
    for leaf in leaves:
        resolve(leaf.where, entity_of(leaf), bitmaps.dataset.vocabulary)


# ---------------------------------------------------------------- counts
def _put_counts(
    bitmaps: Bitmaps,
    entity: str,
    wheres: list[q.Condition],
    spans: list[tuple[int, int]],
    block: Block,
    places: npt.NDArray[np.int64],
) -> None:
    nodes, sets = _as_sets(bitmaps, entity, wheres)
    bitmaps.prepare(nodes, entity)
    masks = [bitmaps.mask(node, entity) for node in nodes]
    everyone = bitmaps.everyone(entity)
    layout = bitmaps.dataset.layout(entity)
    if everyone.sure is not layout.valid:  # births and deaths of a period: one more condition for every count
        masks.append(everyone)
        sets = [(*one, len(masks) - 1) for one in sets]
    sure, unknown = count_all(masks, layout.valid, sets, layout.starts)
    sure, unknown = _over_spans(sure, spans), _over_spans(unknown, spans)
    if len(places) == len(block.held):  # nothing but these counts
        block.values[:], block.records[:], block.unknown[:], block.held[:] = sure, sure, unknown, True
    else:
        block.values[places], block.records[places], block.unknown[places], block.held[places] = sure, sure, unknown, True


def _as_sets(bitmaps: Bitmaps, entity: str, wheres: list[q.Condition]) -> tuple[list[Node], list[tuple[int, ...]]]:
    """Each condition as places in one list of nodes that must all hold, every node in it once.

    Both ends of a band are one node, since few bands come in many questions.
    """
    vocabulary = bitmaps.dataset.vocabulary
    nodes: list[Node] = []
    subjects: list[str] = []
    place_of: dict[Node, int] = {}
    merged: dict[tuple[int, int], int] = {}
    known: dict[q.Condition, tuple[int, ...] | None] = {}
    seen: dict[int, tuple[int, ...] | None] = {}  # the same object again, which the parser gives for equal conditions

    def place(node: Node) -> int:
        found = place_of.setdefault(node, len(nodes))
        if found == len(nodes):
            nodes.append(node)
            subjects.append(_subject(node) or str(found))
        return found

    def places(node: Node) -> tuple[int, ...]:
        return tuple(place(part) for part in (node.parts if isinstance(node, All) else (node,)))

    def together_with(one: int, other: int) -> int:
        key = (one, other)
        if key not in merged:
            merged[key] = place(All((nodes[one], nodes[other])))
        return merged[key]

    def bands(found: list[int]) -> tuple[int, ...]:
        by_subject: dict[str, int] = {}
        for one in found:
            other = by_subject.setdefault(subjects[one], one)
            if other != one:
                by_subject[subjects[one]] = together_with(other, one)
        return tuple(by_subject.values())

    sets: list[tuple[int, ...]] = []
    for where in wheres:
        parts = where.parts if isinstance(where, q.And) else (where,)
        found: list[int] = []
        for part in parts:
            if id(part) not in seen:
                if part not in known:
                    node = resolve(part, entity, vocabulary)
                    known[part] = places(node) if _stands_alone(node) else None
                seen[id(part)] = known[part]
            mine = seen[id(part)]
            if mine is None:  # conditions on members are gathered with their neighbours
                found = list(places(together([resolve(one, entity, vocabulary) for one in parts])))
                break
            found.extend(mine)
        sets.append(bands(found))
    return nodes, sets


def _subject(node: Node) -> str:
    match node:
        case Fact(field=field) | No(part=Fact(field=field)):
            return field
    return ""


def _stands_alone(node: Node) -> bool:
    match node:
        case All(parts=parts):
            return all(_stands_alone(part) for part in parts)
        case AnyOf() | Along(part=AnyOf() | Along()):
            return False
        case Along(part=All(parts=parts)):
            return all(_stands_alone(part) for part in parts)
    return True


def _over_spans(counted: Counts, spans: list[tuple[int, int]]) -> Counts:
    """Sums over runs of communities; shapes questions × communities → questions × rows."""
    if [(place, place + 1) for place in range(counted.shape[1])] == spans:
        return counted
    summed: Counts = np.zeros((counted.shape[0], counted.shape[1] + 1), np.int32)
    np.cumsum(counted, axis=1, out=summed[:, 1:])
    first, last = np.array(spans, np.int64).reshape(-1, 2).T
    return summed[:, last] - summed[:, first]


# ---------------------------------------------------------------- other figures
def _mask(bitmaps: Bitmaps, leaf: Leaf) -> Mask:
    entity = entity_of(leaf)
    return bitmaps.mask(resolve(leaf.where, entity, bitmaps.dataset.vocabulary), entity) & bitmaps.everyone(entity)


def _figures(bitmaps: Bitmaps, leaf: Leaf, mask: Mask, layers: list[Groups], rows: int) -> Figures:
    if isinstance(leaf, q.Count):
        return figures.stacked(lambda groups: figures.count(mask, groups), layers, rows)
    found = value_path(bitmaps, leaf)
    column: Column | None = values_of(bitmaps.dataset, found, bitmaps.as_of)
    absent_no = found.field.absent == "no"
    if column is None:  # the value is nowhere: nothing can be said of any record that is counted
        blank = Numbers(np.full(bitmaps.dataset.layout(entity_of(leaf)).slots, np.nan))
        column, absent_no = blank, False
    kept = column
    if isinstance(leaf, q.CountDistinct):
        return figures.stacked(lambda groups: figures.distinct(mask, kept, absent_no, groups), layers, rows)
    function = leaf.function
    return figures.stacked(lambda groups: figures.aggregate(function, mask, kept, absent_no, groups), layers, rows)


def value_path(bitmaps: Bitmaps, leaf: q.CountDistinct | q.Aggregate) -> Resolution:
    """Where the value of a measure is found; raises QuestionError where it cannot be added up."""
    entity = entity_of(leaf)
    found = find(leaf.path, entity, bitmaps.dataset.vocabulary)
    if isinstance(leaf, q.Aggregate) and found.field.type not in ("integer", "number"):
        raise QuestionError(f"{leaf.path} is no number; {leaf.function} needs one")
    return found


# ---------------------------------------------------------------- households
def _household_layers(bitmaps: Bitmaps, entity: str, households: Sequence[int | None]) -> list[Groups] | None:
    link = household_of(bitmaps.dataset, entity)
    if link is None:
        return None
    slots = bitmaps.dataset.layout("household").slots
    layers: list[Groups] = []
    row_of = np.full(slots + 1, -1, np.int32)
    for row, slot in enumerate(households):
        if slot is None:
            continue
        if row_of[slot] >= 0:  # the same household in two rows
            layers.append(Groups(row_of[link], len(households)))
            row_of = np.full(slots + 1, -1, np.int32)
        row_of[slot] = row
    return [*layers, Groups(row_of[link], len(households))]


def _without_same(node: Node) -> tuple[Node, bool]:
    """The condition without 'same household', and whether it was there."""
    parts = node.parts if isinstance(node, All) else (node,)
    kept = tuple(part for part in parts if not isinstance(part, Same))
    if any(_has_same(part) for part in kept):
        raise QuestionError("'same household' must stand beside the other conditions, not inside 'or' or 'not'")
    return All(kept) if kept else ALWAYS, len(kept) < len(parts)


def _has_same(node: Node) -> bool:
    match node:
        case Same():
            return True
        case Fact():
            return False
        case All(parts=parts) | Some(parts=parts):
            return any(_has_same(part) for part in parts)
        case No(part=part) | Along(part=part) | AnyOf(part=part) | On(part=part):
            return _has_same(part)
