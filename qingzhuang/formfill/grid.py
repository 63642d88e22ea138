"""What a reader hands on: a form file as grids of cells, the same whatever the file format.

Rows and columns count from 1, as on the sheet. A reader knows a file format; nothing after it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Union

CellValue = Union[str, int, float, bool, date, datetime, time, None]
Place = tuple[int, int]  # row, column


@dataclass(frozen=True, slots=True)
class Span:
    """A rectangle of cells, both ends in."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, place: Place) -> bool:
        return self.top <= place[0] <= self.bottom and self.left <= place[1] <= self.right

    @property
    def rows(self) -> int:
        return self.bottom - self.top + 1

    @property
    def columns(self) -> int:
        return self.right - self.left + 1


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks, as far as it says something about its meaning or must be shown on the page.

    `left top right bottom` are border lines; `diagonal` is a line across (斜线表头); `red` a red font (often: required).
    """

    number_format: str = "General"
    bold: bool = False
    red: bool = False
    filled: bool = False
    left: bool = False
    top: bool = False
    right: bool = False
    bottom: bool = False
    diagonal: bool = False
    align: str = ""  # left, center, right or empty
    font_size: float = 11.0
    wrap: bool = False
    locked: bool = True


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; of a merged range only the top left one has a text. `text` is what a reader of the paper sees."""

    row: int
    column: int
    text: str = ""
    value: CellValue = None
    formula: str = ""
    style: Style = PLAIN
    name: str = ""  # A1, or t1r2c3 in a Word file

    @property
    def place(self) -> Place:
        return self.row, self.column


@dataclass(frozen=True, slots=True)
class Validation:
    """A drop-down list on a range: the printed choices, where they are written out or found on a code sheet."""

    span: Span
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A text box or line drawn over the sheet; a line over a heading is a diagonal heading."""

    text: str
    span: Span
    is_line: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet, or one table of a Word file.

    `cells` holds every cell that has a text, a formula or a look of its own; others are empty. `rows` and `columns` are
    the used extent. `above` holds the paragraphs of a Word file since the table before; `sheet` is None there.
    """

    name: str
    rows: int
    columns: int
    cells: Mapping[Place, Cell]
    merges: tuple[Span, ...] = ()
    column_widths: Mapping[int, float] = field(default_factory=dict)  # in characters
    row_heights: Mapping[int, float] = field(default_factory=dict)  # in points
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    validations: tuple[Validation, ...] = ()
    shapes: tuple[Shape, ...] = ()
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    hidden: bool = False
    is_word: bool = False
    print_area: Span | None = None
    page_header: tuple[str, ...] = ()  # texts printed above and below every page, not on the sheet
    page_footer: tuple[str, ...] = ()
    comments: Mapping[Place, str] = field(default_factory=dict)  # notes pinned to cells

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place; an empty one where nothing is stored."""
        return self.cells.get((row, column)) or Cell(row, column, name=cell_name(row, column))

    def text(self, row: int, column: int) -> str:
        found = self.cells.get((row, column))
        return found.text if found else ""

    def texts(self) -> Iterator[Cell]:
        """Cells with a text, in reading order."""
        for place in sorted(self.cells):
            if self.cells[place].text.strip():
                yield self.cells[place]


@dataclass(frozen=True, slots=True)
class Book:
    """A form file: its true format (by content, not by name) and its grids in order."""

    format: str  # xlsx xlsm xls ods csv docx
    grids: tuple[Grid, ...]
    paragraphs: tuple[str, ...] = ()  # all text of a Word file outside tables, in order
    warnings: tuple[str, ...] = ()


def column_letters(column: int) -> str:
    """1 → A, 27 → AA.

    >>> column_letters(28)
    'AB'
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A → 1, AB → 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def cell_name(row: int, column: int) -> str:
    """Row and column as on the sheet: 3, 2 → B3."""
    return f"{column_letters(column)}{row}"


CELL_NAME = re.compile(r"([A-Z]{1,3})([1-9]\d*)")


def split_name(name: str) -> Place:
    """Row and column of a cell name of a sheet: B3 → (3, 2). Raises ValueError for any other name."""
    found = CELL_NAME.fullmatch(name.upper())
    if found is None:
        raise ValueError(f"{name!r} names no cell")
    return int(found[2]), column_number(found[1])


def place_of(grid: Grid, name: str) -> Place | None:
    """Row and column of a cell by its name: B3, in a Word file t1r2c3; None where there is no such cell.

    >>> place_of(Grid("Sheet1", 9, 9, {}), "B3")
    (3, 2)
    """
    if found := CELL_NAME.fullmatch(name.upper()):
        return int(found[2]), column_number(found[1])
    return next((place for place, cell in grid.cells.items() if cell.name == name), None)
