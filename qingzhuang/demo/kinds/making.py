"""The kinds one by one: which group in which cut, how it is laid out, and the workbook that an asker would send."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from qingzhuang.demo.kinds.words import CUTS, GROUPS, Cut, Group

KINDS, PER_GROUP = 192, 8
FREQUENCIES = ("月报", "季报", "半年报", "年报")
FONT = "宋体"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of report: `number` from 1, the office that asks, the title, how often; the cut of rows and columns.

    `layout` is `line` (one line, headings in two storeys), `rows` (a row each) or `indicators` (name, unit, figure).
    """

    number: int
    asker: str
    title: str
    frequency: str
    layout: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.number:03d}-{self.title}.xlsx"

    @property
    def code(self) -> str:
        """A table number as offices print it (表号)."""
        return f"{self.asker[0]}统{self.number:03d}表"


def kinds(number: int = KINDS) -> Iterator[Kind]:
    """The kinds in order; the first ones stay the same whatever the number."""
    return islice(_all(), number)


def _all() -> Iterator[Kind]:
    number = 0
    for place, group in enumerate(GROUPS):
        cuts = [cut for cut in CUTS if cut.name not in group.without][:PER_GROUP]
        for at, cut in enumerate(cuts):
            number += 1
            yield _kind(number, group, cut, place + at)


def _kind(number: int, group: Group, cut: Cut, turn: int) -> Kind:
    layout = "line" if cut.name == "line" else "indicators" if turn % 4 == 3 and cut.rows else "rows"
    rows = group.ages if cut.name in ("ages", "line") else cut.rows
    columns = cut.columns[: 3 + turn % 3] if cut.columns else ("男", "女")
    if "妇女" in group.words:  # no men to count, and no women to tell apart
        columns = (*(column for column in columns if column not in ("男", "女")), "农业户口", "非农业户口")
    return Kind(number, group.asker, group.words + cut.title, FREQUENCIES[number % 4], layout, rows, columns)


def workbook(kind: Kind) -> bytes:
    """The blank form as a workbook; needs XlsxWriter, which comes with `qingzhuang[site]`."""
    import xlsxwriter  # type: ignore[import-untyped]

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        look = {
            "title": book.add_format({"font_name": FONT, "font_size": 16, "bold": True, "align": "center"}),
            "plain": book.add_format({"font_name": FONT, "font_size": 10}),
            "head": book.add_format(
                {"font_name": FONT, "font_size": 11, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
            ),
            "cell": book.add_format({"font_name": FONT, "font_size": 11, "border": 1, "align": "center"}),
        }
        sheet = book.add_worksheet("Sheet1")
        {"line": _line, "rows": _rows, "indicators": _indicators}[kind.layout](sheet, kind, look)
    return out.getvalue()


def _top(sheet: Any, kind: Kind, look: dict[str, Any], width: int) -> None:
    sheet.merge_range(0, 0, 0, max(width - 1, 1), kind.title, look["title"])
    sheet.write(1, 0, "填报单位：", look["plain"])
    sheet.write(1, max(width - 1, 1), "单位：人", look["plain"])


def _foot(sheet: Any, row: int, look: dict[str, Any]) -> None:
    sheet.write(row, 0, "填表人：", look["plain"])
    sheet.write(row, 2, "审核人：", look["plain"])


def _line(sheet: Any, kind: Kind, look: dict[str, Any]) -> None:
    """合计 and 性别, 年龄 in two storeys over one line."""
    width = 2 + len(kind.columns) + len(kind.rows)
    _top(sheet, kind, look, width)
    for column, text in ((0, "单位"), (1, "合计")):
        sheet.merge_range(2, column, 3, column, text, look["head"])
    sheet.merge_range(2, 2, 2, 1 + len(kind.columns), "性别" if "男" in kind.columns else "户口性质", look["head"])
    sheet.merge_range(2, 2 + len(kind.columns), 2, width - 1, "年龄", look["head"])
    for column, text in enumerate((*kind.columns, *kind.rows), 2):
        sheet.write(3, column, text, look["head"])
    for column in range(width):
        sheet.write_blank(4, column, None, look["cell"])
    _foot(sheet, 6, look)


def _rows(sheet: Any, kind: Kind, look: dict[str, Any]) -> None:
    """Groups in the rows, the whole first; what is counted over the columns."""
    width = 1 + len(kind.columns)
    _top(sheet, kind, look, width)
    sheet.write(2, 0, "项目", look["head"])
    for column, text in enumerate(kind.columns, 1):
        sheet.write(2, column, text, look["head"])
    for row, text in enumerate(("合计", *kind.rows), 3):
        sheet.write(row, 0, text, look["head"])
        for column in range(1, width):
            sheet.write_blank(row, column, None, look["cell"])
    sheet.set_column(0, 0, 22)
    _foot(sheet, 5 + len(kind.rows), look)


def _indicators(sheet: Any, kind: Kind, look: dict[str, Any]) -> None:
    """A sheet of indicators: each row and, of it, each column."""
    _top(sheet, kind, look, 3)
    for column, text in enumerate(("指标名称", "计量单位", "数量")):
        sheet.write(2, column, text, look["head"])
    lines = [
        text for row in kind.rows for text in (f"{row}人数", *(f"其中：{column}" for column in kind.columns if column != "合计"))
    ]
    for row, text in enumerate(lines, 3):
        sheet.write(row, 0, text, look["cell"])
        sheet.write(row, 1, "人", look["cell"])
        sheet.write_blank(row, 2, None, look["cell"])
    sheet.set_column(0, 0, 30)
    _foot(sheet, 5 + len(lines), look)
