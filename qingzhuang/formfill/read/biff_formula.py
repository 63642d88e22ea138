"""Formula tokens of BIFF8 as formula text, the way a person would have typed it. See [MS-XLS] 2.5.198."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass

from xlrd.formula import func_defs

from qingzhuang.formfill.grid import column_letters
from qingzhuang.formfill.read import biff

_INFIX = {
    0x03: "+", 0x04: "-", 0x05: "*", 0x06: "/", 0x07: "^", 0x08: "&", 0x09: "<", 0x0A: "<=", 0x0B: "=", 0x0C: ">=", 0x0D: ">", 0x0E: "<>",
    0x0F: " ", 0x10: ",", 0x11: ":",
}  # fmt: skip
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_SUM, _CHOOSE = 0x10, 0x04
_ROW_RELATIVE, _COLUMN_RELATIVE = 0x8000, 0x4000
_LAST_ROW, _LAST_COLUMN = 0xFFFF, 0xFF


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What tokens refer to by number: sheet references, defined names; and the cell, from 0, that they are for."""

    sheet_of: Callable[[int], str]  # sheet reference → quoted name with its mark, raises KeyError
    names: tuple[str, ...] = ()
    row: int = 0
    column: int = 0


class NotTold(ValueError):
    """Tokens that have no plain text here."""


def formula_text(tokens: bytes, around: Surroundings) -> str:
    """The formula without its equals sign; raises NotTold."""
    stack: list[str] = []
    at = 0
    try:
        while at < len(tokens):
            at = _step(tokens, at, stack, around)
    except (IndexError, struct.error, KeyError, TypeError) as error:
        raise NotTold from error
    if len(stack) != 1:
        raise NotTold
    return stack[0]


def _step(tokens: bytes, at: int, stack: list[str], around: Surroundings) -> int:
    """Take one token; gives the place of the next."""
    token = tokens[at]
    base = token if token < 0x20 else (token & 0x1F) | 0x20
    if base in _INFIX:
        right, left = stack.pop(), stack.pop()
        stack.append(f"{left}{_INFIX[base]}{right}")
        return at + 1
    if base in (0x12, 0x13, 0x14, 0x15):
        value = stack.pop()
        stack.append({0x12: f"+{value}", 0x13: f"-{value}", 0x14: f"{value}%", 0x15: f"({value})"}[base])
        return at + 1
    if base == 0x16:
        stack.append("")
        return at + 1
    if base == 0x17:
        text, end = biff.short_string(tokens, at + 1)
        stack.append('"' + text.replace('"', '""') + '"')
        return end
    if base == 0x19:
        return _attribute(tokens, at, stack)
    if base in _CONSTANTS:
        size, show = _CONSTANTS[base]
        stack.append(show(tokens, at + 1))
        return at + 1 + size
    if base in _FUNCTIONS:
        return _function(tokens, at, base, stack)
    if base in _REFERENCES:
        size, show_reference = _REFERENCES[base]
        stack.append(show_reference(tokens, at + 1, around))
        return at + 1 + size
    if base in (0x26, 0x27, 0x28):
        return at + 7  # a note on the reference that follows
    if base == 0x29:
        return at + 3
    raise NotTold


def _attribute(tokens: bytes, at: int, stack: list[str]) -> int:
    """Hints for calculation and spaces; one of them is a sum of one argument."""
    kind, word = tokens[at + 1], struct.unpack_from("<H", tokens, at + 2)[0]
    if kind & _SUM:
        stack.append(f"SUM({stack.pop()})")
    return at + 4 + (2 * (word + 1) if kind & _CHOOSE else 0)


_CONSTANTS: dict[int, tuple[int, Callable[[bytes, int], str]]] = {
    0x1C: (1, lambda tokens, at: _ERRORS[tokens[at]]),
    0x1D: (1, lambda tokens, at: "TRUE" if tokens[at] else "FALSE"),
    0x1E: (2, lambda tokens, at: str(struct.unpack_from("<H", tokens, at)[0])),
    0x1F: (8, lambda tokens, at: _number(struct.unpack_from("<d", tokens, at)[0])),
}
_FUNCTIONS = (0x21, 0x22)


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def _function(tokens: bytes, at: int, base: int, stack: list[str]) -> int:
    if base == 0x21:
        number = struct.unpack_from("<H", tokens, at + 1)[0]
        count, end = func_defs[number][1], at + 3
    else:
        count, number, end = tokens[at + 1] & 0x7F, struct.unpack_from("<H", tokens, at + 2)[0] & 0x7FFF, at + 4
    if count > len(stack):
        raise NotTold
    arguments = stack[len(stack) - count :]
    del stack[len(stack) - count :]
    if number == 255:  # a function of an add-in; its name is the first argument
        stack.append(f"{arguments[0]}({','.join(arguments[1:])})")
    else:
        stack.append(f"{func_defs[number][0]}({','.join(arguments)})")
    return end


def _corner(row: int, column: int, around: Surroundings, offsets: bool) -> str:
    row_free, column_free = bool(column & _ROW_RELATIVE), bool(column & _COLUMN_RELATIVE)
    number = column & _LAST_COLUMN
    if offsets:
        row = (row + around.row) & _LAST_ROW if row_free else row
        number = (number + around.column) & _LAST_COLUMN if column_free else number
    return f"{'' if column_free else '$'}{column_letters(number + 1)}{'' if row_free else '$'}{row + 1}"


def _cell(tokens: bytes, at: int, around: Surroundings, offsets: bool = False) -> str:
    row, column = struct.unpack_from("<HH", tokens, at)
    return _corner(row, column, around, offsets)


def _range(tokens: bytes, at: int, around: Surroundings, offsets: bool = False) -> str:
    top, bottom, left, right = struct.unpack_from("<4H", tokens, at)
    if top == 0 and bottom == _LAST_ROW:
        letters = [f"{'' if c & _COLUMN_RELATIVE else '$'}{column_letters((c & _LAST_COLUMN) + 1)}" for c in (left, right)]
        return ":".join(letters)
    if left & _LAST_COLUMN == 0 and right & _LAST_COLUMN == _LAST_COLUMN and not offsets:
        return f"{'' if left & _ROW_RELATIVE else '$'}{top + 1}:{'' if right & _ROW_RELATIVE else '$'}{bottom + 1}"
    return f"{_corner(top, left, around, offsets)}:{_corner(bottom, right, around, offsets)}"


def _elsewhere(show: Callable[[bytes, int, Surroundings], str]) -> Callable[[bytes, int, Surroundings], str]:
    """A reference behind the number of its sheet."""
    return lambda tokens, at, around: around.sheet_of(struct.unpack_from("<H", tokens, at)[0]) + show(tokens, at + 2, around)


_REFERENCES: dict[int, tuple[int, Callable[[bytes, int, Surroundings], str]]] = {
    0x23: (4, lambda tokens, at, around: around.names[struct.unpack_from("<H", tokens, at)[0] - 1]),
    0x24: (4, _cell),
    0x25: (8, _range),
    0x2A: (4, lambda tokens, at, around: "#REF!"),
    0x2B: (8, lambda tokens, at, around: "#REF!"),
    0x2C: (4, lambda tokens, at, around: _cell(tokens, at, around, offsets=True)),
    0x2D: (8, lambda tokens, at, around: _range(tokens, at, around, offsets=True)),
    0x3A: (6, _elsewhere(_cell)),
    0x3B: (10, _elsewhere(_range)),
    0x3C: (6, lambda tokens, at, around: "#REF!"),
    0x3D: (10, lambda tokens, at, around: "#REF!"),
}


def quoted_sheet(name: str) -> str:
    """A sheet's name as formulas write it: `字典!`, `'a b'!`.

    >>> quoted_sheet("a'b")
    "'a''b'!"
    """
    plain = name.isidentifier() and not name[0].isdigit()
    return f"{name}!" if plain else "'" + name.replace("'", "''") + "'!"
