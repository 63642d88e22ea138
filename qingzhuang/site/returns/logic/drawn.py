"""A filled form drawn as on paper, each cell that can be explained with its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qingzhuang.formfill.edits import Edits, EditValue
from qingzhuang.formfill.grid import Book, Grid, Span
from qingzhuang.site.returns.logic.content import Content

MOST_ROWS = 300
COVERED = "···"  # a fact of a person, for whoever may see numbers only


@dataclass(frozen=True, slots=True)
class Drawn:
    """One cell: its text, the name under which it is explained (empty: printed), and how far it reaches."""

    text: str
    name: str = ""
    columns: int = 1
    rows: int = 1
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; `more` is how many rows below are not drawn."""

    name: str
    rows: list[list[Drawn]]
    more: int = 0


def drawn(book: Book, content: Content, *, people: bool) -> list[Sheet]:
    """Every sheet with something on it. Without `people` facts of lists are covered."""
    return [
        _sheet(grid, number, content, people)
        for number, grid in enumerate(book.grids)
        if not grid.hidden and any(cell.text.strip() for cell in grid.cells.values())
    ]


def _sheet(grid: Grid, number: int, content: Content, people: bool) -> Sheet:
    written = {(cell.row, cell.column): cell.value for cell in content.edits.cells if cell.grid == number}
    lines = {(at[1], at[2]): line for at, line in content.lines.items() if at[0] == number}
    given = {(at[1], at[2]): one for at, one in content.given.items() if at[0] == number}
    places = list(_places(content.edits, number, grid, max([row for row, _ in written], default=0)))
    covered = dict(_covered(grid, places))
    rows = []
    for now, was, extra in places[:MOST_ROWS]:
        row = []
        for column in range(1, grid.columns + 1):
            span = covered.get((now, column))
            if span is not None and (now, column) != (span.top, span.left):
                continue
            value = written.get((now, column))
            line = lines.get((now, column))
            text = shown(value) if (now, column) in written else "" if extra else grid.text(was, column)
            if line is not None and line.is_listed and not people and text:
                text = COVERED
            told = line or given.get((now, column))
            name = told.address if told is not None and text else ""
            number_ = isinstance(value, (int, float)) and not isinstance(value, bool)
            row.append(Drawn(text, name, span.columns if span else 1, span.rows if span else 1, number_))
        rows.append(row)
    return Sheet(grid.name, rows, max(0, len(places) - MOST_ROWS))


def _places(edits: Edits, number: int, grid: Grid, reach: int) -> Iterator[tuple[int, int, int]]:
    """Every row of the grown sheet with the row of the blank form that it was, and how many rows behind it."""
    added = {growth.last_row: growth.added for growth in edits.growths if growth.grid == number}
    now = 0
    for row in range(1, max(grid.rows, reach - sum(added.values())) + 1):
        now += 1
        yield now, row, 0
        for extra in range(1, added.get(row, 0) + 1):
            now += 1
            yield now, row, extra


def _covered(grid: Grid, places: list[tuple[int, int, int]]) -> Iterator[tuple[tuple[int, int], Span]]:
    """Each cell of a merged range → the range, in rows of the grown sheet."""
    moved = {was: now for now, was, extra in places if not extra}
    for span in grid.merges:
        if span.top in moved and span.bottom in moved:
            here = Span(moved[span.top], span.left, moved[span.bottom], min(span.right, grid.columns))
            for row in range(here.top, here.bottom + 1):
                for column in range(here.left, here.right + 1):
                    yield (row, column), here


def shown(value: EditValue) -> str:
    """A value as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        return f"{value:g}" if abs(value) < 1e6 else f"{value:.10g}"
    return value.isoformat() if isinstance(value, date) else str(value)
