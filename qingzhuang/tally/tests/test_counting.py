from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.tally.bits import Mask, pack
from qingzhuang.tally.engines import counting

AREAS, WORDS = 3, (1, 2, 1)  # communities of one, two and one word
SIZE = sum(WORDS) * 64
STARTS = np.array([0, 1, 3])


def flags(seed: int, share: float) -> np.ndarray:
    return np.random.default_rng(seed).random(SIZE) < share


masks = st.lists(
    st.tuples(st.integers(0, 10**6), st.sampled_from([0.02, 0.3, 0.8]), st.sampled_from([0.0, 0.0, 0.05, 0.5])),
    min_size=1,
    max_size=6,
)
sets = st.lists(st.lists(st.integers(0, 5), max_size=4), min_size=1, max_size=12)


@pytest.mark.parametrize(("rare", "cost"), [(8, 1.5), (1, 1e9), (4, 1e9), (1, 0.0)])
@given(masks, sets)
def test_counts_sets_of_masks_whichever_way_it_takes(
    rare: int, cost: float, made: list[tuple[int, float, float]], wanted: list[list[int]]
) -> None:
    before = counting.RARE, counting.WORD_COST
    counting.RARE, counting.WORD_COST = rare, cost
    try:
        valid = flags(1, 0.9)
        sure = [flags(seed, share) & valid for seed, share, _ in made]
        maybe = [one | (flags(seed + 1, open_) & valid) for one, (seed, _, open_) in zip(sure, made, strict=True)]
        packed = [
            Mask(words := pack(one), words if np.array_equal(one, other) else pack(other))
            for one, other in zip(sure, maybe, strict=True)
        ]
        places = [tuple(dict.fromkeys(place % len(made) for place in one)) for one in wanted]
        found, unknown = counting.count_all(packed, pack(valid), places, STARTS)
        for row, one in enumerate(places):
            at_least = np.logical_and.reduce([valid, *(sure[place] for place in one)])
            at_most = np.logical_and.reduce([valid, *(maybe[place] for place in one)])
            for area, (first, last) in enumerate(((0, 64), (64, 192), (192, 256))):
                assert found[row, area] == at_least[first:last].sum()
                assert unknown[row, area] == at_most[first:last].sum() - at_least[first:last].sum()
    finally:
        counting.RARE, counting.WORD_COST = before


def test_counts_nothing_of_nothing() -> None:
    nobody = pack(np.zeros(0, np.bool_))
    found, unknown = counting.count_all([Mask(nobody, nobody)], nobody, [(0,), ()], np.zeros(0, np.int64))
    assert found.shape == unknown.shape == (2, 0)


def test_counts_communities_too_large_for_16_bits() -> None:
    everyone = pack(np.ones(70_016, np.bool_))
    found, _ = counting.count_all([Mask(everyone, everyone)], everyone, [(0,), ()], np.array([0]))
    assert found.tolist() == [[70_016], [70_016]]
