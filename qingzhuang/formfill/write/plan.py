"""Edits sorted out before any file is touched: checked, by grid and row, with the shift that grown lists cause."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qingzhuang.formfill.edits import Edits, EditValue, Growth
from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.grid import Book, Grid, Span

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_ADDED = 200_000
_UNMOVED = re.compile(r"\b(INDIRECT|OFFSET)\(|[\w']:[^(),!]*!", re.IGNORECASE)
MAX_TEXT = 32_767  # UTF-16 units of a cell, in all spreadsheet formats


@dataclass(frozen=True, slots=True)
class RowShift:
    """Where rows go when lists grow. `growths` are in order and do not overlap."""

    growths: tuple[Growth, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.growths)

    @property
    def added(self) -> int:
        return sum(growth.added for growth in self.growths)

    def row(self, row: int) -> int:
        """The new number of a row of the blank form."""
        return row + sum(growth.added for growth in self.growths if growth.last_row < row)

    def end(self, first: int, last: int, alone: bool = True) -> int:
        """The new last row of a range first..last: one that ends with a list grows with it.

        `alone` says whether a range of only that one row grows too.
        """
        grown = sum(growth.added for growth in self.growths if growth.last_row == last and (first < last or alone))
        return self.row(last) + grown

    def span(self, span: Span, alone: bool = True) -> Span:
        return Span(self.row(span.top), span.left, self.end(span.top, span.bottom, alone), span.right)

    def source(self, row: int) -> tuple[int, bool]:
        """Of a row of the grown sheet: the row of the blank form that it is or copies, and whether it is a copy."""
        for growth in self.growths:
            if row <= growth.last_row:
                return row, False
            if row <= growth.last_row + growth.added:
                return growth.last_row, True
            row -= growth.added
            # rows below are numbered as in the blank form again; later growths are too
        return row, False


@dataclass(slots=True)
class GridEdits:
    """All edits of one grid: values by row and column of the grown sheet."""

    index: int
    rows: dict[int, dict[int, EditValue]] = field(default_factory=dict)
    shift: RowShift = RowShift()


def plan(book: Book, edits: Edits, max_rows: int = MAX_ROWS, max_columns: int = MAX_COLUMNS) -> list[GridEdits]:
    """Edits by grid, checked against the book; raises FormError `bad_edit` for what fits nowhere.

    A value for a cell that a merge covers goes to the top left cell of the merge.
    """
    plans: dict[int, GridEdits] = {}
    for growth in edits.growths:
        if not 0 <= growth.grid < len(book.grids) or growth.first_row < 1 or growth.last_row < growth.first_row:
            raise refusal("bad_edit", "要增加行的表或行号不存在。")
        if growth.added:
            entry = plans.setdefault(growth.grid, GridEdits(growth.grid))
            entry.shift = RowShift((*entry.shift.growths, growth))
    for entry in plans.values():
        entry.shift = _checked(entry.shift, book.grids[entry.index], max_rows)
    rows_of: dict[int, dict[int, dict[int, EditValue]]] = {}
    for cell in edits.cells:
        if cell.grid not in rows_of:
            if not 0 <= cell.grid < len(book.grids):
                raise refusal("bad_edit", "要填的表不存在。")
            rows_of[cell.grid] = plans.setdefault(cell.grid, GridEdits(cell.grid)).rows
        row, column, value = cell.row, cell.column, cell.value
        if not (0 < row <= max_rows and 0 < column <= max_columns):
            raise refusal("bad_edit", f"第 {row} 行第 {column} 列超出了表的范围。")
        if type(value) is float and not math.isfinite(value):
            raise refusal("bad_edit", f"第 {row} 行第 {column} 列的数不是有限的数。")
        if type(value) is str and len(value) * 2 > MAX_TEXT and len(value.encode("utf-16-le", "replace")) > MAX_TEXT * 2:
            raise refusal("bad_edit", f"第 {row} 行第 {column} 列的文字超过 {MAX_TEXT} 个字符，一个单元格放不下。")
        held = rows_of[cell.grid].get(row)
        if held is None:
            held = rows_of[cell.grid][row] = {}
        held[column] = value
    for entry in plans.values():
        _to_anchors(entry, book.grids[entry.index])
    return [plans[index] for index in sorted(plans)]


def left_behind(book: Book, plans: Sequence[GridEdits]) -> tuple[str, ...]:
    """What grown lists leave behind, in words: references that are put together as text or span several sheets."""
    if any(entry.shift for entry in plans):
        for grid in book.grids:
            if any(cell.formula and _UNMOVED.search(cell.formula) for cell in grid.cells.values()):
                return (f"表里增加了行，“{grid.name}”里用 INDIRECT、OFFSET 或跨多张工作表写的公式没有跟着移动，请核对。",)
    return ()


def _checked(shift: RowShift, grid: Grid, max_rows: int) -> RowShift:
    growths = tuple(sorted(shift.growths, key=lambda growth: growth.last_row))
    for one, other in pairwise(growths):
        if other.first_row <= one.last_row:
            raise refusal("bad_edit", "要增加行的两个区域互相重叠。")
    added = sum(growth.added for growth in growths)
    if added > MAX_ADDED or growths[-1].last_row + added > max_rows or grid.rows + added > max_rows:
        raise refusal("bad_edit", f"要增加 {added} 行，超过了这种文件能放的行数。")
    return RowShift(growths)


def _to_anchors(entry: GridEdits, grid: Grid) -> None:
    """Values for cells that a merge covers go to its top left cell."""
    covered = {
        (row, column): (merge.top, merge.left)
        for merge in grid.merges
        for row in range(merge.top, merge.bottom + 1)
        for column in range(merge.left, merge.right + 1)
    }
    merged_rows = {row for row, _ in covered}
    for row in sorted(entry.rows) if covered else ():
        source, _ = entry.shift.source(row)
        if source not in merged_rows:
            continue
        for column in sorted(entry.rows[row]):
            top, left = covered.get((source, column), (source, column))
            if (top, left) == (source, column):
                continue
            value = entry.rows[row].pop(column)
            # a merge within the last row of a list is made again on every new row
            target = row if top == source else entry.shift.row(top)
            entry.rows.setdefault(target, {}).setdefault(left, value)
