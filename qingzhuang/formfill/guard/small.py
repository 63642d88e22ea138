"""Figures so small that they tell who is meant: 1 to 4 in a table of counts, for readers outside.

Where one figure of a column alone is small, the next smallest is covered with it, or the total would give it away.
"""

from __future__ import annotations

from collections.abc import Iterator

from qingzhuang.formfill.grid import Book, Cell, Grid
from qingzhuang.formfill.guard.findings import Finding
from qingzhuang.formfill.guard.headings import heading_kind
from qingzhuang.formfill.guard.numbers import NAME, SMALL
from qingzhuang.formfill.match.phrase import parse_phrase
from qingzhuang.vocabulary import fold

LEAST = 5
TOTALS = ("合计", "总计", "小计", "共计")


def small_figures(book: Book) -> Iterator[Finding]:
    """The figures of 1 to 4 in tables of counts; a list of people (with a column of names) is none."""
    for number, grid in enumerate(book.grids):
        if not any(heading_kind(cell.text) == NAME for cell in grid.cells.values() if cell.text):
            yield from _in_table(number, grid)


def _in_table(number: int, grid: Grid) -> Iterator[Finding]:
    columns: dict[int, list[Cell]] = {}
    counts: dict[int, bool] = {}
    total_rows: set[int] = set()
    for cell in grid.texts():
        plain = fold(cell.text)
        if plain in TOTALS:
            total_rows.add(cell.row)
        if isinstance(cell.value, str):
            if not plain.replace(".", "").isdigit():
                counts[cell.column] = counts.get(cell.column, False) or _counts(plain)
        elif isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool) and counts.get(cell.column):
            if cell.value == int(cell.value) >= 0:
                columns.setdefault(cell.column, []).append(cell)
    for cells in columns.values():
        plain_cells = [cell for cell in cells if cell.row not in total_rows]
        yield from (_finding(number, grid, cell) for cell in _to_cover(plain_cells))


def _to_cover(cells: list[Cell]) -> list[Cell]:
    small = [cell for cell in cells if 0 < _value(cell) < LEAST]
    if len(small) == 1:
        others = sorted((cell for cell in cells if _value(cell) >= LEAST), key=_value)
        small += others[:1]
    return small


def _value(cell: Cell) -> float:
    return float(cell.value) if isinstance(cell.value, (int, float)) else 0.0


def _counts(heading: str) -> bool:
    """人数, 户数, 60岁以上（人）: a heading of people or households counted."""
    if heading.endswith(("人)", "户)")):
        return True
    parsed = parse_phrase(heading)
    said = parsed.of("counted") or parsed.of("number") or parsed.of("cond")
    return bool(said) and not parsed.residue and heading.endswith(("数", "人", "户", "人口"))


def _finding(number: int, grid: Grid, cell: Cell) -> Finding:
    place = f"{grid.name or '表'} {cell.name}".strip()
    return Finding(SMALL, place, "*", cell.text, grid=number, row=cell.row, column=cell.column)
