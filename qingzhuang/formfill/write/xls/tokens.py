"""Formula tokens of BIFF8: finding the references in them and moving their rows. See [MS-XLS] 2.5.198."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

from qingzhuang.formfill.write.plan import RowShift

# bytes behind the token, by its base class; tokens of varying length are handled apart
_LENGTHS = {
    **dict.fromkeys(range(0x03, 0x17), 0), 0x01: 4, 0x02: 4, 0x18: 5, 0x1C: 1, 0x1D: 1, 0x1E: 2, 0x1F: 8, 0x20: 7, 0x21: 2,
    0x22: 3, 0x23: 4, 0x24: 4, 0x25: 8, 0x26: 6, 0x27: 6, 0x28: 6, 0x29: 2, 0x2A: 4, 0x2B: 8, 0x2C: 4, 0x2D: 8, 0x2E: 2, 0x2F: 2,
    0x39: 6, 0x3A: 6, 0x3B: 10, 0x3C: 6, 0x3D: 10,
}  # fmt: skip
_STRING, _ATTRIBUTE, _EXPRESSION, _TABLE = 0x17, 0x19, 0x01, 0x02
_REF, _AREA, _REF_3D, _AREA_3D, _REF_N, _AREA_N = 0x24, 0x25, 0x3A, 0x3B, 0x2C, 0x2D
LAST_ROW = 0xFFFF
_ROW_RELATIVE, _COLUMN_RELATIVE, _COLUMN_MASK = 0x8000, 0x4000, 0x3FFF

ShiftOf = Callable[[int | None], RowShift | None]  # number of a sheet reference, None of the own sheet → its shift


def references(tokens: bytes) -> Iterator[tuple[int, int]]:
    """Base class and place of every token; stops at one that is not known."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        base = token if token < 0x20 else (token & 0x1F) | 0x20
        yield base, at
        if base == _STRING:
            if at + 2 >= len(tokens):
                return
            at += 3 + tokens[at + 1] * (2 if tokens[at + 2] & 1 else 1)
        elif base == _ATTRIBUTE:
            if at + 3 >= len(tokens):
                return
            choices = struct.unpack_from("<H", tokens, at + 2)[0] + 1 if tokens[at + 1] & 0x04 else 0
            at += 4 + 2 * choices
        elif base in _LENGTHS:
            at += 1 + _LENGTHS[base]
        else:
            return


def shift_tokens(tokens: bytes, shift_of: ShiftOf, row: int = 0) -> bytes:
    """The tokens with every reference to a grown sheet moved.

    `row` is the row of the formula's cell in the blank form (0: none): a range of one row in a formula of the last row
    of a list stays one row.
    """
    out = bytearray(tokens)
    own = shift_of(None)
    same_row = own is not None and row > 0 and any(growth.last_row == row for growth in own.growths)
    for base, at in references(tokens):
        if base in (_REF, _AREA):
            if own:
                _move(out, at + 1, base == _AREA, own, same_row)
        elif base in (_REF_3D, _AREA_3D) and at + 3 <= len(out):
            shift = shift_of(struct.unpack_from("<H", out, at + 1)[0])
            if shift:
                _move(out, at + 3, base == _AREA_3D, shift, False)
        elif base in (_EXPRESSION, _TABLE) and own and at + 3 <= len(out):
            first = struct.unpack_from("<H", out, at + 1)[0]
            struct.pack_into("<H", out, at + 1, own.row(first + 1) - 1)
        elif base in (_REF_N, _AREA_N) and own:
            _move_absolute(out, at + 1, base == _AREA_N, own)
    return bytes(out)


def _move(out: bytearray, at: int, area: bool, shift: RowShift, same_row: bool) -> None:
    if at + (8 if area else 4) > len(out):
        return
    if not area:
        row = struct.unpack_from("<H", out, at)[0]
        struct.pack_into("<H", out, at, min(shift.row(row + 1) - 1, LAST_ROW))
        return
    top, bottom = struct.unpack_from("<HH", out, at)
    if top == 0 and bottom == LAST_ROW:
        return
    new_top, new_bottom = shift.row(top + 1) - 1, shift.end(top + 1, bottom + 1, alone=not same_row) - 1
    struct.pack_into("<HH", out, at, min(new_top, LAST_ROW), min(new_bottom, LAST_ROW))


def _move_absolute(out: bytearray, at: int, area: bool, shift: RowShift) -> None:
    """References of rules count from the cell they are for where they are relative; only absolute rows move."""
    if at + (8 if area else 4) > len(out):
        return
    if not area:
        row, column = struct.unpack_from("<HH", out, at)
        if not column & _ROW_RELATIVE:
            struct.pack_into("<H", out, at, min(shift.row(row + 1) - 1, LAST_ROW))
        return
    top, bottom, left, right = struct.unpack_from("<4H", out, at)
    if not left & _ROW_RELATIVE and not right & _ROW_RELATIVE and not (top == 0 and bottom == LAST_ROW):
        struct.pack_into("<HH", out, at, shift.row(top + 1) - 1, min(shift.end(top + 1, bottom + 1) - 1, LAST_ROW))


def copy_tokens(tokens: bytes, rows: int) -> bytes:
    """The tokens as they read when the cell is copied `rows` down: relative rows move along."""
    out = bytearray(tokens)
    for base, at in references(tokens):
        offset = {_REF: 1, _AREA: 1, _REF_3D: 3, _AREA_3D: 3}.get(base)
        if offset is None or at + offset + 4 > len(out):
            continue
        if base in (_REF, _REF_3D):
            row, column = struct.unpack_from("<HH", out, at + offset)
            if column & _ROW_RELATIVE:
                struct.pack_into("<H", out, at + offset, (row + rows) & LAST_ROW)
        elif at + offset + 8 <= len(out):
            top, bottom, left, right = struct.unpack_from("<4H", out, at + offset)
            top = (top + rows) & LAST_ROW if left & _ROW_RELATIVE else top
            bottom = (bottom + rows) & LAST_ROW if right & _ROW_RELATIVE else bottom
            struct.pack_into("<HH", out, at + offset, top, bottom)
    return bytes(out)


def own_tokens(shared: bytes, row: int, column: int) -> bytes:
    """Tokens of a shared formula as the cell at row and column (from 0) would have them for itself."""
    out = bytearray(shared)
    for base, at in references(shared):
        if base == _REF_N and at + 5 <= len(out):
            out[at] = out[at] - _REF_N + _REF
            one_row, one_column = struct.unpack_from("<HH", out, at + 1)
            struct.pack_into("<HH", out, at + 1, *_absolute(one_row, one_column, row, column))
        elif base == _AREA_N and at + 9 <= len(out):
            out[at] = out[at] - _AREA_N + _AREA
            top, bottom, left, right = struct.unpack_from("<4H", out, at + 1)
            (top, left), (bottom, right) = _absolute(top, left, row, column), _absolute(bottom, right, row, column)
            struct.pack_into("<4H", out, at + 1, top, bottom, left, right)
    return bytes(out)


def _absolute(row: int, column: int, home_row: int, home_column: int) -> tuple[int, int]:
    if column & _ROW_RELATIVE:
        row = (row + home_row) & LAST_ROW
    flags, number = column & ~_COLUMN_MASK, column & 0xFF
    if column & _COLUMN_RELATIVE:
        number = (number + home_column) & 0xFF
    return row, flags | number
