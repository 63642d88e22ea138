"""What stands in a file, whatever program saved it: each cell as a plain text, so that two files can be held against each other.

>>> from qingzhuang.formfill.grid import Cell
>>> one, two = (Book("xlsx", (Grid("表", 1, 1, {(1, 1): Cell(1, 1, "5", value)}),)) for value in (5, 5.0))
>>> contents_of(one).cells, list(differences(contents_of(one), contents_of(two)))
({'A1': '5'}, [])
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from qingzhuang.formfill.grid import Book, Cell, Grid, cell_name

FIGURES = 12  # of a number with a fraction; programs write the last ones differently
WHOLE = 1e15  # whole numbers below are exact in every program


@dataclass(frozen=True)
class Contents:
    """The cells of a file by address, without empty ones; `formulas` are the values of cells that are reckoned (None: not kept)."""

    cells: dict[str, str] = field(default_factory=dict)
    formulas: dict[str, str | None] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """The same for the same contents. Reckoned values are left out: not every program keeps them in the file."""
        told = {"cells": self.cells, "formulas": sorted(self.formulas)}
        return sha256(json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def address_of(grid: int, name: str) -> str:
    """Names of cells are those of their sheet; from the second sheet on its number stands before.

    >>> address_of(0, "B4"), address_of(1, "B4")
    ('B4', '2!B4')
    """
    return f"{grid + 1}!{name}" if grid else name


def contents_of(book: Book) -> Contents:
    """Everything that a reader of the file finds in its cells; of a Word file its paragraphs too (`¶3`)."""
    cells: dict[str, str] = {}
    formulas: dict[str, str | None] = {}
    for number, grid in enumerate(book.grids):
        for cell in grid.cells.values():
            address = address_of(number, cell.name or cell_name(cell.row, cell.column))
            text = as_text(cell.value if cell.value is not None else cell.text)
            if cell.formula:
                formulas[address] = text or None
            elif text:
                cells[address] = text
    for at, paragraph in enumerate(book.paragraphs, 1):
        if told := as_text(paragraph):
            cells[f"¶{at}"] = told
    sheets = tuple(grid.name for grid in book.grids if not _is_empty(grid))
    return Contents(cells, formulas, sheets, tuple(grid.name for grid in book.grids if grid.hidden))


def _is_empty(grid: Grid) -> bool:
    return not any(_has_something(cell) for cell in grid.cells.values())


def _has_something(cell: Cell) -> bool:
    return bool(cell.formula or cell.text.strip())


def as_text(value: object) -> str:
    """A value as it is compared: numbers without trailing noughts, days as 2026-11-28, texts without spaces at the ends.

    >>> as_text(6222020200112345.0 // 10), as_text(622202020011235)
    ('622202020011234', '622202020011235')
    >>> as_text(5.0), as_text(0.1 + 0.2), as_text(datetime(2026, 11, 28)), as_text(" 赵建国 ")
    ('5', '0.3', '2026-11-28', '赵建国')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer() and abs(value) < WHOLE):
        return str(int(value))  # a number of an account has more figures than a sum that was reckoned
    if isinstance(value, float):
        return f"{value:.{FIGURES}g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if (value.hour, value.minute, value.second) == (0, 0, 0) else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(str(value).split())


def differences(was: Contents, now: Contents) -> Iterator[tuple[str, str, str]]:
    """Address, what stood there, what stands there: of every cell that is another. A formula replaced by a value is one of them."""
    for address in sorted({*was.cells, *now.cells, *was.formulas, *now.formulas}, key=_in_order):
        if address in was.formulas and address in now.formulas:
            then, here = was.formulas[address], now.formulas[address]
            if then is None or here is None:
                continue
        else:
            then = was.cells.get(address) or was.formulas.get(address)
            here = now.cells.get(address) or now.formulas.get(address)
            if address in was.formulas and then is None and here is not None:
                then = "="
        if (then or "") != (here or ""):
            yield address, then or "", here or ""


def _in_order(address: str) -> tuple[int, int, int, str]:
    sheet, _, name = address.rpartition("!")
    letters = "".join(sign for sign in name if sign.isalpha())
    row = "".join(sign for sign in name if sign.isdigit())
    return int(sheet or 1), int(row or 0), len(letters), letters
