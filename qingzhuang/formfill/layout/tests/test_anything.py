"""Whatever stands on a sheet, laying it out ends, and what it gives lies on the sheet."""

import itertools

from hypothesis import given

from qingzhuang.formfill.grid import Book, Cell, Grid
from qingzhuang.formfill.layout import Laid, lay_out
from qingzhuang.formfill.layout.sheet import lay_out_grid
from qingzhuang.formfill.layout.tests.drawn import RULED
from qingzhuang.formfill.layout.tests.sheets import grids


@given(grids())
def test_lays_out_any_sheet(grid: Grid) -> None:
    found = lay_out_grid(grid, 0)
    assert found == lay_out_grid(grid, 0)
    for above, below in itertools.pairwise(found):
        assert above.span.bottom < below.span.top
    for laid in found:
        check(laid)


def check(laid: Laid) -> None:
    """Its parts are in order and no cell is given two labels."""
    assert laid.shape in ("columns", "indicators", "card")
    assert laid.span.top <= laid.span.bottom and laid.span.left <= laid.span.right
    if laid.header_rows is not None and laid.first_row is not None:
        assert laid.header_rows[0] <= laid.header_rows[1] < laid.first_row
    if laid.first_row is not None and laid.last_row is not None and laid.shape != "card":
        assert laid.first_row <= laid.last_row or laid.first_row == laid.last_row + 1
    for places in ([column.column for column in laid.columns], [pair.value for pair in laid.pairs]):
        assert len(places) == len(set(places))


def test_gives_the_tables_of_all_sheets_in_order() -> None:
    sheet = {(1, c): Cell(1, c, text, text, style=RULED) for c, text in enumerate(("姓名", "性别", "电话"), 1)}
    grid = Grid("S", 1, 3, sheet)
    assert [laid.grid for laid in lay_out(Book("xlsx", (grid, grid, grid)))] == [0, 1, 2]


def test_reads_a_ruled_sheet_of_five_hundred_rows() -> None:
    cells = {(r, c): Cell(r, c, "", style=RULED) for r in range(2, 502) for c in range(1, 21)}
    heads = {(1, c): Cell(1, c, f"项目{c}", f"项目{c}", style=RULED) for c in range(1, 21)}
    (laid,) = lay_out_grid(Grid("S", 501, 20, {**cells, **heads}), 0)
    assert (laid.first_row, laid.last_row) == (2, 501)
