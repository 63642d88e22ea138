"""Single values: what is taken, mended, asked and refused."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from qingzhuang.intake.problems import Severity
from qingzhuang.intake.tests.messy import number, wide
from qingzhuang.intake.values import (
    address_key,
    clean_address,
    clean_code,
    clean_codes,
    clean_day,
    clean_id_number,
    clean_name,
    clean_number,
    clean_phone,
    clean_text,
    clean_yes_no,
    settles,
)
from qingzhuang.intake.values.code import CodePlan
from qingzhuang.intake.values.id_number import birth_of_placeholder
from qingzhuang.vocabulary import load

DAY = date(2026, 11, 30)
ID = number("19800101", 1)
X = "99010119800101009X"


def read(cleaned):
    return cleaned.value, [problem.code for problem in cleaned.problems]


@pytest.mark.parametrize(
    ("raw", "value", "codes"),
    [
        (ID, ID, []),
        (f"'{ID}", ID, ["id_signs_out"]),
        (wide(ID), ID, ["narrowed"]),
        (f"{ID[:6]} {ID[6:14]} {ID[14:]}", ID, ["id_signs_out"]),
        (X.lower(), X, ["id_small_x"]),
        ("990101800101001", ID, ["id_15"]),
        (990101800101001, ID, ["id_15"]),
        (f"身份证号:{ID}", ID, ["id_signs_out"]),
        ("0" * 18, None, ["id_placeholder"]),
        ("000000201503040000", None, ["id_placeholder_birth"]),
        ("1.30522E+17", None, ["digits_lost"]),
        (1.30522e17, None, ["digits_lost"]),
        (float(int(ID)), None, ["digits_lost"]),
        ("990101198001012000", None, ["digits_lost"]),
        (ID[:17] + "5", None, ["id_check"]),
        ("990101198013010014", None, ["id_day"]),
        (number("20990101", 3), None, ["id_future"]),
        (ID[:14], None, ["id_length"]),
        ("990101********0014", None, ["masked"]),
        (f"{ID}、{X}", None, ["id_several"]),
        ("E12345678", None, ["id_other_document"]),
        ("张三", None, ["id_malformed"]),
        ("无", None, ["empty_word"]),
        ("#N/A", None, ["formula_error"]),
        (None, None, []),
        ("  ", None, []),
    ],
)
def test_an_id_number(raw, value, codes):
    assert read(clean_id_number(raw, DAY)) == (value, codes)


def test_a_wrong_check_digit_is_asked_about_and_no_mend_is_guessed():
    found = clean_id_number(ID[:17] + "5").problems[0]
    assert found.severity is Severity.ASK
    assert found.mend is None


def test_a_stand_in_for_a_child_tells_the_birth_date():
    assert birth_of_placeholder(clean_id_number("000000201503040000")) == date(2015, 3, 4)
    assert birth_of_placeholder(clean_id_number("0" * 18)) is None


@pytest.mark.parametrize(
    ("raw", "value", "codes"),
    [
        ("张三", "张三", []),
        ("张 三", "张三", ["name_blanks"]),
        ("张\u3000三", "张三", ["name_blanks"]),
        ("欧阳 娜娜", "欧阳娜娜", ["name_blanks"]),
        ("阿依古丽．买买提", "阿依古丽·买买提", ["name_dot"]),
        ("阿依古丽•买买提", "阿依古丽·买买提", ["name_dot"]),
        ("阿依古丽・买买提", "阿依古丽·买买提", ["name_dot"]),
        ("阿依古丽.买买提", "阿依古丽·买买提", ["name_dot"]),
        ("阿依古丽·买买提", "阿依古丽·买买提", []),
        ("张三*", "张三", ["name_marks"]),
        ("张三1", "张三", ["name_marks"]),
        ("1.张三", "张三", ["name_marks"]),
        ("张三\u200b", "张三", ["control_signs"]),
        ("John Smith", "John Smith", []),
        ("李和平", "李和平", []),
        ("张", "张", ["name_short"]),
        ("张三、李四", None, ["name_several"]),
        ("张三 李四", None, ["name_several"]),
        ("张三/李四", None, ["name_several"]),
        ("张三和李四", None, ["name_several"]),
        ("张三（户主）", None, ["name_brackets"]),
        ("张某某", None, ["masked"]),
        ("张*", None, ["masked"]),
        ("张*三", None, ["masked"]),
        ("123", None, ["name_no_name"]),
        ("阿卜杜拉合曼买买提", None, ["name_long"]),
        ("不详", None, ["empty_word"]),
    ],
)
def test_a_name(raw, value, codes):
    assert read(clean_name(raw)) == (value, codes)


def test_what_stands_in_brackets_is_asked_and_the_name_without_it_proposed():
    assert clean_name("张三（已故）").problems[-1].mend == "张三"


@pytest.mark.parametrize(
    ("raw", "value", "codes"),
    [
        ("20090312", date(2009, 3, 12), ["date_written"]),
        (20090312, date(2009, 3, 12), []),
        ("2012-2-3", date(2012, 2, 3), ["date_written"]),
        ("2012/03/02", date(2012, 3, 2), ["date_written"]),
        ("2025.8.15", date(2025, 8, 15), ["date_written"]),
        ("2025年8月15日", date(2025, 8, 15), ["date_written"]),
        ("二〇一二年三月二十一日", date(2012, 3, 21), ["date_written"]),
        ("２０１２－３－２", date(2012, 3, 2), ["date_written"]),
        ("2012-03-02 00:00:00", date(2012, 3, 2), ["date_written", "date_time_out"]),
        (datetime(2012, 3, 2, 4, 5), date(2012, 3, 2), []),
        (date(2012, 3, 2), date(2012, 3, 2), []),
        ("2012-03-02", date(2012, 3, 2), []),
        (45000, date(2023, 3, 15), ["date_serial"]),
        ("45000", date(2023, 3, 15), ["date_serial"]),
        ("13/4/2012", date(2012, 4, 13), ["date_written"]),
        ("1953年10月", "1953-10", ["date_month_only"]),
        ("1953.10", "1953-10", ["date_month_only"]),
        (195310, "1953-10", ["date_month_only"]),
        ("1953", "1953", ["date_year_only"]),
        (1953.12, "1953-12", ["date_month_only"]),
        (1953.1, None, ["date_tenth"]),
        ("85-3-2", None, ["date_two_digit_year"]),
        ("850302", None, ["date_two_digit_year"]),
        ("3/4/2012", None, ["date_order"]),
        ("2012-02-30", None, ["date_none"]),
        ("20121332", None, ["date_none"]),
        ("农历三月初二", None, ["date_lunar"]),
        ("2020年1月至2021年2月", None, ["date_range"]),
        ("长期", None, ["date_long_term"]),
        ("昨天", None, ["date_unread"]),
    ],
)
def test_a_day(raw, value, codes):
    assert read(clean_day(raw)) == (value, codes)


def test_a_birth_date_after_today_is_asked_about():
    assert read(clean_day("2027-01-01", DAY, past=True)) == (None, ["date_written", "date_future"][1:])


@pytest.mark.parametrize(
    ("raw", "value", "codes"),
    [
        ("13800000001", "13800000001", []),
        (13800000001, "13800000001", []),
        ("138 0000 0001", "13800000001", ["phone_signs_out"]),
        ("+86 138-0000-0001", "13800000001", ["phone_signs_out"]),
        ("0551-88881234", "0551-88881234", []),
        ("055188881234", "0551-88881234", ["phone_signs_out"]),
        ("(0551)8888123", "0551-8888123", ["phone_signs_out"]),
        ("0551-88881234-801", "0551-88881234转801", ["phone_signs_out"]),
        ("13800000001/13900000002", "13800000001", ["phone_several"]),
        ("13800000001、13900000002", "13800000001", ["phone_several"]),
        ("13800000001（儿子）", "13800000001", ["phone_words"]),
        ("88881234", "88881234", ["phone_no_area"]),
        (55188881234, None, ["phone_lost_zero"]),
        ("1380000001", None, ["phone_length"]),
        ("138****0001", None, ["masked"]),
        ("1.38E+10", None, ["digits_lost"]),
        ("没有电话", None, ["phone_words", "phone_unread"]),
        ("无", None, ["empty_word"]),
    ],
)
def test_a_telephone_number(raw, value, codes):
    assert read(clean_phone(raw)) == (value, codes)


def test_a_lost_zero_is_proposed_not_put_in():
    assert clean_phone(55188881234).problems[0].mend == "0551-88881234"


@pytest.mark.parametrize(
    ("raw", "unit", "value", "codes"),
    [
        ("1200元", "元", 1200.0, ["number_unit_out"]),
        ("1,200.50", "元", 1200.5, []),
        ("85㎡", "平方米", 85.0, ["number_unit_out"]),
        ("约85平", "平方米", 85.0, ["number_about", "number_unit_out"]),
        ("1.2万", "元", 12000.0, ["number_times"]),
        ("1.2万元", "万元", 1.2, ["number_unit_out"]),
        ("800元/月", "元", 800.0, ["number_unit_out"]),
        ("三", "", 3.0, ["number_words"]),
        ("十二人", "人", 12.0, ["number_words"]),
        (3, "", 3.0, []),
        ("1000-2000", "元", None, ["number_range"]),
        ("2亩", "平方米", None, ["number_other_unit"]),
        ("-5", "", None, ["number_negative"]),
        ("很多", "", None, ["number_unread"]),
    ],
)
def test_a_number(raw, unit, value, codes):
    assert read(clean_number(raw, unit=unit)) == (value, codes)


def test_a_count_must_be_whole():
    assert read(clean_number(2.5, whole=True)) == (None, ["number_not_whole"])


@pytest.mark.parametrize(("raw", "value"), [("是", True), ("√", True), ("有", True), (1, True), ("1", True), ("Y", True)])
def test_signs_that_say_yes(raw, value):
    assert read(clean_yes_no(raw)) == (value, [])


@pytest.mark.parametrize("raw", ["否", "×", "无", "没有", 0, "0", "N"])
def test_signs_that_say_no(raw):
    assert read(clean_yes_no(raw)) == (False, [])


def test_two_is_neither_yes_nor_no_without_a_legend():
    assert read(clean_yes_no(2)) == (None, ["yes_no_unread"])
    assert clean_yes_no(2, None, {"1": "是", "2": "否"}).value is False


def test_a_word_of_the_field_says_yes():
    field = load().field("person.welfare.subsistence_allowance")
    assert read(clean_yes_no("低保户", field)) == (True, ["yes_no_value"])


SEX, MARRIED = load().codes["sex"], load().codes["marital_status"]


@pytest.mark.parametrize(
    ("raw", "value", "codes"),
    [
        ("男", "male", []),
        ("1男", "male", []),
        ("2-女", "female", []),
        ("未说明的性别", None, ["code_unstated"]),
        ("1", None, ["code_foreign"]),
        (0, None, ["code_foreign"]),
        ("男孩子气", None, ["code_unknown"]),
    ],
)
def test_a_coded_value(raw, value, codes):
    assert read(clean_code(raw, SEX)) == (value, codes)


def test_a_number_means_what_the_columns_own_dictionary_says():
    plan = CodePlan({"0": "male", "1": "female"}, "legend")
    assert [clean_code(raw, SEX, plan).value for raw in (0, "1", "01", 2)] == ["male", "female", "female", None]


def test_a_proposed_meaning_is_asked_about_with_its_evidence():
    found = clean_code("0", SEX, CodePlan({"0": "male"}, "proposed", "身份证号说的")).problems[0]
    assert (found.code, found.mend, "身份证号说的" in found.words()) == ("code_proposed", "male", True)


def test_a_value_spelt_nearly_right_is_proposed():
    found = clean_code("中国共产党预备党", load().codes["political_status"]).problems[0]
    assert (found.code, found.mend) == ("code_alike", "probationary_party_member")


def test_several_values_in_a_cell_are_all_taken_or_none():
    kinds = load().codes["fuel"]
    first, second = kinds.values[0], kinds.values[1]
    assert clean_codes(f"{first.words[0]}、{second.words[0]}", kinds).value == (first.name, second.name)
    assert clean_codes(f"{first.words[0]}、不知何物", kinds).value is None


@pytest.mark.parametrize(
    "spellings",
    [
        ("幸福里12弄3号", "幸福里十二弄3号", "幸福里１２弄３号", "旭阳市城东区幸福街道幸福社区幸福里12弄3号"),
        ("阳光小区3号楼2单元301室", "阳光小区3栋2单元301", "阳光小区3#2-301", "阳光小区3幢2单元301户", "阳光小区3-2-301"),
        ("王家村三组12号", "王家村3组12号", "王家村三组 12"),
    ],
)
def test_spellings_of_one_door_have_one_key(spellings):
    assert len({address_key(text) for text in spellings}) == 1, {text: address_key(text) for text in spellings}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("阳光小区3栋2单元301", "阳光小区3栋2单元302"),
        ("阳光小区3栋", "月光小区3栋"),
        ("幸福里12弄3号", "幸福里12弄4号"),
        ("王家村3组12号", "李家村3组12号"),
    ],
)
def test_different_doors_have_different_keys(one, other):
    assert address_key(one) != address_key(other)


def test_an_address_keeps_its_words():
    assert read(clean_address("幸福路１２号 ３栋")) == ("幸福路12号3栋", ["narrowed"])


def test_an_account_number_that_lost_digits_is_refused():
    assert read(clean_text(6222020000000000123.0)) == (None, ["digits_lost"])


@pytest.mark.parametrize(
    "raw, agrees",
    [
        ("58.3", True),
        ("580302", True),
        ("58-3-2", True),
        ("1958.03", True),
        ("1958", True),
        ("2/3/1958", True),
        ("3/2/1958", True),
        ("58.4", False),
        ("580303", False),
        ("1958.04", False),
        ("4/3/1958", False),
        ("不详", False),
        ("58", False),
    ],
)
def test_lets_a_day_known_from_elsewhere_settle_what_may_mean_it(raw, agrees):
    assert settles(date(1958, 3, 2), clean_day(raw)) is agrees


@pytest.mark.parametrize("month, agrees", [(1, True), (10, True), (11, False)])
def test_lets_a_day_settle_whether_a_decimal_lost_its_zero(month, agrees):
    assert settles(date(1953, month, 9), clean_day(1953.1)) is agrees
