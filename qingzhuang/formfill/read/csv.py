"""Read .csv and .txt tables: encoding and separator found by looking."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.grid import Book, Cell, Grid, Place, cell_name
from qingzhuang.formfill.read.extent import MAX_COLUMNS, MAX_ROWS, used_extent

MAX_FIELD = 1 << 20
_SEPARATORS = (",", "\t", ";", "|")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text table is written down; the writer writes it the same way."""

    encoding: str
    mark: bytes  # byte order mark
    separator: str
    line_end: str


def read(data: bytes, name: str = "") -> Book:
    """Read a table in a text file; raises FormError."""
    text, dialect = decode(data)
    rows = parse_rows(text, dialect)
    cells: dict[Place, Cell] = {}
    cut_off = len(rows) > MAX_ROWS
    for number, row in enumerate(rows[:MAX_ROWS], 1):
        cut_off = cut_off or len(row) > MAX_COLUMNS
        for column, value in enumerate(row[:MAX_COLUMNS], 1):
            if value:
                cells[number, column] = Cell(number, column, value, value, name=cell_name(number, column))
    if not cells:
        raise refusal("no_table", "文件里没有文字。")
    last, columns = used_extent(cells.values())
    sheet = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    warnings = (f"文件太长或太宽，第 {MAX_ROWS} 行、第 {MAX_COLUMNS} 列以外的没有读取。",) if cut_off else ()
    return Book("csv", (Grid(sheet or "CSV", last, columns, cells),), warnings=warnings)


def decode(data: bytes) -> tuple[str, Dialect]:
    """Text and dialect: UTF-8 and UTF-16 by their marks, else UTF-8 if it fits, else GB 18030 (what Excel in Chinese saves)."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, mark)
    try:
        return _decoded(data, "utf-8", b"")
    except UnicodeDecodeError:
        pass
    try:
        return _decoded(data, "gb18030", b"")
    except UnicodeDecodeError as error:
        raise refusal("not_a_form", "文件内容不是任何一种表格格式。") from error


def _decoded(data: bytes, encoding: str, mark: bytes) -> tuple[str, Dialect]:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if mark:
            raise refusal("damaged", "文件的编码前后不一致，可能没有下载完。") from error
        raise
    strange = sum(1 for sign in text[:20_000] if sign < " " and sign not in "\t\r\n")
    if strange or "\x00" in text:
        raise refusal("not_a_form", "文件内容不是任何一种表格格式。")
    line_end = "\r\n" if "\r\n" in text else "\r" if "\r" in text and "\n" not in text else "\n"
    return text, Dialect(encoding, mark, _separator(text), line_end)


def _separator(text: str) -> str:
    """The sign that parts the first lines into the most even rows."""
    lines = [line for line in text[:50_000].splitlines()[:50] if line.strip()]
    best, most = ",", 0.0
    for sign in _SEPARATORS:
        counts = [line.count(sign) for line in lines]
        common = max(set(counts), key=counts.count) if counts else 0
        score = common * counts.count(common) / len(counts) if counts else 0.0
        score = score or sum(counts) / (10 * max(1, len(counts)))
        if score > most:
            best, most = sign, score
    return best


def parse_rows(text: str, dialect: Dialect) -> list[list[str]]:
    """Rows of fields; line breaks inside quotes belong to the field."""
    csv.field_size_limit(MAX_FIELD)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=dialect.separator))
    except csv.Error as error:
        raise refusal("damaged", "文件里有不成对的引号，或有一格过长。") from error
