"""Text tables row by row: encoding and separator are found on the first lines, the rest passes by."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice

from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.grid import Cell, Grid, cell_name
from qingzhuang.formfill.read.csv import MAX_FIELD, Dialect, decode, parse_rows
from qingzhuang.formfill.read.extent import MAX_COLUMNS
from qingzhuang.intake.sources.sheet import HEAD_ROWS, Opened, Raw, Row, Sheet

SAMPLE = 1 << 18


def open_delimited(data: bytes, name: str = "") -> Opened:
    """A .csv or .txt table of any length; raises FormError."""
    head, dialect = decode(_beginning(data))
    encoding = _encoding(data, dialect)
    if encoding != dialect.encoding:  # the first lines were plain ASCII, the names below are not
        dialect = Dialect(encoding, dialect.mark, dialect.separator, dialect.line_end)
        head = data[:SAMPLE].decode(encoding, "replace")
    first = parse_rows(head, dialect)[:HEAD_ROWS]
    cells = {
        (row, column): Cell(row, column, text, text, name=cell_name(row, column))
        for row, values in enumerate(first, 1)
        for column, text in enumerate(values[:MAX_COLUMNS], 1)
        if text
    }
    if not cells:
        raise refusal("no_table", "文件里没有文字。")
    width = max(column for _, column in cells)
    sheet = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or "CSV"
    grid = Grid(sheet, max(row for row, _ in cells), width, cells)
    return Opened("csv", (Sheet(grid, lambda: _rows(data, dialect)),))


def _beginning(data: bytes) -> bytes:
    """The first lines, cut after a whole line so that no sign is cut in two."""
    if len(data) <= SAMPLE:
        return data
    cut = data.rfind(b"\n", 0, SAMPLE)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data[: SAMPLE // 2 * 2]
    return data[: cut + 1 if cut > 0 else SAMPLE]


def _encoding(data: bytes, dialect: Dialect) -> str:
    """UTF-8 only if the whole file is; a file whose later lines are not is in GB 18030."""
    if dialect.mark or dialect.encoding != "utf-8":
        return dialect.encoding
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), SAMPLE):
            decoder.decode(data[start : start + SAMPLE], start + SAMPLE >= len(data))
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _rows(data: bytes, dialect: Dialect) -> Iterator[Row]:
    csv.field_size_limit(MAX_FIELD)
    stream = io.BytesIO(data)
    stream.seek(len(dialect.mark))
    text = io.TextIOWrapper(stream, dialect.encoding, "replace", newline="")
    reader = csv.reader(text, delimiter=dialect.separator)
    number = 0
    try:
        while lines := list(islice(reader, 1000)):
            for line in lines:
                number += 1
                values: list[Raw] = [value or None for value in line[:MAX_COLUMNS]]
                yield number, values
    except csv.Error as error:
        raise refusal("damaged", "文件里有不成对的引号，或有一格过长。") from error
