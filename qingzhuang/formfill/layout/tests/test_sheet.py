"""A sheet from top to bottom: titles, lines above the table, sheets that are no forms."""

import pytest

from qingzhuang.formfill.grid import Grid
from qingzhuang.formfill.layout import lay_out
from qingzhuang.formfill.layout.tests.drawn import book, draw, lay, lay_all

TABLE = "单位 | 户数 | 人数 | 金额\n@blank 3"


def test_finds_title_and_lines_above_the_table() -> None:
    laid = lay(f"# 城市低保统计表 | < | < | <\n~ 填报单位： | < | 填报日期： | 单位：户、人\n{TABLE}")
    assert laid.title is not None and (laid.title.text, laid.title.place) == ("城市低保统计表", (1, 1))
    assert [line.text for line in laid.lines] == ["填报单位：", "填报日期：", "单位：户、人"]
    assert laid.header_rows == (3, 3)


def test_the_line_that_names_a_form_is_the_title() -> None:
    laid = lay(f"# 某某县民政局 | < | < | <\n# 低保对象花名册 | < | < | <\n{TABLE}")
    assert laid.title is not None and laid.title.text == "低保对象花名册"
    assert [line.text for line in laid.lines] == ["某某县民政局"]


@pytest.mark.parametrize("line", ["附件1", "表号：民统1表", "单位：万元", "县（市）␣␣␣␣␣街道（乡）␣␣␣␣␣社区", "注：红色为必填"])
def test_takes_no_number_unit_gap_or_note_for_the_title(line: str) -> None:
    laid = lay(f"~ {line}\n# 低保统计 | < | < | <\n{TABLE}")
    assert laid.title is not None and laid.title.text == "低保统计"


def test_has_no_title_when_the_sheet_has_none() -> None:
    assert lay(TABLE).title is None


def test_reads_a_title_that_is_not_merged() -> None:
    laid = lay(f"~ 优抚对象花名册\n{TABLE}")
    assert laid.title is not None and laid.title.text == "优抚对象花名册"


def test_a_paragraph_over_a_word_table_is_its_title() -> None:
    laid = lay(TABLE, is_word=True, above=("附件2", "危房改造统计表"))
    assert laid.title is not None and (laid.title.text, laid.title.place) == ("危房改造统计表", (0, 0))


def test_a_sub_title_with_a_period_is_a_line() -> None:
    laid = lay(f"# 流动人口统计表 | < | < | <\n~ （20260101␣至␣20260331） | < | < | <\n{TABLE}")
    assert laid.title is not None and laid.title.text == "流动人口统计表"
    assert [line.text for line in laid.lines] == ["（20260101 至 20260331）"]


@pytest.mark.parametrize("name", ["字典", "type", "填写说明", "代码表", "导入注意事项", "hidden_1"])
def test_skips_sheets_that_are_no_forms_by_name(name: str) -> None:
    assert lay_all(TABLE, name=name) == []


def test_skips_a_hidden_sheet() -> None:
    assert lay_all(TABLE, hidden=True) == []


def test_skips_a_list_of_codes() -> None:
    assert lay_all("~ 民族 | 性别 | 学历\n" + "\n".join(f"~ 民族{n} | 性别{n} | 学历{n}" for n in range(9))) == []


def test_skips_a_page_of_instructions() -> None:
    lines = [
        f"~ {n}.请按照身份证上的信息如实填写本表，不得增减列，不得改变单元格的格式和顺序，否则无法导入系统" for n in range(1, 6)
    ]
    assert lay_all("\n".join(lines)) == []


def test_numbers_tables_by_the_sheet_they_stand_on() -> None:
    file = book(draw(TABLE, "一"), Grid("空", 0, 0, {}), draw(TABLE, "字典"), draw(TABLE, "二"))
    assert [laid.grid for laid in lay_out(file)] == [0, 3]


def test_reads_a_card_above_a_table_as_one_card_with_a_list() -> None:
    laid = lay("户主姓名 | | 电话 |\n家庭住址 | | 邮编 |\n姓名 | 性别 | 年龄 | 关系\n@blank 4")
    assert laid.shape == "card"
    assert len(laid.blocks) == 1


def test_covers_all_its_rows_from_title_to_notes() -> None:
    laid = lay(f"# 低保统计表 | < | < | <\n{TABLE}\n~ 填表人： | | 审核人： |\n~ 注：按月填报")
    assert (laid.span.top, laid.span.bottom) == (1, 7)
