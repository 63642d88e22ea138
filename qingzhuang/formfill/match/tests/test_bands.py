"""Bands of numbers, with the bounds that CONCEPTS gives them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.formfill.match.bands import Band, chinese_number, find_bands
from qingzhuang.tally.syntax import write_condition


def only(text: str) -> Band:
    """The band that covers a whole text."""
    return next(band for start, end, band in find_bands(text) if (start, end) == (0, len(text)))


def said(text: str) -> str:
    return write_condition(only(text).on("age"))


@pytest.mark.parametrize(
    "text",
    [
        "60岁以上",
        "60周岁以上",
        "60岁及以上",
        "60岁及其以上",
        "60岁或以上",
        "60岁(含)以上",
        "60岁以上(含60岁)",
        "满60岁以上",
        "年满60周岁",
        "满60岁",
        "≥60岁",
        "六十岁以上",
        "六十周岁及以上",
    ],
)
def test_above_takes_the_bound_in(text: str) -> None:
    assert said(text) == "age>=60"


@pytest.mark.parametrize(
    "text", ["18岁以下", "18周岁及以下", "18岁以内", "18岁(含)以下", "18岁以下(含18岁)", "≤18岁", "十八岁以下"]
)
def test_below_takes_the_bound_in(text: str) -> None:
    assert said(text) == "age<=18"


@pytest.mark.parametrize(
    "text",
    [
        "不满18岁",
        "未满18周岁",
        "不足18岁",
        "小于18岁",
        "低于18岁",
        "<18岁",
        "18岁以下(不含18岁)",
        "18岁以下(不含)",
        "18岁(不含)以下",
    ],
)
def test_under_leaves_the_bound_out(text: str) -> None:
    assert said(text) == "age<18"


@pytest.mark.parametrize("text", ["超过60岁", "大于60岁", ">60岁", "60岁以上(不含60岁)", "60岁(不含)以上"])
def test_over_leaves_the_bound_out(text: str) -> None:
    assert said(text) == "age>60"


@pytest.mark.parametrize(
    "text",
    [
        "36-45岁",
        "36岁-45岁",
        "36~45岁",
        "36至45周岁",
        "36周岁到45周岁",
        "36—45岁",
        "36－45岁",
        "36--45岁",
        "三十六岁至四十五岁",
        "36岁以上45岁以下",
        "36岁及以上45岁及以下",
        "36周岁以上至45周岁以下",
    ],
)
def test_a_range_takes_both_ends_in(text: str) -> None:
    assert said(text) == "age>=36 and age<=45"


@pytest.mark.parametrize("text", ["16岁以上不满60岁", "16周岁以上未满60周岁"])
def test_a_range_may_leave_its_upper_end_out(text: str) -> None:
    assert said(text) == "age>=16 and age<60"


@pytest.mark.parametrize("text", ["80岁", "80周岁"])
def test_a_single_age_is_that_age(text: str) -> None:
    assert said(text) == "age=80"


def test_a_band_without_the_word_for_years_need_not_be_an_age() -> None:
    assert not only("6-10").years
    assert only("6-10岁").years
    assert write_condition(only("6-10").on("area")) == "area>=6 and area<=10"


def test_bands_that_follow_one_another_by_a_tenth_leave_no_gap() -> None:
    """6以下, 6.1-7: somebody with 6.05 belongs to the second."""
    assert write_condition(only("6.1-7").on("area")) == "area>6 and area<=7"


def test_numbers_may_have_decimals() -> None:
    assert write_condition(only("2.5以下").on("area")) == "area<=2.5"


@pytest.mark.parametrize("text", ["80-60岁", "18岁以上6岁以下"])
def test_a_range_that_runs_backwards_is_none(text: str) -> None:
    assert (0, len(text)) not in [(start, end) for start, end, _ in find_bands(text)]


@pytest.mark.parametrize("text", ["姓名", "女", "岁", "以上", "两参人员", "第3季度"])
def test_finds_no_band_without_number_and_bound(text: str) -> None:
    assert list(find_bands(text)) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("六", 6),
        ("十", 10),
        ("十四", 14),
        ("六十", 60),
        ("三十五", 35),
        ("一百", 100),
        ("一百零五", 105),
        ("两", 2),
        ("60", 60),
        ("2.5", 2.5),
    ],
)
def test_reads_chinese_numbers(text: str, number: float) -> None:
    assert chinese_number(text) == number


@given(st.integers(0, 120), st.integers(0, 60))
def test_reads_every_range_of_ages(low: int, more: int) -> None:
    high = low + more
    assert said(f"{low}-{high}岁") == (f"age>={low} and age<={high}" if more else f"age={low}")


@given(st.text("六60十百岁周以上下不满含()-至1.", max_size=14))
def test_reads_any_text_without_failing(text: str) -> None:
    for start, end, band in find_bands(text):
        assert 0 <= start < end <= len(text)
        assert band.low is not None or band.high is not None
