"""Results of a workbook's own formulas after it was filled, so that totals are right before any program recalculates.

Formulas that are beyond this calculator get no result rather than the old one: a total from before would look sure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from qingzhuang.formfill.edits import EditValue
from qingzhuang.formfill.grid import Book, Cell, CellValue, Place
from qingzhuang.formfill.read.formula import moved
from qingzhuang.formfill.read.number_format import is_date, takes_text_only, to_serial
from qingzhuang.formfill.write.calculate.expression import (
    Area,
    Call,
    CellError,
    Constant,
    Node,
    Operation,
    Scalar,
    Unknown,
    operate,
    parse,
)
from qingzhuang.formfill.write.calculate.functions import FUNCTIONS, Argument, Values
from qingzhuang.formfill.write.formula_shift import shift_formula
from qingzhuang.formfill.write.plan import GridEdits, RowShift

MAX_LOOKUPS = 3_000_000
MAX_FORMULAS = 50_000
ERRORS = frozenset(("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"))


@dataclass(frozen=True, slots=True)
class Result:
    """What a formula gives: a value, an error such as #DIV/0!, or nothing that could be told."""

    value: Scalar = None
    error: str = ""
    known: bool = True


UNKNOWN = Result(known=False)


@dataclass(slots=True)
class _Sheet:
    """A grid with its edits, as formulas see it: rows are those of the grown sheet."""

    name: str
    values: Mapping[Place, CellValue]
    formulas: dict[Place, str]
    edited: Mapping[int, Mapping[int, EditValue]]
    shift: RowShift
    formats: dict[Place, str] = field(default_factory=dict)


def results(book: Book, plans: Sequence[GridEdits], epoch1904: bool = False) -> dict[int, dict[Place, Result]]:
    """Of every formula whose stored result may be wrong once the edits are in, by grid and place: its result.

    Of grids that are not edited only what changes; there a formula that cannot be worked out keeps its result, unless it
    points to another sheet.
    """
    if not any(cell.formula for grid in book.grids for cell in grid.cells.values()):
        return {}
    calculator = _Calculator(book, plans, epoch1904)
    edited = {entry.index for entry in plans}
    found: dict[int, dict[Place, Result]] = {}
    for index, sheet in enumerate(calculator.sheets):
        places = sorted(sheet.formulas)
        given = {at: calculator.result(index, at) for at in places[:MAX_FORMULAS]}
        given.update(dict.fromkeys(places[MAX_FORMULAS:], UNKNOWN))
        if index not in edited:
            cells = book.grids[index].cells
            given = {at: result for at, result in given.items() if _may_change(result, cells[at], calculator)}
        if given:
            found[index] = given
    return found


def _may_change(result: Result, cell: Cell, calculator: _Calculator) -> bool:
    if not result.known:
        return "!" in cell.formula
    return (result.error or result.value) != calculator.stored(cell.value)


class _Calculator:
    """Works out formulas on demand and remembers what it found."""

    def __init__(self, book: Book, plans: Sequence[GridEdits], epoch1904: bool) -> None:
        self.epoch1904 = epoch1904
        by_index = {entry.index: entry for entry in plans}
        shifts = {book.grids[entry.index].name.lower(): entry.shift for entry in plans if entry.shift}
        self.sheets = [_sheet(book, index, by_index.get(index, GridEdits(index)), shifts) for index in range(len(book.grids))]
        self.by_name = {sheet.name.lower(): index for index, sheet in enumerate(self.sheets)}
        self.known: dict[tuple[int, Place], Result] = {}
        self.lookups = 0

    def stored(self, value: CellValue) -> Scalar:
        """A stored result, comparable with one worked out."""
        return to_serial(value, self.epoch1904) if isinstance(value, date) else value if not isinstance(value, time) else None

    def result(self, index: int, at: Place) -> Result:
        found = self.known.get((index, at))
        if found is None:
            self.known[index, at] = UNKNOWN  # what it stays if the formula needs itself
            found = self.known[index, at] = self._work_out(index, at)
        return found

    def _work_out(self, index: int, at: Place) -> Result:
        try:
            value = self.single(self.evaluate(parse(self.sheets[index].formulas[at].lstrip("=")), index))
        except CellError as error:
            return Result(error=error.code)
        except (Unknown, RecursionError, IndexError, OverflowError, ValueError):
            return UNKNOWN
        if isinstance(value, float) and (value != value or abs(value) == float("inf")):
            return Result(error="#NUM!")
        return Result(0.0 if value is None else value)

    def cell(self, index: int, at: Place) -> Scalar:
        self.lookups += 1
        if self.lookups > MAX_LOOKUPS:
            raise Unknown
        sheet = self.sheets[index]
        given = sheet.edited.get(at[0])
        if given is not None and at[1] in given:
            return self._as_stored(sheet, at, given[at[1]])
        if at in sheet.formulas:
            result = self.result(index, at)
            if not result.known:
                raise Unknown
            if result.error:
                raise CellError(result.error)
            return result.value
        source, copied = sheet.shift.source(at[0]) if sheet.shift else (at[0], False)
        return None if copied else self._scalar(sheet.values.get((source, at[1])))

    def _as_stored(self, sheet: _Sheet, at: Place, value: EditValue) -> Scalar:
        source = sheet.shift.source(at[0])[0] if sheet.shift else at[0]
        number_format = sheet.formats.get((source, at[1]), "General")
        if isinstance(value, date):
            return to_serial(value, self.epoch1904) if is_date(number_format) else str(value)
        scalar = self._scalar(value)
        return str(scalar) if scalar is not None and takes_text_only(number_format) else scalar

    def _scalar(self, value: CellValue) -> Scalar:
        if isinstance(value, (date, datetime)):
            return to_serial(value, self.epoch1904)
        if value in ERRORS:
            raise CellError(str(value))
        return value if isinstance(value, (str, int, float, bool)) else None

    def evaluate(self, node: Node, index: int) -> Argument:
        if isinstance(node, Constant):
            return node.value
        if isinstance(node, Area):
            return self._area(node, index)
        if isinstance(node, Operation):
            return operate(node.sign, [self.single(self.evaluate(part, index)) for part in node.parts])
        return self._call(node, index)

    def _area(self, node: Area, index: int) -> Values:
        home = self.by_name.get(node.sheet, -1) if node.sheet else index
        where = node.span
        if home < 0 or where.rows * where.columns > MAX_LOOKUPS:
            raise Unknown
        rows, columns = range(where.top, where.bottom + 1), range(where.left, where.right + 1)
        return Values(self.cell(home, (row, column)) for row in rows for column in columns)

    def _call(self, node: Call, index: int) -> Argument:
        if node.name == "IF":
            if not 2 <= len(node.arguments) <= 3:
                raise Unknown
            condition = self.single(self.evaluate(node.arguments[0], index))
            if isinstance(condition, str):
                raise CellError("#VALUE!")
            if condition:
                return self.evaluate(node.arguments[1], index)
            return self.evaluate(node.arguments[2], index) if len(node.arguments) > 2 else False
        if node.name == "IFERROR" and len(node.arguments) == 2:
            try:
                return self.single(self.evaluate(node.arguments[0], index))
            except CellError:
                return self.evaluate(node.arguments[1], index)
        function = FUNCTIONS.get(node.name)
        if function is None:
            raise Unknown
        return function([self.evaluate(argument, index) for argument in node.arguments])

    def single(self, value: Argument) -> Scalar:
        if isinstance(value, Values):
            if len(value) != 1:
                raise Unknown
            return value[0]
        return value


def _sheet(book: Book, index: int, edits: GridEdits, shifts: Mapping[str, RowShift]) -> _Sheet:
    """Formulas at their new places, those of copied rows too; a formula that was written over is gone."""
    grid, shift = book.grids[index], edits.shift
    home = grid.name.lower()
    formulas: dict[Place, str] = {}
    for (row, column), cell in grid.cells.items():
        if not cell.formula:
            continue
        text = shift_formula(cell.formula, shifts, home, row) if shifts else cell.formula
        formulas[shift.row(row), column] = text
        for growth in shift.growths:
            if growth.last_row == row:
                start = shift.row(row)
                formulas.update({(start + step, column): moved(text, step, 0) for step in range(1, growth.added + 1)})
    for row, given in edits.rows.items():
        for column in given:
            formulas.pop((row, column), None)
    values = {at: cell.value for at, cell in grid.cells.items() if not cell.formula}
    formats = {at: cell.style.number_format for at, cell in grid.cells.items() if cell.style.number_format != "General"}
    return _Sheet(grid.name, values, formulas, edits.rows, shift, formats)
