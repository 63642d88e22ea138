"""Rows as a file to take away, CSV or workbook; no text in it begins a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

RISKY = ("=", "+", "-", "@", "\t", "\r")
Rows = Iterable[Sequence[Any]]


def as_csv(rows: Rows) -> bytes:
    """With a mark of its encoding, so that a spreadsheet shows Chinese."""
    out = io.StringIO()
    csv.writer(out).writerows([[_plain(value) for value in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Rows) -> bytes:
    """Numbers as numbers, everything else as text."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if isinstance(value, (int, float)):
                sheet.write_number(row, column, value)
            elif value:
                sheet.write_string(row, column, str(value))
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 12, 14)
    book.close()
    return out.getvalue()


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value
