"""Whole columns that a person typed: one value for every row that is filled, or a line for each row of statistics, over whatever the
ledger said.

Single cells are the engine's affair (it knows boxes to tick and gaps to fill); see `answer_form(…, typed=…)`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from qingzhuang.formfill.answer.filling import Filling, Outcome
from qingzhuang.formfill.edits import CellEdit, EditValue
from qingzhuang.formfill.form import Form, Kind, Role, Table
from qingzhuang.formfill.grid import Book, Place, column_number
from qingzhuang.site.reports.ink import Places
from qingzhuang.site.reports.logic import Numbered, numbered

REASON = "这一列是您填写的"
LONGEST_FIGURE = 10  # signs; longer ones are numbers of cards, accounts, telephones
MOST_ROWS = 60  # that are offered for typing one by one


def with_typed_columns(form: Form, book: Book, filling: Filling, typed: Mapping[str, str]) -> Filling:
    """The filling with typed columns in it; `typed` is by key of the blank. Rows of an empty line stay empty, and are missing; the one
    row of a total is added up."""
    columns = [entry for entry in numbered(form) if entry.blank.role is Role.COLUMN and entry.blank.key in typed]
    if not columns:
        return filling
    cells = {(edit.grid, edit.row, edit.column): edit.value for edit in filling.edits.cells}
    answers = {(answer.table, answer.key): answer for answer in filling.answers}
    for entry in columns:
        places = _places(entry, book, filling)
        values = [figure_or_text(line) for line in _lines(typed[entry.blank.key], len(places))]
        told = {place: value for place, value in zip(places, values, strict=True) if value != ""}
        empty = tuple(f"{entry.blank.column}{row}" for row, column in places if (row, column) not in told)
        told |= _total(entry, book, filling, list(told.values()))
        cells |= {(entry.table.grid, *place): value for place, value in told.items()}
        key = (entry.table_number, entry.blank.key)
        answers[key] = replace(
            answers[key], outcome=Outcome.ASKED if empty else Outcome.ANSWERED, reason=REASON, value=values[0] if values else "",
            records=0, missing=len(empty), missing_cells=empty, doubtful_cells=(), cells=_span(entry.blank.column, places),
        )  # fmt: skip
    edits = replace(filling.edits, cells=tuple(CellEdit(*place, value) for place, value in sorted(cells.items())))
    return Filling(edits, tuple(answers.values()), filling.findings)


def rows_to_type(entry: Numbered, book: Book, filling: Filling) -> list[list[str]]:
    """The label of each cell that a person can type for a blank, and what stands there: one for a cell, the rows of statistics for a
    column; none for a column of a list, whose rows are others as soon as somebody moves."""
    places = _places(entry, book, filling) if entry.blank.role is Role.COLUMN else []
    if len(places) < 2:
        return [["", ""]]
    table = entry.table
    if table.kind is not Kind.CROSSTAB or len(places) > MOST_ROWS:
        return []
    grown = _grown(table, book, filling)
    labels = {grown(row): " › ".join(path) for row, path in table.row_labels}
    return [
        [labels.get(row) or _shown(filling, table, row, table.first_column) or str(row), _shown(filling, table, row, column)]
        for row, column in places
    ]


def _shown(filling: Filling, table: Table, row: int, column: int) -> str:
    value = filling.values.get((table.grid, row, column))
    return "" if value is None else str(value)


def _grown(table: Table, book: Book, filling: Filling) -> Callable[[int], int]:
    """Where a row of the blank form stands in the filled one."""
    return Places(book.grids[table.grid], [one for one in filling.edits.growths if one.grid == table.grid]).grown


def _lines(typed: str, rows: int) -> list[str]:
    """What was typed for each row: a line each where there are several lines, else the same for all."""
    lines = [line.strip() for line in typed.split("\n")]
    return [*lines, *[""] * rows][:rows] if len(lines) > 1 else lines * rows


def _total(entry: Numbered, book: Book, filling: Filling, values: list[EditValue]) -> dict[Place, EditValue]:
    """The sum of a column, where the table has one row for it."""
    table = entry.table
    if len(table.total_rows) != 1 or not values or not all(isinstance(value, (int, float)) for value in values):
        return {}
    return {(_grown(table, book, filling)(table.total_rows[0]), column_number(entry.blank.column)): sum(values)}  # type: ignore[arg-type]


def figure_or_text(text: str) -> EditValue:
    """A number where it looks like a figure; what starts with a nought or is long is a number of something, so a text.

    >>> figure_or_text("1,250"), figure_or_text("0830"), figure_or_text("2.5"), figure_or_text("三好老人")
    (1250, '0830', 2.5, '三好老人')
    """
    bare = text.strip().replace(",", "")
    digits = bare.removeprefix("-").replace(".", "", 1)
    if not digits.isdecimal() or not digits.isascii() or len(bare) > LONGEST_FIGURE:
        return text.strip()
    if digits.startswith("0") and bare.lstrip("-") != "0" and not bare.lstrip("-").startswith("0."):
        return text.strip()
    return float(bare) if "." in bare else int(bare)


def _places(entry: Numbered, book: Book, filling: Filling) -> list[Place]:
    """The cells of a column in every row that anything was filled into; all rows of the area where nothing was."""
    table, column = entry.table, column_number(entry.blank.column)
    places = Places(book.grids[table.grid], [g for g in filling.edits.growths if g.grid == table.grid])
    first, last = places.area(table, entry.blank)
    if table.open_ended:
        last = max([last, *(row for at, row, _column in filling.values if at == table.grid)])
    closed = {places.grown(row) for row in (*table.skipped_rows, *table.total_rows)}
    if table.kind is Kind.CROSSTAB and table.row_labels:
        return [(row, column) for row in sorted({places.grown(row) for row, _path in table.row_labels}) if row not in closed]
    rows = {row for at, row, _column in filling.values if at == table.grid and first <= row <= last}
    return [(row, column) for row in sorted(rows or range(first, last + 1)) if row not in closed]


def _span(letters: str, places: list[Place]) -> tuple[str, ...]:
    return (f"{letters}{places[0][0]}:{letters}{places[-1][0]}",) if places else ()
