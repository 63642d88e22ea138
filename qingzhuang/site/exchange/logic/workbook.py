"""Tables of texts as a workbook whose first line says who took it, when and what for; and back."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import xlsxwriter

from qingzhuang.formfill.grid import Grid
from qingzhuang.formfill.read.safely import read_safely

Sheet = tuple[Sequence[str], Sequence[Sequence[str]]]  # headings, rows


def written(mark: str, sheets: Mapping[str, Sheet]) -> bytes:
    """An .xlsx with a sheet for each table: the mark, the headings, the rows; everything is text, nothing a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "num_format": "@"})
        for name, (headings, rows) in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.write_string(0, 0, mark, text)
            for column, heading in enumerate(headings):
                sheet.write_string(1, column, heading, bold)
                sheet.set_column(column, column, 14)
            for number, row in enumerate(rows, 2):
                for column, value in enumerate(row):
                    if value:
                        sheet.write_string(number, column, value, text)
            sheet.freeze_panes(2, 0)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Found:
    """A sheet with the headings that were looked for; `first` is the number of its first row of data, counted as people do."""

    name: str
    headings: list[str]
    rows: list[list[str]]
    first: int


def sheets_in(data: bytes, name: str, known: Mapping[str, frozenset[str]]) -> list[Found]:
    """The sheets of a file that hold a table: known by its name, or else by the headings it shares with one. FormError as `read`."""
    return [found for grid in read_safely(data, name).grids if (found := _found(grid, known)) is not None]


def _found(grid: Grid, known: Mapping[str, frozenset[str]]) -> Found | None:
    rows = [[grid.cell(row, column).text for column in range(1, grid.columns + 1)] for row in range(1, grid.rows + 1)]
    best, place, shared = "", -1, 1
    for number, row in enumerate(rows[:10]):
        texts = {text.strip() for text in row}
        for name, headings in known.items():
            same = len(texts & headings) + (1 if name == grid.name else 0)
            if same > shared:
                best, place, shared = name, number, same
    if not best:
        return None
    return Found(best, [text.strip() for text in rows[place]], rows[place + 1 :], place + 2)
