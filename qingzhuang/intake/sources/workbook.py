"""Workbooks (.xlsx, .xlsm) of any length: the first rows as formfill reads them, all rows through a parser that keeps nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.grid import Span
from qingzhuang.formfill.read.number_format import is_date
from qingzhuang.formfill.read.package import Package
from qingzhuang.formfill.read.ranges import span
from qingzhuang.formfill.read.xlsx import Workbook, book_of, open_workbook
from qingzhuang.formfill.read.xlsx_strings import SharedText
from qingzhuang.formfill.read.xlsx_styles import Styles
from qingzhuang.formfill.read.xml import parse
from qingzhuang.intake.sources.rows_xml import MARKUP, read_rows, read_strings
from qingzhuang.intake.sources.sheet import HEAD_ROWS, Opened, Row, Sheet

CHUNK = 1 << 18
MOST_HEAD = 64 << 20  # bytes of the first rows, and again of what stands behind the last
MOST_MERGES = 300_000
ROW_END = re.compile(rb"</(?:[\w.-]+:)?row\s*>|<(?:[\w.-]+:)?row\s[^>]*/>")
DATA_END = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>")
MERGE = re.compile(rb"<(?:[\w.-]+:)?mergeCell\s[^>]*?ref=\"([^\"]{2,40})\"")


@dataclass(frozen=True, slots=True)
class _Ends:
    """A sheet part without its middle: XML of the first rows and of what follows the last, and the merges over rows."""

    xml: bytes
    merges: tuple[Span, ...]


class _Looks(Sequence[SharedText]):
    """The texts as the reader of forms wants them."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, place: int) -> SharedText:  # type: ignore[override]  # no slices are asked for
        return SharedText(self.texts[place])


def open_workbook_rows(data: bytes) -> Opened:
    """The sheets of a workbook; raises FormError."""
    package = Package(data)
    workbook = open_workbook(package)
    texts: Sequence[str] = ()
    if workbook.shared_strings in package:
        texts = read_strings(package.stream(workbook.shared_strings))
    ends = {sheet.part: _ends_of(package.stream(sheet.part)) for sheet in workbook.sheets if sheet.part in package}
    book = book_of(package, workbook, _Looks(texts), lambda part: ends[part].xml)
    dated = _dated(package, workbook)
    sheets = []
    for listed, grid in zip(workbook.sheets, book.grids, strict=True):
        found = ends.get(listed.part)
        rows = _Rows(data, listed.part if found else "", texts, dated, workbook.epoch1904)
        sheets.append(Sheet(grid, rows, found.merges if found else ()))
    return Opened(book.format, tuple(sheets), book.warnings)


@dataclass(frozen=True, slots=True)
class _Rows:
    """All rows of one sheet, from its beginning at each call."""

    data: bytes
    part: str
    texts: Sequence[str]
    dated: frozenset[str]
    epoch1904: bool

    def __call__(self) -> Iterator[Row]:
        if not self.part:
            return iter(())
        return read_rows(Package(self.data).stream(self.part), self.texts, self.dated, self.epoch1904)


def _dated(package: Package, workbook: Workbook) -> frozenset[str]:
    """The numbers of cell formats that show a day."""
    if workbook.styles not in package:
        return frozenset()
    styles = Styles(parse(package.read(workbook.styles)))
    return frozenset(str(at) for at in range(len(styles.cell_formats)) if is_date(styles.style(at).number_format))


def _ends_of(stream: IO[bytes]) -> _Ends:
    head = bytearray()
    seen = after = 0
    while seen < HEAD_ROWS and (chunk := stream.read(CHUNK)):
        if MARKUP.search(chunk):
            raise refusal("unsafe_xml")
        head += chunk
        for match in ROW_END.finditer(head, after):
            seen, after = seen + 1, match.end()
            if seen == HEAD_ROWS:
                break
        if len(head) > MOST_HEAD:
            raise refusal("bomb", "工作表的前几百行大得不正常。")
    if seen < HEAD_ROWS:
        return _Ends(bytes(head), _merges(bytes(head)))
    rest, name = bytes(head[after:]), _prefix(head)
    tail = _tail(stream, rest)
    xml = bytes(head[:after]) + b"</" + name + b"sheetData>" + tail
    return _Ends(xml, _merges(tail))


def _prefix(head: bytearray) -> bytes:
    match = re.search(rb"<((?:[\w.-]+:)?)sheetData", head)
    return match.group(1) if match else b""


def _tail(stream: IO[bytes], window: bytes) -> bytes:
    """What stands behind the data of a sheet; the data themselves pass by."""
    while (match := DATA_END.search(window)) is None:
        chunk = stream.read(CHUNK)
        if not chunk:
            raise refusal("damaged", "工作表的内容不完整，可能没有下载完。")
        window = window[-64:] + chunk
    tail = bytearray(window[match.end() :])
    while chunk := stream.read(CHUNK):
        tail += chunk
        if len(tail) > MOST_HEAD:
            raise refusal("bomb", "工作表数据之后的部分大得不正常。")
    return bytes(tail)


def _merges(xml: bytes) -> tuple[Span, ...]:
    found: list[Span] = []
    for match in MERGE.finditer(xml):
        merged = span(match.group(1).decode("ascii", "replace"))
        if merged is not None and merged.rows > 1 and len(found) < MOST_MERGES:
            found.append(merged)
    return tuple(found)
