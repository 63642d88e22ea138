"""Looks through the cells and paragraphs of a file: every sheet, hidden ones too, with the heading over each column."""

from __future__ import annotations

from collections.abc import Iterator

from qingzhuang.formfill.grid import Book, Cell, Grid
from qingzhuang.formfill.guard.findings import Finding
from qingzhuang.formfill.guard.headings import cover_address, cover_name, heading_kind, is_name
from qingzhuang.formfill.guard.numbers import ADDRESS, NAME, Hit, find, masked


def in_cells(book: Book, seen: set[str]) -> Iterator[Finding]:
    """What stands in cells, in reading order; the numbers themselves are put into `seen`."""
    for number, grid in enumerate(book.grids):
        yield from _in_grid(number, grid, seen)
    for line, text in enumerate(book.paragraphs):
        hits = find(text)
        if hits:
            seen.update(hit.text for hit in hits)
            yield Finding(_gravest(hits), f"第 {line + 1} 段", masked(text, hits), text, line=line)


def _in_grid(number: int, grid: Grid, seen: set[str]) -> Iterator[Finding]:
    headed: dict[int, str] = {}  # column → kind that the nearest heading above names
    label: tuple[int, str] = (0, "")  # row, kind of the label to the left
    for cell in grid.texts():
        kind = heading_kind(cell.text)
        if kind is not None:
            headed[cell.column], label = kind, (cell.row, kind)
            continue
        beside = label[1] if label[0] == cell.row else ""
        finding = _of_cell(number, grid, cell, headed.get(cell.column) or beside, seen)
        if finding is not None:
            yield finding


def _of_cell(number: int, grid: Grid, cell: Cell, headed: str, seen: set[str]) -> Finding | None:
    text = shown(cell)
    hits = find(text, headed)
    seen.update(hit.text for hit in hits)
    covered = masked(text, hits) if hits else text
    kind = _gravest(hits) if hits else ""
    if headed == NAME and is_name(text):
        kind, covered = NAME, cover_name(text)
    elif headed == ADDRESS and (shorter := cover_address(covered)) != covered:
        kind, covered = kind or ADDRESS, shorter
    if not kind:
        return None
    place = f"{grid.name or '表'} {cell.name}".strip()
    return Finding(kind, place, covered, text, is_hidden(grid, cell), number, cell.row, cell.column)


def shown(cell: Cell) -> str:
    """The text of a cell; of a long number all its digits, which the sheet may show as 9.90101E+17."""
    if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool) and abs(cell.value) >= 10**10:
        whole = int(cell.value)
        return str(whole) if whole == cell.value else cell.text
    return cell.value if isinstance(cell.value, str) else cell.text


def is_hidden(grid: Grid, cell: Cell) -> bool:
    return grid.hidden or cell.row in grid.hidden_rows or cell.column in grid.hidden_columns


def _gravest(hits: list[Hit]) -> str:
    order = ("id_number", "account", "phone")
    return min((hit.kind for hit in hits), key=order.index)
