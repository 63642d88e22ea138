"""The waterfall: every bar begins where the one before ended, and all of it is inside the picture."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.site.figures.logic import LEFT, RIGHT, WIDTH, Step, fall
from qingzhuang.site.figures.queries import by_place

amounts = st.lists(st.integers(-400, 400).map(float), max_size=8)


@given(st.integers(0, 5000), amounts)
def test_the_bars_lead_from_one_number_to_the_other(before: int, steps: list[float]) -> None:
    drawn = fall(before, [Step("x", amount) for amount in steps], "then", "now")
    assert drawn.after == f"{before + sum(steps):,.0f}"
    for bar, following in zip(drawn.bars, drawn.bars[1:-1], strict=False):
        assert bar.joint in (following.x, round(following.x + following.width, 1)) or following.width == 2
    for bar in drawn.bars:
        assert bar.x >= LEFT - 0.2 and bar.x + bar.width <= WIDTH - RIGHT + 2.2


def test_a_small_change_of_a_large_number_is_seen_and_the_axis_says_where_it_begins() -> None:
    drawn = fall(5000, [Step("came", 3)], "then", "now")
    assert drawn.is_torn and drawn.steps[0].width > 30 and float(drawn.axis.replace(",", "")) < 5000


def test_a_number_from_nought_begins_at_nought() -> None:
    assert not fall(0, [Step("came", 3)], "then", "now").is_torn


def test_places_that_moved_most_come_first_and_the_rest_are_one_step() -> None:
    places = [(f"place {at}", 10.0, 10.0 + at, "") for at in range(20)]
    drawn = by_place(places, "then", "now")
    assert drawn is not None and len(drawn.steps) == 13
    assert (drawn.steps[0].step.words, drawn.steps[-1].amount) == ("place 19", "+28")
    assert (drawn.before, drawn.after) == ("200", "390")
    assert by_place([("a", 1.0, 1.0, "")], "then", "now") is None
