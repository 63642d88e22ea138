"""Small counts are not told to those who see no people, and cannot be worked out from the others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.site.kit.small_counts import guarded, instead
from qingzhuang.tally.small import Sum


def test_tells_all_where_none_is_small():
    assert guarded([12, 5, 0, None], 5) == ["12", "5", "0", "—"]


def test_hides_the_small_one_and_blurs_what_would_give_it_away():
    assert guarded([123, 120, 3], 5) == ["121–130", "111–120", "少于 5"]


def test_hides_by_the_sums_that_are_known_no_more_than_it_must():
    assert instead([41, 2, 9, 30], 5, [Sum(0, (1, 2, 3))]) == [None, "少于 5", "5–10", None]
    assert instead([9000, 2000, 7000], 5, [Sum(0, (1, 2))], {1})[1] == "…"


@given(st.integers(0, 500), st.integers(1, 4))
def test_a_difference_never_gives_the_hidden_one_away(both: int, only: int):
    """Whatever is told of the whole, the common part and the rest could have come from another rest as well."""
    told = guarded([both + only, both, only], 5)
    assert told[2] == "少于 5"
    near = range(max(both - 10, 0), both + 11)
    assert len({rest for rest in range(1, 5) for other in near if guarded([other + rest, other, rest], 5) == told}) >= 2
