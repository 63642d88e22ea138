"""The report of an import: every row with its outcome and the reasons, as a workbook or as text."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _

from qingzhuang.site.imports import wording
from qingzhuang.site.imports.models import ImportRun
from qingzhuang.site.imports.preview import TableLine, tables_of
from qingzhuang.site.imports.queries import Shown

RISKY = ("=", "+", "-", "@", "\t", "\r")


def report_name(run: ImportRun, kind: str) -> str:
    stem = run.file_name.rsplit(".", 1)[0]
    return _("%(name)s (import report).%(kind)s") % {"name": stem, "kind": kind}


def as_workbook(run: ImportRun, shown: Iterator[Shown]) -> IO[bytes]:
    """A sheet for each table, as a file that is gone when it is closed; texts stay texts, whatever they begin with."""
    out = tempfile.TemporaryFile()  # noqa: SIM115  # whoever sends it closes it
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True})
    tables = tables_of(run)
    sheets: dict[int, Any] = {}
    lines: dict[int, int] = {}
    for one in shown:
        if one.table not in sheets:
            sheets[one.table] = sheet = book.add_worksheet()
            sheet.freeze_panes(1, 0)
            sheet.set_column(2, 2, 50)
            sheet.write_row(0, 0, _headings(tables[one.table]), bold)
        lines[one.table] = line = lines.get(one.table, 0) + 1
        for column, value in enumerate(_cells(one, tables[one.table])):
            if isinstance(value, int | float):
                sheets[one.table].write_number(line, column, value)
            elif value:
                sheets[one.table].write_string(line, column, str(value))
    if not sheets:
        book.add_worksheet()
    book.close()
    out.seek(0)
    return out


def as_csv(run: ImportRun, shown: Iterator[Shown]) -> IO[bytes]:
    """The same as text with a mark of its encoding, so that WPS and Excel show Chinese; nothing in it can become a formula."""
    out = tempfile.TemporaryFile()  # noqa: SIM115  # whoever sends it closes it
    text = io.TextIOWrapper(out, "utf-8-sig", newline="")
    writer = csv.writer(text)
    tables = tables_of(run)
    last = -1
    for one in shown:
        if one.table != last:
            writer.writerow(_headings(tables[one.table]))
            last = one.table
        writer.writerow([_safe(value) for value in _cells(one, tables[one.table])])
    text.detach()  # what was written is in the file, which stays open
    out.seek(0)
    return out


def _headings(table: TableLine) -> list[str]:
    return [_("Row"), _("Outcome"), _("What was found"), *(table.heading(place) for place in table.order)]


def _cells(one: Shown, table: TableLine) -> list[Any]:
    found = []
    for place, code, about, _proposed in one.row.problems:
        heading = table.heading(place)
        found.append(f"{heading}: {wording.in_words(code, about)}" if heading else wording.in_words(code, about))
    return [one.row.row, str(wording.OUTCOMES[one.row.outcome]), " ".join(found), *(one.row.values or [one.row.label])]


def _safe(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value
