"""The same person recorded in two places: who would be counted twice when the numbers of places are added up.

>>> facts = Dataset.of({"person": {"id": ["1", "2", "3"], "id_number": ["990101194501010011", "990101194501010011", None]}})
>>> doubles(facts)
{'2': '1'}
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping

import numpy as np

from qingzhuang.tally.answers import people_behind
from qingzhuang.tally.dataset import Dataset
from qingzhuang.tally.differ import Side, count_side
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.question import Condition, Count
from qingzhuang.tally.scope import Scope, division_prefix

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


def counted_twice(
    question: Count, dataset: Dataset, scope: Scope, found: Mapping[str, str], parts: Mapping[str, bool] | None = None
) -> int:
    """By how many a count of people is too high because of these doubles, when the numbers of its parts are added.

    `parts` are the codes of the parts, each with whether its number counts everybody once already; without them the number is that of
    one place. Only records that meet the condition and lie inside count.
    """
    if question.entity != ENTITY or not found:
        return 0
    slots = _meeting(question.where, dataset, scope, [*found, *found.values()])
    groups: dict[str, list[int]] = {}
    for key, slot in slots.items():
        groups.setdefault(found.get(key, key), []).append(slot)
    layout = dataset.layout(ENTITY)
    within = [(layout.span(division_prefix(code)), once) for code, once in (parts or {scope.area: False}).items()]
    ranges = [(int(layout.word_starts[first]) * 64, int(layout.word_starts[last]) * 64, once) for (first, last), once in within]
    too_many = 0
    for places in groups.values():
        counted = 0
        for first, last, once in ranges:
            here = sum(first <= slot < last for slot in places)
            counted += min(here, 1) if once else here
        too_many += max(0, counted - 1)
    return too_many


def _meeting(where: Condition, dataset: Dataset, scope: Scope, keys: list[str]) -> dict[str, int]:
    """Which of these records meet a condition and lie inside: key → slot."""
    mask = count_side(Side(ENTITY, where, scope.as_of, scope.period), dataset).mask.sure
    layout = dataset.layout(ENTITY)
    first, last = (int(layout.word_starts[place]) * 64 for place in layout.span(scope.prefix))
    slots = {key: slot for key in dict.fromkeys(keys) if (slot := dataset.slot_of(ENTITY, key)) is not None}
    return {key: slot for key, slot in slots.items() if first <= slot < last and (int(mask[slot // 64]) >> (slot % 64)) & 1}


def marks_of(question: Count, dataset: Dataset, scope: Scope, key: bytes) -> tuple[frozenset[bytes], int]:
    """Whom a count of people counts, for a ledger that another has to be held against: of everybody with an ID number a mark that only
    holders of `key` can make (HMAC-SHA256), and how many have no number. No number leaves the ledger.

    >>> from datetime import date
    >>> from qingzhuang.tally.syntax import parse
    >>> facts = Dataset.of({"person": {"id": ["1", "2"], "id_number": ["990101194501010011", None], "area": ["990101001001"] * 2}})
    >>> marks, others = marks_of(parse("count(person)"), facts, Scope("990101001001", date(2026, 6, 30)), b"key")
    >>> len(marks), others
    (1, 1)
    """
    if question.entity != ENTITY:
        raise QuestionError("only people are known again by an ID number")
    behind = people_behind(question, dataset, scope, (f"{ENTITY}.{NUMBER}",))
    numbers = [str(row[0]).strip().upper() for row in behind.rows[: behind.total] if row[0]]
    marks = frozenset(hmac.digest(key, number.encode(), "sha256") for number in numbers)
    return marks, behind.total - len(numbers)


def together(parts: Iterable[tuple[frozenset[bytes], int]]) -> tuple[int, int]:
    """The numbers of several ledgers together: added up, and with everybody counted once.

    >>> together([(frozenset((b"a", b"b")), 1), (frozenset((b"b",)), 0)])
    (4, 3)
    """
    some = list(parts)
    others = sum(unknown for _marks, unknown in some)
    return sum(len(marks) for marks, _unknown in some) + others, len(frozenset().union(*(marks for marks, _ in some))) + others
