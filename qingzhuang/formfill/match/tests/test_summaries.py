"""Summaries as offices make them: what goes on after 其中, whose title narrows whom, and what a word means beside its programme."""

from __future__ import annotations

import pytest

from qingzhuang.formfill.form import State
from qingzhuang.formfill.match.indicators import parts_go_on
from qingzhuang.formfill.match.tests.headings import asks, form, table

HERE = "residence_type=permanent"
FERTILE = "sex=female and age>=15 and age<=49"


def test_bands_flush_beside_of_which_are_parts_of_the_same_whole() -> None:
    asked = asks("常住人口", "其中：0-14岁", "15-59岁", "低保人数")
    assert asked[2] == f"count(person where {HERE} and age>=15 and age<=59)"
    assert asked[3] == "count(person where welfare.subsistence_allowance)"


def test_rows_flush_below_of_which_are_parts_of_the_same_whole() -> None:
    rows = [("人口",), ("人口", "其中：男"), ("女",), ("低保户",)]
    assert parts_go_on(rows) == [("人口",), ("人口", "其中：男"), ("人口", "女"), ("低保户",)]


def test_a_row_of_another_kind_ends_the_parts() -> None:
    assert parts_go_on([("人口",), ("人口", "其中：男"), ("60岁以上",)])[-1] == ("60岁以上",)


@pytest.mark.parametrize(("title", "field"), [("养老保险参保统计表", "pension"), ("医疗保险参保统计表", "medical")])
def test_insured_means_the_insurance_of_the_title(title: str, field: str) -> None:
    assert f"insurance.{field}.type!=none" in asks("总人数", "已参保人数", title=title)[1]


def test_insured_is_in_doubt_where_no_insurance_is_named() -> None:
    assert asks("总人数", "已参保人数")[1].startswith("?")


def test_a_label_over_kinds_narrows_none_of_them() -> None:
    asked = asks("总人数", "特殊人群情况/残疾人", "特殊人群情况/低保对象", "特殊困难老年人/独居")
    assert not any("key_person" in one or "special_hardship" in one for one in asked)
    assert asked[1].endswith("count(person where disability.exists)")


def test_a_value_of_another_list_than_the_heading_names_is_in_doubt() -> None:
    asked = asks("居住事由/务工", "居住事由/经商", "居住事由/参军", "居住事由/退休", title="流动人口统计表")
    assert asked[3].startswith("?") and asked[0] == "count(person where residence_type=floating and residence_reason=work)"


def test_rural_people_of_villages_are_all_who_live_there() -> None:
    village = """
        # 农村居民饮水情况统计表 | < | <
        行政村 | 总户数 | 总人口
        | |
        | |
    """
    (_, households, people) = table(village).columns
    assert (households.concept, people.concept) == ("count(household)", "count(person)")


def test_a_group_joined_with_a_topic_is_one_part_where_the_columns_set_it_beside_others() -> None:
    asked = asks("总人口", "育龄妇女/合计", "流动人口/男", title="育龄妇女及计划生育服务情况统计表")
    assert asked[0].endswith("count(person)")
    assert asked[1].endswith(f"count(person where {FERTILE})")
    assert asked[2].endswith("count(person where residence_type=floating and sex=male)")


def test_the_ages_in_a_bracket_leave_the_sex_before_it() -> None:
    asked = asks("男性公民（18-24周岁）/总数", "男性公民（18-24周岁）/已婚", "户数")
    assert asked[0] == "count(person where sex=male and age>=18 and age<=24)"


def test_second_and_third_degree_are_no_numbering() -> None:
    assert asks("残疾人/总数", "残疾人/一、二级", "残疾人/三、四级")[1:] == [
        "count(person where disability.exists and disability.level in (1,2))",
        "count(person where disability.exists and disability.level in (3,4))",
    ]


def test_everybody_is_counted_before_the_columns_of_the_titles_group() -> None:
    asked = asks("总户数", "总人口", "残疾人/合计", "残疾人/女", title="残疾人情况统计表")
    assert asked[0].endswith("count(household)") and asked[1].endswith("count(person)")
    assert asked[3] == "count(person where disability.exists and sex=female)"


def test_activists_beside_party_members_are_no_members() -> None:
    assert asks("党员总数", "入党积极分子", title="党员队伍情况统计表")[1].endswith(
        "count(person where political_status=activist)"
    )


def test_a_strangers_name_behind_the_head_leaves_a_row_to_the_household() -> None:
    found = form("序号", "户主", "户内人口", "需特别帮扶人员/姓名", "需特别帮扶人员/类别", "联系电话", title="转移清单")
    assert (found.row_entity, found.columns[-1].concept) == ("household", "household.phone")
    people = form("户主", "户内人口", "悬挂对象/姓名", "悬挂对象/性别", "悬挂对象/身份证号", title="采集表")
    assert people.row_entity == "person"


def test_the_members_of_a_household_below_one_another_are_the_rows() -> None:
    members = ("家庭成员/姓名", "家庭成员/性别", "家庭成员/身份证号码", "家庭成员/与户主关系")
    found = form("户编号", "户主姓名", *members, "所属水库", title="移民人口登记表")
    assert found.row_entity == "person"
    assert [blank.concept for blank in found.columns[2:6]] == [
        "person.name",
        "person.sex",
        "person.id_number",
        "person.relation_to_head",
    ]
    assert all(blank.state is State.SURE for blank in found.columns[2:6])


def test_the_members_of_a_household_side_by_side_leave_the_row_to_it() -> None:
    two = [f"家庭成员{n}/{fact}" for n in "12" for fact in ("姓名", "身份证号", "与户主关系")]
    assert form("户主姓名", "家庭住址", *two, title="住户台账").row_entity == "household"


def test_who_left_is_not_counted_among_the_floating_population() -> None:
    found = form("地区", "流入人口/合计", "流入人口/女", "流出人口/合计", title="流动人口统计季报").columns
    assert [blank.state is State.SURE for blank in found[1:]] == [True, True, False]


def test_a_value_beside_the_whole_ends_its_parts() -> None:
    asked = asks("类别", "总人数", "失业", "其中：有就业意愿", "退休", title="退役军人就业状况统计表")
    assert asked[-1].endswith("count(person where military.service_status=retired and employment_status=retired)")


@pytest.mark.parametrize("heading", ["建筑面积（平方米）", "总面积（㎡）"])
def test_an_area_in_a_table_of_estates_need_not_be_of_the_flats(heading: str) -> None:
    assert form("社区", "小区数", "楼栋数", heading, title="住宅小区统计表").columns[-1].state is not State.SURE


@pytest.mark.parametrize("heading", ["高龄津贴（元）", "高龄补贴(元/月)", "困难残疾人生活补贴（元）"])
def test_how_much_is_no_yes_or_no(heading: str) -> None:
    assert form("姓名", "身份证号", heading, title="津贴发放花名册").columns[-1].state is State.OUTSIDE


def test_a_talent_is_nobody_whose_telephone_stands_behind_it() -> None:
    found = form("姓名", "性别", "特长", "联系方式", "身份证号", title="队员花名册").columns
    assert all(blank.state is State.SURE for blank in found[3:])


def test_of_which_at_the_head_of_a_row_is_of_the_figure_above_it() -> None:
    found = table("""
        # 社区基本情况表 | < | < | <
        总户数（户） | | 低保户（户） |
        总人口（人） | | 低保人数（人） |
        其中：男（人） | | 残疾人（人） |
        女（人） | | 党员（人） |
    """)
    concepts = {blank.path[-1]: blank.concept for blank in found.cells}
    assert concepts["其中：男（人）"] == "count(person where sex=male)"
    assert concepts["女（人）"] == "count(person where sex=female)"


def test_a_wider_group_than_the_titles_is_counted_whole() -> None:
    asked = asks("单位", "育龄妇女", "已婚育龄妇女/合计", "已婚育龄妇女/党员", title="已婚育龄妇女情况统计表")
    assert asked[1].endswith(f"count(person where {FERTILE})")
    assert "marital_status=married" in asked[2] and "marital_status=married" in asked[3]


def test_how_many_is_no_name() -> None:
    assert form("姓名", "身份证号", "居民小组（个）", title="台账").columns[-1].state is State.OUTSIDE


def test_the_labour_of_a_household_is_what_it_told() -> None:
    found = table("""
        # 农户普查表 | < | < | <
        指标名称 | 计量单位 | 代码 | 数量
        家庭人口数 | 人 | 101 |
        劳动力人数 | 人 | 102 |
        户主年龄 | 岁 | 103 |
        家庭人均纯收入 | 元 | 104 |
    """)
    assert found.rows[1].concept == "household.labour_count"


@pytest.mark.parametrize("heading", ["务工地点/省", "务工地点/市", "就业地点/县"])
def test_where_somebody_works_is_not_where_he_lives(heading: str) -> None:
    found = form("姓名", "身份证号", heading, "务工地点/其他", title="外出务工人员花名册").columns
    assert not (found[2].concept or "").startswith("area.")


def test_what_is_planned_is_no_fact() -> None:
    assert form("户主姓名", "身份证号", "计划竣工时间", title="危房改造台账").columns[-1].state is State.OUTSIDE


def test_a_group_of_people_over_its_kinds_narrows_them() -> None:
    asked = asks("行政村", "特困/小计", "特困/集中", "特困/分散", title="困难群众分类情况统计表")
    assert asked[1].endswith("count(person where welfare.five_guarantee)")
    assert "welfare.five_guarantee and welfare.support_mode=institution" in asked[2]
