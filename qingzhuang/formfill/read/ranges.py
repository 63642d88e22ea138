"""Cell references of the A1 kind as numbers."""

from __future__ import annotations

import re

from qingzhuang.formfill.grid import Span, column_number

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})$")
_COLUMN = re.compile(r"\$?([A-Za-z]{1,3})$")
_ROW = re.compile(r"\$?([1-9][0-9]{0,6})$")


def place(reference: str) -> tuple[int, int] | None:
    """Row and column of `$B$3`; None where it is no cell of a sheet."""
    match = _CELL.match(reference)
    if not match:
        return None
    row, column = int(match[2]), column_number(match[1])
    return (row, column) if row <= MAX_ROW and column <= MAX_COLUMN else None


def span(reference: str) -> Span | None:
    """A range such as `A1:B3`, `A:C`, `2:5` or `A1`; None where it is none."""
    first, colon, last = reference.strip().partition(":")
    last = last if colon else first
    start, end = place(first), place(last)
    if start and end:
        return Span(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))
    if (left := _COLUMN.match(first)) and (right := _COLUMN.match(last)) and colon:
        a, b = sorted((column_number(left[1]), column_number(right[1])))
        return Span(1, a, MAX_ROW, b) if b <= MAX_COLUMN else None
    if (top := _ROW.match(first)) and (bottom := _ROW.match(last)) and colon:
        a, b = sorted((int(top[1]), int(bottom[1])))
        return Span(a, 1, b, MAX_COLUMN) if b <= MAX_ROW else None
    return None


def spans(references: str) -> list[Span]:
    """The ranges of a list such as `A1:A9 C1:C9`; what is no range is left out."""
    return [found for part in references.split() if (found := span(part))]


def sheet_reference(formula: str) -> tuple[str, str] | None:
    """Sheet and range of `Sheet2!$A$1:$A$9` or `'字 典'!$A$1`; sheet is empty where none is named.

    >>> sheet_reference("'a''b'!$A$1:$A$3")
    ("a'b", '$A$1:$A$3')
    """
    text = formula.strip().lstrip("=")
    sheet, mark, reference = text.rpartition("!")
    if span(reference) is None or "[" in sheet:
        return None
    if not mark:
        return "", reference
    if len(sheet) > 1 and sheet[0] == sheet[-1] == "'":
        sheet = sheet[1:-1].replace("''", "'")
    return sheet, reference
