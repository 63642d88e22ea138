"""The rows and the shared texts of a workbook out of their XML, with expat: two million cells in about two seconds, in bounded memory.

Hot: cells are finished when the next one begins, so that two callbacks a cell are enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import IO
from xml.parsers import expat

from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.grid import column_letters
from qingzhuang.formfill.read.extent import MAX_COLUMNS
from qingzhuang.formfill.read.number_format import to_moment
from qingzhuang.formfill.read.ranges import MAX_ROW
from qingzhuang.formfill.read.xlsx_strings import unescaped
from qingzhuang.intake.sources.sheet import Raw, Row

CHUNK = 1 << 18
MOST_TEXT = 1 << 20  # signs of one cell
MOST_TEXTS = 1 << 30  # signs of all shared texts
MARKUP = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
COLUMNS = {column_letters(column): column for column in range(1, MAX_COLUMNS + 1)}
DIGITS = "0123456789"


def read_rows(stream: IO[bytes], texts: Sequence[str], dated: frozenset[str], epoch1904: bool) -> Iterator[Row]:
    """Rows of a worksheet part in order; empty rows are left out."""
    reader = _RowReader(texts, dated, epoch1904)
    parser = _parser()
    parser.StartElementHandler = reader.start
    parser.CharacterDataHandler = reader.text
    for chunk in _chunks(stream, parser):
        _feed(parser, chunk)
        yield from reader.take()
    reader.finish()
    yield from reader.take()


def read_strings(stream: IO[bytes]) -> list[str]:
    """The shared texts in order: runs joined, phonetic hints left out."""
    texts: list[str] = []
    taking = False
    total = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal taking
        kind = name.rpartition(":")[2]
        if kind == "si":
            texts.append("")
            taking = True
        elif kind == "rPh":
            taking = False

    def text(data: str) -> None:
        nonlocal total
        if taking and texts:
            texts[-1] += data
            total += len(data)
            if total > MOST_TEXTS:
                raise refusal("bomb", "文件里的文字多得不正常。")

    def inside(name: str) -> None:
        nonlocal taking
        if name.endswith("si"):
            taking = False

    parser = _parser()
    parser.StartElementHandler, parser.CharacterDataHandler, parser.EndElementHandler = start, text, inside
    for chunk in _chunks(stream, parser):
        _feed(parser, chunk)
    return [unescaped(text) if "_x" in text or "\r" in text else text for text in texts]


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*declaration: object) -> None:
    raise refusal("unsafe_xml")


def _chunks(stream: IO[bytes], parser: expat.XMLParserType) -> Iterator[bytes]:
    try:
        while chunk := stream.read(CHUNK):
            yield chunk
    except (OSError, EOFError, ValueError) as error:
        raise refusal("damaged", "文件内部有一部分解不开。") from error


def _feed(parser: expat.XMLParserType, chunk: bytes) -> None:
    try:
        parser.Parse(chunk, False)
    except expat.ExpatError as error:
        raise refusal("damaged", "文件内部的内容不完整或格式不对。") from error


class _RowReader:
    """Collects rows from the starts of elements and the texts between them."""

    def __init__(self, texts: Sequence[str], dated: frozenset[str], epoch1904: bool) -> None:
        self.texts, self.dated, self.epoch1904 = texts, dated, epoch1904
        self.done: list[Row] = []
        self.number = self.column = 0
        self.row: list[Raw] = []
        self.cell: dict[str, str] | None = None
        self.found = ""
        self.taking = False

    def take(self) -> list[Row]:
        done, self.done = self.done, []
        return done

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "v":
            self.taking = True
        elif name == "c":
            if self.found:
                self.put()
            self.cell, self.taking = attributes, False
            self.column += 1
        elif ":" in name:  # a file that gives its elements a prefix
            self.start(name.rpartition(":")[2], attributes)
        elif name == "row":
            self.finish()
            self.column = 0
            number = attributes.get("r", "")
            self.number = int(number) if number.isdigit() and len(number) < 8 else self.number + 1
        else:
            self.taking = name == "t"  # the text of a cell that holds it itself; not a formula, not a phonetic hint
            if name in ("rPh", "phoneticPr"):
                self.put()
                self.cell = None
            elif name == "mergeCells":
                self.finish()

    def text(self, data: str) -> None:
        if self.taking:
            self.found += data
            if len(self.found) > MOST_TEXT:
                raise refusal("bomb", "有一格里的文字多得不正常。")

    def finish(self) -> None:
        """The row is over."""
        if self.found:
            self.put()
        self.cell, self.taking = None, False
        if self.row and self.number <= MAX_ROW:
            self.done.append((self.number, self.row))
        self.row = []

    def put(self) -> None:
        """The cell is over: its value goes to its place in the row."""
        cell, found, self.found = self.cell, self.found, ""
        if cell is None or not found:
            return
        row = self.row
        column = COLUMNS.get(cell.get("r", "").rstrip(DIGITS)) or self.column  # cells without a name follow one another
        value = self.value(cell, found)
        if value is None or column > MAX_COLUMNS:
            return
        missing = column - 1 - len(row)
        if missing > 0:
            row.extend([None] * missing)
        if missing >= 0:
            row.append(value)
        else:
            row[column - 1] = value

    def value(self, cell: dict[str, str], found: str) -> Raw:
        kind = cell.get("t")
        if kind == "s":
            place = int(found) if found.isdigit() and len(found) < 9 else -1
            return (self.texts[place] or None) if 0 <= place < len(self.texts) else None
        if kind is None or kind == "n":
            return self.figure(found, cell.get("s"))
        if kind == "b":
            return "TRUE" if found == "1" else "FALSE"
        if kind == "d":
            return _moment(found)
        return unescaped(found) or None

    def figure(self, found: str, style: str | None) -> Raw:
        if style is not None and style in self.dated:
            return _day(found, self.epoch1904)
        if found.isdigit() and len(found) < 16:
            whole = int(found)
            return whole if whole < 10**15 else float(whole)
        try:
            number = float(found)
        except ValueError:
            return found.strip() or None
        if number != number or number in (float("inf"), float("-inf")):
            return found
        return int(number) if number == int(number) and abs(number) < 1e15 else number


def _moment(found: str) -> Raw:
    try:
        return datetime.fromisoformat(found)
    except ValueError:
        return found


def _day(found: str, epoch1904: bool) -> Raw:
    try:
        moment = to_moment(float(found), epoch1904)
    except (ValueError, OverflowError):
        return found
    return moment if isinstance(moment, (date, float)) else str(moment)
