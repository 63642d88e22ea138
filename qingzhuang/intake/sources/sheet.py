"""What every source hands on: a sheet with its beginning as a grid and its rows as plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Union

from qingzhuang.formfill.grid import Cell, Grid, Span

HEAD_ROWS = 300  # so many rows tell where the headings are
Raw = Union[str, int, float, date, None]  # a date may be a datetime; texts are as they stand, blanks and all
Row = tuple[int, list[Raw]]  # number of the row on the sheet, values from column 1 on


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, or one table of a Word file. `rows` begins anew at each call; `merges` are those over several rows."""

    head: Grid
    rows: Callable[[], Iterator[Row]]
    merges: tuple[Span, ...] = ()

    @property
    def name(self) -> str:
        return self.head.name


@dataclass(frozen=True, slots=True)
class Opened:
    """A file opened: its true format, its sheets, and what a person should be told about it."""

    format: str
    sheets: tuple[Sheet, ...]
    warnings: tuple[str, ...] = ()


def sheet_of_grid(grid: Grid) -> Sheet:
    """A sheet that is in memory as a whole."""
    return Sheet(first_rows(grid), lambda: _rows(grid), tuple(span for span in grid.merges if span.rows > 1))


def first_rows(grid: Grid) -> Grid:
    """The beginning of a grid, for finding the headings."""
    if grid.rows <= HEAD_ROWS:
        return grid
    kept = {at: cell for at, cell in grid.cells.items() if at[0] <= HEAD_ROWS}
    merges = tuple(span for span in grid.merges if span.bottom <= HEAD_ROWS)
    return replace(grid, rows=HEAD_ROWS, cells=kept, merges=merges)


def raw_of(cell: Cell) -> Raw:
    """The value of a cell: what is stored where it is a number or a day, else what is seen."""
    value = cell.value
    if isinstance(value, bool) or value is None or isinstance(value, time):
        return cell.text or None
    if isinstance(value, str):
        return value or None
    return value


def _rows(grid: Grid) -> Iterator[Row]:
    number, values = 0, list[Raw]()
    for row, column in sorted(grid.cells):
        found = raw_of(grid.cells[row, column])
        if found is None:
            continue
        if row != number:
            if values:
                yield number, values
            number, values = row, []
        values.extend([None] * (column - 1 - len(values)))
        values.append(found)
    if values:
        yield number, values
