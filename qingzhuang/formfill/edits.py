"""What to put into a form file: final values by cell, and how far lists grow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Union

EditValue = Union[str, int, float, bool, date, None]


@dataclass(frozen=True, slots=True)
class CellEdit:
    """The value of one cell, as it shall stand there; None empties the cell.

    `grid` is the index in `Book.grids`. Row numbers count in the grown sheet. A string is written as text whatever it
    looks like; a date is written as a date where the cell has a date format, else as text like 2026-11-22.
    """

    grid: int
    row: int
    column: int
    value: EditValue


@dataclass(frozen=True, slots=True)
class Growth:
    """A list that needs more rows than the form has.

    The data area first_row..last_row (numbers of the blank form) must have `rows` rows in all. What is missing is
    inserted after last_row with the look of that row; all below moves down. A list is never made shorter.
    """

    grid: int
    first_row: int
    last_row: int
    rows: int

    @property
    def added(self) -> int:
        """How many rows are inserted."""
        return max(0, self.rows - (self.last_row - self.first_row + 1))


@dataclass(frozen=True, slots=True)
class LineEdit:
    """The new text of a paragraph outside the tables of a Word file; `paragraph` is its index in `Book.paragraphs`."""

    paragraph: int
    text: str


@dataclass(frozen=True, slots=True)
class Edits:
    """All that is written into one file."""

    cells: tuple[CellEdit, ...] = ()
    growths: tuple[Growth, ...] = ()
    lines: tuple[LineEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """The filled file, its format, and in words what could not be kept."""

    data: bytes
    format: str
    warnings: tuple[str, ...] = ()
