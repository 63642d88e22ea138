"""Values in the asker's style."""

from datetime import date

import pytest

from qingzhuang.formfill.answer.choices import listed
from qingzhuang.formfill.answer.dates import DateStyle, date_style, is_date_format
from qingzhuang.formfill.answer.manner import Manner, factor_between, number, percent, show
from qingzhuang.vocabulary import CodeList, CodeValue, Field

SEX = CodeList(
    "sex",
    "GB/T 2261.1",
    False,
    (
        CodeValue("male", "1", {"zh-Hans": "男", "en": "male"}, ("男", "男性")),
        CodeValue("female", "2", {"zh-Hans": "女", "en": "female"}, ("女", "女性")),
    ),
)
BIRTH = Field("person.birth_date", "person", "birth_date", "date", {"zh-Hans": "出生日期"})
DAY = date(1990, 3, 5)


def field(kind: str, **more: object) -> Field:
    return Field("person.x", "person", "x", kind, {"zh-Hans": "某项"}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("label", "hints", "wanted"),
    [
        ("出生日期", [], "1990-03-05"),
        ("出生年月", [], "1990.03"),
        ("出生年月日", [], "1990-03-05"),
        ("出生年月", ["1990/02/28"], "1990/03/05"),
        ("出生日期", ["时间填写格式为 yyyy-MM-dd 或者 yyyy/MM/dd"], "1990-03-05"),
        ("出生日期", ["如：2012/3/2"], "1990/3/5"),
        ("出生日期", ["如19900101"], "19900305"),
        ("出生日期", ["1988年6月"], "1990年3月"),
        ("建成年份", [], "1990"),
    ],
)
def test_writes_a_date_as_hints_examples_or_the_label_show(label: str, hints: list[str], wanted: str) -> None:
    assert date_style(label, hints).text(DAY) == wanted


def test_leaves_a_date_to_the_format_of_its_cell() -> None:
    shown = show(BIRTH, Manner(number_format='yyyy"年"m"月"'))
    assert shown(DAY).value == DAY
    assert show(BIRTH, Manner(dates=DateStyle("/")))(DAY).value == "1990/03/05"
    assert not is_date_format('0.00"元"')
    assert not is_date_format("[Red]0.0;General")


def test_writes_codes_in_the_words_of_the_form() -> None:
    sex = field("code", codes=SEX)
    assert show(sex, Manner())("female").value == "女"
    assert show(sex, Manner(choices=listed(["1-男性", "2-女性"])))("female").value == "2-女性"
    missing = show(sex, Manner(choices=listed(["甲", "乙"])))("female")
    assert missing.value is None
    assert "女" in missing.doubt


@pytest.mark.parametrize(
    ("manner", "yes", "no"),
    [
        (Manner(), "是", "否"),
        (Manner(has_or_not=True), "有", "无"),
        (Manner(tick="√"), "√", None),
        (Manner(choices=listed(["否", "是"])), "是", "否"),
    ],
)
def test_writes_yes_and_no_as_the_form_does(manner: Manner, yes: str, no: str | None) -> None:
    shown = show(field("boolean"), manner)
    assert (shown(True).value, shown(False).value) == (yes, no)


def test_keeps_long_numbers_as_text() -> None:
    assert show(field("text"), Manner())("340102199003050018").value == "340102199003050018"


def test_turns_units() -> None:
    assert number(12345, "元", Manner(unit="万元")) == 1.2345
    assert number(12345.0, "元", Manner(unit="户、元")) == 12345
    assert number(2.675, "平方米", Manner(unit="㎡")) == 2.68
    assert factor_between("平方米", "人") == 1
    assert number(10000, "平方米", Manner(unit="亩")) == 15


def test_writes_a_rate_as_the_cell_shows_it() -> None:
    assert percent(93.456, Manner(number_format="0.00%")) == 0.93456
    assert percent(93.456, Manner(unit="%")) == 93.46
    assert percent(93.456, Manner()) == "93.46%"


def test_an_unknown_value_is_nothing() -> None:
    assert show(field("boolean"), Manner())(None).value is None
    assert show(field("text"), Manner())("").value is None
