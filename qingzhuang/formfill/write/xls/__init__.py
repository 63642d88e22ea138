"""Write into .xls by changing the records of its workbook stream: what comes in as .xls goes back as .xls.

Every record that is not touched stays as it was, and so does every other stream of the file (properties, macros, what
WPS adds). Texts are added to the shared string table; formulas are calculated anew when the file is opened.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

from qingzhuang.formfill.edits import Edits, EditValue, Written
from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.grid import Book, Place
from qingzhuang.formfill.read import biff
from qingzhuang.formfill.write.calculate import Result, results
from qingzhuang.formfill.write.plan import GridEdits, RowShift, left_behind, plan
from qingzhuang.formfill.write.xls.cells import (
    DEFAULT_FORMAT,
    CellTable,
    XlsRow,
    cell_table,
    copy_row,
    dimensions,
    table_records,
)
from qingzhuang.formfill.write.xls.container import replace_stream
from qingzhuang.formfill.write.xls.formulas import copy_formulas, shift_formulas, store_results, write_out_shared
from qingzhuang.formfill.write.xls.shift import shift_records
from qingzhuang.formfill.write.xls.strings import StringTable
from qingzhuang.formfill.write.xls.tokens import ShiftOf
from qingzhuang.formfill.write.xls.values import cell_of
from qingzhuang.formfill.write.xls.workbook import Globals, SheetStream, joined, read_globals, read_sheets, string_table

MAX_ROWS, MAX_COLUMNS = 65_536, 256
_COLUMN_INFO = 0x7D


def write(data: bytes, book: Book, edits: Edits) -> Written:
    """The workbook with the edits in it."""
    plans = plan(book, edits, MAX_ROWS, MAX_COLUMNS)
    if not plans:
        return Written(data, "xls")
    stream = biff.workbook_stream(data)
    globals_ = read_globals(stream)
    all_sheets = read_sheets(stream)
    sheets = _in_order_of_grids(all_sheets, book)
    strings = string_table(globals_)
    shifts = {all_sheets.index(sheets[entry.index]): entry.shift for entry in plans if entry.shift}
    lost: set[str] = set()
    found = results(book, plans, globals_.epoch1904)
    touched = {entry.index for entry in plans}
    others = [GridEdits(index) for index, sheet in enumerate(sheets) if sheet.kind == 0 and (shifts or index in found)]
    for entry in (*plans, *(other for other in others if other.index not in touched)):
        patch = _Patch(globals_, strings, sheets[entry.index], all_sheets, shifts)
        lost |= patch.patch(entry, found.get(entry.index, {}))
    new = joined(globals_, all_sheets, strings, shifts, recalculate=True)
    warnings = (*left_behind(book, plans), *(f"表里增加了行，{what}的位置没有跟着移动，请核对。" for what in sorted(lost)))
    if not data.startswith(b"\xd0\xcf\x11\xe0"):
        return Written(new, "xls", warnings)
    return Written(replace_stream(data, ("Workbook", "Book"), new), "xls", warnings)


def _in_order_of_grids(sheets: list[SheetStream], book: Book) -> list[SheetStream]:
    by_name = {sheet.name: sheet for sheet in sheets}
    try:
        return [by_name[grid.name] for grid in book.grids]
    except KeyError as error:
        raise refusal("bad_edit", "文件与读取时不一样了。") from error


class _Patch:
    """One sheet while it is patched."""

    def __init__(
        self, globals_: Globals, strings: StringTable, sheet: SheetStream, sheets: list[SheetStream], shifts: dict[int, RowShift]
    ) -> None:
        self.globals, self.strings, self.sheet, self.shifts = globals_, strings, sheet, shifts
        self.number = sheets.index(sheet)
        self.columns: list[tuple[int, int, int]] = []

    def patch(self, entry: GridEdits, found: Mapping[Place, Result]) -> set[str]:
        """Make the new records; gives what could not be moved, in words."""
        table = cell_table(list(biff.records(self.sheet.raw)))
        shift = entry.shift
        lost: set[str] = set()
        if self.shifts:
            shift_of = self._shift_of()
            if shift:
                write_out_shared(table)
            table.rows = _moved_rows(table, shift, shift_of)
            table.before, lost_before = shift_records(table.before, shift, shift_of)
            table.after, lost = shift_records(table.after, shift, shift_of)
            lost |= lost_before
        self.columns = [
            struct.unpack_from("<HH2xH", record.data)
            for record in table.before
            if record.kind == _COLUMN_INFO and len(record.data) >= 8
        ]
        for number, values in entry.rows.items():
            self._fill(table.row(number - 1), values)
        store_results(table, found, self.globals.known_look)
        self._records(table)
        return lost

    def _shift_of(self) -> ShiftOf:
        def shift_of(reference: int | None) -> RowShift | None:
            sheet = self.number if reference is None else self.globals.sheet_of(reference)
            return self.shifts.get(sheet) if sheet is not None else None

        return shift_of

    def _fill(self, row: XlsRow, values: dict[int, EditValue]) -> None:
        for column, value in values.items():
            at = column - 1
            old = row.cells.get(at)
            if old is None and (value is None or value == ""):
                continue
            look = old.look if old is not None else self._look(row, at)
            look = self.globals.known_look(look)
            font = 0
            if old is not None and old.kind == biff.LABELSST and len(old.data) >= 4:
                font = self.strings.first_font(struct.unpack_from("<L", old.data)[0])
            row.cells[at] = cell_of(value, look, self.globals.number_format(look), self.strings, self.globals.epoch1904, font)

    def _look(self, row: XlsRow, column: int) -> int:
        """Format of a cell that has no record: that of its row, else of its column."""
        if row.look is not None:
            return row.look
        return next((look for first, last, look in self.columns if first <= column <= last), DEFAULT_FORMAT)

    def _records(self, table: CellTable) -> None:
        before = [(record.kind, record.data) for record in table.before]
        for index, (kind, _) in enumerate(before):
            if kind == biff.DIMENSIONS:
                before[index] = (kind, dimensions(table))
        rows, self.sheet.closers = table_records(table)
        self.sheet.first_row_record = len(before)
        self.sheet.records = [*before, *rows, *((record.kind, record.data) for record in table.after)]


def _moved_rows(table: CellTable, shift: RowShift, shift_of: ShiftOf) -> dict[int, XlsRow]:
    rows: dict[int, XlsRow] = {}
    for number, row in table.rows.items():
        shift_formulas(row, number + 1, shift_of)
        rows[shift.row(number + 1) - 1] = row
    for growth in shift.growths:
        start = shift.row(growth.last_row) - 1
        pattern = rows.get(start)
        for step in range(1, growth.added + 1) if pattern is not None else ():
            rows[start + step] = copy_formulas(copy_row(pattern), step)  # type: ignore[arg-type]
    return rows
