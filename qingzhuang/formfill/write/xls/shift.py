"""Records of a sheet that name rows, moved when lists grow."""

from __future__ import annotations

import struct
from collections.abc import Callable

from qingzhuang.formfill.grid import Span
from qingzhuang.formfill.read import biff
from qingzhuang.formfill.read.biff import Record
from qingzhuang.formfill.write.plan import RowShift
from qingzhuang.formfill.write.xls.tokens import LAST_ROW, ShiftOf, shift_tokens
from qingzhuang.formfill.write.xlsx.shift import merged

SELECTION, PANE, BREAKS, WINDOW2, NOTE, HYPERLINK, TIP, CONDFMT, CF, CHART_LINK = (
    0x1D,
    0x41,
    0x1B,
    0x23E,
    0x1C,
    0x1B8,
    0x800,
    0x1B0,
    0x1B1,
    0x1051,
)
MERGES_A_RECORD = 1026
# newer kinds of rules, written beside the old ones by Excel 2007 and later for files of the old format
NOT_MOVED = {
    0x879: "Excel 2007 以后的条件格式",
    0x87A: "Excel 2007 以后的条件格式",
    0x868: "允许编辑区域或忽略的错误标记",
    0x872: "列表（表格）",
    0x878: "列表（表格）",
}


def shift_records(records: list[Record], shift: RowShift, shift_of: ShiftOf) -> tuple[list[Record], set[str]]:
    """The records moved; and what could not be, in words."""
    moved: list[Record] = []
    lost: set[str] = set()
    merges: list[Span] = []
    for record in records:
        if record.kind == biff.MERGEDCELLS:
            merges += _merges(record.data)
            if not any(other.kind == biff.MERGEDCELLS for other in moved):
                moved.append(record)  # its place; the content is made below
            continue
        try:
            moved.append(Record(record.offset, record.kind, _shifted(record, shift, shift_of)))
        except (struct.error, IndexError):
            moved.append(record)
        if record.kind in NOT_MOVED and shift:
            lost.add(NOT_MOVED[record.kind])
    if merges:
        moved = _with_merges(moved, _grown_merges(merges, shift))
    return moved, lost


def _shifted(record: Record, shift: RowShift, shift_of: ShiftOf) -> bytes:
    change = _CHANGES.get(record.kind)
    if change is not None and shift:
        return change(record.data, shift, shift_of)
    if record.kind in (biff.DV, CF, CHART_LINK):
        return _FORMULAS[record.kind](record.data, shift_of)
    return record.data


def _merges(data: bytes) -> list[Span]:
    count = min(struct.unpack_from("<H", data)[0], (len(data) - 2) // 8) if len(data) > 2 else 0
    spans = []
    for index in range(count):
        top, bottom, left, right = struct.unpack_from("<4H", data, 2 + 8 * index)
        spans.append(Span(top + 1, left + 1, bottom + 1, right + 1))
    return spans


def _grown_merges(merges: list[Span], shift: RowShift) -> list[Span]:
    out = []
    for where in merges:
        out.append(merged(where, shift))
        for growth in shift.growths:
            if where.top == where.bottom == growth.last_row:
                start = shift.row(growth.last_row)
                out += [Span(row, where.left, row, where.right) for row in range(start + 1, start + 1 + growth.added)]
    return out


def _with_merges(records: list[Record], merges: list[Span]) -> list[Record]:
    made = []
    for start in range(0, len(merges), MERGES_A_RECORD):
        piece = merges[start : start + MERGES_A_RECORD]
        data = struct.pack("<H", len(piece)) + b"".join(
            struct.pack("<4H", where.top - 1, where.bottom - 1, where.left - 1, where.right - 1) for where in piece
        )
        made.append(Record(0, biff.MERGEDCELLS, data))
    at = next(index for index, record in enumerate(records) if record.kind == biff.MERGEDCELLS)
    return [*records[:at], *made, *records[at + 1 :]]


def shift_ref8(data: bytes, at: int, shift: RowShift) -> bytes:
    """Move a range of four 16-bit numbers (first row, last row, columns) inside a record."""
    top, bottom = struct.unpack_from("<HH", data, at)
    if top == 0 and bottom == LAST_ROW:
        return data
    new = struct.pack("<HH", min(shift.row(top + 1) - 1, LAST_ROW), min(shift.end(top + 1, bottom + 1) - 1, LAST_ROW))
    return data[:at] + new + data[at + 4 :]


def _list_of_ref8(data: bytes, at: int, shift: RowShift) -> bytes:
    for index in range(struct.unpack_from("<H", data, at)[0]):
        data = shift_ref8(data, at + 2 + 8 * index, shift)
    return data


def _row_at(at: int) -> Callable[[bytes, RowShift, ShiftOf], bytes]:
    """A change that moves the row number at a place of the record."""

    def change(data: bytes, shift: RowShift, _: ShiftOf) -> bytes:
        row = struct.unpack_from("<H", data, at)[0]
        return data[:at] + struct.pack("<H", min(shift.row(row + 1) - 1, LAST_ROW)) + data[at + 2 :]

    return change


def _breaks(data: bytes, shift: RowShift, _: ShiftOf) -> bytes:
    """Page breaks name the row below them."""
    out = bytearray(data)
    for index in range(struct.unpack_from("<H", data)[0]):
        row = struct.unpack_from("<H", data, 2 + 6 * index)[0]
        struct.pack_into("<H", out, 2 + 6 * index, min(shift.end(row, row), LAST_ROW))
    return bytes(out)


def _selection(data: bytes, shift: RowShift, _: ShiftOf) -> bytes:
    out = bytearray(_row_at(1)(data, shift, _))
    for index in range(struct.unpack_from("<H", data, 7)[0]):
        top, bottom = struct.unpack_from("<HH", data, 9 + 6 * index)
        struct.pack_into("<HH", out, 9 + 6 * index, shift.row(top + 1) - 1, min(shift.end(top + 1, bottom + 1) - 1, LAST_ROW))
    return bytes(out)


def _validation(data: bytes, shift_of: ShiftOf) -> bytes:
    """A validation: texts, two formulas, ranges."""
    at = 4
    for _ in range(4):
        _, at = biff.long_string(data, at)
    out = data[:at]
    for _ in range(2):
        size = struct.unpack_from("<H", data, at)[0]
        out += data[at : at + 4] + shift_tokens(data[at + 4 : at + 4 + size], shift_of)
        at += 4 + size
    shift = shift_of(None)
    return _list_of_ref8(out + data[at:], at, shift) if shift else out + data[at:]


def _condition_ranges(data: bytes, shift: RowShift, _: ShiftOf) -> bytes:
    return _list_of_ref8(shift_ref8(data, 4, shift), 12, shift)


def _condition(data: bytes, shift_of: ShiftOf) -> bytes:
    """A conditional format: its two formulas stand at the end."""
    first, second = struct.unpack_from("<HH", data, 2)
    if first + second > len(data) - 6:
        return data
    start = len(data) - first - second
    return data[:start] + shift_tokens(data[start : start + first], shift_of) + shift_tokens(data[start + first :], shift_of)


def _chart_link(data: bytes, shift_of: ShiftOf) -> bytes:
    size = struct.unpack_from("<H", data, 6)[0]
    return data[:8] + shift_tokens(data[8 : 8 + size], shift_of) + data[8 + size :]


def _drawing(data: bytes, shift: RowShift, _: ShiftOf) -> bytes:
    """Move the anchors of drawn things; they stand at fixed places of their own small records."""
    out = bytearray(data)
    at = 0
    while at + 8 <= len(out):
        head, kind, length = struct.unpack_from("<HHL", out, at)
        at += 8
        if head & 0xF == 0xF:
            continue
        if kind == 0xF010 and length >= 18 and at + 18 <= len(out):
            flags, first, last = struct.unpack_from("<H", out, at)[0], *struct.unpack_from("<H6xH", out, at + 6)
            new = shift.row(first + 1) - 1
            struct.pack_into("<H", out, at + 6, min(new, LAST_ROW))
            end = last + new - first if flags & 2 else shift.row(last + 1) - 1
            struct.pack_into("<H", out, at + 14, min(end, LAST_ROW))
        at += length
    return bytes(out)


_CHANGES: dict[int, Callable[[bytes, RowShift, ShiftOf], bytes]] = {
    SELECTION: _selection,
    PANE: _row_at(4),
    BREAKS: _breaks,
    WINDOW2: _row_at(2),
    NOTE: _row_at(0),
    HYPERLINK: lambda data, shift, _: shift_ref8(data, 0, shift),
    TIP: lambda data, shift, _: shift_ref8(data, 2, shift),
    CONDFMT: _condition_ranges,
    biff.MSODRAWING: _drawing,
}
_FORMULAS: dict[int, Callable[[bytes, ShiftOf], bytes]] = {biff.DV: _validation, CF: _condition, CHART_LINK: _chart_link}
