"""Equations that a form states in its notes: 7=8+16, A=B+C, G列=H列+I列, 01=02+03.

Numbers mean the codes printed in a guide row (1 2 3 under the headings) or in a code column; letters mean columns of the
sheet, or codes of the guide row where it has letters.

    >>> [(e.total, e.parts) for e in equations("平衡关系：7=8+16；1=2+3-4")]
    [('7', ('8', '16')), ('1', ('2', '3', '-4'))]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qingzhuang.formfill.form import Relation, Table
from qingzhuang.formfill.grid import Grid, column_letters
from qingzhuang.vocabulary import fold

TERM = r"(?:第?[（(\[【]?(?:[A-Z]{1,2}\d?|\d{1,3})[)）\]】]?[列行栏项]?)"
EQUATION = re.compile(rf"({TERM})(=|>=|≥|<=|≤)((?:{TERM})(?:[+-]{TERM})*)(?![\d.%年月日岁元])")
BARE = re.compile(r"[A-Z]{1,2}\d?|\d{1,3}")
CODE = re.compile(r"[A-Z]{1,2}\d{0,2}|\d{1,3}|[甲乙丙丁]")


@dataclass(frozen=True, slots=True)
class Equation:
    """`total operator parts`, by the codes of the note; a part to be taken away begins with a minus."""

    total: str
    operator: str
    parts: tuple[str, ...]
    text: str


def equations(note: str) -> Iterator[Equation]:
    """The equations of a note, in order."""
    for found in EQUATION.finditer(fold(note)):
        left, operator, right = found.groups()
        parts = tuple(("-" if sign == "-" else "") + _bare(term) for sign, term in re.findall(rf"([+-]?)({TERM})", right))
        total = _bare(left)
        operator = {"≥": ">=", "≤": "<="}.get(operator, operator)
        if operator == "<=" and len(parts) == 1:
            total, parts, operator = parts[0], (total,), ">="
        if operator != "<=" and total not in parts and (len(parts) > 1 or operator == ">="):
            yield Equation(total, operator, parts, found.group())


def _bare(term: str) -> str:
    found = BARE.search(term)
    return found.group() if found else term


def relations_in_notes(table: Table, notes: Iterable[str], grid: Grid) -> tuple[Relation, ...]:
    """The equations of the notes as relations between column letters, or between row numbers as text."""
    columns, rows = _column_codes(table, grid), _row_codes(table, grid)
    found = []
    for note in notes:
        for equation in equations(note):
            names = [equation.total, *(part.lstrip("-") for part in equation.parts)]
            for codes in (columns, rows, _letters(table)):
                if all(name in codes for name in names):
                    parts = tuple(("-" if part.startswith("-") else "") + codes[part.lstrip("-")] for part in equation.parts)
                    found.append(Relation(codes[equation.total], parts, equation.operator, f"表中说明“{equation.text}”"))
                    break
    return tuple(dict.fromkeys(found))


def _column_codes(table: Table, grid: Grid) -> Mapping[str, str]:
    """Code in a guide row → column letter."""
    for row in table.skipped_rows:
        codes = {}
        for column in range(table.first_column, table.last_column + 1):
            text = fold(grid.text(row, column))
            if CODE.fullmatch(text):
                codes[text] = column_letters(column)
        if len(codes) >= max(2, (table.last_column - table.first_column + 1) // 2):
            return codes
    return {}


def _row_codes(table: Table, grid: Grid) -> Mapping[str, str]:
    """Code printed beside a data row → row number as text; from the first column that has a code in every labelled row."""
    labelled = [row for row, _ in table.row_labels] or list(_data_rows(table))
    for column in range(table.first_column, min(table.first_column + 4, table.last_column + 1)):
        codes = {fold(grid.text(row, column)): str(row) for row in labelled}
        if len(labelled) > 1 and len(codes) == len(labelled) and all(CODE.fullmatch(code) for code in codes):
            return codes
    return {}


def _data_rows(table: Table) -> range:
    return range(table.first_row, table.last_row + 1) if table.first_row and table.last_row else range(0)


def _letters(table: Table) -> Mapping[str, str]:
    """Column letters as they are, within the table."""
    return {letters: letters for letters in map(column_letters, range(table.first_column, table.last_column + 1))}
