"""What a table is: a roster or a cross-tab, and of which records."""

import pytest

from qingzhuang.formfill.form import Kind
from qingzhuang.formfill.match.tests.headings import form, table


@pytest.mark.parametrize(
    ("headings", "entity"),
    [
        ("序号 姓名 性别 身份证号 家庭住址 联系电话", "person"),
        ("序号 户主姓名 身份证号 家庭人口 致贫原因", "household"),
        ("房屋编号 房屋地址 建筑面积 房屋用途 房屋结构", "dwelling"),
        ("单位名称 法定代表人 单位地址 联系电话", "organisation"),
        ("小区名称 详细地址 物业公司 物业电话", "estate"),
        ("网格名称 网格员姓名 网格员电话", "grid"),
    ],
)
def test_a_roster_is_of_the_records_that_its_first_columns_name(headings: str, entity: str) -> None:
    found = form(*headings.split())
    assert (found.kind, found.row_entity) == (Kind.ROSTER, entity)


@pytest.mark.parametrize(
    "headings", ["单位 户数 人数 低保户数", "社区 总人口 男 女", "村名 党员数 残疾人数", "类别 户数 人数 60岁以上"]
)
def test_figures_in_most_columns_make_a_cross_tab(headings: str) -> None:
    assert form(*headings.split()).kind is Kind.CROSSTAB


def test_printed_row_labels_make_a_cross_tab() -> None:
    assert table("年龄 | 男 | 女\n0-6岁 | |\n7-17岁 | |\n60岁以上 | |").kind is Kind.CROSSTAB


def test_a_roster_with_figures_of_the_household_stays_a_roster() -> None:
    found = form("序号", "户主姓名", "身份证号", "家庭人口", "女性人数", "残疾人数", "60岁以上人数", "党员数")
    assert (found.kind, found.row_entity) == (Kind.ROSTER, "household")


def test_the_name_of_somebody_else_does_not_make_a_roster_of_people() -> None:
    found = form("单位名称", "法定代表人/姓名", "法定代表人/电话", "单位地址")
    assert found.row_entity == "organisation"


def test_the_title_decides_where_the_columns_do_not() -> None:
    assert form("甲项", "乙项", "丙项", title="物资发放登记台账").kind is Kind.ROSTER
    assert form("甲项", "乙项", "丙项", title="物资发放情况统计表").kind is Kind.CROSSTAB


def test_a_card_with_a_list_inside_is_mixed() -> None:
    card = "姓名 | | 性别 |\n住址 | | 电话 |\n"
    assert table(card + "民族 | | 学历 |").kind is Kind.CARD
    assert table(card + "姓名 | 关系 | 年龄 | 职业\n@blank 3").kind is Kind.MIXED


def test_the_smallest_part_in_front_is_the_record() -> None:
    found = form("小区", "楼栋", "房号", "业主信息/姓名", "业主信息/联系电话", "租户信息/姓名", "租户信息/联系电话")
    assert (found.kind, found.row_entity) == (Kind.ROSTER, "dwelling")


def test_a_grid_in_front_of_a_shop_says_where_it_is() -> None:
    assert form("网格", "商铺名称", "详细地址", "经营类型").row_entity == "organisation"


def test_a_tenant_of_whom_much_is_asked_is_the_record() -> None:
    headings = [f"承租人员信息/{label}" for label in ("姓名", "性别", "民族", "身份证号", "户籍地址", "职业")]
    assert form("序号", "出租人/姓名", "出租人/电话", *headings).row_entity == "person"


def test_a_door_number_in_front_of_the_head_is_where_the_household_lives() -> None:
    assert form("行政村", "门牌号", "户主姓名", "性别", "民族", "家庭人口").row_entity == "household"


def test_a_school_in_front_of_pupils_does_not_make_a_list_of_schools() -> None:
    assert form("序号", "学校名称", "学生姓名", "性别", "民族", "学籍号").row_entity == "person"


def test_a_group_for_the_head_makes_a_list_of_households() -> None:
    found = form("编号", "村名", "户主/姓名", "户主/身份证号", "类别/低保户", "类别/特困户", "家庭人口")
    assert (found.kind, found.row_entity) == (Kind.ROSTER, "household")


def test_teams_are_bodies() -> None:
    assert form("序号", "队伍名称", "所属社区", "队员人数", "负责人", "负责人电话").row_entity == "organisation"


def test_figures_of_本户_are_of_the_household_that_the_sheet_is_about() -> None:
    found = form("户编号", "户别", "本户人数", "本户男性人数")
    assert (found.kind, found.row_entity) == (Kind.ROSTER, "household")
