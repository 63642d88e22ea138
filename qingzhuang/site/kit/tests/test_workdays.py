"""Working days with holidays and make-up days, and what is said of years whose holidays nobody has announced."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.site.kit.workdays import announced_until, back_from, is_working_day, on_working_day, working_time

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),
        (date(2026, 2, 28), True),
        (date(2026, 11, 28), False),
        (date(2026, 11, 30), True),
    ],
)
def test_knows_holidays_and_the_days_that_make_up_for_them(day, works):
    assert is_working_day(day) is works


def test_counts_what_lies_between_and_names_the_holidays():
    found = working_time(date(2026, 9, 30), date(2026, 10, 10))
    assert (found.days, found.sure, found.made_up) == (3, True, (date(2026, 10, 10),)) and date(2026, 10, 1) in found.holidays


def test_says_when_the_holidays_are_not_announced_yet():
    beyond = announced_until() + timedelta(days=40)
    assert not working_time(announced_until(), beyond).sure and working_time(date(2026, 11, 2), date(2026, 11, 30)).sure


def test_a_deadline_that_has_gone_by_leaves_no_days():
    assert working_time(date(2026, 11, 29), date(2026, 11, 20)).days == 0


@given(DAYS, st.integers(0, 30))
def test_going_back_and_counting_forth_agree(day, count):
    assert working_time(back_from(on_working_day(day), count), on_working_day(day)).days == count


@given(DAYS)
def test_nothing_is_due_on_a_day_off(day):
    assert is_working_day(on_working_day(day)) and on_working_day(day) <= day
