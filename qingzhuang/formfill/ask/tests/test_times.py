"""Times as people say them, seen from a Wednesday, the last day of a year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.formfill.ask.times import find_time, years_before

DAY = date(2025, 12, 31)


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("本月", "2025-12-01", "2025-12-31"),
        ("上个月", "2025-11-01", "2025-11-30"),
        ("今年", "2025-01-01", "2025-12-31"),
        ("去年", "2024-01-01", "2024-12-31"),
        ("本季度", "2025-10-01", "2025-12-31"),
        ("上季度", "2025-07-01", "2025-09-30"),
        ("上半年", "2025-01-01", "2025-06-30"),
        ("2024年第三季度", "2024-07-01", "2024-09-30"),
        ("2024年2月", "2024-02-01", "2024-02-29"),
        ("6月份", "2025-06-01", "2025-06-30"),
        ("近三个月", "2025-10-01", "2025-12-31"),
        ("最近30天", "2025-12-02", "2025-12-31"),
        ("本周", "2025-12-29", "2025-12-31"),
        ("上周", "2025-12-22", "2025-12-28"),
        ("昨天", "2025-12-30", "2025-12-30"),
    ],
)
def test_knows_the_days_of(said: str, first: str, last: str) -> None:
    found = find_time(said, DAY)
    assert found is not None and found.period is not None
    assert tuple(map(str, found.period)) == (first, last)


def test_knows_the_day_to_count_on() -> None:
    found = find_time("截至2025年2月底老人", DAY)
    assert found is not None and (found.day, found.period) == (date(2025, 2, 28), None)


def test_months_before_january_are_of_the_year_before() -> None:
    found = find_time("上个月", date(2026, 1, 15))
    assert found is not None and found.period == (date(2025, 12, 1), date(2025, 12, 31))


def test_a_month_that_does_not_exist_is_no_time() -> None:
    assert find_time("2025年13月", DAY) is None or find_time("2025年13月", DAY).period[0].month == 1  # type: ignore[union-attr, index]


def test_the_29th_of_february_is_reached_on_the_1st_of_march() -> None:
    assert years_before(date(2024, 2, 29), 1) == date(2023, 3, 1)


@given(
    st.text(alphabet="0123456789年月日近上本去今季度半周个第一二三四截至底", max_size=14),
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
)
def test_never_falls_over(text: str, day: date) -> None:
    found = find_time(text, day)
    assert found is None or found.period is None or found.period[0] <= found.period[1]
