"""The rows of a table that can be written: which are prepared, and how the table grows when there are more records."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from qingzhuang.formfill.answer.desk import Desk
from qingzhuang.formfill.answer.pen import Pen
from qingzhuang.formfill.form import Table
from qingzhuang.formfill.grid import Grid

PLACEHOLDER = re.compile(r"[NnXx×]{1,3}|[.…·]+|示例|样例")
FAR = 2000  # rows looked at below the first of an open list


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a record goes: a row of the blank form, or the extra-th row added behind it."""

    row: int
    extra: int = 0


def prepared_rows(grid: Grid, table: Table) -> list[int]:
    """The rows of the blank form that are there for records, in order; without totals, guide and example rows."""
    if table.first_row is None:
        return []
    closed = set(table.skipped_rows) | set(table.total_rows)
    closed |= _inside_merges(grid, table)
    if table.last_row is not None and not table.open_ended:
        return [row for row in range(table.first_row, table.last_row + 1) if row not in closed]
    rows = []
    for row in range(table.first_row, min(grid.rows, table.first_row + FAR) + 1):
        if row in closed:
            continue
        if row > table.first_row and not _lined(grid, table, row):
            break
        rows.append(row)
    return rows or [table.first_row]


def _inside_merges(grid: Grid, table: Table) -> set[int]:
    """Rows that are the lower part of a record two or more rows high: merged in most columns."""
    width, covered = table.last_column - table.first_column + 1, Counter[int]()
    for span in grid.merges:
        if span.rows > 1 and span.top >= (table.first_row or 1) and table.first_column <= span.left <= table.last_column:
            covered.update(dict.fromkeys(range(span.top + 1, span.bottom + 1), span.columns))
    return {row for row, columns in covered.items() if columns * 2 > width}


def slots_for(desk: Desk, table: Table, wanted: int) -> list[Slot]:
    """A place for each of so many records; lets the table grow where it is too short.

    Rows are added behind the last prepared one, with its look. A list without prepared rows (an import template) is
    simply written downwards.
    """
    return places_for(desk.pen, desk.grid(table), table, wanted)


def places_for(pen: Pen, grid: Grid, table: Table, wanted: int) -> list[Slot]:
    """The same for whoever has only a pen."""
    rows = prepared_rows(grid, table)
    if wanted <= len(rows):
        return [Slot(row) for row in rows[:wanted]]
    if not rows:
        return []
    last, missing = rows[-1], wanted - len(rows)
    if runs_on(grid, table, last):
        return [*map(Slot, rows), *(Slot(last + step) for step in range(1, missing + 1))]
    first = table.first_row or rows[0]
    pen.grow(table.grid, first, last, last - first + 1 + missing)
    return [*map(Slot, rows), *(Slot(last, step) for step in range(1, missing + 1))]


def runs_on(grid: Grid, table: Table, last: int) -> bool:
    """Whether rows below can be written as they are: an open list without lines, and nothing below."""
    if not table.open_ended or grid.is_word or _lined(grid, table, last):
        return False
    return not any(row > last and cell.text for (row, _), cell in grid.cells.items())


def _lined(grid: Grid, table: Table, row: int) -> bool:
    """Whether a row has the border lines of a table row in most of its columns."""
    lined = 0
    for column in range(table.first_column, table.last_column + 1):
        cell = grid.cells.get((row, column))
        lined += cell is not None and (cell.style.bottom or cell.style.top) and (cell.style.left or cell.style.right)
    return lined * 2 > table.last_column - table.first_column + 1


def clear(desk: Desk, table: Table, columns: list[int], used: list[Slot]) -> None:
    """Empty what must not stay: last month's values in prepared rows that are not needed now, and place holders (N)."""
    grid = desk.grid(table)
    taken = {slot.row for slot in used if not slot.extra}
    for row in prepared_rows(grid, table):
        for column in range(table.first_column, table.last_column + 1):
            text = grid.text(row, column)
            if not text or desk.pen.has(table.grid, row, column):
                continue
            if PLACEHOLDER.fullmatch(text.strip()) or (column in columns and row not in taken):
                desk.pen.put(table.grid, row, column, None)
