"""A blank form drawn as a workbook: from a list of fields, or from the tables of a union."""

from __future__ import annotations

import io
from collections.abc import Iterable

import xlsxwriter

from qingzhuang.formfill.grid import Span
from qingzhuang.formfill.union import Drawn

WIDEST = 30  # characters
A4 = 9


def draw(tables: Iterable[Drawn]) -> bytes:
    """A workbook with a sheet for each table: title, bordered headings and rows; every text is written as text, numbers as numbers."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    boxed = book.add_format({"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True, "font_size": 11})
    head = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "font_size": 16})
    for table in tables:
        sheet = book.add_worksheet()
        for row, texts in enumerate(table.rows):
            for column, text in enumerate(texts):
                write = sheet.write_string if isinstance(text, str) else sheet.write_number
                write(row, column, text, boxed if row else head)
        for span in table.merges:
            style = head if span.top == 1 else boxed
            text = table.rows[span.top - 1][span.left - 1]
            sheet.merge_range(span.top - 1, span.left - 1, span.bottom - 1, span.right - 1, text, style)
        _fit(sheet, table)
    book.close()
    return out.getvalue()


def _fit(sheet: xlsxwriter.worksheet.Worksheet, table: Drawn) -> None:
    """Columns as wide as their words, on one page of A4."""
    for column in range(len(table.rows[0])):
        longest = max((len(str(row[column])) for row in table.rows[1:]), default=4)
        sheet.set_column(column, column, min(WIDEST, max(8, longest * 2 + 2)))
    sheet.set_row(0, 32)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


def as_table(rows: list[list[str]]) -> Drawn:
    """Rows with a title above all columns."""
    width = len(rows[0])
    return Drawn(rows[0][0], tuple(map(tuple, rows)), (Span(1, 1, 1, width),) if width > 1 else ())
