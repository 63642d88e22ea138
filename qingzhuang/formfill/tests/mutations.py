"""Files damaged at random, the way transfers, old programs and hostile people damage them; the same for the same seed."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable
from functools import cache

from qingzhuang.formfill.errors import FormError
from qingzhuang.formfill.read import biff
from qingzhuang.formfill.tests import files
from qingzhuang.formfill.write.xls.container import replace_stream

_NUMBERS = (
    "0",
    "-1",
    "1",
    "2",
    "255",
    "256",
    "65535",
    "65536",
    "1048576",
    "1048577",
    "99999999999",
    "1e309",
    "NaN",
    "",
    "A1",
    "XFD1048576",
    "ZZZ9",
    "A0",
)
_TAG = re.compile(r"<[^<>]{1,300}>")
_VALUE = re.compile(r'="([^"]{0,60})"')
_WORD = re.compile(r">([^<>]{1,60})<")


@cache
def seeds(real: bool) -> tuple[bytes, ...]:
    """What is damaged: small forms of every format made in code; larger and real ones too where `real`."""
    text = "姓名,住址\n甲,乙\n".encode("gb18030")
    page = "<table border=1><tr><td rowspan=2>姓名<td>甲<tr><td>乙</table>".encode()
    small = (
        files.card(),
        files.card(),
        files.old_roster(),
        files.old_roster(),
        small_word_card(),
        files.open_document(),
        text,
        page,
    )
    if not real:
        return (*small, *small, files.roster())
    forms = [path.read_bytes() for path in files.real_forms()]
    return (*small, files.roster(), files.word_card(), *[data for data in forms if len(data) < 60_000][::5])


def small_word_card() -> bytes:
    """The Word card without the parts that a template brings along."""
    with zipfile.ZipFile(io.BytesIO(files.word_card())) as archive:
        return files.zipped({name: archive.read(name) for name in ("[Content_Types].xml", "_rels/.rels", "word/document.xml")})


def mutated(data: bytes, source: random.Random) -> bytes:
    """The file with one to four damages."""
    for _ in range(source.choice((1, 1, 2, 4))):
        kinds: list[Callable[[bytes, random.Random], bytes]] = [_bytes]
        if data.startswith(b"PK"):
            kinds += [_part] * 4
        elif data.startswith(b"\xd0\xcf"):
            kinds += [_record] * 4
        data = source.choice(kinds)(data, source)
    return data


def _bytes(data: bytes, source: random.Random) -> bytes:
    """Bits turned, a stretch lost, doubled or overwritten."""
    out = bytearray(data)
    if len(out) < 4:
        return data
    at = source.randrange(len(out))
    length = source.choice((1, 2, 8, 64, 512))
    kind = source.randrange(5)
    if kind == 0:
        out[at] ^= 1 << source.randrange(8)
    elif kind == 1:
        del out[at : at + length]
    elif kind == 2:
        out[at:at] = out[at : at + length]
    elif kind == 3:
        out[at : at + length] = source.randbytes(length)
    else:
        del out[at:]
    return bytes(out)


def _part(data: bytes, source: random.Random) -> bytes:
    """One part of a zipped file damaged inside, and zipped again: reaches deeper than damage to the archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # already damaged beyond unzipping
        return _bytes(data, source)
    if not parts:
        return data
    name = source.choice([part for part in parts if part.endswith((".xml", ".rels"))] or list(parts))
    kind = source.randrange(8)
    if kind == 0:
        del parts[name]
    elif kind == 1:
        parts[name] = _bytes(parts[name], source)
    else:
        parts[name] = _text(parts[name].decode("utf-8", "replace"), source).encode("utf-8", "replace")
    return files.zipped(parts, zipfile.ZIP_STORED)


def _text(text: str, source: random.Random) -> str:
    """A tag lost or doubled, a number or a word made strange."""
    pattern = source.choice((_TAG, _VALUE, _VALUE, _VALUE, _WORD))
    found = list(pattern.finditer(text))
    if not found:
        return text
    match = source.choice(found)
    if pattern is _TAG:
        return text[: match.start()] + source.choice(("", match[0] * 2, match[0] + source.choice(found)[0])) + text[match.end() :]
    value = source.choice((*_NUMBERS, source.choice(found)[1], "=" * 40, "&#9;", "SUM(A1:A9)", "甲" * 300))
    return text[: match.start(1)] + value + text[match.end(1) :]


def _record(data: bytes, source: random.Random) -> bytes:
    """One record of an old workbook damaged, lost, doubled or moved."""
    try:
        stream = biff.workbook_stream(data)
    except FormError:
        return _bytes(data, source)
    listed = list(biff.records(stream))
    if not listed:
        return data
    record = source.choice(listed)
    start, end = record.offset, record.offset + 4 + len(record.data)
    raw = stream[start:end]
    kind = source.randrange(6)
    if kind == 0:
        raw = b""
    elif kind == 1:
        raw = raw * 2
    elif kind == 2:
        raw = struct.pack("<H", source.choice(listed).kind) + raw[2:]
    elif kind == 3 and len(raw) > 4:
        raw = raw[:4] + _bytes(raw[4:], source)
    elif kind == 4 and len(raw) > 5:
        content = bytearray(raw[4:])
        at = source.randrange(len(content) - 1)
        struct.pack_into("<H", content, at, source.choice((0, 1, 0xFF, 0x100, 0x7FFF, 0xFFFF)))
        raw = raw[:4] + bytes(content)
    else:
        other = source.choice(listed)
        raw = raw + stream[other.offset : other.offset + 4 + len(other.data)]
    if len(raw) >= 4 and kind == 3:
        raw = raw[:2] + struct.pack("<H", min(len(raw) - 4, 0xFFFF)) + raw[4:]
    try:
        return replace_stream(data, ("Workbook", "Book"), stream[:start] + raw + stream[end:])
    except FormError:
        return data
