"""A form prepared once gives the same as the usual writer, whatever the values and the form."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.formfill.edits import CellEdit, Edits
from qingzhuang.formfill.read import read
from qingzhuang.formfill.tests import files
from qingzhuang.formfill.tests.test_fuzz import VALUES
from qingzhuang.formfill.write import write
from qingzhuang.formfill.write.prepared import prepare

TARGETS = tuple((0, row, column) for row in (3, 4) for column in (2, 3))


def form(formula: bool = True) -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["统计表"])
    sheet.append(["项目", "男", "女", "合计"])
    for row in (3, 4):
        sheet.append([f"第{row}组", None, None, f"=SUM(B{row}:C{row})" if formula else None])
    sheet["B3"].number_format = "@"
    for row in sheet.iter_rows(min_row=3, max_row=4, min_col=2, max_col=3):
        for cell in row:
            cell.font = openpyxl.styles.Font(bold=True)
    return files.saved(book)


def shown(data: bytes, values: bool = False) -> list[Any]:
    sheet: Any = openpyxl.load_workbook(io.BytesIO(data), data_only=values).active
    return [[(cell.value, cell.number_format, cell.font.b) for cell in row] for row in sheet]


@given(st.lists(VALUES, min_size=4, max_size=4), st.booleans())
def test_gives_what_the_usual_writer_gives(values: list[Any], formula: bool) -> None:
    data = form(formula)
    book = read(data, "a.xlsx")
    prepared = prepare(data, book, TARGETS)
    assert prepared.quick
    usual = write(data, book, Edits(tuple(CellEdit(*target, value) for target, value in zip(TARGETS, values, strict=True)))).data
    mine = prepared.fill(values)
    assert shown(mine) == shown(usual) and shown(mine, True) == shown(usual, True)
    assert [grid.cells for grid in read(mine, "a.xlsx").grids] == [grid.cells for grid in read(usual, "a.xlsx").grids]


def test_one_filling_leaves_nothing_for_the_next() -> None:
    data = form()
    prepared = prepare(data, read(data, "a.xlsx"), TARGETS)
    prepared.fill([1, 2, 3, 4])
    assert [row[1:3] for row in [[c[0] for c in r] for r in shown(prepared.fill([None, 5, None, 6]))][2:]] == [
        [None, 5],
        [None, 6],
    ]


def test_other_formats_go_through_the_usual_writer() -> None:
    data = "项目,男,女\n一,,\n".encode()
    prepared = prepare(data, read(data, "a.csv"), [(0, 2, 2), (0, 2, 3)])
    assert not prepared.quick and prepared.fill([1, 2]).decode() == "项目,男,女\n一,1,2\n"


def test_fills_the_forms_of_the_tests_with_shapes_and_merges() -> None:
    data = files.roster()
    book = read(data, "a.xlsx")
    targets = [(0, 4, column) for column in range(1, 4)]
    prepared = prepare(data, book, targets)
    usual = write(data, book, Edits(tuple(CellEdit(*target, "甲") for target in targets))).data
    assert [grid.cells for grid in read(prepared.fill(["甲"] * 3)).grids] == [grid.cells for grid in read(usual).grids]
