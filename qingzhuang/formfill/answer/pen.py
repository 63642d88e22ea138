"""Collects what goes into which cell while tables are answered one by one and lists grow."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from qingzhuang.formfill.answer.filling import Values
from qingzhuang.formfill.edits import CellEdit, Edits, EditValue, Growth
from qingzhuang.formfill.grid import Book, cell_name

WORD_ROW = re.compile(r"(t\d+r)(\d+)(c\d+)")


@dataclass(slots=True)
class Pen:
    """Values by place. Rows are those of the blank form; `extra` counts rows added behind one of them.

    What was put into a cell before can be read again, so that several values can go into one printed text. Cells with a
    formula are never written.
    """

    book: Book
    _cells: dict[tuple[int, int, int, int], EditValue] = field(default_factory=dict)
    _growths: list[Growth] = field(default_factory=list)

    def text(self, grid: int, row: int, column: int) -> str:
        """What stands in a cell now."""
        put = self._cells.get((grid, row, 0, column))
        return self.book.grids[grid].text(row, column) if put is None else str(put)

    def has(self, grid: int, row: int, column: int) -> bool:
        """Whether something was put into a cell."""
        return (grid, row, 0, column) in self._cells

    def put(self, grid: int, row: int, column: int, value: EditValue, extra: int = 0) -> bool:
        """Write a value; False where a formula stands."""
        if not extra:
            cell = self.book.grids[grid].cells.get((row, column))
            if cell is not None and cell.formula:
                return False
        self._cells[grid, row, extra, column] = value
        return True

    def grow(self, grid: int, first_row: int, last_row: int, rows: int) -> None:
        """Make a data area this many rows long."""
        if rows > last_row - first_row + 1:
            self._growths.append(Growth(grid, first_row, last_row, rows))

    def row(self, grid: int, row: int, extra: int = 0) -> int:
        """Where a row of the blank form is in the grown sheet."""
        return row + extra + sum(g.added for g in self._growths if g.grid == grid and g.last_row < row)

    def name(self, grid: int, row: int, column: int, extra: int = 0) -> str:
        """Name of a cell in the grown sheet."""
        sheet = self.book.grids[grid]
        now = self.row(grid, row, extra)
        if not sheet.is_word:
            return cell_name(now, column)
        known = sheet.cells.get((row, column))
        match = WORD_ROW.fullmatch(known.name) if known else None
        return f"{match.group(1)}{now}{match.group(3)}" if match else cell_name(now, column)

    def edits(self) -> Edits:
        """All that was put, in reading order, with rows as in the grown sheet."""
        cells = [CellEdit(g, self.row(g, r, extra), c, value) for (g, r, extra, c), value in self._cells.items()]
        cells.sort(key=lambda edit: (edit.grid, edit.row, edit.column))
        return Edits(tuple(cells), tuple(sorted(self._growths, key=lambda g: (g.grid, g.last_row))))

    def values(self) -> Values:
        """What filled cells will show, by place in the grown sheet."""
        return {(g, self.row(g, r, extra), c): value for (g, r, extra, c), value in self._cells.items()}
