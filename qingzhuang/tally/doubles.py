"""The same person recorded in two places: who would be counted twice when the numbers of places are added up.

>>> facts = Dataset.of({"person": {"id": ["1", "2", "3"], "id_number": ["990101194501010011", "990101194501010011", None]}})
>>> doubles(facts)
{'2': '1'}
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from qingzhuang.tally.dataset import Dataset
from qingzhuang.tally.differ import Side, count_side
from qingzhuang.tally.question import Condition, Count
from qingzhuang.tally.scope import Scope

ENTITY, NUMBER = "person", "id_number"


def doubles(dataset: Dataset) -> dict[str, str]:
    """Key of each further record of a person → key of the first: those with the same ID number, in the order of the places."""
    if not dataset.holds(ENTITY) or not dataset.stores(ENTITY, NUMBER):
        return {}
    column = dataset.tables[ENTITY].read((NUMBER,))[NUMBER]
    numbers = column.combine_chunks() if hasattr(column, "combine_chunks") else column
    known = np.flatnonzero(np.array(numbers.is_valid().to_pylist(), np.bool_))
    values = np.array([str(value).strip().upper() for value in numbers.take(known).to_pylist()])
    _unique, first, inverse, counts = np.unique(values, return_index=True, return_inverse=True, return_counts=True)
    again = [at for at in np.flatnonzero(counts[inverse] > 1) if first[inverse[at]] != at and values[at]]
    if not again:
        return {}
    keys = dataset.keys(ENTITY)
    return {str(keys[int(known[at])].as_py()): str(keys[int(known[first[inverse[at]]])].as_py()) for at in again}


def counted_twice(question: Count, dataset: Dataset, scope: Scope, found: Mapping[str, str]) -> int:
    """How many records too many a count of people has because of these doubles: both records meet the condition and lie inside."""
    if question.entity != ENTITY or not found:
        return 0
    meets = _meeting(question.where, dataset, scope, [*found, *found.values()])
    return sum(again in meets and first in meets for again, first in found.items())


def _meeting(where: Condition, dataset: Dataset, scope: Scope, keys: list[str]) -> frozenset[str]:
    mask = count_side(Side(ENTITY, where, scope.as_of, scope.period), dataset).mask.sure
    layout = dataset.layout(ENTITY)
    first, last = (int(layout.word_starts[place]) * 64 for place in layout.span(scope.prefix))
    slots = {key: slot for key in dict.fromkeys(keys) if (slot := dataset.slot_of(ENTITY, key)) is not None}
    return frozenset(key for key, slot in slots.items() if first <= slot < last and (int(mask[slot // 64]) >> (slot % 64)) & 1)
