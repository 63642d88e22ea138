"""Numbers in coded columns: by their own dictionary, by the standard, or asked with evidence; never silently."""

from __future__ import annotations

from qingzhuang.intake import Severity, TableCleaner, profile, read
from qingzhuang.intake.tests.messy import DAY, export, number, workbook

MEN = [number(f"19{60 + at}0101", 2 * at + 1) for at in range(6)]
WOMEN = [number(f"19{60 + at}0101", 2 * at + 2) for at in range(6)]


def table_of(heading, values, numbers, sheets=None):
    rows = [["姓名", "身份证号", heading], *(["张三丰", n, v] for n, v in zip(numbers, values, strict=True))]
    return read(workbook({"人员": rows, **(sheets or {})})).tables[0]


def cleaned(table, found):
    return [value.value for batch in TableCleaner(table, found, DAY).batches() for value in batch.values[-1]]


def question_of(table):
    (found,) = profile(table).questions
    return found


def test_nought_and_one_for_sexes_are_asked_with_what_the_id_numbers_say():
    table = read(export(), "导出.csv").tables[0]
    asked = question_of(table)
    assert (asked.severity, asked.basis, asked.values) == (Severity.ASK, "proposed", {"0": "male", "1": "female"})
    assert "6 人的身份证号是男性" in asked.evidence


def test_until_somebody_confirms_nobody_is_man_or_woman_and_nobody_unknown():
    table = table_of("性别", [0] * 6 + [1] * 6, MEN + WOMEN)
    found = profile(table)
    assert cleaned(table, found) == [None] * 12
    assert cleaned(table, found.confirmed(3)) == ["male"] * 6 + ["female"] * 6
    assert found.confirmed(3).questions == ()


def test_a_person_can_give_other_meanings():
    table = table_of("性别", [5, 6], [MEN[0], WOMEN[0]])
    assert cleaned(table, profile(table).confirmed(3, {"5": "male", "6": "female"})) == ["male", "female"]


def test_the_standard_is_taken_when_the_id_numbers_agree():
    table = table_of("性别", [1] * 6 + [2] * 6, MEN + WOMEN)
    asked = question_of(table)
    assert (asked.severity, asked.basis) == (Severity.NOTE, "standard")
    assert cleaned(table, profile(table)) == ["male"] * 6 + ["female"] * 6


def test_one_and_two_the_other_way_round_are_asked():
    table = table_of("性别", [2] * 6 + [1] * 6, MEN + WOMEN)
    asked = question_of(table)
    assert (asked.severity, asked.values) == (Severity.ASK, {"1": "female", "2": "male"})


def test_a_dictionary_in_the_heading_is_taken():
    table = table_of("性别（0男1女）", [0, 1], [MEN[0], WOMEN[0]])
    assert question_of(table).basis == "legend"
    assert cleaned(table, profile(table)) == ["male", "female"]


def test_a_dictionary_that_the_id_numbers_contradict_is_asked():
    table = table_of("性别（0女1男）", [0] * 6 + [1] * 6, MEN + WOMEN)
    assert question_of(table).severity is Severity.ASK
    assert cleaned(table, profile(table)) == [None] * 12


def test_a_code_sheet_of_the_file_is_taken():
    table = table_of(
        "婚姻状况", [1, 3], [MEN[0], WOMEN[0]], {"字典": [["婚姻状况"], ["1 未婚"], ["2 已婚"], ["3 离异"], ["4 丧偶"]]}
    )
    assert cleaned(table, profile(table)) == ["unmarried", "divorced"]


def test_codes_of_the_standard_as_it_writes_them_are_taken():
    table = table_of("婚姻状况", ["10", "21"], [MEN[0], WOMEN[0]])
    assert cleaned(table, profile(table)) == ["unmarried", "first_marriage"]


def test_numbers_that_no_standard_has_are_asked_without_a_proposal():
    table = table_of("婚姻状况", [0, 1], [MEN[0], WOMEN[0]])
    asked = question_of(table)
    assert (asked.severity, asked.values) == (Severity.ASK, {"0": "", "1": ""})


def test_words_need_no_plan():
    table = table_of("性别", ["男", "女"], [MEN[0], WOMEN[0]])
    assert profile(table).questions == ()
    assert cleaned(table, profile(table)) == ["male", "female"]
