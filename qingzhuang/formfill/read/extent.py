"""How much of a sheet is used: declared sizes are not believed, far-off looks are not followed."""

from __future__ import annotations

from collections.abc import Iterable

from qingzhuang.formfill.grid import Cell, Place, Span

MAX_ROWS = 100_000
MAX_COLUMNS = 1_024
BARE_ROWS = 2_000  # rows with borders only, below the last text: an empty list is rarely longer
BARE_COLUMNS = 60


def has_look(cell: Cell) -> bool:
    """Would an empty cell be seen on paper?"""
    look = cell.style
    return look.left or look.top or look.right or look.bottom or look.filled or look.diagonal


def used_extent(cells: Iterable[Cell]) -> tuple[int, int]:
    """Last row and column with a text, a border or a fill, within sane limits; 0, 0 of an empty sheet."""
    text_row = text_column = look_row = look_column = 0
    for cell in cells:
        if cell.text or cell.formula:
            text_row, text_column = max(text_row, cell.row), max(text_column, cell.column)
        elif has_look(cell):
            look_row, look_column = max(look_row, cell.row), max(look_column, cell.column)
    rows = max(text_row, min(look_row, text_row + BARE_ROWS))
    columns = max(text_column, min(look_column, text_column + BARE_COLUMNS))
    return min(rows, MAX_ROWS), min(columns, MAX_COLUMNS)


def within(cells: dict[Place, Cell], rows: int, columns: int) -> dict[Place, Cell]:
    """The cells inside the extent."""
    if all(row <= rows and column <= columns for row, column in cells):
        return cells
    return {at: cell for at, cell in cells.items() if at[0] <= rows and at[1] <= columns}


def sane_merges(merges: Iterable[Span], rows: int, columns: int) -> tuple[tuple[Span, ...], int]:
    """Merges cut to the extent, without those that overlap an earlier one; and how many were left out."""
    kept: list[Span] = []
    taken: set[Place] = set()
    dropped = 0
    for merge in merges:
        if merge.top > rows or merge.left > columns:
            continue
        cut = Span(merge.top, merge.left, min(merge.bottom, rows), min(merge.right, columns))
        if cut.rows * cut.columns < 2:
            continue
        places = {(row, column) for row in range(cut.top, cut.bottom + 1) for column in range(cut.left, cut.right + 1)}
        if taken & places:
            dropped += 1
            continue
        taken |= places
        kept.append(cut)
    return tuple(kept), dropped
