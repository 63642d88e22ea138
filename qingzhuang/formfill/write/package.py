"""Put changed parts into a zipped file: every other entry is copied byte for byte, in its place."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Collection, Mapping

from qingzhuang.formfill.errors import refusal

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s4B4H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_DESCRIPTOR, _UTF8 = 0x08, 0x800
LEVEL = 5  # nearly the size of level 6 in two thirds of its time


def replace_parts(data: bytes, parts: Mapping[str, bytes], removed: Collection[str] = ()) -> bytes:
    """The archive with the content of `parts` (names as in the archive) and without `removed`.

    Untouched entries keep name, order, method, time and their compressed bytes.
    """
    archive = zipfile.ZipFile(io.BytesIO(data))
    out = io.BytesIO()
    directory = []
    for entry in archive.infolist():
        if entry.filename in removed:
            continue
        method, crc, packed, size = entry.compress_type, entry.CRC, b"", entry.file_size
        if entry.filename in parts:
            content = parts[entry.filename]
            method = entry.compress_type if entry.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
            crc, size = zlib.crc32(content), len(content)
            packed = content if method == zipfile.ZIP_STORED else _deflated(content)
        else:
            packed = _raw(data, entry)
        directory.append((entry, out.tell(), method, crc, len(packed), size))
        out.write(_local_header(data, entry, method, crc, len(packed), size))
        out.write(packed)
    start = out.tell()
    for item in directory:
        out.write(_central_header(*item))
    count = len(directory)
    out.write(_END.pack(b"PK\x05\x06", 0, 0, count, count, out.tell() - start, start, len(archive.comment)))
    out.write(archive.comment)
    return out.getvalue()


def _deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def _local_sizes(data: bytes, entry: zipfile.ZipInfo) -> tuple[int, int]:
    """Lengths of name and extra field in the local header; they may differ from those in the directory."""
    try:
        fields = _LOCAL.unpack_from(data, entry.header_offset)
    except struct.error as error:
        raise refusal("damaged", "压缩包的目录与内容对不上。") from error
    if fields[0] != b"PK\x03\x04":
        raise refusal("damaged", "压缩包的目录与内容对不上。")
    return fields[9], fields[10]


def _raw(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    name, extra = _local_sizes(data, entry)
    start = entry.header_offset + _LOCAL.size + name + extra
    packed = data[start : start + entry.compress_size]
    if len(packed) != entry.compress_size:
        raise refusal("damaged", "压缩包的目录与内容对不上。")
    return packed


def _name(entry: zipfile.ZipInfo) -> bytes:
    name = entry.orig_filename
    return name.encode("utf-8" if entry.flag_bits & _UTF8 else "cp437")


def _moment(entry: zipfile.ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = entry.date_time
    return hour << 11 | minute << 5 | second // 2, max(0, year - 1980) << 9 | month << 5 | day


def _local_header(data: bytes, entry: zipfile.ZipInfo, method: int, crc: int, packed: int, size: int) -> bytes:
    name, (name_length, extra_length) = _name(entry), _local_sizes(data, entry)
    start = entry.header_offset + _LOCAL.size + name_length
    extra = _without_zip64(data[start : start + extra_length])
    flags = entry.flag_bits & ~_DESCRIPTOR
    head = _LOCAL.pack(
        b"PK\x03\x04", entry.extract_version, flags, method, *_moment(entry), crc, packed, size, len(name), len(extra)
    )
    return head + name + extra


def _central_header(entry: zipfile.ZipInfo, offset: int, method: int, crc: int, packed: int, size: int) -> bytes:
    name, extra = _name(entry), _without_zip64(entry.extra)
    head = _CENTRAL.pack(
        b"PK\x01\x02", entry.create_version, entry.create_system, entry.extract_version, 0, entry.flag_bits & ~_DESCRIPTOR, method,
        *_moment(entry), crc, packed, size, len(name), len(extra), len(entry.comment), 0,
        entry.internal_attr, entry.external_attr, offset,
    )  # fmt: skip
    return head + name + extra + entry.comment


def _without_zip64(extra: bytes) -> bytes:
    """Sizes fit into the plain fields here, so the field for large sizes goes."""
    kept, at = b"", 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind != 1:
            kept += extra[at : at + 4 + length]
        at += 4 + length
    return kept
