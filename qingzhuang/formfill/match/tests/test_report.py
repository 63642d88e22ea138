"""Lines above and below a table: what is about the report itself."""

import pytest

from qingzhuang.formfill.form import State
from qingzhuang.formfill.match.tests.headings import table

TABLE = "单位 | 户数 | 人数 | 女\n@blank 3"


def head(*cells: str) -> list[tuple[str, str | None]]:
    line = "~ " + " | ".join(cells)
    return [(entry.path[0], entry.concept) for entry in table(f"# 低保统计表 | < | < | <\n{line}\n{TABLE}").metadata]


def foot(*cells: str) -> list[tuple[str, str | None]]:
    line = "~ " + " | ".join(cells)
    return [(entry.path[0], entry.concept) for entry in table(f"# 低保统计表 | < | < | <\n{TABLE}\n{line}").footer]


@pytest.mark.parametrize(
    ("label", "concept"),
    [
        ("填报单位：", "report.unit"),
        ("填报单位（盖章）：", "report.unit"),
        ("填报日期：", "report.date"),
        ("填报人：", "report.preparer"),
        ("统计年度：", "report.year"),
        ("月份：", "report.month"),
    ],
)
def test_reads_a_label_above_the_table(label: str, concept: str) -> None:
    assert head(label, "", "", "") == [(label.rstrip("："), concept)]


@pytest.mark.parametrize(
    ("label", "concept"),
    [
        ("制表人：", "report.preparer"),
        ("审核人：", "report.reviewer"),
        ("单位负责人：", "report.responsible_person"),
        ("联系电话：", "report.phone"),
        ("报出日期：", "report.date"),
    ],
)
def test_reads_a_label_below_the_table(label: str, concept: str) -> None:
    assert foot(label, "", "", "") == [(label.rstrip("："), concept)]


def test_reads_several_labels_in_one_cell() -> None:
    found = foot("单位负责人：␣␣␣␣填表人：␣␣␣␣联系电话：␣␣␣␣报出日期：", "<", "<", "<")
    assert found == [
        ("单位负责人", "report.responsible_person"),
        ("填表人", "report.preparer"),
        ("联系电话", "report.phone"),
        ("报出日期", "report.date"),
    ]


def test_the_value_goes_behind_a_label_that_has_no_cell_of_its_own() -> None:
    found = table(f"# 低保统计表 | < | < | <\n~ 填报单位：␣␣␣␣␣填报日期： | < | < | <\n{TABLE}")
    assert [(entry.value_cell, entry.after_label) for entry in found.metadata] == [("A2", True), ("A2", True)]


def test_reads_a_printed_day() -> None:
    assert head("", "", "", "␣␣年␣␣月␣␣日") == [("年月日", "report.date")]


def test_reads_a_period() -> None:
    assert head("（␣␣␣␣␣至␣␣␣␣␣）", "<", "<", "<") == [("报告期", "report.period")]


def test_reads_gaps_for_names_of_places() -> None:
    assert [concept for _, concept in head("␣␣␣␣县（市、区）␣␣␣␣␣乡镇（街道）␣␣␣␣␣村", "<", "<", "<")] == [
        "area.county",
        "area.township",
        "area.village",
    ]


def test_the_unit_of_the_figures_is_no_reporter() -> None:
    assert ("单位", "report.unit") not in head("单位：人", "", "", "")


def test_keeps_a_seal_for_a_hand() -> None:
    found = table(f"# 低保统计表 | < | < | <\n{TABLE}\n~ （公章） | | |")
    assert [(entry.concept, entry.state) for entry in found.footer] == [("report.signature", State.KEPT)]


def test_a_note_asks_for_nothing() -> None:
    assert foot("注：本表每月5日前上报", "", "", "") == []


def test_a_label_of_something_else_is_left_alone() -> None:
    found = table(f"# 低保统计表 | < | < | <\n~ 批次：␣␣␣ | | 填报单位： |\n{TABLE}")
    assert [entry.state for entry in found.metadata] == [State.OUTSIDE, State.SURE]


def test_says_why_in_words() -> None:
    for entry in table(f"# 低保统计表 | < | < | <\n~ 填报单位： | | 填报日期： |\n{TABLE}").metadata:
        assert entry.reason
