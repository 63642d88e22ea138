"""What does not change the meaning of a form does not change how it is understood."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from qingzhuang.formfill.form import Form, State
from qingzhuang.formfill.grid import Book, Cell, Grid, Span, cell_name
from qingzhuang.formfill.layout.tests.sheets import grids
from qingzhuang.formfill.match import understand
from qingzhuang.formfill.match.tests.headings import form, sheet

PERSON = "姓名 性别 民族 出生日期 身份证号码 户籍地址 现住址 联系电话 文化程度 政治面貌 婚姻状况 是否低保 残疾等级 监护人/姓名 监护人/电话 与户主关系 备注"
HOUSEHOLD = (
    "户主姓名 身份证号 家庭人口 女性人数 残疾人数 60岁以上人数 家庭住址 家庭人均收入（元） 住房面积（平方米） 致贫原因 领取人签字"
)
FIGURES = "户数 人数 女 低保户数 低保人数 残疾人/男 残疾人/女 残疾人/小计 60岁以上 80岁以上 党员数 年龄/18-35岁 年龄/36-59岁 其中：少数民族 育龄妇女 隐患数 金额（元）"
TITLES = (
    "",
    "老年人花名册",
    "80岁以上老年人花名册",
    "残疾人情况统计表",
    "流动人口统计表",
    "低收入家庭情况表",
    "社区居民信息登记表",
)


@st.composite
def headings(draw: st.DrawFn) -> tuple[list[str], str]:
    """Headings of a well-made form, and a title."""
    first, words = draw(st.sampled_from([("序号", PERSON), ("序号", HOUSEHOLD), ("单位", FIGURES)]))
    chosen = draw(st.lists(st.sampled_from(words.split()), min_size=3, max_size=8, unique=True))
    grouped = sorted(chosen, key=lambda heading: min(chosen.index(other) for other in chosen if group(other) == group(heading)))
    return [first, *grouped], draw(st.sampled_from(TITLES))


def group(heading: str) -> str:
    return heading.partition("/")[0]


def meanings(found: Form) -> list[tuple[str | None, str]]:
    return [(blank.concept, blank.state.value) for table in found.tables for blank in table.columns]


def read(grid: Grid) -> list[tuple[str | None, str]]:
    return meanings(understand(Book("xlsx", (grid,))))


def shifted(grid: Grid, down: int, right: int) -> Grid:
    """The same form further down or to the right on its sheet."""
    cells = {
        (r + down, c + right): replace(cell, row=r + down, column=c + right, name=cell_name(r + down, c + right))
        for (r, c), cell in grid.cells.items()
    }
    merges = tuple(Span(s.top + down, s.left + right, s.bottom + down, s.right + right) for s in grid.merges)
    return Grid(grid.name, grid.rows + down, grid.columns + right, cells, merges)


@given(grids())
def test_understands_any_sheet(grid: Grid) -> None:
    found = understand(Book("xlsx", (grid,)))
    assert understand(Book("xlsx", (grid,))) == found
    for table in found.tables:
        for blank in table.blanks():
            assert blank.reason and 0 <= blank.score <= 1
            assert blank.concept is not None
            assert blank.state is not State.SURE or blank.score >= 0.8


@given(headings())
def test_a_well_made_form_is_read_column_by_column(made: tuple[list[str], str]) -> None:
    asked, title = made
    found = form(*asked, title=title)
    assert ["/".join(column.path) for column in found.columns] == asked


@given(headings(), st.integers(0, 3), st.integers(0, 2))
def test_empty_rows_and_columns_outside_change_nothing(made: tuple[list[str], str], down: int, right: int) -> None:
    grid = sheet(*made)
    assert read(shifted(grid, down, right)) == read(grid)


@given(headings(), st.sampled_from(["2019年", "2026年3月", "2026年第二季度", "旭阳市", "清河区晴川街道", "某某县2025年度"]))
def test_place_and_year_in_the_title_change_nothing(made: tuple[list[str], str], added: str) -> None:
    asked, title = made
    assert read(sheet(asked, added + title if title else "")) == read(sheet(asked, title))


@given(headings())
def test_traditional_characters_mean_the_same(made: tuple[list[str], str]) -> None:
    asked, title = made
    assert read(sheet([to_traditional(heading) for heading in asked], to_traditional(title))) == [
        (concept and spelled(concept, asked), state) for concept, state in read(sheet(asked, title))
    ]


@given(headings(), st.integers(1, 30))
def test_the_number_of_empty_rows_changes_nothing(made: tuple[list[str], str], rows: int) -> None:
    asked, title = made
    assert read(sheet(asked, title, rows=rows)) == read(sheet(asked, title))


@given(headings())
def test_white_space_and_full_width_signs_change_nothing(made: tuple[list[str], str]) -> None:
    asked, title = made
    wide = [heading.replace("（", "(").replace("）", ")").replace("姓名", "姓 名").replace("户数", "户　数") for heading in asked]
    assert [state for _, state in read(sheet(wide, title))] == [state for _, state in read(sheet(asked, title))]


@cache
def converter() -> OpenCC:
    return OpenCC("s2t")


def to_traditional(text: str) -> str:
    return str(converter().convert(text))


def spelled(concept: str, asked: list[str]) -> str:
    """What is left alone carries the heading as printed."""
    return to_traditional(concept) if concept.startswith("outside") and any(h in concept for h in asked) else concept


def test_a_second_sheet_changes_nothing_on_the_first() -> None:
    one, two = sheet(["姓名", "性别", "身份证号"], "党员名册"), sheet(["单位", "户数", "人数"], "低保统计表", name="二")
    alone, both = understand(Book("xlsx", (one,))), understand(Book("xlsx", (one, two)))
    assert both.tables[0] == alone.tables[0]
    assert len(both.tables) == 2


def test_an_empty_file_asks_for_nothing() -> None:
    assert understand(Book("xlsx", (Grid("Sheet1", 0, 0, {}),))).tables == ()
    assert understand(Book("xlsx", ())).tables == ()


def test_reasons_are_for_people() -> None:
    """No English, no codes of ours, in what a person reads."""
    grid = sheet(["单位", "户数", "女", "隐患数", "占比", "金额（元）"], "某某专项统计表")
    for table in understand(Book("xlsx", (grid,))).tables:
        for blank in table.columns:
            assert re.search(r"[\u4e00-\u9fff]", blank.reason)


def test_cells_of_other_types_are_no_hindrance() -> None:
    cells = {(1, c): Cell(1, c, text, text) for c, text in enumerate(("姓名", "性别", "年龄"), 1)}
    cells |= {(2, 3): Cell(2, 3, "35", 35.0), (3, 3): Cell(3, 3, "", None, formula="=SUM(C2)")}
    assert len(read(Grid("Sheet1", 3, 3, cells))) == 3
