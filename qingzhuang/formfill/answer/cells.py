"""What each cell of a filled form asks: the question of its figure with the condition and the place of its row, or the record of its row.

cells_asked(form, book, dataset, Scope("990101001001", date(2026, 11, 22)), filling.edits) -> {(grid, row, column): CellAsked, ...}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from qingzhuang.formfill.answer.crosstab import MEASURES, lines_of
from qingzhuang.formfill.answer.desk import Desk, question_in_words
from qingzhuang.formfill.answer.form import counts, is_card
from qingzhuang.formfill.answer.hints import fixed_day, hints_of
from qingzhuang.formfill.answer.ledger import Ledger
from qingzhuang.formfill.answer.paths import row_entity
from qingzhuang.formfill.answer.pen import Pen
from qingzhuang.formfill.answer.roster import population_for
from qingzhuang.formfill.answer.rows import prepared_rows, runs_on
from qingzhuang.formfill.edits import Edits
from qingzhuang.formfill.form import Blank, Form, Table
from qingzhuang.formfill.grid import Book, cell_name, column_number
from qingzhuang.tally.answers import narrowed
from qingzhuang.tally.dataset import Dataset
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.question import EVERYTHING, Compare, Listing, Question
from qingzhuang.tally.scope import Scope

At = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class CellAsked:
    """One cell of a filled form. `at` is grid, row and column of the grown sheet, `name` its name there.

    `question` is that of the figure; for a list the Listing of all its rows, with `row` the place of the record in it. `area` is the
    division code that it is asked for, `day` the day that ages are counted on, `place` the name of a place that is a row.
    """

    at: At
    name: str
    table: int
    key: str
    label: str
    question: Question
    area: str
    day: date
    place: str = ""
    row: int | None = None

    @property
    def words(self) -> str:
        """The question as a sentence."""
        return question_in_words(self.question)


def cells_asked(form: Form, book: Book, dataset: Dataset, scope: Scope, edits: Edits) -> dict[At, CellAsked]:
    """Every cell of the filled form that holds a figure over records or a fact of a list. Cards of one person have none."""
    return cells_of(form, book, Ledger(dataset, scope), edits)


def cells_of(form: Form, book: Book, facts: Ledger, edits: Edits) -> dict[At, CellAsked]:
    """The same of facts seen from a place already."""
    desk = Desk(form, book, facts, hints_of(book, form, facts.vocabulary), Pen(book), facts.scope.record)
    pen = Pen(book)
    for growth in edits.growths:
        pen.grow(growth.grid, growth.first_row, growth.last_row, growth.rows)
    found: dict[At, CellAsked] = {}
    for number, table in enumerate(form.tables):
        day = fixed_day(table, form)
        desk.facts = facts.on(day) if day is not None else facts
        for cell in _of_table(desk, pen, number, table, edits):
            found[cell.at] = cell
    return found


def _of_table(desk: Desk, pen: Pen, number: int, table: Table, edits: Edits) -> Iterator[CellAsked]:
    if table.columns and not is_card(table):
        yield from _figures(desk, pen, number, table) if counts(table) else _facts(desk, pen, number, table, edits)
    for blank in table.blanks():
        if isinstance(blank.question, MEASURES) and blank not in table.columns:
            row, column = desk.hints.place(table.grid, blank.value_cell)
            if row:
                yield _cell(desk, pen, number, table, blank, (row, 0, column), blank.question)


def _figures(desk: Desk, pen: Pen, number: int, table: Table) -> Iterator[CellAsked]:
    for line in lines_of(desk, table):
        for blank in table.columns:
            if not isinstance(blank.question, MEASURES):
                continue
            question, area = blank.question, line.area.code
            if line.where != EVERYTHING:
                question = narrowed(question, line.where)
            if line.area.level == "grid":
                question, area = narrowed(question, Compare("grid", "=", line.area.code)), desk.facts.area.code
            place = line.area.name if not line.total and line.area.code != desk.facts.area.code else ""
            cell = _cell(desk, pen, number, table, blank, (line.slot.row, line.slot.extra, column_number(blank.column)), question)
            labels = dict(table.row_labels).get(line.slot.row, ()) or (("合计",) if line.total else ())
            told = "／".join(part for part in (*labels[-1:], cell.label) if part)
            yield replace(cell, area=area, place=place, label=told if not line.slot.extra else cell.label)


def _facts(desk: Desk, pen: Pen, number: int, table: Table, edits: Edits) -> Iterator[CellAsked]:
    listing = listing_of(desk, table)
    if listing is None:
        return
    written = [(cell.row, cell.column) for cell in edits.cells if cell.grid == table.grid and cell.value is not None]
    grid = desk.grid(table)
    prepared = prepared_rows(grid, table)
    added = sum(g.added for g in edits.growths if g.grid == table.grid and prepared and g.last_row == prepared[-1])
    slots = [(row, 0) for row in prepared] + [(prepared[-1], step) for step in range(1, added + 1)] if prepared else []
    if prepared and not added and runs_on(grid, table, prepared[-1]):
        slots += [(row, 0) for row in range(prepared[-1] + 1, max((row for row, _ in written), default=0) + 1)]
    there = set(written)
    for at, (row, extra) in enumerate(slots):
        for blank in table.columns:
            column = column_number(blank.column)
            if (pen.row(table.grid, row, extra), column) in there:
                yield replace(_cell(desk, pen, number, table, blank, (row, extra, column), listing), row=at)


def listing_of(desk: Desk, table: Table) -> Listing | None:
    """The list that a table asks for, without columns; None where it cannot be said."""
    entity = row_entity(table)
    if not entity:
        return None
    try:
        where = population_for(desk, table, entity)
    except QuestionError:
        return None
    return None if where is None else Listing(entity, (), where)


def _cell(
    desk: Desk, pen: Pen, number: int, table: Table, blank: Blank, slot: tuple[int, int, int], question: Question
) -> CellAsked:
    row, extra, column = slot
    at = (table.grid, pen.row(table.grid, row, extra), column)
    name = pen.name(table.grid, row, column, extra) or cell_name(at[1], column)
    return CellAsked(at, name, number, blank.key, "／".join(blank.path), question, desk.facts.area.code, desk.facts.as_of)
