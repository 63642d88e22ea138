"""Figures so small that they tell who is meant (`tally.small`) in a table of counts, for readers outside.

Down each column the figures add up to a total that stands there or is known elsewhere; across a row they do where one of them is the sum
of the others. What would give a small figure away by either is covered with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from qingzhuang.formfill.grid import Book, Cell, Grid
from qingzhuang.formfill.guard.findings import Finding
from qingzhuang.formfill.guard.headings import heading_kind
from qingzhuang.formfill.guard.numbers import NAME, SMALL
from qingzhuang.formfill.match.phrase import parse_phrase
from qingzhuang.tally.small import SMALLEST, Sum, hide
from qingzhuang.vocabulary import fold

TOTALS = ("合计", "总计", "小计", "共计")


def small_figures(book: Book, smallest: int = SMALLEST) -> Iterator[Finding]:
    """The figures below `smallest` in tables of counts; a list of people (with a column of names) is none."""
    for number, grid in enumerate(book.grids):
        if not any(heading_kind(cell.text) == NAME for cell in grid.cells.values() if cell.text):
            yield from _in_table(number, grid, smallest)


def _in_table(number: int, grid: Grid, smallest: int) -> Iterator[Finding]:
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
    cells = [cell for column in columns.values() for cell in column]
    hidden = hide([cell.value for cell in cells], _sums(cells, total_rows), smallest)  # type: ignore[misc]
    yield from (_finding(number, grid, cells[place]) for place in sorted(hidden))


def _sums(cells: list[Cell], total_rows: set[int]) -> Iterator[Sum]:
    """What adds up: a column to its total, and a row to that figure of it which is the sum of the others."""
    down: dict[int, list[int]] = {}
    across: dict[int, list[int]] = {}
    for place, cell in enumerate(cells):
        down.setdefault(cell.column, []).append(place)
        across.setdefault(cell.row, []).append(place)
    for places in down.values():
        parts = tuple(place for place in places if cells[place].row not in total_rows)
        totals = [place for place in places if cells[place].row in total_rows]
        yield Sum(totals[0] if len(totals) == 1 else None, parts)
    for places in across.values():
        all_of_it = sum(_value(cells[place]) for place in places)
        whole = next((place for place in places if len(places) > 2 and _value(cells[place]) * 2 == all_of_it), None)
        if whole is not None:
            yield Sum(whole, tuple(place for place in places if place != whole))


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
