"""Indicator lists: measures down the rows, and the labels that each of them stands under."""

import pytest

from qingzhuang.formfill.layout.tests.drawn import lay

OUTLINE = """
    # 农村基本情况表 | < | < | <
    编号 | 填表项目 | 单位 | 数量
         | 一、人口 | |
    101  | 1.农户总户数 | 户 |
    102  | 其中：低保户 | 户 |
    103  | 五保户 | 户 |
    104  | 2.农村人口 | 人 |
         | 二、收入 | |
    105  | （一）家庭收入 | 元 |
    106  | 1.工资 | 元 |
    107  | （1）本地务工 | 元 |
    108  | 2.种植 | 元 |
    109  | （二）支出 | 元 |
"""


def labels(text: str) -> list[str]:
    return ["/".join(indicator.path) for indicator in lay(text).indicators]


def test_numbering_says_what_a_label_stands_under() -> None:
    assert labels(OUTLINE) == [
        "一、人口/1.农户总户数",
        "一、人口/1.农户总户数/其中：低保户",
        "一、人口/1.农户总户数/五保户",
        "一、人口/2.农村人口",
        "二、收入/（一）家庭收入",
        "二、收入/（一）家庭收入/1.工资",
        "二、收入/（一）家庭收入/1.工资/（1）本地务工",
        "二、收入/（一）家庭收入/2.种植",
        "二、收入/（二）支出",
    ]


def test_gives_code_unit_and_value_cell_of_a_row() -> None:
    laid = lay(OUTLINE)
    first = laid.indicators[0]
    assert laid.shape == "indicators"
    assert (first.number, first.unit, first.row, first.value, first.label) == ("101", "户", 4, (4, 4), (4, 2))


def test_a_section_title_has_no_value() -> None:
    assert 3 not in [indicator.row for indicator in lay(OUTLINE).indicators]


def test_indent_says_what_is_a_part() -> None:
    assert labels("""
        指标名称 | 计量单位 | 本期
        乡村人口 | 人 |
        ␣␣其中：女性 | 人 |
        ␣␣劳动年龄内人口 | 人 |
        乡村户数 | 户 |
    """) == ["乡村人口", "乡村人口/其中：女性", "乡村人口/劳动年龄内人口", "乡村户数"]


def test_reads_groups_in_a_column_of_their_own() -> None:
    assert labels("""
        项目 | 指标 | 数量
        人口 | 男性人数 |
        ^    | 女性人数 |
        住房 | 危房户数 |
    """) == ["人口/男性人数", "人口/女性人数", "住房/危房户数"]


def test_leaves_figures_of_another_time_alone() -> None:
    laid = lay("""
        指标名称 | 单位 | 上年数量 | 本年数量 | 同比
        户籍人口 | 人 | | |
        常住人口 | 人 | | |
        农户数   | 户 | | |
    """)
    assert [(indicator.row, indicator.value[1]) for indicator in laid.indicators] == [(2, 4), (3, 4), (4, 4)]


def test_takes_marks_and_indents_for_parts_of_the_row_before() -> None:
    laid = lay("""
        项目 | 本年
        低保人数（人） |
        ␣␣#女性 |
        低保户数（户） |
        特困人数（人） |
        ␣␣集中供养 |
    """)
    paths = {indicator.path for indicator in laid.indicators}
    assert {("低保人数（人）", "#女性"), ("特困人数（人）", "集中供养"), ("低保户数（户）",)} <= paths


def test_gives_a_value_cell_for_each_column_of_figures() -> None:
    laid = lay("""
        指标名称 | 单位 | 本月数量 | 本年数量
        户籍人口 | 人 | |
        常住人口 | 人 | |
        农户数   | 户 | |
    """)
    assert [(indicator.row, indicator.value[1]) for indicator in laid.indicators] == [
        (2, 3),
        (2, 4),
        (3, 3),
        (3, 4),
        (4, 3),
        (4, 4),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "姓名 | 性别 | 数量\n@blank 4",  # no column names the items
        "物资名称 | 单位 | 数量 | 存放地点\n棉被 | 床 | |\n帐篷 | 顶 | |\n雨衣 | 件 | |",  # more to fill in than figures
        "项目 | 数量\n户籍人口 |\n常住人口 |",  # too short to be a list
    ],
)
def test_is_none_without_items_over_figures(text: str) -> None:
    laid = lay(text)
    assert (laid.shape, laid.indicators) == ("columns", ())


def test_a_dash_in_the_place_of_the_figure_leaves_nothing_to_fill_in() -> None:
    text = """
        指标名称 | 单位 | 代码 | 数量
        一、人口 | — | — | —
        1.总人口 | 人 | 01 |
        2.总户数 | 户 | 02 |
    """
    assert labels(text) == ["一、人口/1.总人口", "一、人口/2.总户数"]


BANDS = """
    序号 | 项目 | < | 数量
    1 | 全村党员（人） | < |
    2 | 其中：女党员（人） | < |
    3 | 其中：年龄（人） | 35岁以下 |
    ^ | ^ | 36岁以上 |
    4 | 其中：外出党员（人） | < |
"""


def test_a_part_goes_on_with_what_begins_in_its_own_column() -> None:
    assert [label.split("/")[-3:] for label in labels(BANDS)] == [
        ["全村党员（人）"],
        ["全村党员（人）", "其中：女党员（人）"],
        ["全村党员（人）", "其中：年龄（人）", "35岁以下"],
        ["全村党员（人）", "其中：年龄（人）", "36岁以上"],
        ["全村党员（人）", "其中：外出党员（人）"],
    ]


def test_figures_of_the_end_of_the_quarter_are_asked_those_of_the_last_are_not() -> None:
    laid = lay("""
        指 标 | 单位 | 代码 | 本季末 | 上季末
        总户数 | 户 | 1 | |
        总人口 | 人 | 2 | |
        退休人员 | 人 | 3 | |
    """)
    assert [indicator.value for indicator in laid.indicators] == [(2, 4), (3, 4), (4, 4)]
