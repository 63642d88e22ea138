"""A ledger of two communities small enough to count by hand, and forms made by hand for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from qingzhuang.formfill.answer.filling import BlankAnswer, Filling
from qingzhuang.formfill.answer.form import answer_with
from qingzhuang.formfill.answer.ledger import Ledger
from qingzhuang.formfill.form import Blank, Form, Kind, Role, State, Table
from qingzhuang.formfill.grid import Book, Cell, Grid, Style, cell_name, column_letters
from qingzhuang.tally import Dataset, Scope, parse
from qingzhuang.tally.errors import QuestionError

EAST, WEST = "990101001001", "990101001002"
DAY = date(2026, 11, 22)
LINED = Style(left=True, top=True, right=True, bottom=True)

PERSON = """
id  name   sex  birth_date  id_number           phone        household relation_to_head area         grid education      welfare.subsistence_allowance disability.exists residence_type
p1  张建国 男   1944-03-05  990101194403050013  13900000001  h1        head             990101001001 g1   primary        是                            否                permanent
p2  李秀英 女   1947-07-01  990101194707010028  -            h1        spouse           990101001001 g1   illiterate     是                            是                permanent
p3  张伟   男   1975-02-11  990101197502110019  13900000003  h2        head             990101001001 g2   bachelor       否                            否                permanent
p4  王芳   女   1978-09-30  990101197809300027  13900000004  h2        spouse           990101001001 g2   bachelor       否                            否                permanent
p5  张小雨 女   2010-06-01  990101201006010022  -            h2        daughter         990101001001 g2   junior_secondary 否                          否                permanent
p6  赵强   男   -           -                   13900000006  h3        head             990101001001 g1   -              否                            否                floating
p7  孙丽   女   1990-12-12  990101199012120024  13900000007  h4        head             990101001002 g3   college        否                            否                floating
"""
HOUSEHOLD = """
id head dwelling area         grid category              address      income.total has_labour_capacity
h1 p1   d1       990101001001 g1   subsistence_allowance 东湖路1号101 12000        否
h2 p3   d2       990101001001 g2   ordinary              东湖路1号102 150000       是
h3 p6   d3       990101001001 g1   ordinary              东湖路2号201 -            是
h4 p7   d4       990101001002 g3   ordinary              西山路5号    80000        是
"""
DWELLING = """
id address      area is_rental ownership area_code
d1 东湖路1号101 50   否        public    990101001001
d2 东湖路1号102 90   否        private   990101001001
d3 东湖路2号201 60   是        private   990101001001
d4 西山路5号    70   是        private   990101001002
"""
AREA = """
code         name     province city   county street
990101001001 东湖社区 虚构省   旭阳市 清河区 晴川街道
990101001002 西山社区 虚构省   旭阳市 清河区 晴川街道
"""
GRID = """
id name     area
g1 第一网格 990101001001
g2 第二网格 990101001001
g3 第三网格 990101001002
"""


def columns(text: str) -> dict[str, list[str | None]]:
    head, *rows = [line.split() for line in text.strip().split("\n")]
    return {name: [None if row[at] == "-" else row[at] for row in rows] for at, name in enumerate(head)}


def village() -> Dataset:
    dwelling = columns(DWELLING)
    dwelling.pop("area_code")
    tables = {
        "person": columns(PERSON),
        "household": columns(HOUSEHOLD),
        "dwelling": dwelling,
        "area": columns(AREA),
        "grid": columns(GRID),
    }
    return Dataset.of(tables)  # type: ignore[arg-type]


def ledger(area: str = EAST, period: tuple[date, date] | None = None) -> Ledger:
    return Ledger(village(), Scope(area, DAY, period))


def sheet(
    texts: dict[str, str], rows: int = 12, columns_: int = 8, styles: dict[str, Style] | None = None, lined: range | None = None
) -> Book:
    """A workbook of one sheet; `lined` rows have border lines in all columns."""
    cells: dict[tuple[int, int], Cell] = {}
    places = {cell_name(row, column): (row, column) for row in range(1, rows + 1) for column in range(1, columns_ + 1)}
    for name, place in places.items():
        style = (styles or {}).get(name) or (LINED if lined and place[0] in lined else None)
        text = texts.get(name, "")
        if text or style:
            value: Any = float(text) if text.isdigit() else text or None
            cells[place] = Cell(*place, text, value, style=style or Style(), name=name)
    return Book("xlsx", (Grid("Sheet1", rows, columns_, cells),))


def blank(role: Role, place: str, label: str, concept: str | None, state: State = State.SURE, **more: Any) -> Blank:
    try:
        question = parse(concept) if concept and not concept.startswith(("report.", "row.", "outside")) else None
    except QuestionError:
        question = None
    more = {"label_cell": place, "value_cell": place, "column": place.rstrip("0123456789") if role is Role.COLUMN else ""} | more
    return Blank(role, (*more.pop("above", ()), label), concept=concept, question=question, state=state, **more)


def column(number: int, label: str, concept: str | None, state: State = State.SURE, **more: Any) -> Blank:
    return blank(Role.COLUMN, f"{column_letters(number)}3", label, concept, state, **more)


def roster(*concepts: str | tuple[str, str], **more: Any) -> Form:
    pairs = [concept if isinstance(concept, tuple) else (concept, concept) for concept in concepts]
    made = tuple(column(at, label, concept) for at, (label, concept) in enumerate(pairs, 1))
    return form(Kind.ROSTER, columns=made, **more)


def form(kind: Kind, **more: Any) -> Form:
    start: dict[str, Any] = {"title": "花名册", "first_row": 3, "last_row": 6, "last_column": 8}
    return Form(kind, (Table(0, "Sheet1", kind, **(start | more)),))


def filled(asked: Form, book: Book, area: str = EAST, **more: Any) -> Filling:
    return answer_with(asked, book, ledger(area, more.pop("period", None)), **more)


def shown(filling: Filling) -> dict[str, Any]:
    return {cell_name(edit.row, edit.column): edit.value for edit in filling.edits.cells}


def told(filling: Filling, label: str) -> BlankAnswer:
    return next(answer for answer in filling.answers if answer.label.endswith(label))
