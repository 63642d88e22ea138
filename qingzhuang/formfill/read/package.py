"""Open a zipped form file (xlsx, docx, ods) without trusting what it says about itself."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO

from qingzhuang.formfill.errors import refusal

MAX_FILE = 64 << 20  # bytes as they came
MAX_PART = 96 << 20  # bytes of one part, unpacked
MAX_READ = 160 << 20  # bytes of all parts that are looked at, unpacked
MAX_ENTRIES = 20_000
CHUNK = 1 << 20


class Package:
    """The parts of a zipped file by name; each is unpacked when asked for, never past the limits.

    Part names are only ever used as names, never as paths on a disk.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, OverflowError, NotImplementedError, OSError) as error:
            raise refusal("damaged", "压缩包的目录缺失或不完整，可能没有下载完。") from error
        entries = self.archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise refusal("bomb", f"文件内部有 {len(entries)} 个部件，正常的表格不过几十个。")
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise refusal("encrypted_zip")
        # the last entry of a name counts, as for Excel; office programs ignore a leading slash and the case of names
        self.entries = {_plain(entry.filename): entry for entry in entries}
        self.unpacked = 0

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self.entries

    def names(self) -> list[str]:
        """All part names as they stand in the archive."""
        return [entry.filename for entry in self.archive.infolist()]

    def stream(self, name: str) -> IO[bytes]:
        """One part as a stream, for readers that keep nothing of it; they bound what they keep themselves."""
        entry = self.entries.get(_plain(name))
        if entry is None:
            raise refusal("damaged", f"文件内部缺少部件 {name[:80]!r}。")
        return self.archive.open(entry)

    def read(self, name: str, limit: int = MAX_PART) -> bytes:
        """One part, unpacked; refuses what grows past `limit` bytes whatever size it declares."""
        entry = self.entries.get(_plain(name))
        if entry is None:
            raise refusal("damaged", f"文件内部缺少部件 {name[:80]!r}。")
        if entry.file_size > limit or self.unpacked + entry.file_size > MAX_READ:
            raise refusal("bomb", f"部件 {name[:80]!r} 展开后有 {entry.file_size >> 20} MB。")
        try:
            with self.archive.open(entry) as stream:
                content = _bounded(stream, min(limit, MAX_READ - self.unpacked), name)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
            raise refusal("damaged", f"文件内部的部件 {name[:80]!r} 解不开。") from error
        self.unpacked += len(content)
        return content


def _bounded(stream: IO[bytes], limit: int, name: str) -> bytes:
    pieces, total = [], 0
    while piece := stream.read(CHUNK):
        total += len(piece)
        if total > limit:
            raise refusal("bomb", f"部件 {name[:80]!r} 展开后超过 {limit >> 20} MB。")
        pieces.append(piece)
    return b"".join(pieces)


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
