"""Formulas after rows were inserted: every reference to the grown sheet follows, sums over a list take its new rows in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qingzhuang.formfill.read.formula import MAX_LENGTH, tokens
from qingzhuang.formfill.write.plan import RowShift

_PART = re.compile(r"(\$?[A-Za-z]{0,3}\$?)([0-9]*)$")


def shift_formula(formula: str, shifts: Mapping[str, RowShift], home: str = "", row: int = 0) -> str:
    """The formula with rows moved.

    `shifts` holds the grown sheets by name in lower case; `home` is the sheet that the formula stands on (lower case) and
    `row` its row in the blank form, 0 where it has none (names, rules): a range of one row in a formula of that very row
    stays one row.

    >>> from qingzhuang.formfill.edits import Growth
    >>> shift = RowShift((Growth(0, 6, 8, 10),))
    >>> shift_formula("SUM(D6:D8)+D9", {"a": shift}, "a", 9)
    'SUM(D6:D15)+D16'
    """
    if len(formula) > MAX_LENGTH:
        return formula
    out: list[str] = []
    sheet = home
    for kind, text in tokens(formula):
        if kind == "sheet":
            sheet = sheet_name(text)
            out.append(text)
            continue
        if kind in ("cell", "range") and (shift := shifts.get(sheet)):
            text = _reference(text, shift, sheet == home and row > 0 and any(growth.last_row == row for growth in shift.growths))
        out.append(text)
        sheet = home
    return "".join(out)


def sheet_name(token: str) -> str:
    """`'字 典'!` → `字 典`, in lower case; of a sheet in another file something that is no sheet's name."""
    name = token[:-1]
    if len(name) > 1 and name[0] == name[-1] == "'":
        name = name[1:-1].replace("''", "'")
    return name.lower()


def _reference(text: str, shift: RowShift, same_row: bool) -> str:
    first, colon, last = text.partition(":")
    start, end = _PART.match(first), _PART.match(last or first)
    if not start or not end or not start[2] or not end[2]:
        return text  # whole columns
    top, bottom = int(start[2]), int(end[2])
    if not colon:
        return f"{start[1]}{shift.row(top)}"
    if top > bottom:
        top, bottom = bottom, top
        return f"{start[1]}{shift.end(top, bottom)}:{end[1]}{shift.row(top)}"
    return f"{start[1]}{shift.row(top)}:{end[1]}{shift.end(top, bottom, alone=not same_row)}"
