"""The cell table of a sheet of BIFF8: rows and cells taken out of the records, changed, and put back in blocks."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field, replace
from itertools import pairwise

from qingzhuang.formfill.read import biff
from qingzhuang.formfill.read.biff import Record

_FOLLOWERS = frozenset((biff.STRING, biff.SHRFMLA, biff.ARRAY, 0x236, biff.CONTINUE))  # 0x236: data table
_TABLE = biff.CELLS | {biff.ROW, biff.DBCELL, biff.STRING, biff.SHRFMLA, biff.ARRAY, 0x236}
_HEAD = struct.Struct("<3H")
DEFAULT_FORMAT = 15  # the cell format that cells without their own have
BLOCK = 32


@dataclass(slots=True)
class XlsCell:
    """A cell: its format number, its record without row, column and format, and records that belong to it."""

    kind: int
    look: int
    data: bytes = b""
    followers: list[tuple[int, bytes]] = field(default_factory=list)

    def records(self, row: int, column: int) -> list[tuple[int, bytes]]:
        return [(self.kind, _HEAD.pack(row, column, self.look) + self.data), *self.followers]


@dataclass(slots=True)
class XlsRow:
    """A row: the rest of its record (height, flags, format) and its cells by column; counted from 0."""

    rest: bytes | None = None  # the record behind row and columns; None where the file has no record
    cells: dict[int, XlsCell] = field(default_factory=dict)

    @property
    def look(self) -> int | None:
        """Format number that the row lends to cells without their own."""
        if self.rest is None:
            return None
        flags, look = struct.unpack_from("<HH", self.rest, 6)
        return look & 0xFFF if flags & 0x80 else None


@dataclass(slots=True)
class CellTable:
    """A sheet's records: before its rows, the rows by number from 0, behind its rows."""

    before: list[Record]
    rows: dict[int, XlsRow]
    after: list[Record]

    def row(self, number: int) -> XlsRow:
        return self.rows.setdefault(number, XlsRow())


def cell_table(records: list[Record]) -> CellTable:
    """Take the records of a sheet apart."""
    table = CellTable([], {}, [])
    started = False
    depth = 0
    last: XlsCell | None = None
    for record in records:
        if record.kind == biff.BOF:
            depth += 1
        if depth == 1 and record.kind in _TABLE and (started or record.kind not in _FOLLOWERS):
            started = True
            last = _take(table, record, last)
        elif depth == 1 and record.kind == biff.CONTINUE and last is not None and last.followers:
            last.followers.append((record.kind, record.data))
        elif depth == 1 and record.kind == biff.INDEX:
            pass  # made anew
        else:
            last = None
            (table.after if started else table.before).append(record)
        if record.kind == biff.EOF:
            depth -= 1
    if not started:
        _split_at_dimensions(table)
    return table


def _split_at_dimensions(table: CellTable) -> None:
    """An empty sheet: its rows would stand behind the dimensions."""
    for at, record in enumerate(table.before):
        if record.kind == biff.DIMENSIONS:
            table.before, table.after = table.before[: at + 1], table.before[at + 1 :]
            return


def _take(table: CellTable, record: Record, last: XlsCell | None) -> XlsCell | None:
    kind, data = record.kind, record.data
    if kind == biff.ROW and len(data) >= 16:
        table.row(struct.unpack_from("<H", data)[0]).rest = data[6:16]
        return None
    if kind in _FOLLOWERS:
        if last is not None:
            last.followers.append((kind, data))
        return last
    if kind == biff.DBCELL or len(data) < 6:
        return None
    row, column, look = _HEAD.unpack_from(data)
    cells = table.row(row).cells
    if kind == biff.MULBLANK:
        for step in range((len(data) - 6) // 2):
            cells[column + step] = XlsCell(biff.BLANK, struct.unpack_from("<H", data, 4 + 2 * step)[0])
        return None
    if kind == biff.MULRK:
        for step in range((len(data) - 6) // 6):
            cells[column + step] = XlsCell(
                biff.RK, struct.unpack_from("<H", data, 4 + 6 * step)[0], data[6 + 6 * step : 10 + 6 * step]
            )
        return None
    cells[column] = XlsCell(kind, look, data[6:])
    return cells[column]


def table_records(table: CellTable) -> tuple[list[tuple[int, bytes]], list[int]]:
    """The rows as records, in blocks of 32 rows, each closed by a record that finds its rows; and where those stand."""
    out: list[tuple[int, bytes]] = []
    closers: list[int] = []
    numbers = sorted(number for number, row in table.rows.items() if row.rest is not None or row.cells)
    size = 0
    for start in range(0, len(numbers), BLOCK):
        block = numbers[start : start + BLOCK]
        first = size
        starts: list[int] = []
        for number in block:
            out.append((biff.ROW, _row_record(number, table.rows[number])))
            size += 20
        second = first + 20
        for number in block:
            starts.append(size)
            for column in sorted(table.rows[number].cells):
                for record in table.rows[number].cells[column].records(number, column):
                    out.append(record)
                    size += 4 + len(record[1])
        places = [starts[0] - second, *(now - before for before, now in pairwise(starts))]
        closers.append(size)
        closer = struct.pack("<L", size - first) + b"".join(struct.pack("<H", min(place, 0xFFFF)) for place in places)
        out.append((biff.DBCELL, closer))
        size += 4 + len(closer)
    return out, closers


def _row_record(number: int, row: XlsRow) -> bytes:
    first, last = (min(row.cells), max(row.cells) + 1) if row.cells else (0, 0)
    rest = row.rest or struct.pack("<5H", 0x00FF, 0, 0, 0x0100, DEFAULT_FORMAT)
    return struct.pack("<3H", number, first, last) + rest


def copy_row(row: XlsRow) -> XlsRow:
    """A row with the same look: its cells empty, formulas kept."""
    cells = {}
    for column, cell in row.cells.items():
        if cell.kind == biff.FORMULA and not any(kind != biff.STRING for kind, _ in cell.followers):
            cells[column] = replace(cell, followers=[])
        else:
            cells[column] = XlsCell(biff.BLANK, cell.look)
    return XlsRow(row.rest, cells)


def dimensions(table: CellTable) -> bytes:
    """The dimensions record: first and last row and column in use."""
    used = [number for number, row in table.rows.items() if row.cells or row.rest is not None]
    columns = [column for row in table.rows.values() for column in (row.cells and (min(row.cells), max(row.cells)) or ())]
    if not used:
        return struct.pack("<LLHHH", 0, 0, 0, 0, 0)
    return struct.pack("<LLHHH", min(used), max(used) + 1, min(columns, default=0), max(columns, default=0) + 1, 0)
