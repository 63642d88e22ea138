"""What is put on the paper: each blank's state at its label and in its cells, and the filled values, per grid.

Rows of the understanding count in the blank form, rows of the filling in the grown sheet; `_Shift` goes from one to the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice

from qingzhuang.formfill.answer.filling import BlankAnswer, Filling, Outcome
from qingzhuang.formfill.edits import EditValue, Growth
from qingzhuang.formfill.form import Blank, Block, Form, Kind, Role, Table
from qingzhuang.formfill.grid import Book, Grid, Place, column_number
from qingzhuang.site.kit import masking
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.site.reports.logic import WAITING, Numbered
from qingzhuang.site.reports.paper import ROWS_OF_A_LIST, Ink, Mark
from qingzhuang.tally.question import Value, Values

URGENCY = [Outcome.UNSURE.value, Outcome.ASKED.value, WAITING, Outcome.ANSWERED.value, Outcome.OUTSIDE.value, Outcome.KEPT.value]
MOST_MARKED = 300  # cells of one blank; more are never drawn
A1 = re.compile(r"([A-Z]{1,3})(\d{1,7})$")


def inks(
    form: Form, book: Book, filling: Filling, entries: Sequence[tuple[Numbered, BlankAnswer]], states: Sequence[str]
) -> dict[int, Ink]:
    """The ink of every grid of the book; `states` by number of the blank."""
    rows_filled: dict[int, set[int]] = {}
    for at, row, _column in filling.values:
        rows_filled.setdefault(at, set()).add(row)
    found: dict[int, Ink] = {}
    for index, grid in enumerate(book.grids):
        growths = [growth for growth in filling.edits.growths if growth.grid == index]
        places = Places(grid, growths)
        lists = _lists(form, index, rows_filled.get(index, set()), places)
        cut = {row for first, rows in lists for row in range(first + ROWS_OF_A_LIST, first + rows)}
        marks: dict[Place, Mark] = {}
        for entry, answer in entries:
            if entry.table.grid == index:
                for place, mark in _marks(entry, answer, states[entry.number], places):
                    if place[0] not in cut and not _more_urgent(marks.get(place), mark):
                        marks[place] = mark
        secret = {
            place for entry, answer in entries if entry.table.grid == index and is_secret(entry.blank)
            for place in places.all_of(answer.cells)
        }  # fmt: skip
        values = {
            (row, column): shown(value, grid.cell(places.source(row), column).style.number_format, (row, column) in secret)
            for (at, row, column), value in filling.values.items()
            if at == index and row not in cut and value is not None
        }
        found[index] = Ink(values, marks, growths, lists)
    return found


def _more_urgent(there: Mark | None, mark: Mark) -> bool:
    """Two blanks in one cell (单位：　时间：): the sign is that of the one to settle."""
    if there is None or not (there.label and mark.label):
        return False
    return URGENCY.index(there.state) <= URGENCY.index(mark.state)


def is_secret(blank: Blank) -> bool:
    """Whether a blank asks for values that the ledger keeps sealed."""
    match blank.question:
        case Value(path=path):
            return ledger.is_secret(path)
        case Values(paths=paths):
            return any(map(ledger.is_secret, paths))
    return False


def shown(value: EditValue, number_format: str = "General", secret: bool = False) -> str:
    """A value as a person reads it, with the middle of ID and telephone numbers covered, and of whatever is `secret`.

    >>> shown(0.125, "0.0%"), shown(1200.0), shown("13812345678")
    ('12.5%', '1200', '138****5678')
    """
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (date, datetime)):
        return value.isoformat()[:10]
    if isinstance(value, float):
        percent = "%" in number_format
        text = f"{value * 100 if percent else value:.2f}".rstrip("0").rstrip(".")
        return text + ("%" if percent else "")
    text = str(value if value is not None else "")
    return masking.covered(text) if secret else masking.numbers(text)


class Places:
    """Names of cells to places, and rows of the blank form to rows of the grown sheet and back."""

    def __init__(self, grid: Grid, growths: Sequence[Growth]) -> None:
        self.named = {cell.name: place for place, cell in grid.cells.items() if cell.name}
        self.growths = sorted((g for g in growths if g.added), key=lambda g: g.last_row)
        self.grid = grid

    def of(self, name: str) -> Place | None:
        """A cell name of the blank form as a place on the grown sheet."""
        place = self.named.get(name) or _a1(name)
        return (self.grown(place[0]), place[1]) if place else None

    def on_grown(self, name: str) -> Place | None:
        """A cell name that already counts in the grown sheet."""
        return _a1(name) or self.named.get(name)

    def all_of(self, names: Iterable[str]) -> Iterator[Place]:
        """The places of cells and of spans (`B3:B22`) that are named as on the grown sheet."""
        for name in names:
            first, _colon, last = name.partition(":")
            begin, end = self.on_grown(first), self.on_grown(last or first)
            if begin and end:
                yield from ((row, column) for row in range(begin[0], end[0] + 1) for column in range(begin[1], end[1] + 1))

    def grown(self, row: int) -> int:
        return row + sum(growth.added for growth in self.growths if growth.last_row < row)

    def source(self, row: int) -> int:
        """The row of the blank form that a row of the grown sheet was, or looks like."""
        for growth in self.growths:
            if row <= growth.last_row:
                return row
            if row <= growth.last_row + growth.added:
                return growth.last_row
            row -= growth.added
        return row

    def area(self, table: Table, blank: Blank) -> Place:
        """First and last row of the data area of a column on the grown sheet."""
        first, last = _rows_of(table, blank)
        if first is None:
            return 1, 0
        return self.grown(first), self.last_of(first, last or first)

    def last_of(self, first: int, last: int) -> int:
        """The last row of a data area on the grown sheet."""
        return self.grown(last) + sum(g.added for g in self.growths if first <= g.last_row <= last)


def _a1(name: str) -> Place | None:
    found = A1.match(name)
    return (int(found[2]), column_number(found[1])) if found else None


def _lists(form: Form, index: int, filled: set[int], places: Places) -> list[tuple[int, int]]:
    """First row and number of rows of each filled list that is too long to be drawn whole."""
    found = []
    for table in form.tables:
        if table.grid != index or table.kind is not Kind.ROSTER or table.first_row is None:
            continue
        first, last = places.grown(table.first_row), places.last_of(table.first_row, table.last_row or table.first_row)
        if table.last_row is None or table.last_row >= places.grid.rows:  # nothing stands below: it runs on
            last = max(filled, default=last)
        rows = [row for row in filled if first <= row <= last]
        if rows and max(rows) - first + 1 > ROWS_OF_A_LIST:
            found.append((first, max(rows) - first + 1))
    return found


def _marks(entry: Numbered, answer: BlankAnswer, state: str, places: Places) -> Iterator[tuple[Place, Mark]]:
    key = str(entry.number)
    if not answer.cells:
        for place in _value_places(entry.table, entry.blank, places):
            yield place, Mark(key, state)
    confirmed = state == Outcome.ANSWERED.value and answer.outcome is Outcome.UNSURE
    for names, shows in (
        (answer.cells, state),
        (() if confirmed else answer.doubtful_cells, Outcome.UNSURE.value),
        (answer.missing_cells, Outcome.ASKED.value),
    ):
        for place in islice(places.all_of(names), MOST_MARKED):
            yield place, Mark(key, shows)
    signed = places.of(entry.blank.label_cell if entry.blank.role is Role.COLUMN else entry.blank.value_cell)
    if signed:
        yield signed, Mark(key, state, label=True)


def _value_places(table: Table, blank: Blank, places: Places) -> Iterator[Place]:
    """Where the value of a blank goes: the data cells of a column, else its value cell."""
    if blank.role is not Role.COLUMN:
        return
    if not blank.column:
        return
    first, last = places.area(table, blank)
    column = column_number(blank.column)
    skipped = set(table.skipped_rows)
    for row in range(first, min(last, first + 200) + 1):
        source = places.source(row)
        if source not in skipped and not places.grid.text(source, column).strip():
            yield row, column


def _rows_of(table: Table, blank: Blank) -> tuple[int | None, int | None]:
    block: Block | None = next((block for block in table.blocks if blank in block.columns), None)
    if block is not None:
        return block.first_row, block.last_row
    return table.first_row, table.last_row


def values_of(
    answer: BlankAnswer, index: int, filling: Filling, grid: Grid, secret: bool = False, most: int = 3
) -> tuple[list[str], int]:
    """The first values of a blank as they are shown, and in how many cells there is one."""
    if answer.value is not None and not any(":" in name for name in answer.cells):
        return [shown(answer.value, secret=secret)], max(len(answer.cells), 1)
    places = Places(grid, [growth for growth in filling.edits.growths if growth.grid == index])
    values = [filling.values.get((index, *place)) for place in places.all_of(answer.cells)]
    put = [value for value in values if value is not None and value != ""]
    return [shown(value, secret=secret) for value in put[:most]], len(put)
