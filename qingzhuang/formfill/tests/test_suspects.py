"""The fewest cells that make everything add up."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.formfill.suspects import Law, in_words, suspects

# a table of 2 × 2 with totals of rows and columns, and the grand total
LAWS = [
    Law.total("C1", ("A1", "B1")),
    Law.total("C2", ("A2", "B2")),
    Law.total("A3", ("A1", "A2")),
    Law.total("B3", ("B1", "B2")),
    Law.total("C3", ("C1", "C2")),
    Law.total("C3", ("A3", "B3")),
]
RIGHT = {"A1": 3, "B1": 4, "C1": 7, "A2": 5, "B2": 6, "C2": 11, "A3": 8, "B3": 10, "C3": 18}


def test_finds_the_one_cell_that_two_sums_point_to() -> None:
    found = suspects(LAWS, RIGHT | {"A1": 30})
    assert found.sets == (("A1",),) and found.values == {"A1": 3}
    assert in_words(found, RIGHT | {"A1": 30}) == "最可能填错的是 A1（现在是 30，改成 3 就都对上了）"


def test_a_lone_sum_leaves_it_open_which_cell() -> None:
    found = suspects([Law.total("A", ("B", "C"))], {"A": 9, "B": 4, "C": 4})
    assert found.sets == (("A",), ("B",), ("C",)) and not found.values
    assert in_words(found, {}) == "A、B、C 里有一个填错了"


def test_a_number_of_people_is_never_below_nought() -> None:
    found = suspects([Law.total("A", ("B", "C"))], {"A": 1, "B": 4, "C": 4})
    assert found.sets == (("A",),)


def test_a_part_above_the_whole() -> None:
    found = suspects([Law.within("A", "B"), Law.total("A", ("C", "D"))], {"A": 5, "B": 8, "C": 2, "D": 3})
    assert found.sets == (("B",),)


def test_cells_that_are_sure_are_not_suspected() -> None:
    found = suspects([Law.total("A", ("B", "C"))], {"A": 9, "B": 4, "C": 4}, fixed=("A", "B"))
    assert found.sets == (("C",),) and found.values == {"C": 5}


def test_nothing_is_wrong_where_all_holds() -> None:
    assert not suspects(LAWS, RIGHT) and in_words(suspects(LAWS, RIGHT), RIGHT) == ""


def test_a_law_with_an_empty_cell_says_nothing() -> None:
    assert not suspects([Law.total("A", ("B", "C"))], {"A": 9, "B": 4})


def test_rounded_money_may_be_a_little_off() -> None:
    assert not suspects([Law.total("A", ("B", "C"), slack=0.02)], {"A": 9.01, "B": 4, "C": 5})


@given(st.dictionaries(st.sampled_from(sorted(RIGHT)), st.integers(0, 12), max_size=2))
def test_no_smaller_set_would_do(spoilt: dict[str, int]) -> None:
    """Against a search through all sets, with the sums solved by trying numbers."""
    numbers = RIGHT | spoilt
    found = suspects(LAWS, numbers)
    if all(law.holds(numbers) for law in LAWS):
        assert not found
        return
    size = len(found.sets[0])
    assert size <= len([cell for cell in spoilt if spoilt[cell] != RIGHT[cell]])
    singles = [cell for cell in RIGHT if any(all(law.holds(numbers | {cell: value}) for law in LAWS) for value in range(60))]
    assert (size == 1) == bool(singles)
    if size == 1:
        assert sorted(cell for (cell,) in found.sets) == sorted(singles)
    if size == 2:
        pairs = {
            pair
            for pair in combinations(sorted(RIGHT), 2)
            if any(
                all(law.holds(numbers | dict(zip(pair, (a, b), strict=True))) for law in LAWS)
                for a in range(32)
                for b in range(32)
            )
        }
        assert pairs <= set(found.sets)
