"""One worksheet part as cells, merges, sizes and rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from qingzhuang.formfill.grid import PLAIN, Cell, CellValue, Place, Span, Style, column_letters
from qingzhuang.formfill.read.choices import ListRule
from qingzhuang.formfill.read.extent import MAX_COLUMNS, MAX_ROWS, settle
from qingzhuang.formfill.read.formula import moved
from qingzhuang.formfill.read.number_format import is_date, shown, to_moment
from qingzhuang.formfill.read.page_texts import page_texts
from qingzhuang.formfill.read.ranges import place, span, spans
from qingzhuang.formfill.read.xlsx_strings import SharedText, rich_text, unescaped
from qingzhuang.formfill.read.xlsx_styles import Styles
from qingzhuang.formfill.read.xml import Element, children, local, namespace

MAX_MERGES = 50_000
_LETTERS = ("", *(column_letters(column) for column in range(1, MAX_COLUMNS + 1)))
_COLUMNS = {letters: column for column, letters in enumerate(_LETTERS) if column}


@dataclass(slots=True)
class Sheet:
    """A worksheet while it is read."""

    name: str
    cells: dict[Place, Cell] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0
    merges: tuple[Span, ...] = ()
    overlapping: int = 0
    cut_off: bool = False
    column_widths: dict[int, float] = field(default_factory=dict)
    row_heights: dict[int, float] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    rules: list[ListRule] = field(default_factory=list)
    page_header: tuple[str, ...] = ()
    page_footer: tuple[str, ...] = ()

    def text(self, at: Place) -> str:
        found = self.cells.get(at)
        return found.text if found else ""


def read_sheet(root: Element, name: str, strings: Sequence[SharedText], styles: Styles, epoch1904: bool) -> Sheet:
    """Read a worksheet part."""
    sheet = Sheet(name)
    merges: list[Span] = []
    columns: list[Element] = []
    for part in root:
        kind = local(part)
        if kind == "sheetData":
            _Cells(sheet, strings, styles, epoch1904, namespace(part)).read(part)
        elif kind == "cols":
            columns = children(part, "col")
        elif kind == "mergeCells":
            merges = [found for item in children(part, "mergeCell")[:MAX_MERGES] if (found := span(item.get("ref", "")))]
        elif kind == "dataValidations":
            sheet.rules += _rules(part)
        elif kind == "headerFooter":
            sheet.page_header = page_texts(*(item.text or "" for item in part if local(item) in ("firstHeader", "oddHeader")))
            sheet.page_footer = page_texts(*(item.text or "" for item in part if local(item) in ("firstFooter", "oddFooter")))
        elif kind == "extLst":
            for item in part.iter():
                if local(item) == "dataValidations":
                    sheet.rules += _rules(item)
    _settle(sheet, merges)
    _columns(sheet, columns)
    return sheet


class _Cells:
    """Walks the rows; hot, so lookups are few and plain."""

    def __init__(self, sheet: Sheet, strings: Sequence[SharedText], styles: Styles, epoch1904: bool, ns: str) -> None:
        self.sheet, self.strings, self.styles, self.epoch1904 = sheet, strings, styles, epoch1904
        self.row_tag, self.cell_tag, self.value_tag = ns + "row", ns + "c", ns + "v"
        self.formula_tag, self.inline_tag = ns + "f", ns + "is"
        self.shared: dict[str, tuple[str, Place]] = {}

    def read(self, data: Element) -> None:
        row = 0
        for item in data.iterchildren(self.row_tag):
            number = item.get("r", "")
            row = int(number) if number.isdigit() and len(number) < 8 else row + 1
            if row > MAX_ROWS:
                self.sheet.cut_off = self.sheet.cut_off or any(cell.find(self.value_tag) is not None for cell in item)
                continue
            if height := _float(item.get("ht")):
                self.sheet.row_heights[row] = height
            if item.get("hidden") in ("1", "true"):
                self.sheet.hidden_rows.add(row)
            column, digits = 0, str(row)
            for cell in item.iterchildren(self.cell_tag):
                reference = cell.get("r") or ""
                letters = reference.rstrip("0123456789")
                column = _COLUMNS.get(letters) or _column(reference) or column + 1
                if column <= MAX_COLUMNS:
                    self.cell(cell, row, column, f"{_LETTERS[column]}{digits}")
                elif len(cell):
                    self.sheet.cut_off = True

    def cell(self, item: Element, row: int, column: int, name: str) -> None:
        number = item.get("s")
        style = self.styles.style(int(number)) if number and number.isdigit() else PLAIN
        if not len(item):
            if style is not PLAIN:
                self.sheet.cells[row, column] = Cell(row, column, "", None, "", style, name)
            return
        raw = formula = None
        inline: Element | None = None
        for part in item:
            if part.tag == self.value_tag:
                raw = part.text
            elif part.tag == self.formula_tag:
                formula = self.formula(part, (row, column))
            elif part.tag == self.inline_tag:
                inline = part
        value, text, red = self.value(item.get("t", "n"), raw, inline, style)
        if red and not style.red:
            style = replace(style, red=True)
        self.sheet.cells[row, column] = Cell(row, column, text, value, formula or "", style, name)

    def value(self, kind: str, raw: str | None, inline: Element | None, style: Style) -> tuple[CellValue, str, bool]:
        if inline is not None:
            found = rich_text(inline)
            return found.text, found.text, found.red
        if raw is None:
            return None, "", False
        if kind == "s":
            index = int(raw) if raw.strip().isdigit() and len(raw) < 9 else -1
            found = self.strings[index] if 0 <= index < len(self.strings) else SharedText("")
            return found.text, found.text, found.red
        if kind in ("str", "e"):
            text = unescaped(raw)
            return text, text, False
        if kind == "b":
            return raw == "1", shown(raw == "1"), False
        if kind == "d":
            try:
                moment: CellValue = datetime.fromisoformat(raw)
            except ValueError:
                moment = raw
            return moment, shown(moment, style.number_format), False
        value = number_value(raw, style.number_format, self.epoch1904)
        return value, shown(value, style.number_format), False

    def formula(self, item: Element, at: Place) -> str:
        text = item.text or ""
        key = item.get("si", "")
        if item.get("t") == "shared" and key:
            if text:
                self.shared[key] = (text, at)
            elif key in self.shared:
                master, home = self.shared[key]
                text = moved(master, at[0] - home[0], at[1] - home[1])
        return "=" + text


def _column(reference: str) -> int:
    """The column of a reference that is spelt unusually (`$b$3`); 0 where it is none."""
    at = place(reference)
    return at[1] if at else 0


def number_value(raw: str, number_format: str, epoch1904: bool) -> CellValue:
    """A stored number as int or float, or as the day it means in a date format; text where it is no number."""
    if len(raw) > 15 and raw.isascii() and raw.isdigit() and len(raw) < 25:  # more digits than a number of Excel has
        return int(raw)
    try:
        number = float(raw)
    except ValueError:
        return raw
    if number != number or number in (float("inf"), float("-inf")):
        return raw
    if number_format != "General" and is_date(number_format):
        moment = to_moment(number, epoch1904)
        if not isinstance(moment, float):
            return moment
    return int(number) if number == int(number) and abs(number) < 1e15 else number


def _settle(sheet: Sheet, merges: list[Span]) -> None:
    settled = settle(sheet.cells, merges)
    sheet.cells, sheet.rows, sheet.columns = settled.cells, settled.rows, settled.columns
    sheet.merges, sheet.overlapping = settled.merges, settled.overlapping
    sheet.row_heights = {row: height for row, height in sheet.row_heights.items() if row <= sheet.rows}
    sheet.hidden_rows = {row for row in sheet.hidden_rows if row <= sheet.rows}


def _columns(sheet: Sheet, columns: list[Element]) -> None:
    for item in columns:
        first, last = item.get("min", ""), item.get("max", "")
        if not (first.isdigit() and last.isdigit()):
            continue
        width, hidden = _float(item.get("width")), item.get("hidden") in ("1", "true")
        for column in range(int(first), min(int(last), sheet.columns) + 1):
            if width is not None:
                sheet.column_widths[column] = width
            if hidden:
                sheet.hidden_columns.add(column)


def _rules(part: Element) -> list[ListRule]:
    """List validations, in the plain spelling and in that of Excel 2010 (formula and range one level deeper)."""
    found = []
    for item in children(part, "dataValidation"):
        if item.get("type") != "list":
            continue
        formula, where = "", item.get("sqref", "")
        for inner in item.iter():
            kind = local(inner)
            if kind in ("formula1", "f") and (inner.text or "").strip() and not formula:
                formula = inner.text or ""
            elif kind == "sqref":
                where = inner.text or ""
        found.append(ListRule(tuple(spans(where)), formula.strip()))
    return found


def _float(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
