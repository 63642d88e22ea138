"""Cell formulas as tokens: enough to find and move every reference, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qingzhuang.formfill.grid import column_letters, column_number
from qingzhuang.formfill.read.ranges import MAX_COLUMN, MAX_ROW

MAX_LENGTH = 8_192  # what Excel allows; longer ones come from no spreadsheet program

# Text in quotes and structured references (Table1[列]) are passed over; a name or function such as LOG10( is not a cell.
TOKEN = re.compile(
    r'(?P<string>"(?:[^"]|"")*")'
    r"|(?P<sheet>(?:'(?:[^']|'')*'|(?:\[[^\]]*\])?[^\W\d][\w.]*(?::[^\W\d][\w.]*)?|\[[^\]]*\][\w.]+)!)"
    r"|(?P<bracket>\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\])"
    r"|(?P<range>\$?[A-Za-z]{1,3}\$?[0-9]{1,7}:\$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?![\w.(])"
    r"|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w.(!])|\$?[0-9]{1,7}:\$?[0-9]{1,7}(?![\w.]))"
    r"|(?P<cell>\$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?![\w.(!]))"
    r"|(?P<word>[^\W\d][\w.\\?]*|[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_PART = re.compile(r"(\$?)([A-Za-z]*)(\$?)([0-9]*)$")


def tokens(formula: str) -> Iterator[tuple[str, str]]:
    """Kind and text of each token; the texts joined are the formula again."""
    for match in TOKEN.finditer(formula):
        yield match.lastgroup or "other", match[0]


def moved(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads when copied `rows` down and `columns` right: relative references move along.

    >>> moved("SUM(A1:$B$2)+C3", 1, 1)
    'SUM(B2:$B$2)+D4'
    """
    if len(formula) > MAX_LENGTH:
        return formula
    out = []
    for kind, text in tokens(formula):
        if kind in ("cell", "range"):
            text = ":".join(_moved_part(part, rows, columns) for part in text.split(":"))
        out.append(text)
    return "".join(out)


def _moved_part(part: str, rows: int, columns: int) -> str:
    match = _PART.match(part)
    if not match:
        return part
    fixed_column, letters, fixed_row, digits = match.groups()
    if letters and not fixed_column:
        column = column_number(letters) + columns
        if not 1 <= column <= MAX_COLUMN:
            return "#REF!"
        letters = column_letters(column)
    if digits and not fixed_row and not (fixed_column and not letters):
        row = int(digits) + rows
        if not 1 <= row <= MAX_ROW:
            return "#REF!"
        digits = str(row)
    return f"{fixed_column}{letters}{fixed_row}{digits}"
