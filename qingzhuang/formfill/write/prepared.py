"""One form filled many times: the workbook is taken apart once, and each filling is put together from the pieces.

Of a workbook with fixed cells only the texts of those cells differ from filling to filling, and the results of formulas. The
part of the sheet is cut around them once; everything else of the file is kept compressed as it came.

    prepared = prepare(data, book, [(0, 5, 2), (0, 5, 3)])
    one = prepared.fill((12, "石桥社区"))
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qingzhuang.formfill.edits import CellEdit, Edits, EditValue
from qingzhuang.formfill.grid import Book, Place, column_letters
from qingzhuang.formfill.read.number_format import takes_text_only
from qingzhuang.formfill.write import write
from qingzhuang.formfill.write.calculate import Result, results
from qingzhuang.formfill.write.package import replace_parts
from qingzhuang.formfill.write.plan import plan
from qingzhuang.formfill.write.xlsx.cells import EMPTY, MAX_EXACT, cell_inner, result_of, stored
from qingzhuang.formfill.write.xlsx.workbook import OpenWorkbook

Target = tuple[int, int, int]  # grid, row, column
SENTINEL = 7_310_000_000_000  # a number that no form prints; the place of a cell is added to it
LEVEL = 1  # of compression: sheets are a little larger and twice as quickly packed


@dataclass(frozen=True, slots=True)
class _Piece:
    """A cell within the text of a sheet: its start up to the type, and how its numbers look."""

    start: str
    number_format: str
    plain: bool  # holds numbers as numbers


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A part cut around its changing cells: texts between them, and for each which value or formula it shows."""

    part: str
    between: tuple[str, ...]
    pieces: tuple[_Piece, ...]
    values: tuple[int, ...]  # the place among the targets; -1 for a formula
    formulas: tuple[tuple[Place, str], ...]  # of each piece its place and the element of its formula, '' for a target
    prefix: str
    grid: int


class Prepared:
    """A form ready to be filled; made by `prepare`."""

    def __init__(self, data: bytes, book: Book, targets: Sequence[Target]) -> None:
        self.data, self.book, self.targets = data, book, tuple(targets)
        self._sheets: tuple[_Sheet, ...] = ()
        self._shell: _Shell | None = None
        if book.format in ("xlsx", "xlsm") and targets:
            self._cut()

    @property
    def quick(self) -> bool:
        """Whether the file could be taken apart; if not, each filling goes through the usual writer."""
        return self._shell is not None

    def fill(self, values: Sequence[EditValue]) -> bytes:
        """The file with these values in the target cells, in their order; the same content as the usual writer gives."""
        if self._shell is None:
            return write(self.data, self.book, self._edits(values)).data
        told = (
            self._results(values) if any(sheet.formulas and any(f for _, f in sheet.formulas) for sheet in self._sheets) else {}
        )
        return self._shell.packed(
            {sheet.part: _text(sheet, values, told.get(sheet.grid, {}), self._epoch1904) for sheet in self._sheets}
        )

    # ------------------------------------------------------------ taking apart
    def _edits(self, values: Sequence[EditValue]) -> Edits:
        return Edits(tuple(CellEdit(*target, value) for target, value in zip(self.targets, values, strict=True)))

    def _results(self, values: Sequence[EditValue]) -> dict[int, dict[Place, Result]]:
        return results(self.book, plan(self.book, self._edits(values)), self._epoch1904)

    def _cut(self) -> None:
        """Fill in numbers that nobody uses, and find them again in what the usual writer made of them."""
        probe = self._edits([SENTINEL + place for place in range(len(self.targets))])
        written = write(self.data, self.book, probe).data
        opened = OpenWorkbook(written)
        self._epoch1904 = opened.workbook.epoch1904
        told = results(self.book, plan(self.book, probe), self._epoch1904)
        sheets = []
        for number, listed in enumerate(opened.workbook.sheets):
            mine = {target[1:]: place for place, target in enumerate(self.targets) if target[0] == number}
            formulas = set(told.get(number, {}))
            if not mine and not formulas:
                continue
            sheet = _cut_sheet(opened, listed.part, number, mine, formulas)
            if sheet is None:
                return  # spelt in an unusual way
            sheets.append(sheet)
        self._sheets, self._shell = tuple(sheets), _Shell(written, [sheet.part for sheet in sheets])


def prepare(data: bytes, book: Book, targets: Sequence[Target]) -> Prepared:
    """A form that many fillings share; `targets` are the cells that each of them gives a value for."""
    return Prepared(data, book, targets)


def _cut_sheet(opened: OpenWorkbook, part: str, grid: int, mine: Mapping[Place, int], formulas: set[Place]) -> _Sheet | None:
    text = opened.part(part).decode("utf-8")
    prefix_match = re.search(r"<((?:[\w.-]+:)?)sheetData\b", text)
    if prefix_match is None:
        return None
    prefix = prefix_match[1]
    cell = re.compile(
        rf'(<{prefix}c r="([A-Z]+)(\d+)"(?: s="(\d+)")?)((?: t="\w+")?)>((?:(?!</{prefix}c>).)*)</{prefix}c>', re.DOTALL
    )
    wanted = {f"{column_letters(column)}{row}": (row, column) for row, column in (*mine, *formulas)}
    between, pieces, values, found = [], [], [], []
    at, start = 0, prefix_match.start()
    for match in cell.finditer(text, start):
        place = wanted.get(match[2] + match[3])
        if place is None:
            continue
        element = ""
        if place in mine:
            if str(SENTINEL + mine[place]) not in match[6]:
                return None
        else:
            inner = re.match(rf"<{prefix}f\b[^>]*?(?:/>|>.*?</{prefix}f>)", match[6], re.DOTALL)
            if inner is None:
                return None
            element = inner[0]
        number_format = opened.number_format(int(match[4])) if match[4] else "General"
        between.append(text[at : match.start()])
        pieces.append(_Piece(match[1], number_format, not takes_text_only(number_format)))
        values.append(mine.get(place, -1))
        found.append((place, element))
        at = match.end()
    if len(pieces) != len(wanted):
        return None
    return _Sheet(part, (*between, text[at:]), tuple(pieces), tuple(values), tuple(found), prefix, grid)


# ---------------------------------------------------------------- putting together
def _text(sheet: _Sheet, values: Sequence[EditValue], told: Mapping[Place, Result], epoch1904: bool) -> bytes:
    prefix = sheet.prefix
    middle, end = f"><{prefix}v>", f"</{prefix}v></{prefix}c>"
    out: list[str] = []
    add = out.append
    for before, piece, at, (place, formula) in zip(sheet.between, sheet.pieces, sheet.values, sheet.formulas, strict=False):
        add(before)
        add(piece.start)
        if formula:
            new = result_of(told.get(place))
            kind = f' t="{new.kind}"' if new.kind else ""
            add(f"{kind}>{formula}" + (f"<{prefix}v>{new.text}</{prefix}v>" if new is not EMPTY else "") + f"</{prefix}c>")
            continue
        value = values[at]
        if type(value) is int and piece.plain and -MAX_EXACT < value < MAX_EXACT:
            add(f"{middle}{value}{end}")
            continue
        new = stored(value, piece.number_format, epoch1904)
        inner = cell_inner(new, prefix)
        kind = f' t="{new.kind}"' if new.kind else ""
        add(f"{kind}>{inner}</{prefix}c>" if inner else f"{kind}/>")
    add(sheet.between[-1])
    return "".join(out).encode("utf-8")


class _Shell:
    """The package around the sheets that change: its entries in order, the unchanged ones as packed bytes with their headers."""

    def __init__(self, data: bytes, changing: Sequence[str]) -> None:
        plain = replace_parts(data, {})  # one spelling of headers for all
        self.changing = set(changing)
        self.entries: list[tuple[zipfile.ZipInfo, bytes]] = []
        with zipfile.ZipFile(io.BytesIO(plain)) as archive:
            listed = archive.infolist()
            ends = [entry.header_offset for entry in listed[1:]] + [archive.start_dir]
            for entry, end in zip(listed, ends, strict=True):
                self.entries.append((entry, plain[entry.header_offset : end]))
            self.directory = plain[archive.start_dir :]
        self.comment = archive.comment

    def packed(self, parts: Mapping[str, bytes]) -> bytes:
        """The archive with the content of the parts that change."""
        out: list[bytes] = []
        places: list[tuple[int, int, int, int]] = []  # offset, crc, packed size, size
        at = 0
        for entry, raw in self.entries:
            content = parts.get(entry.filename)
            if content is None:
                places.append((at, entry.CRC, entry.compress_size, entry.file_size))
            else:
                packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
                body = packer.compress(content) + packer.flush()
                crc = zlib.crc32(content)
                head = raw[: 30 + struct.unpack_from("<H", raw, 26)[0] + struct.unpack_from("<H", raw, 28)[0]]
                raw = (
                    head[:8]
                    + struct.pack("<H", 8)
                    + head[10:14]
                    + struct.pack("<3L", crc, len(body), len(content))
                    + head[26:]
                    + body
                )
                places.append((at, crc, len(body), len(content)))
            out.append(raw)
            at += len(raw)
        return b"".join((*out, self._central(places, at)))

    def _central(self, places: Sequence[tuple[int, int, int, int]], start: int) -> bytes:
        old, new, at = self.directory, [], 0
        for (entry, _), (offset, crc, packed, size) in zip(self.entries, places, strict=True):
            name, extra, comment = struct.unpack_from("<3H", old, at + 28)
            length = 46 + name + extra + comment
            head = old[at : at + length]
            method = struct.pack("<H", 8) if entry.filename in self.changing else head[10:12]
            new.append(
                head[:10]
                + method
                + head[12:16]
                + struct.pack("<3L", crc, packed, size)
                + head[28:42]
                + struct.pack("<L", offset)
                + head[46:]
            )
            at += length
        body = b"".join(new)
        count = len(places)
        end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(body), start, len(self.comment))
        return body + end + self.comment
