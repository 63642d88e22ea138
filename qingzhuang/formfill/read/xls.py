"""Read .xls (BIFF, Excel 5 to 2003 and WPS .et) with xlrd; drop-downs, formulas and shapes from the records themselves."""

from __future__ import annotations

import contextlib
import io
from typing import Any

import xlrd

from qingzhuang.formfill.errors import FormError, refusal
from qingzhuang.formfill.grid import PLAIN, Book, Cell, CellValue, Grid, Place, Span, Style, cell_name
from qingzhuang.formfill.read.extent import MAX_COLUMNS, MAX_ROWS, settle
from qingzhuang.formfill.read.number_format import is_date, shown, to_moment
from qingzhuang.formfill.read.xlsx_strings import unescaped

_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


def read(data: bytes, name: str = "") -> Book:
    """Read an old Excel workbook; raises FormError."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
            grids = [_grid(book, book.sheet_by_index(index)) for index in range(book.nsheets)]
    except FormError:
        raise
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).lower() or "password" in str(error).lower():
            raise refusal("encrypted") from error
        raise refusal("damaged", "文件内部的记录不完整或次序不对。") from error
    except (MemoryError, RecursionError) as error:
        raise refusal("too_slow", "文件内部的记录展开后过大。") from error
    except Exception as error:  # xlrd raises all kinds of errors on damaged records
        raise refusal("damaged", "文件内部的记录不完整或次序不对。") from error
    if not grids:
        raise refusal("no_table", "工作簿里没有工作表。")
    return Book("xls", tuple(grids))


def _grid(book: Any, sheet: Any) -> Grid:
    cells: dict[Place, Cell] = {}
    styles: dict[int, Style] = {}
    cut_off = False
    for row in range(min(sheet.nrows, MAX_ROWS)):
        types, values, formats = sheet.row_types(row), sheet.row_values(row), sheet._cell_xf_indexes[row]
        for column in range(min(len(types), MAX_COLUMNS)):
            kind = types[column]
            if kind == xlrd.XL_CELL_EMPTY:
                continue
            number = formats[column]
            style = styles.get(number)
            if style is None:
                style = styles[number] = _style(book, number)
            value, text = _value(kind, values[column], style, book.datemode == 1)
            if text or style != PLAIN:
                cells[row + 1, column + 1] = Cell(row + 1, column + 1, text, value, "", style, cell_name(row + 1, column + 1))
    spans = [Span(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells if bottom > top and right > left]
    settled = settle(cells, spans)
    rows, columns = settled.rows, settled.columns
    widths = {i + 1: info.width / 256 for i, info in sheet.colinfo_map.items() if i < columns}
    heights = {i + 1: info.height / 20 for i, info in sheet.rowinfo_map.items() if i < rows and info.height}
    return Grid(
        name=sheet.name,
        rows=rows,
        columns=columns,
        cells=settled.cells,
        merges=settled.merges,
        column_widths=widths,
        row_heights=heights,
        hidden_rows=frozenset(i + 1 for i, info in sheet.rowinfo_map.items() if info.hidden and i < rows),
        hidden_columns=frozenset(i + 1 for i, info in sheet.colinfo_map.items() if info.hidden and i < columns),
        hidden=bool(sheet.visibility),
    )


def _value(kind: int, raw: Any, style: Style, epoch1904: bool) -> tuple[CellValue, str]:
    if kind == xlrd.XL_CELL_TEXT:
        text = unescaped(raw)
        return text, text
    if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        number: CellValue = int(raw) if raw == int(raw) and abs(raw) < 1e15 else float(raw)
        if is_date(style.number_format):
            moment = to_moment(float(raw), epoch1904)
            number = number if isinstance(moment, float) else moment
        return number, shown(number, style.number_format)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(raw), shown(bool(raw))
    if kind == xlrd.XL_CELL_ERROR:
        return _ERRORS.get(raw, "#ERROR!"), _ERRORS.get(raw, "#ERROR!")
    return None, ""


def _style(book: Any, number: int) -> Style:
    if not 0 <= number < len(book.xf_list):
        return PLAIN
    xf = book.xf_list[number]
    font = book.font_list[xf.font_index] if xf.font_index < len(book.font_list) else None
    number_format = book.format_map.get(xf.format_key)
    colour = book.colour_map.get(font.colour_index) if font else None
    border, fill = xf.border, xf.background
    solid_white = fill.fill_pattern == 1 and (fill.pattern_colour_index == 9 or book.colour_map.get(fill.pattern_colour_index) == (255, 255, 255))
    return Style(
        number_format=_format_text(number_format),
        bold=bool(font and (font.bold or font.weight >= 600)),
        red=bool(colour and colour[0] >= 0xB0 and colour[1] <= 0x50 and colour[2] <= 0x50),
        filled=fill.fill_pattern != 0 and not solid_white,
        left=border.left_line_style != 0,
        top=border.top_line_style != 0,
        right=border.right_line_style != 0,
        bottom=border.bottom_line_style != 0,
        diagonal=border.diag_line_style != 0 and bool(border.diag_up or border.diag_down),
        align={1: "left", 2: "center", 3: "right", 6: "center", 7: "center"}.get(xf.alignment.hor_align, ""),
        font_size=font.height / 20 if font else 11.0,
        wrap=bool(xf.alignment.text_wrapped),
        locked=bool(xf.protection.cell_locked),
    )


def _format_text(number_format: Any) -> str:
    if number_format is None:
        return "General"
    text = str(number_format.format_str or "General")
    return "General" if text.upper() == "GENERAL" else text
