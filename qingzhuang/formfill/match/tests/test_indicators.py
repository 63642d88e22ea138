"""Indicator lists: about one household, or figures of an area."""

from qingzhuang.formfill.form import Kind, State
from qingzhuang.formfill.match.tests.headings import said, table

AREA = """
    # 社区基本情况统计表 | < | < | <
    指标名称 | 计量单位 | 代码 | 数量
    一、人口 | | |
    1.户籍户数 | 户 | 1 |
    其中：低保户 | 户 | 2 |
    2.常住人口 | 人 | 3 |
    其中：女性 | 人 | 4 |
    3.拖拉机 | 台 | 5 |
"""
HOUSEHOLD = """
    # 农户家庭调查表 | < | < | <
    编号 | 项目 | 单位 | 数量
    101 | 家庭人口 | 人 |
    102 | 其中：女性 | 人 |
    103 | 家庭人均纯收入 | 元 |
    104 | 是否低保户 | 代码 |
    105 | 住房面积 | 平方米 |
"""


def test_counts_in_an_area() -> None:
    found = table(AREA)
    asked = {row.path[-1]: row.concept for row in found.rows}
    assert (found.kind, found.row_entity) == (Kind.CROSSTAB, "area")
    assert asked["其中：低保户"] == "count(household where residence_type=registered and welfare.subsistence_allowance)"
    assert asked["2.常住人口"] == "count(person where residence_type=permanent)"
    assert asked["其中：女性"] == "count(person where residence_type=permanent and sex=female)"


def test_leaves_indicators_of_other_things_alone() -> None:
    row = next(row for row in table(AREA).rows if row.path[-1] == "3.拖拉机")
    assert row.state is State.OUTSIDE


def test_asks_for_facts_and_members_of_one_household() -> None:
    found = table(HOUSEHOLD)
    assert (found.kind, found.row_entity) == (Kind.CARD, "household")
    assert [said(row) for row in found.rows] == [
        "household.member_count",
        "count(person where sex=female and same household)",
        "household.income.per_capita",
        "household.welfare.subsistence_allowance",
        "household.dwelling_area",
    ]


def test_gives_unit_and_value_cell_of_each_row() -> None:
    rows = table(HOUSEHOLD).rows
    assert [(row.value_cell, row.unit) for row in rows][:3] == [("D3", "人"), ("D4", "人"), ("D5", "元")]
