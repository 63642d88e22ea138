"""Values as cell records of BIFF8."""

from __future__ import annotations

import struct
from datetime import date

from qingzhuang.formfill.edits import EditValue
from qingzhuang.formfill.read import biff
from qingzhuang.formfill.read.number_format import is_date, takes_text_only, to_serial
from qingzhuang.formfill.write.xls.cells import XlsCell
from qingzhuang.formfill.write.xls.strings import StringTable
from qingzhuang.formfill.write.xlsx.cells import MAX_EXACT, clean


def cell_of(value: EditValue, look: int, number_format: str, strings: StringTable, epoch1904: bool, font: int = 0) -> XlsCell:
    """The cell that holds a value with a format: the same rules as in newer workbooks.

    `font` prints a text where the text that stood there before began with a font of its own.
    """
    if value is None or value == "":
        return XlsCell(biff.BLANK, look)
    if isinstance(value, date):
        if is_date(number_format) and value.year >= 1900:
            return _number(to_serial(value, epoch1904), look)
        value = value.isoformat().replace("T", " ")
    elif isinstance(value, bool) and not takes_text_only(number_format):
        return XlsCell(biff.BOOLERR, look, bytes([value, 0]))
    elif isinstance(value, bool):
        value = "是" if value else "否"
    elif isinstance(value, (int, float)):
        if not takes_text_only(number_format) and abs(value) < MAX_EXACT:
            return _number(float(value), look)
        value = str(int(value)) if value == int(value) else repr(value)
    text = clean(value)
    return XlsCell(biff.LABELSST, look, struct.pack("<L", strings.number(text, font))) if text else XlsCell(biff.BLANK, look)


def _number(value: float, look: int) -> XlsCell:
    return XlsCell(biff.NUMBER, look, struct.pack("<d", value))
