"""Parquet tables: one file, or many parts that are read side by side as one table; secret columns open with a key.

Files are opened for the moment of reading only, so that a dataset of a thousand parts holds no thousand files open. Footers are
kept: a part never changes under its name and stamp.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from qingzhuang.tally.bits import Whole
from qingzhuang.tally.errors import DatasetError

FILLED = b"qingzhuang.filled"  # key in a Parquet file's metadata: b"yes" where nothing more can be derived
FOOTERS_KEPT = 4096
READERS = ThreadPoolExecutor(4, "tally-parts")
Unlock = Callable[[], Any]  # what opens secret columns: makes pyarrow's FileDecryptionProperties, one for each file read


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The footer of one file."""

    path: Path
    metadata: Any
    schema: pa.Schema

    @property
    def rows(self) -> int:
        return int(self.metadata.num_rows)


@dataclass(slots=True)
class ParquetTable:
    """A Parquet file or several parts that are read as one table, in the order given.

    `also` are columns that count as held although no part has a value for them.
    """

    paths: tuple[Path, ...]
    unlock: Unlock | None = None
    also: tuple[str, ...] = ()
    rows: int = field(init=False)
    names: tuple[str, ...] = field(init=False)
    filled: bool = field(init=False)
    _parts: tuple[Part, ...] = field(init=False)
    _starts: Whole = field(init=False)  # the first row of each part, and one past the last

    def __post_init__(self) -> None:
        self._parts = tuple(_for_each(self._footer, self.paths))
        self._starts = np.concatenate(([0], np.cumsum([part.rows for part in self._parts], dtype=np.int64)))
        self.rows = int(self._starts[-1])
        self.names = tuple(dict.fromkeys((*(name for part in self._parts for name in part.schema.names), *self.also)))
        self.filled = all((part.metadata.metadata or {}).get(FILLED) == b"yes" for part in self._parts)

    def read(self, names: Sequence[str], coded: Iterable[str] = ()) -> dict[str, pa.ChunkedArray]:
        wanted, as_dictionary = list(dict.fromkeys(names)), frozenset(coded)
        alone = len(self._parts) == 1  # one file is read column beside column, many file beside file

        def read(part: Part) -> pa.Table:
            held = [name for name in wanted if name in part.schema.names]
            return self._open(part, as_dictionary.intersection(held)).read(columns=held, use_threads=alone)

        tables = list(_for_each(read, self._parts))
        return {name: _joined([_column(table, name) for table in tables]) for name in wanted}

    def take(self, name: str, rows: Whole) -> pa.ChunkedArray:
        """Reads only the row groups that hold the rows, when they are few."""
        rows = np.asarray(rows, np.int64)
        place = np.searchsorted(self._starts, rows, side="right") - 1
        needed = np.unique(place)
        if len(needed) == 1:
            return self._taken(self._parts[needed[0]], name, rows - self._starts[needed[0]])
        chosen = [rows[place == number] - self._starts[number] for number in needed]
        found = [self._taken(self._parts[number], name, own) for number, own in zip(needed, chosen, strict=True)]
        together = _joined(found) if found else pa.chunked_array([], pa.string())
        back = np.empty(len(rows), np.int64)
        back[np.argsort(place, kind="stable")] = np.arange(len(rows))
        return together.take(pa.array(back))

    def _taken(self, part: Part, name: str, rows: Whole) -> pa.ChunkedArray:
        if name not in part.schema.names:
            return pa.chunked_array([pa.nulls(len(rows))])
        sizes = [part.metadata.row_group(place).num_rows for place in range(part.metadata.num_row_groups)]
        starts = np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))
        group = np.searchsorted(starts, rows, side="right") - 1
        needed = np.unique(group)
        read = self._open(part, ()).read_row_groups([int(place) for place in needed], columns=[name])[name]
        kept = np.concatenate(([0], np.cumsum([sizes[place] for place in needed], dtype=np.int64)))
        return read.take(pa.array(rows - starts[group] + kept[np.searchsorted(needed, group)]))

    def _footer(self, path: Path) -> Part:
        try:
            stamp = path.stat()
            return _footer(path, (stamp.st_mtime_ns, stamp.st_size), self.unlock)
        except (pa.ArrowException, OSError) as error:
            raise DatasetError(f"{path.parent.name}/{path.name} is no Parquet file: {error}") from error

    def _open(self, part: Part, as_dictionary: Iterable[str]) -> pq.ParquetFile:
        """The file with its footer already read; texts named are kept as dictionaries, as those are that were written so."""
        texts = [name for name in as_dictionary if pa.types.is_string(part.schema.field(name).type)]
        key = self.unlock() if self.unlock else None
        return pq.ParquetFile(
            part.path, metadata=part.metadata, read_dictionary=texts or None, pre_buffer=False, decryption_properties=key
        )


@lru_cache(maxsize=FOOTERS_KEPT)
def _footer(path: Path, _stamp: tuple[int, int], unlock: Unlock | None) -> Part:
    """Kept apart for each key: a footer read with one carries what opens the columns."""
    with pq.ParquetFile(path, pre_buffer=False, decryption_properties=unlock() if unlock else None) as file:
        return Part(path, file.metadata, file.schema_arrow)


def _for_each(do: Callable[[Any], Any], things: Sequence[Any]) -> Iterable[Any]:
    return map(do, things) if len(things) < 3 else READERS.map(do, things)


def _column(table: pa.Table, name: str) -> pa.ChunkedArray:
    return table[name] if name in table.column_names else pa.chunked_array([pa.nulls(table.num_rows)])


def _joined(columns: Sequence[pa.ChunkedArray]) -> pa.ChunkedArray:
    """Columns one after the other; parts that lack it are empty, parts that wrote it otherwise are read alike."""
    kinds = list(dict.fromkeys(column.type for column in columns if not pa.types.is_null(column.type)))
    if not kinds:
        return pa.chunked_array([chunk for column in columns for chunk in column.chunks], pa.null())
    kind = kinds[0] if len(kinds) == 1 else _common(kinds)
    alike = [column if column.type == kind else column.cast(kind) for column in columns]
    return pa.chunked_array([chunk for column in alike for chunk in column.chunks], kind)


def _common(kinds: Sequence[pa.DataType]) -> pa.DataType:
    plain = [kind.value_type if pa.types.is_dictionary(kind) else kind for kind in kinds]
    return pa.unify_schemas([pa.schema([("x", kind)]) for kind in plain], promote_options="permissive").field(0).type
