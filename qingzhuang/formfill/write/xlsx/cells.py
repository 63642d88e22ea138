"""Cells of a worksheet part: values put in as elements, or whole rows made as text where there are many."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from qingzhuang.formfill.edits import EditValue
from qingzhuang.formfill.grid import column_letters
from qingzhuang.formfill.read.number_format import is_date, takes_text_only, to_serial
from qingzhuang.formfill.write.calculate import Result

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")
# text that cannot be written as it is: markup, control characters, spaces that matter, escapes of the format
unusual = re.compile("[&<>\x00-\x1f\ufffe\uffff\ud800-\udfff]|^ | $|  |_x[0-9A-Fa-f]{4}_").search
_SPACE_MATTERS = re.compile(r"^\s|\s$|\n|  ")
MAX_EXACT = 10**15  # longer numbers lose digits in a spreadsheet


@dataclass(frozen=True, slots=True)
class Stored:
    """A value as the format stores it: type attribute (empty for numbers) and content; nothing for an empty cell."""

    kind: str
    text: str


EMPTY = Stored("", "")


def clean(text: str) -> str:
    """Text that a cell can hold: no control characters, line ends as line feeds."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def stored(value: EditValue, number_format: str, epoch1904: bool) -> Stored:
    """How a value is stored in a cell with this number format.

    Text stays text whatever it looks like (an inline string is never a formula), and numbers too in a cell formatted as
    text or as a date, which would show 65 as a day of 1900. A date becomes a serial number where the format shows dates,
    else text such as 2026-11-22.
    """
    if value is None or value == "":
        return EMPTY
    if isinstance(value, str):
        return Stored("inlineStr", clean(value))
    if isinstance(value, date):
        if is_date(number_format) and value.year >= 1900:
            return Stored("", _number(to_serial(value, epoch1904)))
        return Stored("inlineStr", value.isoformat().replace("T", " "))
    if takes_text_only(number_format):
        return Stored("inlineStr", ("是" if value else "否") if isinstance(value, bool) else _number(value))
    if isinstance(value, bool):
        return Stored("b", "1" if value else "0")
    if isinstance(value, int) and abs(value) >= MAX_EXACT:
        return Stored("inlineStr", str(value))
    return Stored("", _number(value))


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < MAX_EXACT else repr(value)


def cell_inner(new: Stored, prefix: str, run_look: str = "") -> str:
    """The content of a cell element; `run_look` is the font of the text that stood there before."""
    if new.kind == "inlineStr":
        keep = ' xml:space="preserve"' if _SPACE_MATTERS.search(new.text) else ""
        text = f"<{prefix}t{keep}>{escaped(new.text)}</{prefix}t>"
        return (
            f"<{prefix}is><{prefix}r>{run_look}{text}</{prefix}r></{prefix}is>"
            if run_look
            else f"<{prefix}is>{text}</{prefix}is>"
        )
    return f"<{prefix}v>{new.text}</{prefix}v>" if new.text else ""


def result_of(found: Result | None) -> Stored:
    """How the result of a formula is stored beside it; nothing where it could not be told."""
    if found is None or not found.known:
        return EMPTY
    if found.error:
        return Stored("e", found.error)
    if isinstance(found.value, bool):
        return Stored("b", "1" if found.value else "0")
    if isinstance(found.value, str):
        return Stored("str", markup_safe(clean(found.value)))
    return Stored("", _number(found.value or 0))


@dataclass(frozen=True, slots=True)
class PatternCell:
    """A cell of the row that new rows copy: its column, look and formula."""

    column: int
    attributes: str  # ' s="3"'
    number_format: str = "General"
    formula: Callable[[int], str] | None = None  # row → formula


def rows_text(
    rows: Iterable[int],
    pattern: list[PatternCell],
    row_attributes: str,
    values: Mapping[int, Mapping[int, EditValue]],
    prefix: str,
    epoch1904: bool,
    look_of_column: Callable[[int], tuple[str, str]],
    result_at: Callable[[int, int], Stored] = lambda row, column: EMPTY,
) -> str:
    """Rows of a grown list as XML text.

    `look_of_column` gives attributes and number format for a column that the pattern row does not have.
    """
    known = {cell.column: cell for cell in pattern}
    plain = _starts(known, prefix)
    text_start, text_end = f' t="inlineStr"><{prefix}is><{prefix}t>', f"</{prefix}t></{prefix}is></{prefix}c>"
    value_start, value_end = f"><{prefix}v>", f"</{prefix}v></{prefix}c>"
    out: list[str] = []
    add = out.append
    nothing: dict[int, EditValue] = {}
    for row in rows:
        given = values.get(row, nothing)
        if not given.keys() <= known.keys():
            known.update({column: PatternCell(column, *look_of_column(column)) for column in given.keys() - known.keys()})
            plain = _starts(known, prefix)
        add(f'<{prefix}row r="{row}"{row_attributes}>')
        for column, start, look, cell, text_only in plain:
            value = given.get(column)
            kind = type(value)
            if kind is str and value and not unusual(value):  # type: ignore[arg-type]
                add(f"{start}{row}{look}{text_start}{value}{text_end}")
            elif kind is int and not text_only and -MAX_EXACT < value < MAX_EXACT:  # type: ignore[operator]
                add(f"{start}{row}{look}{value_start}{value}{value_end}")
            elif cell.formula is not None and column not in given:
                add(f"{start}{row}{look}{_formula(cell.formula(row), result_at(row, column), prefix)}")
            else:
                add(f"{start}{row}{look}{_unusual(cell, value, prefix, epoch1904)}")
        add(f"</{prefix}row>")
    return "".join(out)


def _starts(known: Mapping[int, PatternCell], prefix: str) -> list[tuple[int, str, str, PatternCell, bool]]:
    return [
        (column, f'<{prefix}c r="{column_letters(column)}', f'"{cell.attributes}', cell, takes_text_only(cell.number_format))
        for column, cell in sorted(known.items())
    ]


def _formula(formula: str, result: Stored, prefix: str) -> str:
    kind = f' t="{result.kind}"' if result.kind else ""
    value = f"<{prefix}v>{result.text}</{prefix}v>" if result is not EMPTY else ""
    return f"{kind}><{prefix}f>{markup_safe(formula)}</{prefix}f>{value}</{prefix}c>"


def _unusual(cell: PatternCell, value: EditValue, prefix: str, epoch1904: bool) -> str:
    """The rest of a cell element behind its attributes."""
    new = stored(value, cell.number_format, epoch1904)
    inner = cell_inner(new, prefix)
    kind = f' t="{new.kind}"' if new.kind else ""
    return f"{kind}>{inner}</{prefix}c>" if inner else f"{kind}/>"


def markup_safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escaped(text: str) -> str:
    """Text of a cell made safe for XML; what looks like the format's own escapes is escaped once more."""
    return markup_safe(_ESCAPED.sub(lambda match: "_x005F" + match[0], clean(text)))
