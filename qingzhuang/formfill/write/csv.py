"""Write into .csv: the same encoding, separator and line ends; lines that are not touched stay as they were."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

from qingzhuang.formfill.edits import Edits, EditValue, Written
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.read.csv import Dialect, decode, parse_rows
from qingzhuang.formfill.read.extent import MAX_ROWS
from qingzhuang.formfill.write.plan import plan
from qingzhuang.formfill.write.xlsx.cells import clean

_DANGEROUS = re.compile(r"[=@\t\r]|[+-](?![\d\s().+-]*$)")
_LONG_NUMBER = re.compile(r"\d{16,}[\dXx]?$")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")
MAX_COLUMNS = 1_024


def write(data: bytes, book: Book, edits: Edits) -> Written:
    """The table with the edits in it."""
    plans = plan(book, edits, MAX_ROWS * 3, MAX_COLUMNS)
    if not plans:
        return Written(data, "csv")
    entry = plans[0]
    text, dialect = decode(data)
    lines = raw_rows(text, dialect)
    for growth in reversed(entry.shift.growths):
        width = len(_fields(lines[growth.last_row - 1], dialect)) if growth.last_row <= len(lines) else 1
        blank = dialect.separator * (width - 1) + dialect.line_end
        lines += [dialect.line_end] * (growth.last_row - len(lines))
        lines[growth.last_row : growth.last_row] = [blank] * growth.added
    for number, values in entry.rows.items():
        lines += [dialect.line_end] * (number - len(lines))
        lines[number - 1] = _row(lines[number - 1], values, dialect)
    if len(lines) > 1:
        lines[:-1] = [line if line.endswith(("\n", "\r")) else line + dialect.line_end for line in lines[:-1]]
    long_numbers = any(
        isinstance(value, str) and _LONG_NUMBER.match(value) for row in entry.rows.values() for value in row.values()
    )
    said = (
        "这是 CSV 文件，用 Excel 或 WPS 直接打开会把身份证号等长数字显示成科学计数；请用“数据－导入文本”打开并把这些列设为文本。"
    )
    return Written(dialect.mark + "".join(lines).encode(dialect.encoding, "replace"), "csv", (said,) if long_numbers else ())


def raw_rows(text: str, dialect: Dialect) -> list[str]:
    """The lines of each row as they stand, line ends included; a line break inside quotes belongs to its field."""
    rows: list[str] = []
    held = ""
    for line in _LINE.findall(text):
        held += line
        if held.count('"') % 2 == 0:
            rows.append(held)
            held = ""
    return [*rows, held] if held else rows


def _fields(line: str, dialect: Dialect) -> list[str]:
    found = parse_rows(line, dialect)
    return found[0] if found else []


def _row(line: str, values: dict[int, EditValue], dialect: Dialect) -> str:
    fields = _fields(line, dialect)
    fields += [""] * (max(values) - len(fields))
    for column, value in values.items():
        fields[column - 1] = as_text(value)
    out = io.StringIO()
    csv.writer(out, delimiter=dialect.separator, lineterminator="").writerow(fields)
    ending = line[len(line.rstrip("\r\n")) :]
    return out.getvalue() + (ending or dialect.line_end)


def as_text(value: EditValue) -> str:
    """A value as a field; text that a spreadsheet would calculate gets an apostrophe, which marks it as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat().replace("T", " ")
    if isinstance(value, (int, float)):
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    text = clean(value)
    return "'" + text if _DANGEROUS.match(text) and len(text) > 1 else text
