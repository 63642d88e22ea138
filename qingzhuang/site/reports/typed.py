"""Whole columns that a person typed one value for: put into every row that is filled, over whatever the ledger said.

Single cells are the engine's affair (it knows boxes to tick and gaps to fill); see `answer_form(…, typed=…)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qingzhuang.formfill.answer.filling import Filling, Outcome
from qingzhuang.formfill.edits import CellEdit, EditValue
from qingzhuang.formfill.form import Form, Role
from qingzhuang.formfill.grid import Book, Place, column_number
from qingzhuang.site.reports.ink import Places
from qingzhuang.site.reports.logic import Numbered, numbered

REASON = "这一列是您填写的"
LONGEST_FIGURE = 10  # signs; longer ones are numbers of cards, accounts, telephones


def with_typed_columns(form: Form, book: Book, filling: Filling, typed: Mapping[str, str]) -> Filling:
    """The filling with typed columns in it; `typed` is by key of the blank."""
    columns = [entry for entry in numbered(form) if entry.blank.role is Role.COLUMN and entry.blank.key in typed]
    if not columns:
        return filling
    cells = {(edit.grid, edit.row, edit.column): edit.value for edit in filling.edits.cells}
    answers = {(answer.table, answer.key): answer for answer in filling.answers}
    for entry in columns:
        value = figure_or_text(typed[entry.blank.key])
        places = _places(entry, book, filling)
        for row, column in places:
            cells[entry.table.grid, row, column] = value
        key = (entry.table_number, entry.blank.key)
        answers[key] = replace(
            answers[key], outcome=Outcome.ANSWERED, reason=REASON, value=value, records=0, missing=0,
            missing_cells=(), doubtful_cells=(), cells=_span(entry.blank.column, places),
        )  # fmt: skip
    edits = replace(filling.edits, cells=tuple(CellEdit(*place, value) for place, value in sorted(cells.items())))
    return Filling(edits, tuple(answers.values()), filling.findings)


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
    rows = {row for at, row, _column in filling.values if at == table.grid and first <= row <= last}
    return [(row, column) for row in sorted(rows or range(first, last + 1)) if row not in closed]


def _span(letters: str, places: list[Place]) -> tuple[str, ...]:
    return (f"{letters}{places[0][0]}:{letters}{places[-1][0]}",) if places else ()
