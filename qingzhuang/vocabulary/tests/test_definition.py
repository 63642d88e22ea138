"""Definitions, bands and rates as data: day and year rules, borders, and what is refused while they are read."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.vocabulary import Band, Banding, Border, DayRule, Period, Stop, VocabularyError, months_before
from qingzhuang.vocabulary.build_definitions import bandings, definitions, rates

ADULT = {"name": "adult", "words": ["成年人"], "condition": "age>=18", "source": "民法典"}
days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        (DayRule.REPORT, date(2025, 2, 9)), (DayRule.YEAR_END, date(2025, 12, 31)),
        (DayRule.JUNE_30, date(2025, 6, 30)), (DayRule.BIRTHDAY_MONTH, date(2025, 2, 28)),
    ],
)  # fmt: skip
def test_a_day_rule_is_seen_from_the_report(rule: DayRule, day: date) -> None:
    assert rule.day(date(2025, 2, 9)) == day


@given(days, st.sampled_from([Period.CALENDAR, Period.FAMILY_PLANNING]))
def test_a_year_holds_its_day_and_follows_the_year_before(day: date, period: Period) -> None:
    span = period.span(day)
    assert span is not None and span[0] <= day <= span[1]
    before = period.span(span[0] - timedelta(1))
    assert before is not None and before[1] == span[0] - timedelta(1)


@given(st.lists(st.integers(1, 99), min_size=1, max_size=4, unique=True), st.sampled_from([Border.LOWER, Border.UPPER]))
def test_with_a_border_rule_each_age_is_in_one_band(borders: list[int], border: Border) -> None:
    ends = sorted(borders)
    printed = [
        Band("", None, ends[0]),
        *(Band("", low, high) for low, high in pairwise(ends)),
        Band("", ends[-1], None),
    ]
    banding = Banding("ages", "1", (), tuple(printed), border, "made up")
    assert banding.shared == tuple(ends)
    for age in range(121):
        inside = [b for b in banding.bands if (b.low is None or b.low <= age) and (b.high is None or age <= b.high)]
        assert len(inside) == 1


@given(days, st.integers(0, 400))
def test_months_back_end_in_the_month_meant(day: date, months: int) -> None:
    back = months_before(day, months)
    assert (day.year - back.year) * 12 + day.month - back.month == months and back.day <= day.day


def test_a_definition_holds_in_its_time_and_place() -> None:
    (one,) = definitions([{**ADULT, "since": "2021-01-01", "until": "2021-12-31", "place": "9901"}], ())
    assert one.holds("990101003", date(2021, 12, 31))
    assert not one.holds("990201003", date(2021, 12, 31)) and not one.holds("990101003", date(2022, 1, 1))


def test_a_payment_ends_the_month_after() -> None:
    assert Stop("death").stopped(date(2025, 5, 31), date(2025, 6, 1)) and not Stop("death").stopped(
        date(2025, 6, 1), date(2025, 6, 30)
    )
    assert not Stop("death").stopped(None, date(2025, 6, 1))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"day": "next_year"}, "DayRule"), ({"period": "moon"}, "Period"), ({"place": "北京"}, "division code"),
        ({"since": "soon"}, "soon"), ({"since": "2021-01-02", "until": "2021-01-01"}, "ends before"), ({"bands": "ages@9"}, "ages@9"),
        ({"text": "成年"[:1]}, "text"), ({"colour": "red"}, "colour"), ({"default": False}, "default"),
    ],
)  # fmt: skip
def test_refuses_a_definition_that_contradicts_itself(body: dict[str, object], said: str) -> None:
    with pytest.raises(VocabularyError, match=said):
        definitions([{**ADULT, **body}], ())


def test_refuses_a_version_twice_and_two_defaults() -> None:
    with pytest.raises(VocabularyError, match="adult@1 is there twice"):
        definitions([ADULT, {**ADULT, "default": False}], ())
    with pytest.raises(VocabularyError, match="found 2"):
        definitions([ADULT, {**ADULT, "version": "16"}], ())


@pytest.mark.parametrize("bands", [["<14", "abc"], ["18-14"], ["<14-18"], ["14"]])
def test_refuses_what_is_no_band(bands: list[str]) -> None:
    with pytest.raises(VocabularyError, match="is no band"):
        bandings([{"name": "ages", "words": [], "bands": bands, "source": "made up"}])


def test_a_border_rule_belongs_to_borders_that_are_named_twice() -> None:
    for bands, border in ((["<=18", "18+"], ""), (["<18", "18+"], "upper")):
        with pytest.raises(VocabularyError, match="border rule"):
            bandings([{"name": "ages", "words": [], "bands": bands, "border": border, "source": "made up"}])


@pytest.mark.parametrize(
    ("table", "stops", "said"),
    [
        ({"per": "week", "amounts": {"80+": 1}}, {}, "week"), ({"per": "month", "amounts": {"<80": 1}}, {}, "lower end"),
        ({"per": "month", "amounts": {"80-90": 1, "90+": 2}}, {}, "overlap"), ({"per": "month", "amounts": {"80+": 1}}, {"rain": 0}, "rain"),
    ],
)  # fmt: skip
def test_refuses_a_rate_that_contradicts_itself(table: dict[str, object], stops: dict[str, int], said: str) -> None:
    with pytest.raises(VocabularyError, match=said):
        rates([{"name": "allowance", "words": [], "source": "made up", "tables": [table], "stops": stops}])
