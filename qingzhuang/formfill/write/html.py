"""Write into an HTML table that is named like a workbook: cells and rows of the page itself."""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree, html

from qingzhuang.formfill.edits import Edits, Written
from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.read.extent import MAX_COLUMNS, MAX_ROWS
from qingzhuang.formfill.read.html import cells_of, page, page_text, tables_of
from qingzhuang.formfill.read.xml import Element, local
from qingzhuang.formfill.write.docx import shown
from qingzhuang.formfill.write.plan import GridEdits, plan

_LONG_NUMBER = re.compile(r"\d{12,}[\dXx]?$|0\d+$|[=+@-]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def write(data: bytes, book: Book, edits: Edits) -> Written:
    """The page with the edits in it, in the encoding it came in."""
    plans = plan(book, edits, MAX_ROWS, MAX_COLUMNS)
    if not plans:
        return Written(data, "html")
    encoding = page_text(data)[1]
    root = page(data)
    tables = tables_of(root)
    if len(tables) != len(book.grids):
        raise refusal("bad_edit", "文件与读取时不一样了。")
    for entry in plans:
        _patch(tables[entry.index], entry)
    whole = root.getroottree() if re.match(r"\s*<!doctype", page_text(data)[0], re.IGNORECASE) else root
    text = html.tostring(whole, encoding="unicode", method="html", include_meta_content_type=True)
    return Written(text.encode(encoding, "xmlcharrefreplace"), "html")


def _patch(table: Element, entry: GridEdits) -> None:
    for growth in reversed(entry.shift.growths):
        cells = [(item, where) for item, where in cells_of(table) if where.top <= growth.last_row <= where.bottom]
        line = next((item.getparent() for item, where in cells if where.top == growth.last_row), None)
        if line is None:
            raise refusal("bad_edit", "网页里的表没有可以照着增加的行。")
        for item, where in cells:
            if where.bottom > growth.last_row or (
                where.bottom == growth.last_row and where.top <= growth.first_row and where.rows > 1
            ):
                item.set("rowspan", str(where.rows + growth.added))
        pattern = deepcopy(line)
        for cell in [cell for cell in pattern if local(cell) in ("td", "th")]:
            if (cell.get("rowspan") or "1") != "1":
                pattern.remove(cell)
            else:
                _set(cell, "")
        for _ in range(growth.added):
            line.addnext(deepcopy(pattern))
    if not entry.rows:
        return
    places: dict[tuple[int, int], Element] = {}
    lines: dict[int, Element] = {}
    for item, where in cells_of(table):
        places[where.top, where.left] = item
        parent = item.getparent()
        if parent is not None:
            lines.setdefault(where.top, parent)
    for row, values in entry.rows.items():
        for column, value in values.items():
            found = places.get((row, column))
            if found is None and value not in (None, ""):
                raise refusal("bad_edit", f"网页里的表没有第 {row} 行第 {column} 列。")
            if found is not None:
                _set(found, shown(value), as_text=isinstance(value, str))


def _set(cell: Element, text: str, as_text: bool = False) -> None:
    """Give a cell its text inside the innermost tag (font, bold) that held it before."""
    holder = cell
    while len(holder) and local(holder[0]) in ("font", "b", "strong", "span", "p", "div") and not (holder.text or "").strip():
        holder = holder[0]
    for part in (
        list(cell) if holder is cell else [part for part in cell if part is not holder and holder not in part.iterdescendants()]
    ):
        cell.remove(part)
    for part in list(holder):
        holder.remove(part)
    first, *others = _CONTROL.sub("", text).replace("\r\n", "\n").split("\n")
    holder.text = first
    for line in others:
        etree.SubElement(holder, "br").tail = line
    if as_text and _LONG_NUMBER.match(text):  # a spreadsheet opening the page shall not calculate or shorten it
        cell.set("style", (cell.get("style", "").rstrip("; ") + ";" if cell.get("style") else "") + "mso-number-format:'\\@'")
