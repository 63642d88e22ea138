"""A list of residents for whom the same paper is made: a column of numbers or names, or a file with a column for each typed value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from qingzhuang.intake import Column, Table, read
from qingzhuang.intake.values.day import clean_day
from qingzhuang.intake.values.number import clean_number
from qingzhuang.intake.values.text import as_text
from qingzhuang.site.certificates.logic.kinds import Asked
from qingzhuang.vocabulary import fold

WHO = ("person.id_number", "person.name")
BRACKETS = re.compile(r"[（(][^）)]*[）)]")
LONGEST = 60


class NoList(ValueError):
    """No list is in the file; the argument is the heading that is missing, empty where no table is understood."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One resident: `row` of the list, what finds her, the name that must be hers (empty: not given), and what was typed."""

    row: int
    who: str
    name: str = ""
    said: dict[str, str] = field(default_factory=dict)


def of_lines(lines: Iterable[str]) -> list[Wanted]:
    """Numbers or names, one a line; a line that stands there twice is one.

    >>> [(one.row, one.who) for one in of_lines(["苏晓梅", "", "陈立 ", "苏晓梅"])]
    [(1, '苏晓梅'), (3, '陈立')]
    """
    found: dict[str, Wanted] = {}
    for row, line in enumerate(lines, 1):
        if line.strip():
            found.setdefault(line.strip()[:LONGEST], Wanted(row, line.strip()[:LONGEST]))
    return list(found.values())


def of_file(data: bytes, name: str, asked: Iterable[Asked]) -> list[Wanted]:
    """The rows of a filled list: headings as intake understands them, and a column for each value that a kind asks, by its label.

    Raises NoList, and formfill's FormError for a file that cannot be read.
    """
    asked, tables = tuple(asked), read(data, name).tables
    table = next((one for one in tables if _whom(one)), None)
    if table is None:
        raise NoList("")
    typed: dict[str, int] = {}
    for one in asked:
        place = next((at for at, column in enumerate(table.columns) if _is(column, one)), None)
        if place is None:
            raise NoList(one.label["zh-Hans"])
        typed[one.name] = place
    return list(_rows(table, asked, typed))


def _whom(table: Table) -> dict[str, int]:
    """Where the table says whom a row is about."""
    places = {column.concept: at for at, column in reversed(list(enumerate(table.columns)))}
    return {concept: places[concept] for concept in WHO if concept in places}


def _is(column: Column, asked: Asked) -> bool:
    heading = _bare(column.path[-1] if column.path else "")
    return bool(heading) and any(heading == _bare(label) for label in (*asked.label.values(), asked.name))


def _bare(label: str) -> str:
    return fold(BRACKETS.sub("", label))


def _rows(table: Table, asked: tuple[Asked, ...], typed: dict[str, int]) -> Iterator[Wanted]:
    whom = _whom(table)
    for batch in table.batches():
        for at, row in enumerate(batch.rows):

            def cell(place: int | None, at: int = at, values: Any = batch.values) -> Any:
                return values[place][at] if place is not None else None

            number, name = (as_text(cell(whom.get(concept)) or "").strip()[:LONGEST] for concept in WHO)
            if number or name:
                said = {one.name: written(one, cell(typed[one.name])) for one in asked}
                yield Wanted(row, number or name, name if number else "", said)


def written(asked: Asked, raw: Any) -> str:
    """A cell as somebody would have typed it on the page; empty for what cannot be read, which is then refused by its row.

    >>> written(Asked("day", "date", {}), "2026.3.5"), written(Asked("h", "number", {"zh-Hans": "时长（小时）"}), "36小时")
    ('2026-03-05', '36')
    """
    if raw is None:
        return ""
    if asked.type == "date":
        day = clean_day(raw).value
        return day.isoformat() if isinstance(day, date) else ""
    if asked.type == "number":
        unit = BRACKETS.search(asked.label.get("zh-Hans", ""))
        number = clean_number(raw, unit=unit[0][1:-1] if unit else "").value
        return "" if number is None else f"{number:g}"
    return as_text(raw).strip()
