"""A blank form drawn as a workbook: from a list of fields, or from the columns of a union."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

WIDEST = 30


def draw(rows: Sequence[Sequence[str]], title_row: int = 0) -> bytes:
    """A sheet with a title across the first row, bordered headings and rows; texts are written as texts."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    boxed = book.add_format({"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True, "font_size": 11})
    head = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "font_size": 16})
    width = max(len(row) for row in rows)
    for number, row in enumerate(rows):
        if number == title_row and width > 1:
            sheet.merge_range(number, 0, number, width - 1, row[0], head)
            continue
        for column in range(width):
            sheet.write_string(number, column, row[column] if column < len(row) else "", head if number == title_row else boxed)
    for column in range(width):
        longest = max((len(row[column]) for row in rows[1:] if column < len(row)), default=4)
        sheet.set_column(column, column, min(WIDEST, max(8, longest * 2 + 2)))
    sheet.set_row(title_row, 32)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()
