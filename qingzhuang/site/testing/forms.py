"""Forms for the tests, made on the spot: a list, statistics, a card, and files that are none."""

from __future__ import annotations

import io
from functools import lru_cache

import openpyxl
from openpyxl.styles import Border, Side

THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def workbook(rows: list[list[str]], merges: tuple[str, ...] = (), boxed_from: int = 1) -> bytes:
    """An .xlsx with these texts; rows from `boxed_from` on have borders."""
    book = openpyxl.Workbook()
    sheet = book.active
    width = max(len(row) for row in rows)
    for number, row in enumerate(rows, 1):
        for column in range(1, width + 1):
            text = row[column - 1] if column <= len(row) else ""
            cell = sheet.cell(number, column, text or None)
            if number >= boxed_from:
                cell.border = BOX
    for merge in merges:
        sheet.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@lru_cache(maxsize=1)
def roster() -> bytes:
    """People of 80 and more: in the made-up facts there are four in each community."""
    rows = [
        ["80岁以上老年人花名册", "", "", "", ""],
        ["序号", "姓名", "身份证号", "联系电话", "所获荣誉称号"],
        ["1", "", "", "", ""],
        ["2", "", "", "", ""],
    ]
    return workbook(rows, ("A1:E1",), 2)


@lru_cache(maxsize=1)
def statistics() -> bytes:
    """Figures by community: people, women."""
    rows = [["人口统计表", "", "", ""], ["单位", "总人数", "男", "女"], *[["", "", "", ""]] * 3]
    return workbook(rows, ("A1:D1",), 2)


@lru_cache(maxsize=1)
def wide() -> bytes:
    """Statistics of many columns, wider than any screen."""
    bands = [f"{age}-{age + 4}岁" for age in range(0, 100, 5)]
    return workbook([["分年龄人口统计表", *[""] * 20], ["单位", *bands], [""] * 21], ("A1:U1",), 2)


@lru_cache(maxsize=1)
def card() -> bytes:
    """A form about one person."""
    rows = [
        ["居民登记表", "", "", ""],
        ["姓名", "", "性别", ""],
        ["身份证号码", "", "联系电话", ""],
        ["现住址", "", "", ""],
    ]
    return workbook(rows, ("A1:D1", "B4:D4"), 2)


NOT_A_FORM = b"\x89PNG\r\n\x1a\n" + b"\0" * 200
