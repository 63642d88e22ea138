"""Formula cells of a sheet of BIFF8: shared ones written out, references moved, rows copied."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping

from qingzhuang.formfill.grid import Place
from qingzhuang.formfill.read import biff
from qingzhuang.formfill.write.calculate import Result
from qingzhuang.formfill.write.xls.cells import CellTable, XlsCell, XlsRow
from qingzhuang.formfill.write.xls.tokens import ShiftOf, copy_tokens, own_tokens, shift_tokens

# of a formula record behind row, column and format: result 8, flags 2, chain 4, length of the tokens 2
_LENGTH, _TOKENS, _FLAGS = 14, 16, 8
_SHARED = 0x08
_EXPRESSION = 0x01
MAX_TEXT = 4_000  # characters of a result that fit into one record
ERROR_CODES = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}
EMPTY_TEXT = b"\x03\x00\x00\x00\x00\x00\xff\xff"  # a result that no text record follows


def write_out_shared(table: CellTable) -> None:
    """Give every cell of a shared formula its own tokens: their common range would tear when rows are inserted."""
    shared: dict[tuple[int, int], bytes] = {}
    for number, row in table.rows.items():
        for column, cell in row.cells.items():
            for kind, data in cell.followers:
                if kind == biff.SHRFMLA and len(data) >= 10:
                    size = struct.unpack_from("<H", data, 8)[0]
                    shared[number, column] = data[10 : 10 + size]
    if not shared:
        return
    for number, row in table.rows.items():
        for column, cell in row.cells.items():
            if (
                cell.kind == biff.FORMULA
                and cell.data[_TOKENS : _TOKENS + 1] == bytes([_EXPRESSION])
                and len(cell.data) >= _TOKENS + 5
            ):
                home = struct.unpack_from("<HH", cell.data, _TOKENS + 1)
                if home in shared:
                    _set_tokens(cell, own_tokens(shared[home], number, column))
                    flags = struct.unpack_from("<H", cell.data, _FLAGS)[0] & ~_SHARED
                    cell.data = cell.data[:_FLAGS] + struct.pack("<H", flags) + cell.data[_FLAGS + 2 :]
            cell.followers = [(kind, data) for kind, data in cell.followers if kind != biff.SHRFMLA]


def _set_tokens(cell: XlsCell, tokens: bytes) -> None:
    cell.data = cell.data[:_LENGTH] + struct.pack("<H", len(tokens)) + tokens


def _tokens(cell: XlsCell) -> tuple[bytes, bytes]:
    """Tokens of a formula cell, and what stands behind them (constant arrays)."""
    size = struct.unpack_from("<H", cell.data, _LENGTH)[0] if len(cell.data) >= _TOKENS else 0
    return cell.data[_TOKENS : _TOKENS + size], cell.data[_TOKENS + size :]


def shift_formulas(row: XlsRow, number: int, shift_of: ShiftOf) -> None:
    """Move the references of a row's formulas; `number` is its row in the blank form."""
    for cell in row.cells.values():
        if cell.kind == biff.FORMULA and len(cell.data) >= _TOKENS:
            tokens, rest = _tokens(cell)
            cell.data = cell.data[:_TOKENS] + shift_tokens(tokens, shift_of, number) + rest
        own = shift_of(None)
        for index, (kind, data) in enumerate(cell.followers):
            if kind == biff.ARRAY and len(data) >= 14:
                size = struct.unpack_from("<H", data, 12)[0]
                head = data[:14]
                if own:
                    top, bottom = struct.unpack_from("<HH", data)
                    head = struct.pack("<HH", own.row(top + 1) - 1, own.end(top + 1, bottom + 1, alone=False) - 1) + data[4:14]
                cell.followers[index] = (kind, head + shift_tokens(data[14 : 14 + size], shift_of) + data[14 + size :])


def copy_formulas(row: XlsRow, rows: int) -> XlsRow:
    """Formulas of a copied row as they read `rows` further down."""
    for cell in row.cells.values():
        if cell.kind == biff.FORMULA and len(cell.data) >= _TOKENS:
            tokens, rest = _tokens(cell)
            cell.data = EMPTY_TEXT + cell.data[8:_TOKENS] + copy_tokens(tokens, rows) + rest
    return row


def store_results(table: CellTable, found: Mapping[Place, Result], known_look: Callable[[int], int]) -> None:
    """Put results into the formula cells of a sheet; where one could not be told an empty text stands."""
    for (row, column), result in found.items():
        cell = table.rows[row - 1].cells.get(column - 1) if row - 1 in table.rows else None
        if cell is None or cell.kind != biff.FORMULA or len(cell.data) < _TOKENS:
            continue
        value, text = _result(result)
        cell.look = known_look(cell.look)
        cell.data = value + cell.data[8:]
        others = [(kind, data) for kind, data in cell.followers if kind not in (biff.STRING, biff.CONTINUE)]
        cell.followers = [*others, *([(biff.STRING, text)] if text else [])]


def _result(result: Result) -> tuple[bytes, bytes]:
    """The eight bytes of a result, and the record of its text where it is one."""
    value = result.value
    if not result.known or value == "" or (isinstance(value, str) and len(value) > MAX_TEXT):
        return EMPTY_TEXT, b""
    if result.error:
        return bytes([2, 0, ERROR_CODES.get(result.error, 0x0F), 0, 0, 0, 0xFF, 0xFF]), b""
    if isinstance(value, bool):
        return bytes([1, 0, value, 0, 0, 0, 0xFF, 0xFF]), b""
    if isinstance(value, str):
        encoded = value.encode("utf-16-le", "replace")
        return bytes([0, 0, 0, 0, 0, 0, 0xFF, 0xFF]), struct.pack("<HB", len(encoded) // 2, 1) + encoded
    return struct.pack("<d", value or 0), b""
