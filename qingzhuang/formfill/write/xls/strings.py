"""The string table of an old workbook: read for its fonts, and lengthened without touching what it holds."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.read import biff

MAX_RECORD = 8224
EXTSST = 0xFF


@dataclass(slots=True)
class StringTable:
    """The SST record and its continuations; `number` gives the place of a text, adding it if need be."""

    segments: list[bytes]
    total: int = 0
    unique: int = 0
    known: dict[tuple[str, int], int] = field(default_factory=dict)
    fonts: list[int] = field(
        default_factory=list
    )  # of each old string: font of its first run, 0 where it has none from its start
    starts: list[tuple[int, int]] = field(default_factory=list)  # of each string: its segment, its place there
    _tail: bytearray = field(default_factory=bytearray)
    _added: list[bytes] = field(default_factory=list)

    @classmethod
    def of(cls, segments: list[bytes]) -> StringTable:
        if not segments or len(segments[0]) < 8:
            return cls([struct.pack("<LL", 0, 0)])
        total, declared = struct.unpack_from("<LL", segments[0])
        fonts, starts = _first_fonts(segments)
        table = cls(list(segments), total, len(fonts), fonts=fonts, starts=starts)
        if declared - len(fonts) > 100_000:
            raise refusal("damaged", "文件内部的文字表不完整。")
        while table.unique < declared:  # numbers that the file counts but does not hold
            table._append("", 0)
            table.unique += 1
        return table

    def number(self, text: str, font: int = 0) -> int:
        """Place of a text in the table; `font` (number of a font record) prints all of it where it is not 0."""
        self.total += 1
        key = (text, font)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self.unique
            self.unique += 1
            self._append(text, font)
        return found

    def first_font(self, number: int) -> int:
        """Font that the text of an old string begins with, where it differs from that of the cell; else 0."""
        return self.fonts[number] if number < len(self.fonts) else 0

    def records(self) -> list[tuple[int, bytes]]:
        """The SST record and its continuations."""
        segments = [*self.segments, *self._added, *([bytes(self._tail)] if self._tail else [])]
        segments[0] = struct.pack("<LL", self.total, self.unique) + segments[0][8:]
        return [(biff.CONTINUE if index else biff.SST, segment) for index, segment in enumerate(segments)]

    def finder(self, place: int) -> tuple[int, bytes]:
        """The record that finds every n-th string; `place` is that of the first string record in the stream."""
        step = max(8, self.unique // 128 + 1)
        positions = [place]
        for _, data in self.records():
            positions.append(positions[-1] + 4 + len(data))
        data = struct.pack("<H", step)
        for segment, at in self.starts[::step]:
            data += struct.pack("<LHH", positions[segment] + 4 + at, 4 + at, 0)
        return EXTSST, data

    def _append(self, text: str, font: int) -> None:
        """Write a string behind the others; its head stays whole, its characters may run over into continuations."""
        wide = any(sign > "\xff" for sign in text)
        body = text.encode("utf-16-le") if wide else text.encode("latin-1")
        count = len(text.encode("utf-16-le")) // 2
        head = struct.pack("<HB", count, (1 if wide else 0) | (8 if font else 0)) + (struct.pack("<H", 1) if font else b"")
        if len(self._tail) + len(head) + 2 > MAX_RECORD:
            self._flush()
        self.starts.append((len(self.segments) + len(self._added), len(self._tail)))
        self._tail += head
        while body:
            room = MAX_RECORD - len(self._tail)
            room -= room % 2 if wide else 0
            if wide and 1 < room < len(body) and 0xD8 <= body[room - 1] <= 0xDB:
                room -= 2  # the two halves of a rare sign stay together
            if room <= 0:
                self._flush()
                self._tail += bytes([1 if wide else 0])
                continue
            self._tail += body[:room]
            body = body[room:]
        if font:
            if len(self._tail) + 4 > MAX_RECORD:
                self._flush()
            self._tail += struct.pack("<HH", 0, font)

    def _flush(self) -> None:
        self._added.append(bytes(self._tail))
        self._tail = bytearray()


def _first_fonts(segments: list[bytes]) -> tuple[list[int], list[tuple[int, int]]]:
    """Walk all strings; of each, the font of a run that begins with its first character, and where it stands."""
    reader = _Reader(segments)
    reader.skip(8)
    fonts: list[int] = []
    starts: list[tuple[int, int]] = []
    try:
        while not reader.ended:
            starts.append((reader.index, reader.at))
            fonts.append(reader.string_font())
    except (struct.error, IndexError) as error:
        raise refusal("damaged", "文件内部的文字表不完整。") from error
    return fonts, starts


class _Reader:
    """Reads over the borders of continuations, where characters begin anew with a flag of their width."""

    def __init__(self, segments: list[bytes]) -> None:
        self.segments, self.index, self.at = segments, 0, 0

    @property
    def ended(self) -> bool:
        while self.index < len(self.segments) and self.at >= len(self.segments[self.index]):
            self.index, self.at = self.index + 1, 0
        return self.index >= len(self.segments)

    def skip(self, count: int) -> bytes:
        """The next `count` bytes."""
        out = b""
        while count > 0:
            if self.ended:
                raise struct.error
            piece = self.segments[self.index][self.at : self.at + count]
            self.at += len(piece)
            count -= len(piece)
            out += piece
        return out

    def string_font(self) -> int:
        count, flags = struct.unpack("<HB", self.skip(3))
        runs = struct.unpack("<H", self.skip(2))[0] if flags & 8 else 0
        phonetic = struct.unpack("<L", self.skip(4))[0] if flags & 4 else 0
        wide = flags & 1
        while count > 0:
            if self.at >= len(self.segments[self.index]):
                self.index, self.at = self.index + 1, 1
                wide = self.segments[self.index][0] & 1
            take = min(count, (len(self.segments[self.index]) - self.at) // (2 if wide else 1))
            self.at += take * (2 if wide else 1)
            count -= take
            if not take and count:
                raise struct.error
        found = self.skip(4 * runs)
        self.skip(phonetic)
        if runs and found[:2] == b"\x00\x00":
            return int(struct.unpack_from("<H", found, 2)[0])
        return 0
