"""Lists that grow, in every format: what breaks other tools (peers.md 2.5) stays whole here."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
import xlrd

from qingzhuang.formfill.edits import CellEdit, Edits, Growth
from qingzhuang.formfill.errors import FormError
from qingzhuang.formfill.grid import Span
from qingzhuang.formfill.read import read
from qingzhuang.formfill.tests import files
from qingzhuang.formfill.write import write

PEOPLE = tuple((f"张{number}", "男" if number % 2 else "女", 100 + number) for number in range(6))


@pytest.fixture(scope="module")
def grown():
    cells = [
        CellEdit(0, 4 + n, column, value)
        for n, (name, sex, sum_) in enumerate(PEOPLE)
        for column, value in ((2, name), (3, sex), (6, sum_))
    ]
    data = files.roster()
    return write(data, read(data), Edits(tuple(cells), (Growth(0, 4, 6, 6),))).data


@pytest.fixture(scope="module")
def grid(grown):
    return read(grown).grids[0]


def test_puts_every_record_into_its_row(grid):
    assert [grid.text(row, 2) for row in range(4, 10)] == [name for name, _, _ in PEOPLE]


def test_merges_are_not_split_and_repeat_on_every_new_row(grid):
    assert {merge for merge in grid.merges if merge.top > 3} == {Span(row, 4, row, 5) for row in range(4, 10)}


def test_no_blank_row_appears(grid):
    assert grid.text(10, 1) == "合计" and all(grid.text(row, 2) for row in range(4, 10))


def test_new_rows_have_the_look_of_the_last_one(grid):
    assert all(grid.cell(row, column).style == grid.cell(6, column).style for row in range(7, 10) for column in range(1, 7))
    assert all(grid.row_heights[row] == 24 for row in range(4, 10))


def test_drop_downs_cover_the_new_rows(grid):
    assert {(rule.span, rule.choices) for rule in grid.validations} == {
        (Span(4, 3, 9, 3), ("男", "女")),
        (Span(4, 4, 9, 4), ("街道", "社区")),
    }


def test_sums_take_the_new_rows_in_and_are_worked_out(grid, grown):
    assert grid.cell(10, 6).formula == "=SUM(F4:F9)" and grid.cell(10, 6).value == sum(amount for _, _, amount in PEOPLE)
    assert openpyxl.load_workbook(io.BytesIO(grown)).active["F10"].value == "=SUM(F4:F9)"


def test_what_stands_below_keeps_its_look_and_formulas(grid):
    before = read(files.roster()).grids[0]
    for row in (10, 11, 12, 13):
        for column in (1, 2):
            assert grid.cell(row + 3, column).style == before.cell(row, column).style
    assert grid.cell(16, 2).formula == "=SUM(B14:B15)+F10"


def test_formulas_of_other_sheets_and_names_follow(grown):
    book = openpyxl.load_workbook(io.BytesIO(grown))
    assert book["字典"]["C1"].value == "=花名册!F10*2"
    assert book.defined_names["合计数"].attr_text == "花名册!$F$10"
    assert openpyxl.load_workbook(io.BytesIO(grown), data_only=True)["字典"]["C1"].value == 2 * sum(
        amount for _, _, amount in PEOPLE
    )


def test_print_area_titles_and_page_breaks_follow(grown, grid):
    sheet = openpyxl.load_workbook(io.BytesIO(grown)).active
    assert grid.print_area == Span(1, 1, 16, 6) and sheet.print_title_rows == "$1:$3"
    assert [item.id for item in sheet.row_breaks.brk] == [10]


def test_conditional_formats_cover_the_new_rows(grown):
    sheet = openpyxl.load_workbook(io.BytesIO(grown)).active
    assert [(str(rule.sqref), rule.rules[0].formula) for rule in sheet.conditional_formatting] == [("F4:F9", ["$F$10"])]


def test_comments_links_and_drawn_things_move(grown, grid):
    sheet = openpyxl.load_workbook(io.BytesIO(grown)).active
    assert sheet["A12"].comment.text == "填表说明"
    with zipfile.ZipFile(io.BytesIO(grown)) as archive:
        notes = next(archive.read(name) for name in archive.namelist() if name.endswith(".vml"))
    assert re.search(rb"<\w+:Row>11</\w+:Row>", notes)
    assert sheet["A10"].hyperlink.location == "花名册!A13"
    assert [shape.span.top for shape in grid.shapes] == [3, 3, 12]


def test_two_lists_of_one_sheet_grow_independently():
    data = files.roster()
    edits = (CellEdit(0, 14, 1, "丙"), CellEdit(0, 18, 1, "庚"), CellEdit(0, 9, 2, "末"))
    book = read(write(data, read(data), Edits(edits, (Growth(0, 11, 12, 5), Growth(0, 4, 6, 6)))).data)
    grid = book.grids[0]
    assert grid.text(14, 1) == "丙" and grid.text(18, 1) == "庚" and grid.text(9, 2) == "末"
    assert grid.cell(19, 2).formula == "=SUM(B14:B18)+F10"
    assert all(grid.cell(row, 1).style == grid.cell(14, 1).style for row in range(14, 19))


def test_a_grown_file_can_grow_again(grown):
    book = read(write(grown, read(grown), Edits((CellEdit(0, 11, 2, "新"),), (Growth(0, 4, 9, 8),))).data)
    assert book.grids[0].text(11, 2) == "新" and book.grids[0].cell(12, 6).formula == "=SUM(F4:F11)"


def test_a_label_merged_over_the_whole_list_grows_with_it():
    book = openpyxl.load_workbook(io.BytesIO(files.card()))
    book.active.merge_cells("A8:A10")
    book.active["A8"] = "家庭成员"
    data = files.saved(book)
    grid = read(write(data, read(data), Edits((CellEdit(0, 12, 2, "丁"),), (Growth(0, 8, 10, 5),))).data).grids[0]
    assert Span(8, 1, 12, 1) in grid.merges and grid.text(8, 1) == "家庭成员" and grid.text(12, 2) == "丁"


def test_a_list_is_never_made_shorter():
    data = files.roster()
    assert write(data, read(data), Edits((), (Growth(0, 4, 6, 2),))).data == data


@pytest.mark.parametrize(
    "growths", [(Growth(0, 4, 6, 9), Growth(0, 6, 7, 9)), (Growth(3, 1, 1, 2),), (Growth(0, 5, 4, 9),), (Growth(0, 4, 6, 10**7),)]
)
def test_refuses_a_growth_that_cannot_be(growths):
    with pytest.raises(FormError) as caught:
        write(files.roster(), read(files.roster()), Edits((), growths))
    assert caught.value.code == "bad_edit"


def test_tables_charts_and_pivot_sources_follow():
    book = openpyxl.load_workbook(io.BytesIO(files.card()))
    sheet = book.active
    sheet.title = "数据"
    for row, values in enumerate((("类", "数"), ("甲", 1), ("乙", 2)), 8):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column, value)
    sheet.add_table(openpyxl.worksheet.table.Table(displayName="T1", ref="A8:B10"))
    chart = openpyxl.chart.BarChart()
    chart.add_data(openpyxl.chart.Reference(sheet, min_col=2, min_row=8, max_row=10), titles_from_data=True)
    sheet.add_chart(chart, "D12")
    data = files.saved(book)
    after = write(data, read(data), Edits((CellEdit(0, 13, 1, "戊"),), (Growth(0, 9, 10, 5),))).data
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        chart_part = archive.read("xl/charts/chart1.xml").decode()
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert openpyxl.load_workbook(io.BytesIO(after)).active.tables["T1"].ref == "A8:B13"
    assert "$B$9:$B$13" in chart_part and re.search(r"<(xdr:)?row>14</(xdr:)?row>", drawing)


def test_says_which_formulas_do_not_follow():
    book = openpyxl.load_workbook(io.BytesIO(files.card()))
    book.active["B9"] = '=INDIRECT("A"&8)+SUM(A8:A8)'
    data = files.saved(book)
    written = write(data, read(data), Edits((), (Growth(0, 8, 8, 2),)))
    assert "INDIRECT" in written.warnings[0] and read(written.data).grids[0].cell(10, 2).formula == '=INDIRECT("A"&8)+SUM(A8:A9)'
    assert write(files.roster(), read(files.roster()), Edits((), (Growth(0, 4, 6, 9),))).warnings == ()


def test_old_workbooks_grow_the_same_way():
    data = files.old_roster()
    cells = tuple(
        CellEdit(0, 4 + n, column, value)
        for n, (name, _, amount) in enumerate(PEOPLE)
        for column, value in ((2, name), (4, amount))
    )
    written = write(data, read(data), Edits(cells, (Growth(0, 4, 6, 6),)))
    grid = read(written.data).grids[0]
    total = sum(amount for _, _, amount in PEOPLE)
    assert [grid.text(row, 2) for row in range(4, 10)] == [name for name, _, _ in PEOPLE]
    assert grid.cell(10, 4).formula == "=SUM(D4:D9)" and grid.cell(10, 4).value == total
    assert [grid.cell(row, 5).formula for row in (6, 7, 9)] == ["=D6*2", "=D7*2", "=D9*2"] and grid.cell(9, 5).value == 210
    assert set(grid.merges) == {Span(1, 1, 1, 5), Span(12, 2, 13, 4)} and grid.text(12, 1) == "注：说明"
    assert all(grid.cell(row, column).style == grid.cell(6, column).style for row in range(7, 10) for column in range(1, 6))
    codes = xlrd.open_workbook(file_contents=written.data).sheet_by_index(1)
    assert codes.cell_value(0, 0) == 2 * total and read(written.data).grids[1].cell(1, 1).formula == "=花名册!D10*2"


def test_open_documents_grow_the_same_way():
    data = files.open_document()
    cells = tuple(
        CellEdit(0, 3 + n, column, value)
        for n, (name, _, amount) in enumerate(PEOPLE)
        for column, value in ((1, name), (3, amount))
    )
    grid = read(write(data, read(data), Edits(cells, (Growth(0, 3, 5, 6),))).data).grids[0]
    assert [grid.text(row, 1) for row in range(3, 9)] == [name for name, _, _ in PEOPLE]
    assert grid.cell(9, 3).formula == "=SUM(C3:C8)" and grid.cell(9, 3).value == sum(amount for _, _, amount in PEOPLE)
    assert [rule.span for rule in grid.validations] == [Span(3, 1, 8, 1)] and grid.cell(8, 2).style == grid.cell(3, 2).style


def test_word_tables_grow_the_same_way():
    data = files.word_card()
    edits = Edits((CellEdit(0, 7, 1, "2020"), CellEdit(0, 8, 4, "末")), (Growth(0, 6, 6, 3),))
    grid = read(write(data, read(data), edits).data).grids[0]
    assert (grid.rows, grid.text(7, 1), grid.text(8, 4)) == (8, "2020", "末")
    assert Span(2, 1, 3, 1) in grid.merges and grid.text(6, 4) == "内表"
