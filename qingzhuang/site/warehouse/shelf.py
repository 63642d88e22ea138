"""The files of a dataset: parts written beside and renamed, the manifest last, locks, and what is cleared away.

DATA/facts/ledger/manifest.json                       which parts make up the dataset
DATA/facts/ledger/person/990101001001-3f2a….parquet   the people of one community; a file never changes under its name
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import time
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.conf import settings
from django.core.files import locks

from qingzhuang.seal import Keyring
from qingzhuang.seal.parquet import locking, unlocking
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.site.warehouse.logic.book import Book, Piece
from qingzhuang.tally.parquet import FILLED, ParquetTable

MANIFEST = "manifest.json"
GRACE = 3600.0  # seconds that a replaced file stays: whoever opened the picture before may still read from it
ROW_GROUP = 65_536
PARTS_KEPT, MOST_ROWS_KEPT = 8, 20_000
PAST_KEPT = 24  # pictures of other days that are kept for the next question


_written: OrderedDict[Path, pa.Table] = OrderedDict()  # parts just written: the next change of the same community is near
_lock = Lock()


@lru_cache(maxsize=4)
def _read(text: str) -> Book:
    """A manifest taken apart once as long as it stays the same: every question looks into it."""
    return Book.of_json(text)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder with a manifest and its parts."""

    folder: Path

    # ------------------------------------------------------------ the manifest
    def book(self) -> Book:
        """The manifest as it is now; an empty book where there is none."""
        try:
            return _read((self.folder / MANIFEST).read_text("utf-8"))
        except OSError:
            return Book()

    def publish(self, book: Book) -> None:
        """Put a new manifest in place of the old one in one step."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(self.folder / MANIFEST, book.to_json().encode())

    # ------------------------------------------------------------ parts
    def write(self, entity: str, code: str, table: pa.Table, ring: Keyring) -> Piece:
        """A part under a name of its own, on the disk before this returns. Secret columns are encrypted."""
        name, data = f"{entity}/{code}-{secrets.token_hex(6)}.parquet", _packed(table, ring)
        write_whole(self.folder / name, data)
        _remember(self.folder / name, table)
        return Piece(name, table.num_rows, hashlib.sha256(data).hexdigest())

    def read(self, piece: Piece, ring: Keyring) -> pa.Table:
        """A part, all columns."""
        with _lock:
            if (held := _written.get(self.folder / piece.file)) is not None:
                return held
        table = ParquetTable((self.folder / piece.file,), unlocking(ring))
        return pa.table(table.read(table.names))

    def without(self, piece: Piece, gone: Collection[int], ring: Keyring) -> pa.Buffer:
        """The bytes of a part as it is without some records."""
        table = pa.table(ParquetTable((self.folder / piece.file,), unlocking(ring)).read(_names(self.folder / piece.file)))
        return _packed(table.filter(pc.invert(pc.is_in(table["id"], pa.array(sorted(gone), table["id"].type)))), ring)

    def numbers(self, piece: Piece) -> set[int]:
        """The numbers of the records in a part."""
        return set(ParquetTable((self.folder / piece.file,)).read(["id"])["id"].to_pylist())

    def take(self, source: Shelf, name: str) -> None:
        """Have a part of another shelf on this one, too: a link, which costs nothing and outlives what becomes of the other."""
        target = self.folder / name
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            os.link(source.folder / name, target)
        except OSError:  # a file system without links
            shutil.copy2(source.folder / name, target)

    # ------------------------------------------------------------ order
    @contextlib.contextmanager
    def locked(self, name: str) -> Iterator[None]:
        """Wait for one's turn: one process and thread at a time under this name."""
        folder = self.folder / "locks"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (folder / name).open("ab") as file:
            locks.lock(file, locks.LOCK_EX)
            try:
                yield
            finally:
                locks.unlock(file)

    def tidied(self, book: Book, now: float) -> Book:
        """Remove files whose time of grace is over; the book that no longer remembers them."""
        over = [name for name, at in book.retired.items() if now - at > GRACE]
        return book.without([name for name in over if _removed(self.folder / name)])

    def without_retired(self) -> None:
        """Remove at once what was replaced, whoever may still read from it: values that were taken out must not wait."""
        with self.locked("manifest"):
            book = self.book()
            if book.retired:
                self.publish(book.without([name for name in book.retired if _removed(self.folder / name)]))
        with _lock:
            for path in [path for path in _written if not path.exists()]:
                del _written[path]

    def strays(self, book: Book, now: float) -> list[Path]:
        """Files that no book names, left by a write that was cut short."""
        known = {*book.files(), *book.retired}
        found = (path for pattern in ("*/*.parquet", "*/*.new") for path in self.folder.glob(pattern))
        return [p for p in found if p.relative_to(self.folder).as_posix() not in known and now - _age(p) > GRACE]


def _packed(table: pa.Table, ring: Keyring) -> pa.Buffer:
    """A table as the bytes of a part. Secret columns are encrypted."""
    few = [column.name for column in table.schema if pa.types.is_dictionary(column.type)]
    secret = [name for name in table.column_names if ledger.is_secret(name)]
    sink = pa.BufferOutputStream()
    pq.write_table(
        table.replace_schema_metadata({FILLED: b"yes"} if _is_filled(table) else None), sink, row_group_size=ROW_GROUP,
        compression="zstd", compression_level=1, use_dictionary=few, write_statistics=False,
        encryption_properties=locking(ring, secret),
    )  # fmt: skip
    return sink.getvalue()


def _names(path: Path) -> tuple[str, ...]:
    return ParquetTable((path,)).names


def ledger_shelf() -> Shelf:
    """The dataset that is written from the ledger of this installation."""
    return Shelf(Path(settings.DATA) / "facts" / "ledger")


def past_shelf(day: date, known: datetime | None) -> Shelf:
    """Where the picture of another day is kept once it was asked for; pictures that nobody asked for lately are removed."""
    above = Path(settings.DATA) / "facts" / "as-of"
    name = f"{day:%Y%m%d}-{known.astimezone(UTC):%Y%m%dT%H%M%S%f}" if known else f"{day:%Y%m%d}"
    _forget(above, name)
    return Shelf(above / name)


def drop_past() -> None:
    """Remove the pictures of other days: each is made again from the journal when it is asked for."""
    shutil.rmtree(Path(settings.DATA) / "facts" / "as-of", ignore_errors=True)


def _forget(above: Path, name: str) -> None:
    if (above / name).is_dir() or not above.is_dir():
        return
    oldest_first = sorted((path for path in above.iterdir() if path.is_dir()), key=_age)
    for path in oldest_first[: max(0, len(oldest_first) - PAST_KEPT + 1)]:
        if time.time() - _age(path) > GRACE:
            shutil.rmtree(path, ignore_errors=True)


def write_whole(path: Path, data: bytes | pa.Buffer) -> None:
    """A file that is there whole or not at all, also after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_suffix(".new")
    with open(os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(path)


def remove_all(paths: Iterable[Path]) -> None:
    for path in paths:
        _removed(path)


def _remember(path: Path, table: pa.Table) -> None:
    if table.num_rows > MOST_ROWS_KEPT:
        return
    with _lock:
        _written[path] = table
        while len(_written) > PARTS_KEPT:
            _written.popitem(last=False)


def _removed(path: Path) -> bool:
    """Whether a file is gone; on some systems one that is being read stays until later."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _age(path: Path) -> float:
    with contextlib.suppress(OSError):
        return path.stat().st_mtime
    return time.time()


def _is_filled(table: pa.Table) -> bool:
    """Whether birth dates are days: only then were those that follow from ID numbers filled in."""
    return all(pa.types.is_date32(table.schema.field(name).type) for name in table.column_names if name.endswith("birth_date"))
