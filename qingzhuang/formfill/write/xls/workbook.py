"""The workbook stream of an old workbook: its globals and sheets taken apart and put together with new offsets."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.read import biff
from qingzhuang.formfill.read.biff import Record
from qingzhuang.formfill.read.number_format import BUILT_IN
from qingzhuang.formfill.write.plan import RowShift
from qingzhuang.formfill.write.xls.cells import DEFAULT_FORMAT
from qingzhuang.formfill.write.xls.strings import EXTSST, StringTable
from qingzhuang.formfill.write.xls.tokens import shift_tokens

FORMAT, XF, DATEMODE, RECALC = 0x41E, 0xE0, 0x22, 0x1C1
BIFF8 = 0x0600


@dataclass(slots=True)
class SheetStream:
    """A sheet as the workbook lists it, with its bytes and, where it is changed, its new records."""

    name: str
    kind: int  # 0: worksheet
    offset: int
    raw: bytes
    records: list[tuple[int, bytes]] | None = None
    closers: list[int] = field(default_factory=list)  # places of the block ends, from the first row record
    first_row_record: int = 0  # index in records


@dataclass(slots=True)
class Globals:
    """What stands before the sheets."""

    records: list[Record]
    formats: dict[int, str]
    looks: list[int]  # number format of each cell format
    epoch1904: bool
    own_book: int  # which of the referred books is this one
    references: list[tuple[int, int, int]]  # book, first and last sheet of each sheet reference

    def number_format(self, look: int) -> str:
        number = self.looks[look] if look < len(self.looks) else 0
        return self.formats.get(number, "General")

    def known_look(self, look: int) -> int:
        """The cell format, or the default one where the file has no such format: other programs refuse such cells."""
        if look < len(self.looks):
            return look
        return DEFAULT_FORMAT if len(self.looks) > DEFAULT_FORMAT else 0

    def sheet_of(self, reference: int) -> int | None:
        """Index of the sheet that a reference in formulas means; None where it is several or in another file."""
        if reference >= len(self.references):
            return None
        book, first, last = self.references[reference]
        return first if book == self.own_book and first == last else None


def read_globals(stream: bytes) -> Globals:
    """Read what the writer needs of the globals; raises FormError for older formats."""
    records = list(biff.globals_of(stream))
    if (
        not records
        or records[0].kind != biff.BOF
        or len(records[0].data) < 4
        or struct.unpack_from("<H", records[0].data)[0] != BIFF8
    ):
        raise refusal("cannot_write", "这是 Excel 95 或更早的格式。")
    formats, looks, references = dict(BUILT_IN), [], []
    epoch1904, own_book, books = False, -1, 0
    for record in records:
        data = record.data
        if record.kind == biff.FILEPASS:
            raise refusal("encrypted")
        if record.kind == FORMAT and len(data) >= 5:
            formats[struct.unpack_from("<H", data)[0]] = biff.long_string(data, 2)[0]
        elif record.kind == XF and len(data) >= 4:
            looks.append(struct.unpack_from("<H", data, 2)[0])
        elif record.kind == DATEMODE and len(data) >= 2:
            epoch1904 = data[0] == 1
        elif record.kind == biff.SUPBOOK:
            if len(data) == 4 and data[2:] == b"\x01\x04":
                own_book = books
            books += 1
        elif record.kind == biff.EXTERNSHEET and len(data) >= 2:
            count = min(struct.unpack_from("<H", data)[0], (len(data) - 2) // 6)
            references += [struct.unpack_from("<Hhh", data, 2 + 6 * index) for index in range(count)]
    return Globals(records, formats, looks, epoch1904, own_book, references)


def read_sheets(stream: bytes) -> list[SheetStream]:
    """The sheets in order, with the bytes from each BOF to the next."""
    listed = biff.sheet_offsets(stream)
    ends = sorted({offset for offset, _, _ in listed} | {len(stream)})
    found = []
    for offset, kind, name in listed:
        if not 0 < offset < len(stream):
            raise refusal("damaged", "文件内部的工作表找不到。")
        end = next(place for place in ends if place > offset)
        found.append(SheetStream(name, kind, offset, stream[offset:end]))
    return found


def string_table(globals_: Globals) -> StringTable:
    """The shared strings with their continuations."""
    segments: list[bytes] = []
    for record in globals_.records:
        if record.kind == biff.SST:
            segments = [record.data]
        elif record.kind == biff.CONTINUE and segments:
            segments.append(record.data)
        elif segments:
            break
    return StringTable.of(segments)


def joined(
    globals_: Globals, sheets: list[SheetStream], strings: StringTable, shifts: dict[int, RowShift], recalculate: bool
) -> bytes:
    """The stream with changed sheets and strings, every offset in it right again."""
    head = _new_globals(globals_, strings, shifts, recalculate)
    size = sum(4 + len(data) for _, data in head)
    places: dict[int, int] = {}
    bodies = []
    for sheet in sorted(sheets, key=lambda sheet: sheet.offset):
        places[sheet.offset] = size
        body = _sheet_bytes(sheet, size)
        bodies.append(body)
        size += len(body)
    out = []
    for kind, data in head:
        if kind == biff.BOUNDSHEET and len(data) >= 4:
            data = struct.pack("<L", places.get(struct.unpack_from("<L", data)[0], 0)) + data[4:]
        out.append(struct.pack("<HH", kind, len(data)) + data)
    return b"".join(out) + b"".join(bodies)


def _new_globals(
    globals_: Globals, strings: StringTable, shifts: dict[int, RowShift], recalculate: bool
) -> list[tuple[int, bytes]]:
    out: list[tuple[int, bytes]] = []
    in_strings = written = False
    for record in globals_.records:
        kind, data = record.kind, record.data
        if kind == biff.SST:
            out += _strings(strings, out)
            in_strings = written = True
            continue
        if in_strings and kind == biff.CONTINUE:
            continue
        in_strings = False
        if kind == EXTSST:
            continue  # made anew with the strings
        if kind == biff.EOF and not written and strings.total:
            out += _strings(strings, out)
        if kind == biff.NAME and shifts:
            data = _moved_name(data, globals_, shifts)
        elif kind == RECALC and recalculate and len(data) >= 8:
            data = data[:4] + bytes(4)  # calculated by an older program than any: calculate on opening
        out.append((kind, data))
    return out


def _strings(strings: StringTable, before: list[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
    return [*strings.records(), strings.finder(sum(4 + len(data) for _, data in before))]


def _moved_name(data: bytes, globals_: Globals, shifts: dict[int, RowShift]) -> bytes:
    """A defined name: print areas and titles among them."""
    if len(data) < 15:
        return data
    letters, size = data[3], struct.unpack_from("<H", data, 4)[0]
    start = 15 + letters * (2 if data[14] & 1 else 1)
    tokens = data[start : start + size]

    def shift_of(reference: int | None) -> RowShift | None:
        sheet = globals_.sheet_of(reference) if reference is not None else None
        return shifts.get(sheet) if sheet is not None else None

    return data[:start] + shift_tokens(tokens, shift_of) + data[start + size :]


def _sheet_bytes(sheet: SheetStream, place: int) -> bytes:
    if sheet.records is None:
        return _moved_index(sheet.raw, place - sheet.offset)
    records = _with_index(sheet, place)
    return b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in records)


def _moved_index(raw: bytes, by: int) -> bytes:
    """A sheet that is not changed but stands elsewhere: its index names places in the whole stream."""
    if not by:
        return raw
    out = bytearray(raw)
    for record in biff.substream(raw, 0):
        if record.kind == biff.INDEX:
            for at in range(12, len(record.data) - 3, 4):
                old = struct.unpack_from("<L", record.data, at)[0]
                struct.pack_into("<L", out, record.offset + 4 + at, max(0, old + by) if old else 0)
    return bytes(out)


def _with_index(sheet: SheetStream, place: int) -> list[tuple[int, bytes]]:
    """Put the index behind the BOF: rows in use, and where each block of rows ends."""
    records = sheet.records or []
    rows = [struct.unpack_from("<H", data)[0] for kind, data in records if kind == biff.ROW and len(data) >= 2]
    size = 16 + 4 * len(sheet.closers)
    if not rows or size > 8224 or records[0][0] != biff.BOF:
        return records
    before = records[: sheet.first_row_record]
    start = place + sum(4 + len(data) for _, data in before) + 4 + size
    widths = next((index for index, (kind, _) in enumerate(before) if kind == 0x55), None)  # DEFCOLWIDTH
    at = place + sum(4 + len(data) for _, data in before[: widths or 0]) + 4 + size if widths else 0
    data = struct.pack("<4L", 0, min(rows), max(rows) + 1, at) + b"".join(
        struct.pack("<L", start + closer) for closer in sheet.closers
    )
    return [records[0], (biff.INDEX, data), *records[1:]]
