"""How much of a sheet is used: declared sizes are not believed, far-off looks are not followed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qingzhuang.formfill.grid import Cell, Place, Span, Style

MAX_ROWS = 100_000
MAX_COLUMNS = 1_024
BARE_ROWS = 2_000  # rows with borders only, below the last text: an empty list is rarely longer
BARE_COLUMNS = 60
MAX_MERGED = 2_000_000  # cells inside merges


def has_look(look: Style) -> bool:
    """Would an empty cell be seen on paper?"""
    return look.left or look.top or look.right or look.bottom or look.filled or look.diagonal


def used_extent(cells: Iterable[Cell]) -> tuple[int, int]:
    """Last row and column with a text, a border or a fill, within sane limits; 0, 0 of an empty sheet."""
    text_row = text_column = look_row = look_column = 0
    seen: dict[int, bool] = {}  # a sheet has few looks and many cells
    for cell in cells:
        row, column = cell.row, cell.column
        if cell.text or cell.formula:
            if row > text_row:
                text_row = row
            if column > text_column:
                text_column = column
        elif row > look_row or column > look_column:
            look = cell.style
            drawn = seen.get(id(look))
            if drawn is None:
                drawn = seen[id(look)] = has_look(look)
            if drawn:
                look_row, look_column = max(look_row, row), max(look_column, column)
    rows = max(text_row, min(look_row, text_row + BARE_ROWS))
    columns = max(text_column, min(look_column, text_column + BARE_COLUMNS))
    return min(rows, MAX_ROWS), min(columns, MAX_COLUMNS)


@dataclass(frozen=True, slots=True)
class Settled:
    """Cells and merges of a sheet cut to what is used; `overlapping` merges were left out."""

    cells: dict[Place, Cell]
    rows: int
    columns: int
    merges: tuple[Span, ...]
    overlapping: int


def settle(cells: dict[Place, Cell], merges: Sequence[Span]) -> Settled:
    """Fix the extent; drop what lies outside, overlapping merges, and texts that a merge hides."""
    rows, columns = used_extent(cells.values())
    text_rows, text_columns = rows, columns
    for merge in merges:
        if merge.top <= text_rows and merge.left <= text_columns and (merge.top, merge.left) in cells:
            if merge.right < MAX_COLUMNS:
                columns = max(columns, min(merge.right, text_columns + BARE_COLUMNS))
            rows = max(rows, min(merge.bottom, text_rows + BARE_COLUMNS))
    if any(row > rows or column > columns for row, column in cells):
        cells = {at: cell for at, cell in cells.items() if at[0] <= rows and at[1] <= columns}
    kept, overlapping = _sane_merges(merges, rows, columns)
    for merge in kept:
        for row in range(merge.top, merge.bottom + 1):
            for column in range(merge.left, merge.right + 1):
                under = cells.get((row, column))
                if under is not None and (under.text or under.formula) and (row, column) != (merge.top, merge.left):
                    cells[row, column] = replace(under, text="", value=None, formula="")
    return Settled(cells, rows, columns, kept, overlapping)


def _sane_merges(merges: Iterable[Span], rows: int, columns: int) -> tuple[tuple[Span, ...], int]:
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
        if taken & places or len(taken) > MAX_MERGED:
            dropped += 1
            continue
        taken |= places
        kept.append(cut)
    return tuple(kept), dropped


def overlap_warning(sheet: str, overlapping: int) -> list[str]:
    """What to say where merges overlap: nothing, or one sentence."""
    return [f"工作表“{sheet}”有 {overlapping} 处合并单元格互相重叠，已忽略重叠的部分。"] if overlapping else []
