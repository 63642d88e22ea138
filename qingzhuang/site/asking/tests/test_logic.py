"""Figures that are hidden cannot be reckoned from what is shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.site.asking.logic import covered, shown
from qingzhuang.tally.scope import Answer


@given(st.lists(st.integers(0, 30), max_size=8))
def test_a_hidden_part_cannot_be_reckoned_from_the_whole(numbers: list[int]) -> None:
    parts = [Answer(number, True, 0, number) for number in numbers]
    whole = Answer(sum(numbers), True, 0, sum(numbers))
    figures = shown(parts, whole, 5)
    hidden = [place for place, figure in enumerate(figures[1:]) if figure.hidden]
    assert all(0 < number < 5 for place, number in enumerate(numbers) if figures[1 + place].text == "少于 5")
    assert all(figures[1 + place].hidden for place, number in enumerate(numbers) if 0 < number < 5)
    others = [number for number in numbers if number >= 5]
    assert len(hidden) != 1 or not others or figures[0].hidden


def test_a_mean_of_few_records_is_hidden_too() -> None:
    assert shown([], Answer(81.5, True, 0, 2), 5)[0].text == "…"


def test_covers_names_and_numbers_but_not_grids() -> None:
    assert covered("person.name", "张小明") == "张**" and covered("grid.name", "第一网格") == "第一网格"
    assert covered("person.phone", "13900000001") == "139****0001"
