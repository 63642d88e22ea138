"""The rows and the shared texts of a workbook out of their XML, with expat: two million cells in about two seconds, in bounded memory.

Hot: cells are finished when the next one begins, so that two callbacks a cell are enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
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
    parser.StartElementHandler, parser.CharacterDataHandler, finish = reader.handlers()
    for chunk in _chunks(stream):
        _feed(parser, chunk)
        yield from reader.take()
    finish()
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
    for chunk in _chunks(stream):
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


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
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

    def take(self) -> list[Row]:
        done, self.done = self.done, []
        return done

    def handlers(self) -> tuple[Callable[[str, dict[str, str]], None], Callable[[str], None], Callable[[], None]]:
        """What the parser calls at the start of an element and for a text, and what ends the last row.

        Closures, because a variable of a closure is read much faster than an attribute.
        """
        number = column = 0
        row: list[Raw] = []
        cell: dict[str, str] | None = None
        found, taking = "", False
        shared, value = self.shared, self.value

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal cell, column, taking, number, row, found
            if name == "v":
                taking = True
            elif name == "c":
                if found:
                    put()
                cell, taking = attributes, False
                column += 1
            elif ":" in name:  # a file that gives its elements a prefix
                start(name.rpartition(":")[2], attributes)
            elif name == "row":
                finish()
                number, column = _row_number(attributes.get("r", "")) or number + 1, 0
            else:
                taking = name == "t"  # the text of a cell that holds it itself; not a formula, not a phonetic hint
                if name in ("rPh", "phoneticPr"):
                    put()
                    cell = None
                elif name == "mergeCells":
                    finish()

        def text(data: str) -> None:
            nonlocal found
            if taking:
                found += data
                if len(found) > MOST_TEXT:
                    raise refusal("bomb", "有一格里的文字多得不正常。")

        def finish() -> None:
            nonlocal row, cell, taking
            if found:
                put()
            cell, taking = None, False
            if row and number <= MAX_ROW:
                self.done.append((number, row))
                row = []

        def put() -> None:
            nonlocal found  # the cell is over: its value goes to its place in the row
            written, found = found, ""
            if cell is None or not written:
                return
            held = shared(written) if cell.get("t") == "s" else value(cell, written)
            place = COLUMNS.get(cell.get("r", "").rstrip(DIGITS)) or column  # cells without a name follow one another
            if place == len(row) + 1:
                row.append(held)
            elif held is not None and place <= MAX_COLUMNS:
                row.extend([None] * (place - len(row)))
                row[place - 1] = held

        return start, text, finish

    def shared(self, found: str) -> Raw:
        """A text of the shared table."""
        at = int(found) if found.isdigit() and len(found) < 9 else len(self.texts)
        return (self.texts[at] or None) if at < len(self.texts) else None

    def value(self, cell: dict[str, str], found: str) -> Raw:
        """The value of a cell that is no shared text."""
        kind = cell.get("t")
        if kind is None or kind == "n":
            return self.figure(found, cell.get("s"))
        if kind == "b":
            return "TRUE" if found == "1" else "FALSE"
        if kind == "d":
            return _moment(found)
        return unescaped(found) or None

    def figure(self, found: str, style: str | None) -> Raw:
        """A number, or the day that it stands for."""
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


def _row_number(told: str) -> int:
    return int(told) if told.isdigit() and len(told) < 8 else 0


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
