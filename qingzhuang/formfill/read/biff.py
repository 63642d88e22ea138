"""The records of an old Excel workbook (BIFF8): walking them, and the strings and tokens inside. See [MS-XLS]."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import NamedTuple

import olefile

from qingzhuang.formfill.errors import refusal

FORMULA, EOF, CONTINUE, NAME, EXTERNSHEET, BOUNDSHEET, SST, FILEPASS = 0x06, 0x0A, 0x3C, 0x18, 0x17, 0x85, 0xFC, 0x2F
BOF, SHRFMLA, ARRAY, DV, TXO, OBJ, MSODRAWING, MERGEDCELLS = 0x809, 0x4BC, 0x221, 0x1BE, 0x1B6, 0x5D, 0xEC, 0xE5
LABELSST, LABEL, NUMBER, RK, MULRK, BLANK, MULBLANK, BOOLERR, RSTRING, STRING = (
    0xFD,
    0x204,
    0x203,
    0x27E,
    0xBD,
    0x201,
    0xBE,
    0x205,
    0xD6,
    0x207,
)
ROW, DIMENSIONS, INDEX, DBCELL, SUPBOOK = 0x208, 0x200, 0x20B, 0xD7, 0x1AE
CELLS = frozenset((FORMULA, LABELSST, LABEL, NUMBER, RK, MULRK, BLANK, MULBLANK, BOOLERR, RSTRING))
MAX_RECORDS = 8_000_000
MAX_COLUMN = 256


class Record(NamedTuple):
    """One record: where it begins in the stream, its kind, its data. A file has a hundred thousand: a tuple is made quickest."""

    offset: int
    kind: int
    data: bytes


def workbook_stream(data: bytes) -> bytes:
    """The stream that holds the workbook; a file without a container is the stream itself."""
    if not data.startswith(b"\xd0\xcf\x11\xe0"):
        return data
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            for name in ("Workbook", "Book"):
                if container.exists(name):
                    return bytes(container.openstream(name).read())
    except Exception as error:  # olefile raises many kinds of errors on damaged files
        raise refusal("damaged", "文件的目录不完整，可能没有下载完。") from error
    raise refusal("damaged", "文件内部没有工作簿。")


def records(stream: bytes, start: int = 0) -> Iterator[Record]:
    """Records in order; stops where the stream no longer holds a whole one."""
    at, size, count = start, len(stream), 0
    unpack = struct.Struct("<HH").unpack_from
    while at + 4 <= size:
        kind, length = unpack(stream, at)
        if at + 4 + length > size or count > MAX_RECORDS:
            return
        yield Record(at, kind, stream[at + 4 : at + 4 + length])
        at += 4 + length
        count += 1


def sheet_offsets(stream: bytes) -> list[tuple[int, int, str]]:
    """Of every sheet, in order: offset of its BOF, its type (0 worksheet), its name."""
    found = []
    for record in globals_of(stream):
        if record.kind == BOUNDSHEET and len(record.data) >= 8:
            offset, _, kind = struct.unpack_from("<IBB", record.data)
            found.append((offset, kind, short_string(record.data, 6)[0]))
    return found


def globals_of(stream: bytes) -> Iterator[Record]:
    """Records before the first sheet."""
    for record in records(stream):
        yield record
        if record.kind == EOF:
            return


def substream(stream: bytes, offset: int) -> Iterator[Record]:
    """Records of one sheet from its BOF to its EOF, embedded charts passed over."""
    depth = 0
    for record in records(stream, offset):
        if record.kind == BOF:
            depth += 1
        if depth == 1:
            yield record
        if record.kind == EOF:
            depth -= 1
            if depth <= 0:
                return


def short_string(data: bytes, at: int) -> tuple[str, int]:
    """A string with its length in one byte; the text and where it ends."""
    return _characters(data, at + 2, data[at], data[at + 1])


def long_string(data: bytes, at: int) -> tuple[str, int]:
    """A string with its length in two bytes; the text and where it ends."""
    return _characters(data, at + 3, struct.unpack_from("<H", data, at)[0], data[at + 2])


def _characters(data: bytes, at: int, count: int, flags: int) -> tuple[str, int]:
    end = at + (count * 2 if flags & 1 else count)
    return data[at:end].decode("utf-16-le" if flags & 1 else "latin-1", "replace"), end
