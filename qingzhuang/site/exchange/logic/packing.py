"""A zip that is sent while it is made: one file in memory at a time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.parquet as pq


class _Wire(io.RawIOBase):
    """Keeps what was written until it is taken; it cannot be rewound, as zipfile notices."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._held += data
        return len(data)

    def taken(self) -> bytes:
        data = bytes(self._held)
        self._held.clear()
        return data


def zipped(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The bytes of a zip of these files, each sent as soon as it is in.

    >>> whole = b"".join(zipped([("a.txt", b"1"), ("b.txt", b"22")]))
    >>> zipfile.ZipFile(io.BytesIO(whole)).namelist()
    ['a.txt', 'b.txt']
    """
    wire = _Wire()
    with zipfile.ZipFile(wire, "w", zipfile.ZIP_STORED) as archive:  # Parquet is compressed already
        for name, data in files:
            archive.writestr(name, data)
            yield wire.taken()
    yield wire.taken()


def as_parquet(table: pa.Table) -> bytes:
    out = pa.BufferOutputStream()
    pq.write_table(table.replace_schema_metadata(None), out, compression="zstd")
    return out.getvalue().to_pybytes()
