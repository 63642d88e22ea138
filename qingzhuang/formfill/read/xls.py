"""Read .xls (BIFF, Excel 5 to 2003 and WPS .et) with xlrd; drop-downs, formulas and shapes from the records themselves."""

from __future__ import annotations

import contextlib
import io
import struct
from dataclasses import dataclass, replace
from typing import Any

import xlrd

from qingzhuang.formfill.errors import FormError, refusal
from qingzhuang.formfill.grid import PLAIN, Book, Cell, CellValue, Grid, Place, Span, Style, cell_name, column_letters
from qingzhuang.formfill.read import biff
from qingzhuang.formfill.read.choices import Sources, resolve
from qingzhuang.formfill.read.extent import MAX_COLUMNS, MAX_ROWS, Settled, overlap_warning, settle
from qingzhuang.formfill.read.number_format import is_date, shown, to_moment
from qingzhuang.formfill.read.ranges import sheet_reference, span
from qingzhuang.formfill.read.xls_extras import Extras, extras
from qingzhuang.formfill.read.xls_names import Globals, read_globals
from qingzhuang.formfill.read.xlsx_strings import unescaped

_MACRO_MARK = 0xD3  # OBPROJ
_LETTERS = [column_letters(column) for column in range(1, biff.MAX_COLUMN + 1)]
_NOTHING = 0x0FFF  # a kind of record that does not exist
_UNSEEN = frozenset(
    (
        biff.NAME,
        biff.EXTERNSHEET,
        biff.SUPBOOK,
        0x23,
        biff.OBJ,
        biff.TXO,
        biff.MSODRAWING,
        0xEB,
        0x1C,
        0x1B8,
        0x800,
        0x1B0,
        0x1B1,
        biff.DV,
    )
)
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


def read(data: bytes, name: str = "") -> Book:
    """Read an old Excel workbook; raises FormError."""
    try:
        stream = biff.workbook_stream(data)
        plain = _cells_and_looks_only(stream)
        with contextlib.redirect_stdout(io.StringIO()):
            book = xlrd.open_workbook(file_contents=plain, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
            return _book(book, stream)
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


def _book(book: Any, stream: bytes) -> Book:
    if not book.nsheets:
        raise refusal("no_table", "工作簿里没有工作表。")
    modern = book.biff_version >= 80
    offsets = {name: offset for offset, kind, name in biff.sheet_offsets(stream) if kind == 0} if modern else {}
    known = read_globals(stream) if modern else Globals()
    sheets = []
    for index in range(book.nsheets):
        raw = book.sheet_by_index(index)
        more = extras(stream, offsets[raw.name], known) if raw.name in offsets else Extras()
        sheets.append(_sheet(book, raw, more))
    sources = Sources({sheet.name.lower(): sheet for sheet in sheets}, known.defined, known.local)
    grids = [_grid(sheet, index, sources) for index, sheet in enumerate(sheets)]
    listed = list(biff.globals_of(stream))
    warnings = []
    if any(record.kind == _MACRO_MARK for record in listed):
        warnings.append("文件里有宏。宏不会被运行，也不会被改动。")
    if any(len(record.data) > 4 for record in listed if record.kind == biff.SUPBOOK):
        warnings.append("文件里有指向其他文件的公式，这些公式按文件里已存的结果读取，不会去打开其他文件。")
    for sheet in sheets:
        warnings += overlap_warning(sheet.name, sheet.settled.overlapping)
    return Book("xls", tuple(grids), warnings=tuple(warnings))


def _cells_and_looks_only(stream: bytes) -> bytes:
    """The stream with what xlrd need not see made unknown to it: it gives up on strange names, links and drawings.

    A few cells at column 65,535 would make it lay out millions of empty ones; such a file is refused.
    """
    out = bytearray(stream)
    for record in biff.records(stream):
        if record.kind in _UNSEEN:
            struct.pack_into("<H", out, record.offset, _NOTHING)
        elif record.kind in biff.CELLS and len(record.data) >= 4:
            if struct.unpack_from("<H", record.data, 2)[0] >= biff.MAX_COLUMN:
                raise refusal("damaged", "有单元格写在第 256 列以外，这种格式没有这么多列。")
    return bytes(out)


@dataclass(slots=True)
class _Sheet:
    """A sheet as xlrd gives it, settled."""

    name: str
    raw: Any
    settled: Settled
    more: Extras

    @property
    def rows(self) -> int:
        return self.settled.rows

    @property
    def columns(self) -> int:
        return self.settled.columns

    def text(self, at: Place) -> str:
        found = self.settled.cells.get(at)
        return found.text if found else ""


def _sheet(book: Any, sheet: Any, more: Extras) -> _Sheet:
    cells: dict[Place, Cell] = {}
    styles: dict[int, Style] = {}
    letters = _LETTERS
    for row in range(min(sheet.nrows, MAX_ROWS)):
        types, values, formats = sheet.row_types(row), sheet.row_values(row), sheet._cell_xf_indexes[row]
        for column in range(min(len(types), MAX_COLUMNS)):
            kind = types[column]
            if kind == xlrd.XL_CELL_EMPTY:
                continue
            number = formats[column]
            style = styles.get(number)
            if style is None:
                style = _style(book, number)
                style = styles[number] = PLAIN if style == PLAIN else style
            value, text = _value(kind, values[column], style, book.datemode == 1)
            if text or style is not PLAIN:
                cells[row + 1, column + 1] = Cell(row + 1, column + 1, text, value, "", style, f"{letters[column]}{row + 1}")
    for at, formula in more.formulas.items():
        cells[at] = replace(cells.get(at) or Cell(*at, name=cell_name(*at)), formula=formula)
    spans = [
        Span(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells if bottom > top and right > left
    ]
    return _Sheet(sheet.name, sheet, settle(cells, spans), more)


def _grid(sheet: _Sheet, index: int, sources: Sources) -> Grid:
    raw, rows, columns, more = sheet.raw, sheet.rows, sheet.columns, sheet.more
    area = sheet_reference(sources.local_names.get(("_xlnm.print_area", index), "").split(",")[0])
    return Grid(
        name=sheet.name,
        rows=rows,
        columns=columns,
        cells=sheet.settled.cells,
        merges=sheet.settled.merges,
        column_widths={i + 1: info.width / 256 for i, info in raw.colinfo_map.items() if i < columns},
        row_heights={i + 1: info.height / 20 for i, info in raw.rowinfo_map.items() if i < rows and info.height},
        hidden_rows=frozenset(i + 1 for i, info in raw.rowinfo_map.items() if info.hidden and i < rows),
        hidden_columns=frozenset(i + 1 for i, info in raw.colinfo_map.items() if info.hidden and i < columns),
        validations=resolve(more.rules, sheet, index, sources),
        shapes=tuple(more.shapes),
        hidden=bool(raw.visibility),
        print_area=span(area[1]) if area else None,
        page_header=more.page_header,
        page_footer=more.page_footer,
        comments=more.comments,
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
    solid_white = fill.fill_pattern == 1 and (
        fill.pattern_colour_index == 9 or book.colour_map.get(fill.pattern_colour_index) == (255, 255, 255)
    )
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
