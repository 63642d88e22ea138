"""Values put into the gaps of printed text."""

from datetime import date

import pytest

from qingzhuang.formfill.answer.gaps import compose, fill_dates, fill_period

DAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("text", "label", "value", "wanted"),
    [
        ("填报单位（盖章）：", "填报单位", "晴川社区", "填报单位（盖章）：晴川社区"),
        ("填报单位（盖章）：", "填报单位（盖章）", "晴川社区", "填报单位（盖章）：晴川社区"),
        ("填报单位：（盖章）", "填报单位", "晴川社区", "填报单位：晴川社区（盖章）"),
        ("单 位：", "单位", "晴川社区", "单 位：晴川社区"),
        ("統計單位：", "统计单位", "晴川社区", "統計單位：晴川社区"),
        ("统计单位：          统计时间：", "统计时间", "2026年", "统计单位：          统计时间：2026年"),
        ("统计单位：          统计时间：", "统计单位", "晴川镇东湖社区居委会", "统计单位：晴川镇东湖社区居委会  统计时间："),
        ("填报单位：旧社区      填表人：", "填报单位", "晴川社区", "填报单位：晴川社区      填表人："),
        ("填报人________电话", "填报人", "张三", "填报人张三    电话"),
        ("姓名：________", "姓名", "张三", "姓名：张三____"),
        ("贫困村（盖章）      ", "贫困村（盖章）", "东村", "贫困村（盖章）东村"),
        ("服义务兵役年限   年", "服义务兵役年限", "5", "服义务兵役年限  5年"),
        ("填报日期：", "填报日期", DAY, "填报日期：2026年11月2日"),
        ("报出日期：    年  月  日", "报出日期", DAY, "报出日期：2026年11月 2日"),
        ("    年  月  日", "年", DAY, "2026年11月 2日"),
        ("报出日期：20  年  月  日", "报出日期", DAY, "报出日期：2026年11月 2日"),
        ("报出日期：2025年10月31日", "报出日期", DAY, "报出日期：2026年11月 2日"),
    ],
)
def test_puts_a_value_behind_its_label(text: str, label: str, value: str | date, wanted: str) -> None:
    assert compose(text, label, value) == wanted


def test_puts_names_of_places_before_their_units_without_saying_the_unit_twice() -> None:
    line = "县（市、区）          街道（镇、乡）          居委会"
    line = compose(line, "县", "旭阳区")
    line = compose(line, "街道", "晴川街道")
    line = compose(line, "居委会", "东湖社区")
    assert line == "旭阳县（市、区）      晴川街道（镇、乡）  东湖社区居委会"


def test_leaves_the_gaps_of_other_units_as_they_are() -> None:
    line = "          分（县、市）局          派出所          警务室"
    assert compose(line, "派出所", "晴川派出所") == "          分（县、市）局      晴川派出所          警务室"


def test_fills_two_dates_into_one_pattern() -> None:
    assert fill_dates("自   年  月至   年  月", (date(1968, 3, 1), date(1972, 12, 1))) == "自1968年 3月至1972年12月"
    assert fill_dates("（公章）", (DAY,)) is None


def test_fills_a_period_with_or_without_printed_units() -> None:
    days = (date(2026, 1, 1), date(2026, 3, 31))
    assert fill_period("(        至        )", days) == "(2026-01-01至2026-03-31)"
    assert fill_period("    年  月  日至    年  月  日", days) == "2026年 1月 1日至2026年 3月31日"
    assert fill_period("统计时间：", days) is None
