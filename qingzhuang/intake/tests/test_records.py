"""People and households out of rows."""

from __future__ import annotations

from datetime import date

from qingzhuang.intake import TableCleaner, profile, read
from qingzhuang.intake.records import records_of
from qingzhuang.intake.tests.messy import DAY, households, number, register, workbook

ID, WIFE, SON = number("19700505", 11), number("19720606", 12), number("19960707", 13)


def records(data, at=0):
    table = read(data).tables[at]
    return list(records_of(table, TableCleaner(table, profile(table), DAY).batches()))


def people(data, at=0):
    return [found for found in records(data, at) if found.entity == "person"]


def test_merged_household_numbers_keep_a_household_together():
    assert [found.household for found in people(households())][:5] == ["id:0001"] * 3 + ["id:0002"] * 2


def test_a_household_is_told_once():
    homes = [found for found in records(households()) if found.entity == "household"]
    assert [found.value("id") for found in homes] == ["0001", "0002", "0003", "0004", "0005"]


def test_members_side_by_side_become_people_with_their_relation():
    found = people(households(), 1)
    assert [(one.row, one.part, one.value("name"), one.value("relation_to_head")) for one in found] == [
        (4, "head", "赵秀英", "head"),
        (4, "member[1]", "钱建国", "husband"),
        (4, "member[2]", "钱宁", "son"),
        (5, "head", "孙丽华", "head"),
    ]
    assert {one.household for one in found[:3]} == {"row:4"}


def test_the_head_once_more_among_the_members_is_one_person():
    rows = [
        ["序号", "户主姓名", "户主身份证号", "成员一", None, None],
        [None, None, None, "姓名", "关系", "身份证号"],
        [1, "韩国庆", ID, "韩国庆", "户主", ID],
    ]
    data = workbook({"表": rows}, {"表": ("D1:F1", "A1:A2", "B1:B2", "C1:C2")})
    assert [one.value("name") for one in people(data)] == ["韩国庆"]


def test_without_a_number_a_household_begins_with_its_head():
    rows = [
        ["姓名", "与户主关系", "身份证号"],
        ["韩国庆", "户主", ID],
        ["杨淑芬", "妻", WIFE],
        ["冯雨桐", "户主", number("19880808", 14)],
        ["冯小宁", "女儿", number("20150909", 16)],
        ["过路人", None, SON],
    ]
    assert [one.household for one in people(workbook({"表": rows}))] == ["row:2", "row:2", "row:4", "row:4", ""]


def test_an_id_number_tells_birth_date_and_sex_with_a_note():
    (found,) = people(workbook({"表": [["姓名", "身份证号"], ["韩国庆", ID]]}))
    assert (found.value("birth_date"), found.value("sex")) == (date(1970, 5, 5), "male")
    assert [p.code for p in found.values["birth_date"].problems] == ["from_id"]


def test_a_stand_in_tells_the_birth_date_only():
    (found,) = people(workbook({"表": [["姓名", "身份证号"], ["郑小涵", "000000202003050000"]]}))
    assert (found.value("id_number"), found.value("birth_date"), found.value("sex")) == (None, date(2020, 3, 5), None)


def test_what_the_file_says_is_not_replaced_by_what_the_number_says():
    (found,) = people(workbook({"表": [["姓名", "身份证号", "出生日期"], ["韩国庆", ID, "1971-01-01"]]}))
    assert found.value("birth_date") == date(1971, 1, 1)


def test_a_row_that_tells_nobody_is_refused_and_one_in_doubt_asked():
    rows = [["姓名", "性别", "身份证号"], [None, "男", None], ["张三（已故）", "男", ID[:17] + "9"], ["张三", "男", None]]
    found = people(workbook({"表": rows}))
    assert [[p.code for p in one.problems] for one in found] == [["row_no_name"], ["row_name_doubtful"], []]
    assert [one.refused for one in found] == [True, False, False]


def test_the_section_comes_with_the_record():
    assert {one.section for one in people(register())} == {"第一网格", "第二网格"}


def test_a_head_written_once_beside_a_member_on_every_row_is_a_list_of_members():
    rows = [
        ["户主", "身份证", "家庭成员", "关系", "保障类别", "住址"],
        ["韩国庆", ID, "韩国庆", "本人", "A类", "晴川路1号"],
        [None, WIFE, "杨淑芬", "妻", None, None],
        [None, SON, "韩小勇", "子", None, None],
        ["冯雨桐", number("19880808", 14), "冯雨桐", "本人", "B类", "晴川路2号"],
        [None, number("20150909", 16), "冯小宁", "女儿", None, None],
    ]
    found = people(workbook({"表": rows}))
    assert [(one.value("name"), one.value("id_number")) for one in found] == [(row[2], row[1]) for row in rows[1:]]
    assert [one.household for one in found] == [found[0].household] * 3 + [found[3].household] * 2
    assert found[1].value("relation_to_head") == "wife" and found[0].household != found[3].household


def test_a_list_of_households_with_one_row_each_stays_one():
    rows = [
        ["户主", "身份证", "家庭成员", "住址"],
        ["韩国庆", ID, "杨淑芬、韩小勇", "晴川路1号"],
        ["冯雨桐", WIFE, "冯小宁", "晴川路2号"],
    ]
    assert [one.value("name") for one in people(workbook({"表": rows})) if one.part == "head"] == ["韩国庆", "冯雨桐"]


def test_a_day_written_in_part_is_completed_by_the_number_that_agrees_with_it():
    rows = [["姓名", "出生日期", "身份证号"], ["韩国庆", "70.5", ID], ["杨淑芬", "1972年6月", WIFE], ["韩小勇", "97.7", SON]]
    found = people(workbook({"表": rows}))
    assert [one.value("birth_date") for one in found] == [date(1970, 5, 5), date(1972, 6, 6), None]


def test_yes_and_no_about_one_value_of_a_list():
    rows = [["姓名", "身份证号", "是否户籍人口"], ["韩国庆", ID, "是"], ["杨淑芬", WIFE, "√"], ["韩小勇", SON, "否"]]
    found = people(workbook({"表": rows}))
    assert [one.value("residence_type") for one in found] == ["registered", "registered", None]
    assert [one.code for one in found[2].values["residence_type"].problems] == ["not_this_value"]


def test_what_is_said_of_the_head_on_every_row_stays_the_heads():
    rows = [
        ["户主姓名", "户主身份证号", "姓名", "身份证号", "与户主关系"],
        ["韩国庆", ID, "韩国庆", ID, "户主"],
        ["韩国庆", ID, "杨淑芬", WIFE, "妻"],
        ["韩国庆", ID, "韩小勇", SON, "子"],
    ]
    found = people(workbook({"表": rows}))
    assert [(one.value("name"), one.value("id_number")) for one in found] == [(row[2], row[3]) for row in rows[1:]]
    without = [[*row[:3], row[4]] for row in rows]
    assert all(one.value("id_number") is None for one in people(workbook({"表": without})) if one.value("name") != "韩国庆")


def test_another_meaning_given_by_a_person_brings_no_value_of_the_first():
    table = read("姓名,是否户籍人口\n韩国庆,是\n".encode(), "a.csv").tables[0]
    assert table.columns[1].whether == "registered"
    assert table.with_meanings({2: "person.political_status"}).columns[1].whether == ""
