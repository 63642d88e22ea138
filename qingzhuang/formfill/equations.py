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
from qingzhuang.formfill.grid import Grid, Place, column_letters, split_name
from qingzhuang.vocabulary import fold

TERM = r"(?:第?[（(\[【]?(?:[A-Z]{1,2}\d?|\d{1,3})[)）\]】]?[列行栏项]?)"
EQUATION = re.compile(rf"({TERM})(=|>=|≥|<=|≤)((?:{TERM})(?:[+-]{TERM})*)(?![\d.%年月日岁元])")
BARE = re.compile(r"[A-Z]{1,2}\d?|\d{1,3}")
A1 = re.compile(r"[A-Z]{1,3}\d+")
CLAUSE = re.compile(r"[；;，,。:：]")
LABELLED = re.compile(r"([\w（）()]{1,16})(=|>=|≥|<=|≤)([\w（）()]{1,16}(?:[+-][\w（）()]{1,16})*)")
LABEL_TERM = re.compile(r"([+-]?)([\w（）()]{1,16})")
IN_WORDS = tuple(
    (re.compile(words), sign)
    for words, sign in (
        ("应?(?:当|该)?(?:大于或?等于|不小于|不少于|不低于)", "≥"), ("应?(?:当|该)?(?:小于或?等于|不大于|不多于|不超过|不得大于|不得超过)", "≤"),
        ("应?(?:当|该)?等于", "="), ("加上?", "+"), ("减去?", "-"), ("[与和]之?和$", ""),
    )
)  # fmt: skip
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
    found = [relation for note in notes for relation in _in_words(note, table)]
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
    labelled = [row for row, _ in table.row_labels] or list(_data_rows(table)) or _rows_of_cells(table)
    for column in range(table.first_column, min(table.first_column + 4, last_column(table) + 1)):
        codes = {fold(grid.text(row, column)): str(row) for row in labelled}
        if len(labelled) > 1 and len(codes) == len(labelled) and all(CODE.fullmatch(code) for code in codes):
            return codes
    return {}


def _rows_of_cells(table: Table) -> list[int]:
    """The rows of an indicator sheet: those with a blank."""
    return sorted({row for row, _column in _places_of_cells(table)})


def last_column(table: Table) -> int:
    """The last column with something in it; of an indicator sheet that of its blanks."""
    return max([table.last_column, *(column for _row, column in _places_of_cells(table))])


def _places_of_cells(table: Table) -> list[Place]:
    return [split_name(blank.value_cell) for blank in (*table.cells, *table.rows) if A1.fullmatch(blank.value_cell)]


def _in_words(note: str, table: Table) -> Iterator[Relation]:
    """Equations between headings: 人数=男+女, 期末户数等于期初户数加新增户数减退出户数, 独居老人不大于老年人数."""
    plain = fold(note)
    for words, sign in IN_WORDS:
        plain = words.sub(sign, plain)
    groups = list(_headings(table))
    for clause in CLAUSE.split(plain):
        stated = LABELLED.search(clause)
        if stated is None:
            continue
        left, operator, right = stated.groups()
        operator = {"≥": ">=", "≤": "<="}.get(operator, operator)
        terms = [(sign, label) for sign, label in LABEL_TERM.findall(right)]
        for places in groups:
            names = [places.get(label) for label in (left, *(label for _sign, label in terms))]
            if None in names or len(set(names)) < len(names):
                continue
            total, *parts = [str(name) for name in names]
            if operator == "<=" and len(parts) == 1:
                total, parts, operator = parts[0], [total], ">="
            if operator in ("=", ">=") and (len(parts) > 1 or operator == ">="):
                signed = tuple(f"-{part}" if sign == "-" else part for (sign, _label), part in zip(terms, parts, strict=True))
                yield Relation(total, signed, operator, f"表中说明“{stated.group()}”")


def _headings(table: Table) -> Iterator[Mapping[str, str]]:
    """Heading → column letter, band by band; label → number of its row."""
    bands: dict[tuple[str, ...], dict[str, str]] = {}
    for blank in table.columns:
        if blank.path and blank.column:
            bands.setdefault(blank.path[:-1], {})[fold(blank.path[-1])] = blank.column
    alone = {label: column for path, band in bands.items() if not path for label, column in band.items()}
    yield from ({**alone, **band} for band in bands.values())
    yield {fold(labels[-1]): str(row) for row, labels in table.row_labels if labels}


def _data_rows(table: Table) -> range:
    return range(table.first_row, table.last_row + 1) if table.first_row and table.last_row else range(0)


def _letters(table: Table) -> Mapping[str, str]:
    """Column letters as they are, within the table."""
    return {letters: letters for letters in map(column_letters, range(table.first_column, table.last_column + 1))}
