"""Totals, 其中 and shares: headings that say nothing of themselves."""

import pytest

from qingzhuang.formfill.match.tests.headings import asks


# ---------------------------------------------------------------- totals
@pytest.mark.parametrize("word", ["合计", "总计", "小计", "总数", "计"])
def test_a_total_under_a_group_is_the_group(word: str) -> None:
    asked = asks("残疾人/男", "残疾人/女", f"残疾人/{word}", "人数")
    assert asked[2] == "count(person where disability.exists)"


def test_a_total_under_an_unknown_group_is_the_union_of_its_parts() -> None:
    asked = asks("甲类/小学", "甲类/初中", "甲类/小计", "人数")
    assert asked[2].removeprefix("? ") == "count(person where education in (primary,junior_secondary))"


def test_a_total_beside_groups_of_units_is_over_all_of_them() -> None:
    asked = asks("城镇/户数", "城镇/人数", "农村/户数", "农村/人数", "合计/户数", "合计/人数")
    assert asked[4:] == ["count(household)", "count(person)"]


def test_a_total_beside_one_group_is_that_group() -> None:
    asked = asks("贫困户类型/五保户", "贫困户类型/低保户", "合计")
    assert asked[2].removeprefix("? ").startswith("count(household where poverty_registered")


def test_a_total_alone_is_not_sure_of_what_is_counted() -> None:
    assert asks("性别/男", "性别/女", "合计")[2] == "? count(person)"


# ---------------------------------------------------------------- 其中
def test_of_which_is_a_part_of_the_column_before() -> None:
    assert asks("人数", "60岁以上", "其中：女")[2] == "count(person where age>=60 and sex=female)"
    assert asks("户数", "人数", "其中：女")[2] == "count(person where sex=female)"


def test_of_which_holds_for_the_columns_that_follow_under_it() -> None:
    asked = asks("党员/总数", "党员/其中/女", "党员/其中/少数民族")
    assert asked[1:] == [
        "count(person where party.is_member and sex=female)",
        "count(person where party.is_member and ethnicity!=han)",
    ]


def test_of_which_after_a_row_of_bands_divides_the_whole() -> None:
    asked = asks("残疾人/总数", "残疾人/60-69岁", "残疾人/70-79岁", "残疾人/80岁以上", "残疾人/其中：女")
    assert asked[-1] == "count(person where disability.exists and sex=female)"


def test_of_which_names_households_where_these_are_counted() -> None:
    assert asks("户数", "其中：危房户", "人数")[:2] == ["count(household)", "count(household where dwelling.unsafe)"]


# ---------------------------------------------------------------- shares
def test_a_share_under_a_group_is_the_group_of_all() -> None:
    asked = asks("贫困户/户数", "贫困户/比例", "人数")
    assert asked[1] == "percent(count(household where poverty_registered) / count(household))"


def test_a_share_of_a_part_is_of_the_labels_over_it() -> None:
    asked = asks("残疾人/总数", "残疾人/女", "残疾人/女性占比", "人数")
    assert (
        asked[2].removeprefix("? ")
        == "percent(count(person where disability.exists and sex=female) / count(person where disability.exists))"
    )


def test_a_share_may_name_both_sides() -> None:
    asked = asks("低保户数", "低保户数占总户数比例", "少数民族占总人口%", "人数")
    assert asked[1].removeprefix("? ") == "percent(count(household where welfare.subsistence_allowance) / count(household))"
    assert asked[2].removeprefix("? ") == "percent(count(person where ethnicity!=han) / count(person))"


def test_named_shares_are_never_sure() -> None:
    """Whether the whole is that of the title or of everybody, the words do not say."""
    assert asks("低保人数", "低保人数占总人口比例")[1].startswith("? ")


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("政策符合率", "percent(count(birth where within_policy) / count(birth))"),
        ("办证率", "percent(count(person where residence_permit.exists) / count(person where residence_type=floating))"),
    ],
)
def test_a_rate_with_a_name_is_worked_out_as_usual(heading: str, question: str) -> None:
    assert asks("人数", "户数", heading)[2] == question


@pytest.mark.parametrize("heading", ["占比", "%", "占总户数比例"])
def test_a_share_without_a_part_is_left_alone(heading: str) -> None:
    assert asks("户数", heading, "人数")[1] == ""


@pytest.mark.parametrize("heading", ["出勤率", "绿化率（%）", "就业安置率"])
def test_a_rate_of_something_else_is_left_alone(heading: str) -> None:
    assert asks("户数", "人数", heading)[2] == ""
