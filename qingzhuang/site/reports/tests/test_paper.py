"""A form drawn as on paper: merges, growing lists, folds, odd merges."""

from __future__ import annotations

from time import process_time

from qingzhuang.formfill.edits import Growth
from qingzhuang.formfill.grid import Cell, Grid, Span, Style
from qingzhuang.site.reports.paper import EMPTY_ROWS, ROWS_OF_A_LIST, Ink, Mark, draw


def grid(texts: dict[tuple[int, int], str], merges=(), rows=0, columns=0, **more) -> Grid:
    cells = {place: Cell(*place, text=text, name=f"c{place}") for place, text in texts.items()}
    return Grid(
        "s", rows or max(row for row, _ in texts), columns or max(column for _, column in texts), cells, tuple(merges), **more
    )


def texts(sheet) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in sheet.rows]


def test_a_merged_title_spans_its_columns():
    sheet = draw(grid({(1, 1): "标题", (2, 1): "甲", (2, 2): "乙"}, [Span(1, 1, 1, 2)]), 0, Ink())
    assert (sheet.rows[0].cells[0].colspan, len(sheet.rows[0].cells), len(sheet.rows[1].cells)) == (2, 1, 2)


def test_a_merge_down_covers_the_cells_below():
    sheet = draw(grid({(1, 1): "序号", (1, 2): "其中", (2, 2): "女"}, [Span(1, 1, 2, 1)]), 0, Ink())
    assert sheet.rows[0].cells[0].rowspan == 2 and texts(sheet)[1] == ["女"]


def test_filled_values_stand_in_their_cells():
    sheet = draw(grid({(1, 1): "姓名"}), 0, Ink(values={(2, 1): "张三"}))
    assert texts(sheet) == [["姓名"], ["张三"]] and sheet.rows[1].cells[0].filled


def test_a_grown_list_pushes_down_what_stands_below():
    ink = Ink(values={(2, 1): "张三", (3, 1): "李四", (4, 1): "王五"}, growths=[Growth(0, 2, 2, 3)])
    sheet = draw(grid({(1, 1): "姓名", (3, 1): "制表人"}, rows=3), 0, ink)
    assert texts(sheet) == [["姓名"], ["张三"], ["李四"], ["王五"], ["制表人"]]


def test_an_inserted_row_has_the_merges_of_the_row_it_looks_like():
    ink = Ink(growths=[Growth(0, 2, 2, 2)], values={(2, 1): "张三", (3, 1): "李四"})
    sheet = draw(grid({(1, 1): "姓名", (1, 3): "电话"}, [Span(2, 1, 2, 2)], rows=2), 0, ink)
    assert [row.cells[0].colspan for row in sheet.rows[1:]] == [2, 2]


def test_a_merge_over_the_end_of_a_list_stays_above_the_new_rows():
    ink = Ink(growths=[Growth(0, 2, 3, 4)], values={(row, 2): "x" for row in range(2, 6)})
    sheet = draw(grid({(1, 1): "类", (1, 2): "数"}, [Span(2, 1, 3, 1)], rows=3), 0, ink)
    assert [len(row.cells) for row in sheet.rows] == [2, 2, 1, 2, 2]


def test_a_long_list_is_cut_and_says_how_long_it_is():
    rows = 300
    ink = Ink(
        values={(row, 1): str(row) for row in range(2, 2 + ROWS_OF_A_LIST)}, growths=[Growth(0, 2, 2, rows)], lists=[(2, rows)]
    )
    sheet = draw(grid({(1, 1): "姓名", (3, 1): "制表人"}, rows=3), 0, ink)
    fold = sheet.rows[1 + ROWS_OF_A_LIST]
    assert fold.rows_of_list == rows and sheet.rows[-1].cells[0].text == "制表人"
    assert len(sheet.rows) == 1 + ROWS_OF_A_LIST + 2


def test_long_empty_stretches_are_folded():
    sheet = draw(grid({(1, 1): "表头", (200, 1): "表尾"}), 0, Ink())
    assert [row.folded for row in sheet.rows if row.folded] == [198 - EMPTY_ROWS]


def test_columns_that_only_have_a_format_are_left_out():
    cells = {(1, 1): Cell(1, 1, "姓名"), **{(1, column): Cell(1, column, style=Style(filled=True)) for column in range(2, 250)}}
    assert len(draw(Grid("s", 1, 249, cells), 0, Ink()).columns) == 1


def test_hidden_rows_and_columns_are_marked():
    sheet = draw(grid({(1, 1): "甲", (1, 2): "码", (2, 1): "乙"}, hidden_columns={2}, hidden_rows={2}), 0, Ink())
    assert sheet.columns[1].hidden and "hidden-column" in sheet.rows[0].cells[1].classes and sheet.rows[1].hidden


def test_overlapping_merges_are_drawn_once():
    sheet = draw(grid({(1, 1): "甲", (3, 3): "乙"}, [Span(1, 1, 2, 2), Span(2, 2, 3, 3)]), 0, Ink())
    covered = [(row, cell.colspan, cell.rowspan) for row in range(3) for cell in sheet.rows[row].cells]
    assert sum(colspan * rowspan for _, colspan, rowspan in covered) == 9


def test_a_merge_beyond_the_sheet_does_no_harm():
    sheet = draw(grid({(1, 1): "甲"}, [Span(1, 1, 1048576, 16384)]), 0, Ink())
    assert texts(sheet) == [["甲"]]


def test_the_edges_of_a_merge_are_those_of_its_outer_cells():
    cells = {
        (1, 1): Cell(1, 1, "甲", style=Style(left=True)),
        (1, 2): Cell(1, 2, style=Style(right=True)),
        (2, 2): Cell(2, 2, "乙"),
    }
    sheet = draw(Grid("s", 2, 2, cells, (Span(1, 1, 1, 2),)), 0, Ink())
    assert "edge-left" in sheet.rows[0].cells[0].classes and "edge-right" in sheet.rows[0].cells[0].classes


def test_a_mark_gives_its_state_and_its_sign():
    sheet = draw(grid({(1, 1): "姓名"}), 0, Ink(marks={(1, 1): Mark("3", "unsure", label=True), (2, 1): Mark("3", "unsure")}))
    assert (sheet.rows[0].cells[0].key, sheet.rows[0].cells[0].signed) == ("3", True)


def test_a_sheet_as_large_as_can_be_is_drawn_in_no_time():
    started = process_time()
    merges = [Span(1, 1, 1048576, 16384), *(Span(row, 1, row + 1, 16384) for row in range(2, 2000))]
    sheet = draw(grid({(1, 1): "甲", (1048576, 16384): "乙"}, merges), 0, Ink())
    assert len(sheet.rows) < 600 and len(sheet.columns) <= 200
    assert process_time() - started < 2
