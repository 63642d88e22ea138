"""The smallest set of reports: right against every set where there are few, and bounded where there are many."""

from __future__ import annotations

from itertools import combinations
from random import Random
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.tally.cover import cover

CATALOGUES = st.dictionaries(st.integers(0, 7), st.frozensets(st.integers(0, 9), max_size=6), max_size=8)


def smallest(asked):
    whole = frozenset().union(*asked.values())
    for size in range(len(asked) + 1):
        for names in combinations(asked, size):
            if frozenset().union(*(asked[name] for name in names)) == whole:
                return size
    raise AssertionError


@given(CATALOGUES)
def test_no_set_is_smaller_and_everything_is_answered(asked):
    found = cover(asked)
    assert frozenset().union(*(asked[name] for name in found.keep)) == frozenset().union(*asked.values())
    assert len(found.keep) == smallest(asked) and found.is_smallest
    assert sorted((*found.keep, *found.drop)) == sorted(asked)


@given(CATALOGUES, st.lists(st.integers(1, 5), min_size=8, max_size=8))
def test_no_set_is_cheaper(asked, costs):
    found = cover(asked, lambda name: costs[name])
    whole = frozenset().union(*asked.values())
    best = min(
        sum(costs[name] for name in names)
        for size in range(len(asked) + 1)
        for names in combinations(asked, size)
        if frozenset().union(*(asked[name] for name in names)) == whole
    )
    assert found.cost == best == sum(costs[name] for name in found.keep) and found.least <= best


def test_what_only_one_asks_stays_and_what_asks_nothing_goes():
    found = cover({"a": {1}, "b": {1, 2}, "c": set(), "d": {3}})
    assert found.keep == ("b", "d") and found.drop == ("a", "c")


def test_a_large_catalogue_has_a_set_with_a_proven_bound():
    chance = Random(7)
    asked = {name: {chance.randrange(900) for _ in range(30)} for name in range(192)}
    begun = perf_counter()
    found = cover(asked)
    assert perf_counter() - begun < 8
    assert set().union(*(asked[name] for name in found.keep)) == set().union(*asked.values())
    assert 0 < found.least <= found.cost <= 2 * found.least
