"""Small figures are hidden, and no sum of those that are told leaves one number alone for a hidden one."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.tally.small import Sum, hide, is_small, span


@pytest.mark.parametrize(("figure", "small"), [(0, False), (1, True), (4, True), (5, False), (None, False), (3.5, True)])
def test_is_small_from_one_to_four(figure, small):
    assert is_small(figure) is small


def test_hides_nothing_where_the_rule_is_off():
    assert not hide([3, 1, 2], [Sum(0, (1, 2))], 0) and not hide([3, 1, 2], [Sum(0, (1, 2))], 2)


def test_one_small_part_takes_the_next_smallest_with_it():
    assert hide([41, 2, 9, 30], [Sum(0, (1, 2, 3))]) == {1, 2}


def test_two_small_parts_that_could_be_one_pair_only_take_a_third():
    assert hide([2 + 60, 1, 1, 60], [Sum(0, (1, 2, 3))]) == {1, 2, 3}
    assert hide([6 + 60, 3, 3, 60], [Sum(0, (1, 2, 3))]) == {1, 2}


def test_the_whole_goes_where_no_part_is_left():
    assert hide([103, 3, 100], [Sum(0, (1,))]) >= {1}
    assert hide([8, 4, 4, 0], [Sum(0, (1, 2, 3))]) == {0, 1, 2}


def test_what_the_parts_leave_of_the_whole_is_guarded_too():
    """20 people, 18 men: nobody wrote down that there are 2 women."""
    assert hide([20, 18], [Sum(0, (1,))]) == {1} and not hide([40, 18], [Sum(0, (1,))])


def test_parts_that_overlap_are_no_sum():
    assert hide([10, 8, 2, 7], [Sum(0, (1, 2, 3))]) == {2}


def test_a_sum_across_and_a_sum_down_are_both_kept():
    """Men, women and all in two places and together."""
    figures = [25, 23, 2, 58, 24, 34, 83, 47, 36]
    sums = [Sum(0, (1, 2)), Sum(3, (4, 5)), Sum(6, (7, 8)), Sum(6, (0, 3)), Sum(7, (1, 4)), Sum(8, (2, 5))]
    assert hide(figures, sums) == {1, 2, 4, 5}


def test_an_amount_of_few_records_is_hidden_like_a_small_figure():
    assert hide([9000, 2000, 7000], [Sum(0, (1, 2))], 5, {1}) == {1, 2}


@given(st.lists(st.integers(0, 12), min_size=2, max_size=4), st.integers(0, 6), st.integers(3, 6))
def test_every_hidden_figure_could_be_another(parts, rest, smallest):
    """All numbers that fit what is told are tried: a small figure is never the same in all of them."""
    figures = [sum(parts) + rest, *parts]
    hidden = hide(figures, [Sum(0, tuple(range(1, len(figures))))], smallest)
    spans = [range(span(f, smallest)[0], span(f, smallest)[1] + 1) if at in hidden else [f] for at, f in enumerate(figures)]
    most = 60 if rest else 0  # that the parts are all there is, a reader may know
    fits = [one for one in product(*spans) if 0 <= one[0] - sum(one[1:]) <= most]
    for at in hidden:
        assert len({one[at] for one in fits}) > 1
    if is_small(rest, smallest) and 0 not in hidden:
        assert len({one[0] - sum(one[1:]) for one in fits}) > 1
