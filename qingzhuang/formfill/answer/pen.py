"""Collects what goes into which cell while tables are answered one by one and lists grow."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from operator import itemgetter

from qingzhuang.formfill.edits import CellEdit, Edits, EditValue, Growth, LineEdit
from qingzhuang.formfill.grid import Book, Place, cell_name

_place_of = itemgetter(0)
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
    _lines: dict[int, str] = field(default_factory=dict)
    _formulas: dict[int, frozenset[Place]] = field(default_factory=dict)

    def text(self, grid: int, row: int, column: int) -> str:
        """What stands in a cell now."""
        put = self._cells.get((grid, row, 0, column))
        return self.book.grids[grid].text(row, column) if put is None else str(put)

    def has(self, grid: int, row: int, column: int) -> bool:
        """Whether something was put into a cell."""
        return (grid, row, 0, column) in self._cells

    def written(self, grid: int, row: int, column: int, extra: int = 0) -> tuple[EditValue, ...]:
        """The value put into a cell; nothing where none was put."""
        key = (grid, row, extra, column)
        return (self._cells[key],) if key in self._cells else ()

    def line(self, paragraph: int) -> str:
        """What stands in a paragraph of a Word file now."""
        return self._lines.get(paragraph, self.book.paragraphs[paragraph])

    def put_line(self, paragraph: int, text: str) -> None:
        """Write a paragraph of a Word file."""
        self._lines[paragraph] = text

    def put(self, grid: int, row: int, column: int, value: EditValue, extra: int = 0) -> bool:
        """Write a value; False where a formula stands."""
        if not extra and (row, column) in self.formulas(grid):
            return False
        self._cells[grid, row, extra, column] = value
        return True

    def formulas(self, grid: int) -> frozenset[Place]:
        """The places of a grid that hold a formula."""
        if grid not in self._formulas:
            cells = self.book.grids[grid].cells
            self._formulas[grid] = frozenset(place for place, cell in cells.items() if cell.formula)
        return self._formulas[grid]

    def grow(self, grid: int, first_row: int, last_row: int, rows: int) -> None:
        """Make a data area this many rows long."""
        if rows > last_row - first_row + 1:
            self._growths.append(Growth(grid, first_row, last_row, rows))

    def row(self, grid: int, row: int, extra: int = 0) -> int:
        """Where a row of the blank form is in the grown sheet."""
        for growth in self._growths:
            if growth.grid == grid and growth.last_row < row:
                extra += growth.added
        return row + extra

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
        cells = sorted(self._cells.items(), key=_place_of)
        if not self._growths:
            made = [CellEdit(grid, row + extra, column, value) for (grid, row, extra, column), value in cells]
        else:
            rows = {place: self.row(*place) for place in {key[:3] for key, _ in cells}}
            made = [CellEdit(key[0], rows[key[:3]], key[3], value) for key, value in cells]
        growths = tuple(sorted(self._growths, key=lambda g: (g.grid, g.last_row)))
        return Edits(tuple(made), growths, tuple(LineEdit(at, text) for at, text in sorted(self._lines.items())))
