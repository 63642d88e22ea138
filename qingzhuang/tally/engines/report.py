"""Many measures at once for the rows of a report: each row is a place, or each row is a household.

Counts over places, the bulk of every report, go through `counting`; all other measures and all measures per household
go through `figures`, one by one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qingzhuang.tally import question as q
from qingzhuang.tally.bits import Mask
from qingzhuang.tally.columns import Column, Numbers
from qingzhuang.tally.engines import figures
from qingzhuang.tally.engines.bitmap import Bitmaps, household_of, values_of
from qingzhuang.tally.engines.counting import count_all
from qingzhuang.tally.engines.figures import Figures, Groups
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.resolve import ALWAYS, All, Along, AnyOf, Fact, Node, Same, find, resolve, together
from qingzhuang.vocabulary import Resolution

Measured = dict[q.Measure, Figures | None]


def by_area(bitmaps: Bitmaps, measures: Sequence[q.Measure], prefixes: Sequence[str]) -> Measured:
    """Figures of each measure for each place; None where the data hold no such records."""
    found: Measured = {}
    leaves = _leaves(measures)
    for entity in dict.fromkeys(entity_of(leaf) for leaf in leaves):
        mine = [leaf for leaf in leaves if entity_of(leaf) == entity]
        if not bitmaps.dataset.holds(entity):
            found.update(dict.fromkeys(mine))
            continue
        layout = bitmaps.dataset.layout(entity)
        spans = [layout.span(prefix) for prefix in prefixes]
        found.update(_counts(bitmaps, entity, [leaf for leaf in mine if isinstance(leaf, q.Count)], spans))
        others = [leaf for leaf in mine if not isinstance(leaf, q.Count)]
        if others:
            slots = [(int(layout.word_starts[first]) * 64, int(layout.word_starts[last]) * 64) for first, last in spans]
            layers = figures.layers_of(slots, layout.slots)
            for leaf in others:
                found[leaf] = _figures(bitmaps, leaf, _mask(bitmaps, leaf), layers, len(prefixes))
    return {measure: _composed(measure, found) for measure in measures}


def by_household(bitmaps: Bitmaps, measures: Sequence[q.Measure], households: Sequence[int | None]) -> Measured:
    """Figures of each measure for each household, given by slots; `same household` means the one of the row."""
    found: Measured = {}
    for leaf in _leaves(measures):
        entity = entity_of(leaf)
        if not bitmaps.dataset.holds(entity):
            found[leaf] = None
            continue
        node, same = _without_same(resolve(leaf.where, entity, bitmaps.dataset.vocabulary))
        mask = bitmaps.mask(node, entity) & bitmaps.everyone(entity)
        if same:
            layers = _household_layers(bitmaps, entity, households)
            found[leaf] = None if layers is None else _figures(bitmaps, leaf, mask, layers, len(households))
        else:
            whole = [Groups(np.zeros(bitmaps.dataset.layout(entity).slots, np.int32), 1)]
            one = _figures(bitmaps, leaf, mask, whole, 1)
            rows = np.zeros(len(households), np.int64)
            found[leaf] = None if one is None else Figures(one.values[rows], one.unknown[rows], one.records[rows])
    return {measure: _composed(measure, found) for measure in measures}


def entity_of(measure: q.Measure) -> str:
    """The entity whose records a measure counts; of a rate that of its part."""
    match measure:
        case q.Count(entity=entity):
            return entity
        case q.CountDistinct(path=path) | q.Aggregate(path=path):
            return path.split(".", 1)[0]
        case q.Percent(part=part):
            return entity_of(part)


def where_of(measure: q.Measure) -> q.Condition:
    """The condition on the records behind a measure; of a rate that of its part."""
    return where_of(measure.part) if isinstance(measure, q.Percent) else measure.where


# ---------------------------------------------------------------- leaves and rates
def _leaves(measures: Sequence[q.Measure]) -> list[q.Count | q.CountDistinct | q.Aggregate]:
    leaves: dict[q.Count | q.CountDistinct | q.Aggregate, None] = {}
    stack = list(reversed(measures))
    while stack:
        measure = stack.pop()
        if isinstance(measure, q.Percent):
            stack.extend((measure.whole, measure.part))
        else:
            leaves[measure] = None
    return list(leaves)


def _composed(measure: q.Measure, found: Measured) -> Figures | None:
    if not isinstance(measure, q.Percent):
        return found[measure]
    part, whole = _composed(measure.part, found), _composed(measure.whole, found)
    return None if part is None or whole is None else figures.percent(part, whole)


# ---------------------------------------------------------------- counts
def _counts(bitmaps: Bitmaps, entity: str, counts: list[q.Count], spans: list[tuple[int, int]]) -> Measured:
    if not counts:
        return {}
    places, sets = _as_sets(bitmaps, entity, counts)
    bitmaps.prepare(places, entity)
    masks = [bitmaps.mask(node, entity) for node in places]
    everyone = bitmaps.everyone(entity)
    layout = bitmaps.dataset.layout(entity)
    if everyone.sure is not layout.valid:  # births and deaths of a period: one more condition for every count
        masks.append(everyone)
        sets = [(*one, len(masks) - 1) for one in sets]
    sure, maybe = count_all(masks, layout.valid, sets, layout.starts)
    sure, maybe = _over_spans(sure, spans), _over_spans(maybe, spans)
    unknown, values = maybe - sure, sure.astype(np.float64)
    return {count: Figures(values[row], unknown[row], sure[row]) for row, count in enumerate(counts)}


def _as_sets(bitmaps: Bitmaps, entity: str, counts: list[q.Count]) -> tuple[list[Node], list[tuple[int, ...]]]:
    """Each count as places of conditions in one list, every condition in it once."""
    vocabulary = bitmaps.dataset.vocabulary
    places: dict[Node, int] = {}
    known: dict[q.Condition, tuple[tuple[int, ...], bool]] = {}

    def of(node: Node) -> tuple[int, ...]:
        parts = node.parts if isinstance(node, All) else (node,)
        return tuple(places.setdefault(part, len(places)) for part in parts)

    sets: list[tuple[int, ...]] = []
    for count in counts:
        parts = count.where.parts if isinstance(count.where, q.And) else (count.where,)
        together_set: list[int] = []
        for part in parts:
            entry = known.get(part)
            if entry is None:
                node = resolve(part, entity, vocabulary)
                entry = known[part] = (of(node), _stands_alone(node))
            if not entry[1] and len(parts) > 1:  # conditions on members are gathered with their neighbours
                sets.append(of(together([resolve(one, entity, vocabulary) for one in parts])))
                break
            together_set.extend(entry[0])
        else:
            sets.append(tuple(together_set))
    return list(places), sets


def _stands_alone(node: Node) -> bool:
    match node:
        case All(parts=parts):
            return all(_stands_alone(part) for part in parts)
        case AnyOf() | Along(part=AnyOf() | Along()):
            return False
        case Along(part=All(parts=parts)):
            return all(_stands_alone(part) for part in parts)
    return True


def _over_spans(counted: np.ndarray, spans: list[tuple[int, int]]) -> np.ndarray:
    """Sums over runs of communities; shapes questions × communities → questions × rows."""
    if [(place, place + 1) for place in range(counted.shape[1])] == spans:
        return counted
    summed = np.zeros((counted.shape[0], counted.shape[1] + 1), np.int64)
    np.cumsum(counted, axis=1, out=summed[:, 1:])
    first, last = np.array(spans, np.int64).reshape(-1, 2).T
    return summed[:, last] - summed[:, first]


# ---------------------------------------------------------------- other figures
def _mask(bitmaps: Bitmaps, leaf: q.Count | q.CountDistinct | q.Aggregate) -> Mask:
    entity = entity_of(leaf)
    return bitmaps.mask(resolve(leaf.where, entity, bitmaps.dataset.vocabulary), entity) & bitmaps.everyone(entity)


def _figures(
    bitmaps: Bitmaps, leaf: q.Count | q.CountDistinct | q.Aggregate, mask: Mask, layers: list[Groups], rows: int
) -> Figures | None:
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
        case All(parts=parts):
            return any(_has_same(part) for part in parts)
    inner = node.parts if hasattr(node, "parts") else (node.part,)
    return any(_has_same(part) for part in inner)
