"""One table matched: numbers, remarks and signatures, figures of the household, what is sure."""

import pytest

from qingzhuang.formfill.form import Blank, Candidate, Role, State
from qingzhuang.formfill.match.table import SURE, decide
from qingzhuang.formfill.match.tests.headings import asks, blank, form, lists, table


def decided(*candidates: tuple[str, float]) -> Blank:
    base = Blank(Role.COLUMN, ("标题",), "A1", "A2", "A")
    return decide(base, [Candidate(concept, score, "因为") for concept, score in candidates])


# ---------------------------------------------------------------- sure is earned
def test_is_sure_with_a_high_score_and_no_rival() -> None:
    assert decided(("person.name", 0.95), ("person.phone", 0.6)).state is State.SURE


def test_is_not_sure_below_the_threshold() -> None:
    assert decided(("person.name", SURE - 0.01)).state is State.UNSURE
    assert decided(("person.name", SURE)).state is State.SURE


def test_is_not_sure_with_a_rival_close_behind() -> None:
    found = decided(("person.name", 0.95), ("person.phone", 0.94))
    assert found.state is State.UNSURE
    assert "person.phone" in found.reason


def test_is_outside_without_a_guess_worth_showing() -> None:
    assert decided().state is State.OUTSIDE
    assert decided(("person.name", 0.1)).state is State.OUTSIDE


def test_keeps_all_candidates_for_the_reader() -> None:
    assert len(decided(("person.name", 0.95), ("person.phone", 0.6)).candidates) == 2


def test_a_sure_blank_has_a_question() -> None:
    for column in form("姓名", "性别", "身份证号", "是否低保").columns:
        assert column.state is State.SURE and column.question is not None and column.score >= SURE


# ---------------------------------------------------------------- rosters
@pytest.mark.parametrize("heading", ["序号", "编号", "NO.", "No", "序"])
def test_numbers_the_rows(heading: str) -> None:
    assert form(heading, "姓名", "身份证号").columns[0].concept == "row.number"


def test_keeps_remarks_and_signatures_for_a_pen() -> None:
    found = form("序号", "姓名", "身份证号", "领取人签字", "备注")
    assert blank(found, "备注").concept == "row.remarks"
    assert {blank(found, "备注").state, blank(found, "领取人签字").state} == {State.KEPT}


def test_counts_people_of_the_household_in_a_roster_of_households() -> None:
    asked = lists("户主", "身份证号", "女性人数", "60岁以上", "残疾人数", title="低保户花名册")
    assert asked[2:] == [
        "count(person where sex=female and same household)",
        "count(person where age>=60 and same household)",
        "count(person where disability.exists and same household)",
    ]


def test_counts_of_the_household_are_less_sure_in_a_roster_of_people() -> None:
    household = blank(form("户主姓名", "身份证号", "女性人数"), "女性人数")
    person = blank(form("姓名", "身份证号", "女性人数"), "女性人数")
    assert household.concept == person.concept == "count(person where sex=female and same household)"
    assert person.score < household.score


def test_required_marks_and_units_are_kept() -> None:
    found = form("*姓名", "身份证号", "住房面积（平方米）")
    assert [column.required for column in found.columns] == [True, False, False]
    assert found.columns[2].unit == "平方米"


def test_two_headings_with_one_meaning_are_not_both_sure() -> None:
    found = form("姓名", "身份证号", "联系电话", "手机号码")
    states = {column.path[-1]: (column.concept, column.state) for column in found.columns}
    assert states["联系电话"] != states["手机号码"]
    assert not (states["联系电话"][0] == states["手机号码"][0] and states["联系电话"][1] is states["手机号码"][1] is State.SURE)


# ---------------------------------------------------------------- cross-tabs
@pytest.mark.parametrize("heading", ["单位", "地区", "单位名称", "社区", "村名", "乡镇", "街道", "网格"])
def test_the_first_column_of_a_cross_tab_names_the_place(heading: str) -> None:
    first = form(heading, "户数", "人数", "低保人数").columns[0]
    assert first.concept is not None and first.concept.startswith(("area.", "grid."))


def test_a_unit_of_goods_is_no_place() -> None:
    found = form("物资名称", "单位", "规格", "数量", "存放地点", title="防汛物资统计表")
    assert blank(found, "单位").state in (State.OUTSIDE, State.KEPT)


def test_printed_row_labels_are_a_dimension() -> None:
    found = table("年龄 | 男 | 女\n0-6岁 | |\n7-17岁 | |\n60岁以上 | |")
    assert found.columns[0].concept == "dimension: 年龄"
    assert found.columns[0].state is State.KEPT


def test_choices_of_a_drop_down_list_are_kept_with_the_column() -> None:
    from dataclasses import replace

    from qingzhuang.formfill.grid import Book, Span, Validation
    from qingzhuang.formfill.match import understand
    from qingzhuang.formfill.match.tests.headings import sheet

    grid = replace(sheet(["姓名", "性别", "身份证号"]), validations=(Validation(Span(2, 2, 9, 2), ("男", "女")),))
    (found,) = understand(Book("xlsx", (grid,))).tables
    assert [column.choices for column in found.columns] == [(), ("男", "女"), ()]


def test_value_cells_are_those_of_the_first_data_row() -> None:
    found = form("姓名", "性别", "身份证号", title="党员名册")
    assert [column.value_cell for column in found.columns] == ["A3", "B3", "C3"]
    assert [column.label_cell for column in found.columns] == ["A2", "B2", "C2"]
    assert (found.title, found.title_cell, found.header_rows) == ("党员名册", "A1", (2, 2))


def test_a_figure_beside_its_share_keeps_its_own_meaning() -> None:
    assert asks("贫困户/户数", "贫困户/比例", "人数")[0] == "count(household where poverty_registered)"


@pytest.mark.parametrize("key", ["学校", "小区名称", "年龄段"])
def test_figures_of_rows_that_nobody_can_tell_apart_are_not_sure(key: str) -> None:
    found = form(key, "男", "女", title="人口统计表")
    assert blank(found, key).state is State.OUTSIDE
    assert {blank(found, heading).state for heading in ("男", "女")} == {State.UNSURE}
    assert key in blank(found, "男").reason


def test_a_figure_that_is_not_understood_names_no_row() -> None:
    found = form("社区", "自然村数", "男", "女", title="人口统计表")
    assert blank(found, "自然村数").state is State.OUTSIDE and blank(found, "男").state is State.SURE


def test_age_groups_to_tick_in_a_list_of_people_count_nobody_for_sure() -> None:
    columns = form("姓名", "身份证号", "年龄段/80-89岁", "年龄段/90岁以上", title="高龄津贴发放花名册").columns
    assert all(column.state is not State.SURE for column in columns[2:])


def test_what_somebody_is_is_not_how_many_are() -> None:
    columns = form("户主姓名", "家庭人口", "人员类别（低保、残疾、独居老人等）").columns
    assert not (columns[2].concept or "").startswith("count(")


def test_a_word_of_a_list_below_a_group_may_be_ticked() -> None:
    columns = form("姓名", "身份证号", "老年人类型/独居", "老年人类型/失能").columns
    assert [column.concept for column in columns[2:]] == ["person.lives_alone", "person.self_care"]
