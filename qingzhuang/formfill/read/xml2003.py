"""Read SpreadsheetML 2003, an XML file often named .xls."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.grid import PLAIN, Book, Cell, CellValue, Grid, Place, Span, Style, cell_name
from qingzhuang.formfill.read.extent import MAX_COLUMNS, MAX_ROWS, settle
from qingzhuang.formfill.read.number_format import shown
from qingzhuang.formfill.read.xlsx_styles import reddish
from qingzhuang.formfill.read.xml import Element, attribute, child, children, parse

_FORMATS = {
    "General": "General",
    "Short Date": "yyyy/m/d",
    "Long Date": 'yyyy"年"m"月"d"日"',
    "Percent": "0.00%",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
}


@dataclass(slots=True)
class _Styles:
    elements: dict[str, Element]
    made: dict[str, Style] = field(default_factory=dict)

    def style(self, name: str | None) -> Style:
        if not name or name not in self.elements:
            return PLAIN
        if name not in self.made:
            self.made[name] = _style(self.elements[name])
        return self.made[name]


def read(data: bytes, name: str = "") -> Book:
    """Read an XML spreadsheet of 2003; raises FormError."""
    root = parse(data)
    listed = children(child(root, "Styles"), "Style")
    styles = _Styles({attribute(item, "ID") or "": item for item in listed})
    grids = tuple(_sheet(item, styles) for item in children(root, "Worksheet")[:200])
    if not grids:
        raise refusal("no_table", "工作簿里没有工作表。")
    return Book("xml", grids)


def cells_of_sheet(sheet: Element) -> list[tuple[Element, Span]]:
    """Every cell element with the places it covers; rows and cells that skip say so in Index."""
    found = []
    row = 0
    for line in children(child(sheet, "Table"), "Row"):
        row = _index(line, row + 1)
        column = 0
        for item in children(line, "Cell"):
            column = _index(item, column + 1)
            across, down = _more(item, "MergeAcross"), _more(item, "MergeDown")
            if row <= MAX_ROWS and column <= MAX_COLUMNS:
                found.append((item, Span(row, column, row + down, column + across)))
            column += across
    return found


def _sheet(sheet: Element, styles: _Styles) -> Grid:
    cells: dict[Place, Cell] = {}
    merges = []
    for item, where in cells_of_sheet(sheet):
        style = styles.style(attribute(item, "StyleID"))
        value, text = _value(child(item, "Data"), style)
        formula = attribute(item, "Formula") or ""
        at = (where.top, where.left)
        cells[at] = Cell(*at, text, value, formula, style, cell_name(*at))
        if where.rows * where.columns > 1:
            merges.append(where)
    settled = settle(cells, merges)
    options = child(sheet, "WorksheetOptions")
    visible = child(options, "Visible")
    hidden = visible is not None and (visible.text or "").startswith("Sheet")
    return Grid(attribute(sheet, "Name") or "", settled.rows, settled.columns, settled.cells, settled.merges, hidden=hidden)


def _value(data: Element | None, style: Style) -> tuple[CellValue, str]:
    if data is None:
        return None, ""
    text = "".join(str(part) for part in data.itertext())
    kind = attribute(data, "Type")
    try:
        if kind == "Number":
            number = float(text)
            value: CellValue = int(number) if number == int(number) and abs(number) < 1e15 else number
            return value, shown(value, style.number_format)
        if kind == "DateTime":
            moment = datetime.fromisoformat(text)
            plain: CellValue = moment.date() if not moment.time().replace(tzinfo=None).isoformat().strip("0:.") else moment
            return plain, shown(plain, style.number_format if style.number_format != "General" else "yyyy/m/d")
    except (ValueError, OverflowError):
        return text, text
    if kind == "Boolean":
        return text == "1", shown(text == "1")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, text


def _style(item: Element) -> Style:
    sides = {attribute(line, "Position") or "": line for line in children(child(item, "Borders"), "Border")}
    drawn = {side for side, line in sides.items() if attribute(line, "LineStyle") not in (None, "None")}
    font, fill, alignment = child(item, "Font"), child(item, "Interior"), child(item, "Alignment")
    number, protection = child(item, "NumberFormat"), child(item, "Protection")
    size = "" if font is None else attribute(font, "Size") or ""
    number_format = "General" if number is None else attribute(number, "Format") or "General"
    align = "" if alignment is None else (attribute(alignment, "Horizontal") or "").lower()
    return Style(
        number_format=_FORMATS.get(number_format, number_format),
        bold=font is not None and attribute(font, "Bold") == "1",
        red=font is not None and reddish((attribute(font, "Color") or "").lstrip("#")),
        filled=fill is not None
        and attribute(fill, "Pattern") not in (None, "None")
        and (attribute(fill, "Color") or "").upper() != "#FFFFFF",
        left="Left" in drawn,
        top="Top" in drawn,
        right="Right" in drawn,
        bottom="Bottom" in drawn,
        diagonal=bool(drawn & {"DiagonalLeft", "DiagonalRight"}),
        align=align if align in ("left", "center", "right") else "",
        font_size=float(size) if size.replace(".", "", 1).isdigit() else 11.0,
        wrap=alignment is not None and attribute(alignment, "WrapText") == "1",
        locked=protection is None or attribute(protection, "Protected") != "0",
    )


def _index(item: Element, otherwise: int) -> int:
    text = attribute(item, "Index")
    return int(text) if text and text.isdigit() and len(text) < 9 else otherwise


def _more(item: Element, key: str) -> int:
    text = attribute(item, key)
    return min(int(text), MAX_COLUMNS) if text and text.isdigit() and len(text) < 9 else 0
