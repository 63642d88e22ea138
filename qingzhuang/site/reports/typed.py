"""Values that a person typed for a blank: put among the edits, with their outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qingzhuang.formfill.answer.filling import BlankAnswer, Filling, Outcome
from qingzhuang.formfill.answer.gaps import compose
from qingzhuang.formfill.edits import CellEdit, Edits, EditValue
from qingzhuang.formfill.form import Blank, Form, Role
from qingzhuang.formfill.grid import Book, Place, column_number
from qingzhuang.site.reports.ink import Places
from qingzhuang.site.reports.logic import Numbered, Said, Verb, last_said, numbered

NUMBER = str.maketrans("", "", ",")
REASON = "这一项是您填写的"


def with_typed(form: Form, book: Book, filling: Filling, decisions: Sequence[Said]) -> Filling:
    """The filling with typed values in place of whatever the ledger said."""
    typed = {key: said.typed for key, said in last_said(decisions).items() if said.verb is Verb.TYPED}
    if not typed:
        return filling
    cells = {(edit.grid, edit.row, edit.column): edit.value for edit in filling.edits.cells}
    values = dict(filling.values)
    answers = {(answer.table, answer.key): answer for answer in filling.answers}
    for entry in numbered(form):
        if entry.blank.key not in typed:
            continue
        grid = book.grids[entry.table.grid]
        places = Places(grid, [g for g in filling.edits.growths if g.grid == entry.table.grid])
        value = _value(entry.blank, typed[entry.blank.key])
        put = _places(entry, places, filling)
        for row, column in put:
            final = _composed(entry.blank, grid.text(places.source(row), column), value)
            cells[entry.table.grid, row, column] = values[entry.table.grid, row, column] = final
        old = answers[entry.table_number, entry.blank.key]
        answers[entry.table_number, entry.blank.key] = _answered(old, value, entry.blank)
    edits = Edits(tuple(CellEdit(*place, value) for place, value in sorted(cells.items())), filling.edits.growths)
    return replace(filling, edits=edits, values=values, answers=tuple(answers.values()))


def _answered(old: BlankAnswer, value: EditValue, blank: Blank) -> BlankAnswer:
    return replace(
        old, outcome=Outcome.ANSWERED, reason=REASON, value=value, records=0, missing=0, missing_cells=(), doubtful_cells=(),
        cells=() if blank.role is Role.COLUMN else (blank.value_cell,),
    )  # fmt: skip


def _value(blank: Blank, text: str) -> EditValue:
    """A figure where it looks like one and is no ID number, account or telephone; else the text as typed."""
    bare = text.strip().translate(NUMBER)
    if blank.after_label or len(bare) > 10 or bare.startswith("0") and bare not in ("0",) and not bare.startswith("0."):
        return text.strip()
    try:
        return int(bare)
    except ValueError:
        pass
    try:
        return float(bare) if bare.replace(".", "", 1).replace("-", "", 1).isdigit() else text.strip()
    except ValueError:
        return text.strip()


def _places(entry: Numbered, places: Places, filling: Filling) -> list[Place]:
    """One cell; of a column every row that anything was filled into."""
    blank, table = entry.blank, entry.table
    if blank.role is not Role.COLUMN or not blank.column:
        place = places.of(blank.value_cell)
        return [place] if place else []
    column = column_number(blank.column)
    first, last = places.area(table, blank)
    rows = {row for grid, row, _column in filling.values if grid == table.grid and first <= row <= last}
    return [(row, column) for row in sorted(rows)]


def _composed(blank: Blank, printed: str, value: EditValue) -> EditValue:
    if blank.after_label and blank.path:
        return compose(printed, blank.path[-1], str(value))
    return value
