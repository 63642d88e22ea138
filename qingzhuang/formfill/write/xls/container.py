"""Put a changed stream into an OLE2 file: the directory and every other stream stay as they were. See [MS-CFB]."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass

import olefile

from qingzhuang.formfill.errors import refusal

SECTOR, MINI_SECTOR, CUTOFF, ENTRY = 512, 64, 4096, 128
FREE, END, FAT, DIFAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass(slots=True)
class _Entry:
    """A directory entry: its 128 bytes, its kind, and the content of a stream."""

    raw: bytearray
    kind: int
    content: bytes = b""


def replace_stream(data: bytes, names: tuple[str, ...], content: bytes) -> bytes:
    """The file with the first stream of the root named one of `names` replaced."""
    entries = _entries(data)
    target = _find(entries, names)
    target.content = content
    return _written(entries)


def _entries(data: bytes) -> list[_Entry]:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            container.directory_fp.seek(0)
            directory = container.directory_fp.read()
            found = []
            for number in range(len(directory) // ENTRY):
                raw = bytearray(directory[number * ENTRY : (number + 1) * ENTRY])
                known = container.direntries[number] if number < len(container.direntries) else None
                kind = known.entry_type if known is not None else 0
                content = b""
                if known is not None and kind == _STREAM and known.size:
                    content = container._open(known.isectStart, known.size).read()
                found.append(_Entry(raw if kind else bytearray(_blank_entry()), kind, content))
            return found
    except Exception as error:  # olefile raises many kinds of errors on damaged files
        raise refusal("damaged", "文件的目录不完整，可能没有下载完。") from error


def _blank_entry() -> bytes:
    return bytes(68) + struct.pack("<3L", FREE, FREE, FREE) + bytes(48)


def _name(entry: _Entry) -> str:
    length = struct.unpack_from("<H", entry.raw, 64)[0]
    return bytes(entry.raw[: max(0, min(length, 64) - 2)]).decode("utf-16-le", "replace")


def _find(entries: list[_Entry], names: tuple[str, ...]) -> _Entry:
    """Walk the tree under the root; streams of storages inside may have the same name."""
    wanted = {name.lower() for name in names}
    todo: list[int] = [struct.unpack_from("<L", entries[0].raw, 76)[0]]
    seen: set[int] = set()
    while todo:
        number = todo.pop()
        if number >= len(entries) or number in seen:
            continue
        seen.add(number)
        entry = entries[number]
        if entry.kind == _STREAM and _name(entry).lower() in wanted:
            return entry
        todo += struct.unpack_from("<2L", entry.raw, 68)
    raise refusal("damaged", "文件内部没有工作簿。")


def _sectors(size: int, unit: int) -> int:
    return (size + unit - 1) // unit


def _padded(content: bytes, unit: int) -> bytes:
    return content + bytes(-len(content) % unit)


def _chain(table: list[int], start: int, count: int) -> None:
    """Link `count` sectors from `start` on."""
    table += [start + step + 1 for step in range(count - 1)] + [END] if count else []


def _written(entries: list[_Entry]) -> bytes:
    fat: list[int] = []
    mini_fat: list[int] = []
    body: list[bytes] = []
    mini: list[bytes] = []

    def place(content: bytes) -> int:
        start, count = len(fat), _sectors(len(content), SECTOR)
        _chain(fat, start, count)
        body.append(_padded(content, SECTOR))
        return start if count else END

    for entry in entries:
        if entry.kind != _STREAM:
            continue
        if len(entry.content) >= CUTOFF:
            start = place(entry.content)
        else:
            start, count = len(mini_fat), _sectors(len(entry.content), MINI_SECTOR)
            _chain(mini_fat, start, count)
            mini.append(_padded(entry.content, MINI_SECTOR))
            start = start if count else END
        struct.pack_into("<LQ", entry.raw, 116, start, len(entry.content))
    mini_stream = b"".join(mini)
    struct.pack_into("<LQ", entries[0].raw, 116, place(mini_stream), len(mini_stream))
    mini_fat_sectors = _sectors(len(mini_fat) * 4, SECTOR)
    mini_fat += [FREE] * (mini_fat_sectors * 128 - len(mini_fat))
    mini_fat_start = place(struct.pack(f"<{len(mini_fat)}L", *mini_fat))
    while len(entries) % 4:
        entries.append(_Entry(bytearray(_blank_entry()), 0))
    directory_start = place(b"".join(bytes(entry.raw) for entry in entries))
    return _with_tables(fat, b"".join(body), directory_start, mini_fat_start, mini_fat_sectors)


def _with_tables(fat: list[int], body: bytes, directory_start: int, mini_fat_start: int, mini_fat_sectors: int) -> bytes:
    """Header, allocation tables and body put together."""
    used, fat_sectors, difat_sectors = len(fat), 0, 0
    while True:  # the tables need sectors of their own, which need entries in the tables
        need = _sectors((used + fat_sectors + difat_sectors) * 4, SECTOR)
        more = _sectors(max(0, need - 109), 127)
        if (need, more) == (fat_sectors, difat_sectors):
            break
        fat_sectors, difat_sectors = need, more
    fat += [FAT] * fat_sectors + [DIFAT] * difat_sectors
    fat += [FREE] * (fat_sectors * 128 - len(fat))
    listed = list(range(used, used + fat_sectors))
    difat = b""
    for number in range(difat_sectors):
        piece = listed[109 + number * 127 : 109 + (number + 1) * 127]
        following = used + fat_sectors + number + 1 if number + 1 < difat_sectors else END
        difat += struct.pack("<128L", *piece, *[FREE] * (127 - len(piece)), following)
    header = struct.pack(
        "<8s16s6H10L", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, fat_sectors,
        directory_start, 0, CUTOFF, mini_fat_start, mini_fat_sectors, used + fat_sectors if difat_sectors else END, difat_sectors,
    )  # fmt: skip
    first = listed[:109]
    header += struct.pack("<109L", *first, *[FREE] * (109 - len(first)))
    return header + body + struct.pack(f"<{len(fat)}L", *fat) + difat
