"""Write into SpreadsheetML 2003: cells and rows of its only part."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date

from lxml import etree

from qingzhuang.formfill.edits import Edits, EditValue, Growth, Written
from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.grid import Book, Grid
from qingzhuang.formfill.read.number_format import is_date, takes_text_only
from qingzhuang.formfill.read.xml import Element, attribute, child, children, parse
from qingzhuang.formfill.read.xml2003 import cells_of_sheet
from qingzhuang.formfill.write.plan import GridEdits, RowShift, plan
from qingzhuang.formfill.write.xlsx.cells import MAX_EXACT, clean
from qingzhuang.formfill.write.xlsx.part import serialised

SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_FIXED = re.compile(r"(?<![A-Za-z_.])R(\d+)(C\d*)(?::R(\d+)(C\d*))?")


def write(data: bytes, book: Book, edits: Edits) -> Written:
    """The workbook with the edits in it."""
    plans = plan(book, edits, 65_536, 256)
    if not plans:
        return Written(data, "xml")
    root = parse(data)
    sheets = children(root, "Worksheet")
    if len(sheets) != len(book.grids):
        raise refusal("bad_edit", "文件与读取时不一样了。")
    warnings: list[str] = []
    for entry in plans:
        sheet = sheets[entry.index]
        if entry.shift:
            formulas = [item for item in sheet.iter() if isinstance(item.tag, str) and attribute(item, "Formula")]
            if any("[" in (attribute(item, "Formula") or "") for item in formulas):
                warnings.append("表里增加了行，公式里按相对位置写的引用没有跟着移动，请核对合计。")
            _grow(root, sheet, entry.shift, attribute(sheet, "Name") or "")
        _fill(sheet, entry, book.grids[entry.index])
    return Written(serialised(root), "xml", tuple(warnings))


def _rows(table: Element | None) -> dict[int, Element]:
    found: dict[int, Element] = {}
    row = 0
    for line in children(table, "Row"):
        text = attribute(line, "Index")
        row = int(text) if text and text.isdigit() else row + 1
        found[row] = line
    return found


def _grow(root: Element, sheet: Element, shift: RowShift, name: str) -> None:
    table = child(sheet, "Table")
    if table is None:
        raise refusal("bad_edit", "工作表里没有内容，不能增加行。")
    rows = _rows(table)
    for number, line in rows.items():
        line.set(SS + "Index", str(shift.row(number)))
    for item, where in cells_of_sheet(sheet):
        for growth in shift.growths:
            ends_with = where.bottom == growth.last_row and where.top <= growth.first_row
            if where.rows > 1 and (where.top <= growth.last_row < where.bottom or ends_with):
                item.set(SS + "MergeDown", str(where.rows - 1 + growth.added))
    for growth in shift.growths:
        _copy_rows(table, rows.get(growth.last_row), growth, shift)
    if (count := attribute(table, "ExpandedRowCount")) and count.isdigit():
        table.set(SS + "ExpandedRowCount", str(int(count) + shift.added))
    for item in root.iter(SS + "NamedRange"):
        refers = item.get(SS + "RefersTo", "")
        if name in refers:
            item.set(SS + "RefersTo", _FIXED.sub(lambda match: _moved(match, shift), refers))


def _moved(match: re.Match[str], shift: RowShift) -> str:
    top = int(match[1])
    if not match[3]:
        return f"R{shift.row(top)}{match[2]}"
    return f"R{shift.row(top)}{match[2]}:R{shift.end(top, int(match[3]))}{match[4]}"


def _copy_rows(table: Element, line: Element | None, growth: Growth, shift: RowShift) -> None:
    if line is None:
        return
    pattern = deepcopy(line)
    for cell in children(pattern, "Cell"):
        for part in list(cell):
            cell.remove(part)
        if attribute(cell, "MergeDown"):
            pattern.remove(cell)
    start = shift.row(growth.last_row)
    for number in range(start + growth.added, start, -1):
        copy = deepcopy(pattern)
        copy.set(SS + "Index", str(number))
        line.addnext(copy)


def _fill(sheet: Element, entry: GridEdits, grid: Grid) -> None:
    table = child(sheet, "Table")
    if table is None:
        table = etree.SubElement(sheet, SS + "Table")
    rows = _rows(table)
    for number in sorted(entry.rows):
        line = rows.get(number)
        if line is None:
            line = etree.Element(SS + "Row", {SS + "Index": str(number)})
            before = [other for other in rows if other < number]
            if before:
                rows[max(before)].addnext(line)
            else:
                table.append(line)
            following = [other for other in rows if other > number]
            if following:
                rows[min(following)].set(SS + "Index", str(min(following)))
            rows[number] = line
        source = entry.shift.source(number)[0]
        for column, value in entry.rows[number].items():
            _set(_cell(line, column), value, grid.cell(source, column).style.number_format)
    _widen(table, max(rows, default=0), max((max(values, default=0) for values in entry.rows.values()), default=0))


def _widen(table: Element, rows: int, columns: int) -> None:
    for key, needed in (("ExpandedRowCount", rows), ("ExpandedColumnCount", columns)):
        declared = attribute(table, key)
        if declared and declared.isdigit() and int(declared) < needed:
            table.set(SS + key, str(needed))


def _cell(line: Element, column: int) -> Element:
    at = 0
    before: Element | None = None
    for item in children(line, "Cell"):
        text, more = attribute(item, "Index"), attribute(item, "MergeAcross") or "0"
        at = int(text) if text and text.isdigit() else at + 1
        if at == column:
            return item
        if at > column:
            item.set(SS + "Index", str(at))
            break
        before = item
        at += int(more) if more.isdigit() else 0
    made = etree.Element(SS + "Cell", {SS + "Index": str(column)})
    if before is None:
        line.insert(0, made)
    else:
        before.addnext(made)
    return made


def _set(cell: Element, value: EditValue, number_format: str) -> None:
    for part in children(cell, "Data"):
        cell.remove(part)
    cell.attrib.pop(SS + "Formula", "")
    kind, text = _stored(value, number_format)
    if text:
        data = etree.Element(SS + "Data", {SS + "Type": kind})
        data.text = text
        cell.insert(0, data)


def _stored(value: EditValue, number_format: str) -> tuple[str, str]:
    if value is None:
        return "String", ""
    if isinstance(value, str):
        return "String", clean(value)
    if isinstance(value, date):
        if is_date(number_format):
            moment = value.isoformat()
            return "DateTime", (moment[:19] if "T" in moment else moment + "T00:00:00") + ".000"
        return "String", value.isoformat().replace("T", " ")
    if isinstance(value, bool):
        return ("String", "是" if value else "否") if takes_text_only(number_format) else ("Boolean", "1" if value else "0")
    text = str(int(value)) if value == int(value) else repr(value)
    return ("String" if takes_text_only(number_format) or abs(value) >= MAX_EXACT else "Number"), text
