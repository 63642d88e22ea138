"""The files of a dataset, one table per entity: Parquet (one file, or a folder of parts) or CSV."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from qingzhuang.tally.bits import Whole
from qingzhuang.tally.errors import DatasetError

FILLED = b"qingzhuang.filled"  # key in a Parquet file's metadata: b"yes" where nothing more can be derived
ENCODINGS = ("utf-8-sig", "gb18030")  # what spreadsheets in Chinese offices write


class TableFile(Protocol):
    """One table: how many rows, which columns, and the columns themselves.

    `filled` says that whoever wrote it has already put in what follows from other fields (birth dates from ID numbers), so
    that what is still empty is not looked for again.
    """

    rows: int
    names: tuple[str, ...]
    filled: bool

    def read(self, names: Sequence[str], coded: Iterable[str] = ()) -> dict[str, pa.ChunkedArray]:
        """The columns asked for; those in `coded` are better given as dictionaries."""

    def take(self, name: str, rows: Whole) -> pa.ChunkedArray:
        """One column at some rows, in the order of the rows."""


@dataclass(slots=True)
class ParquetTable:
    """A Parquet file or several parts that are read as one table, in the order of their names."""

    paths: tuple[Path, ...]
    rows: int = field(init=False)
    names: tuple[str, ...] = field(init=False)
    filled: bool = field(init=False)
    _files: tuple[pq.ParquetFile, ...] = field(init=False)
    _texts: frozenset[str] = field(init=False)  # columns of plain text; those written as dictionaries come back as dictionaries

    def __post_init__(self) -> None:
        try:
            self._files = tuple(pq.ParquetFile(path, pre_buffer=False) for path in self.paths)
        except (pa.ArrowException, OSError) as error:
            raise DatasetError(f"{self.paths[0].parent.name}/{self.paths[0].name} is no Parquet file: {error}") from error
        self.rows = sum(file.metadata.num_rows for file in self._files)
        self.names = tuple(dict.fromkeys(name for file in self._files for name in file.schema_arrow.names))
        schema = self._files[0].schema_arrow
        self._texts = frozenset(name for name in schema.names if pa.types.is_string(schema.field(name).type))
        self.filled = all((file.metadata.metadata or {}).get(FILLED) == b"yes" for file in self._files)

    def read(self, names: Sequence[str], coded: Iterable[str] = ()) -> dict[str, pa.ChunkedArray]:
        wanted = list(names)
        if len(self.paths) == 1:
            as_dictionary = [name for name in coded if name in wanted and name in self._texts]
            file = self._files[0]
            if as_dictionary:  # the same file, told to keep texts as dictionaries; its footer is not read again
                file = pq.ParquetFile(self.paths[0], metadata=file.metadata, read_dictionary=as_dictionary, pre_buffer=False)
            table = file.read(columns=wanted, use_threads=True)
            return {name: table[name] for name in wanted}
        parts = [file.read(columns=[name for name in wanted if name in file.schema_arrow.names]) for file in self._files]
        whole = pa.concat_tables(parts, promote_options="permissive") if parts else pa.table({})
        return {name: whole[name] for name in wanted}

    def take(self, name: str, rows: Whole) -> pa.ChunkedArray:
        """Reads only the row groups that hold the rows, when they are few."""
        if len(self.paths) > 1:
            return self.read([name])[name].take(pa.array(rows))
        file = self._files[0]
        sizes = [file.metadata.row_group(place).num_rows for place in range(file.metadata.num_row_groups)]
        starts = np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))
        group = np.searchsorted(starts, rows, side="right") - 1
        needed = np.unique(group)
        part = file.read_row_groups([int(place) for place in needed], columns=[name])[name]
        kept = np.concatenate(([0], np.cumsum([sizes[place] for place in needed], dtype=np.int64)))
        return part.take(pa.array(rows - starts[group] + kept[np.searchsorted(needed, group)]))


@dataclass(slots=True)
class ArrowTable:
    """A table in memory: a CSV file once read, or rows made by a program."""

    table: pa.Table
    rows: int = field(init=False)
    names: tuple[str, ...] = field(init=False)
    filled = False

    def __post_init__(self) -> None:
        self.rows = self.table.num_rows
        self.names = tuple(self.table.column_names)

    def read(self, names: Sequence[str], coded: Iterable[str] = ()) -> dict[str, pa.ChunkedArray]:
        return {name: self.table[name] for name in names}

    def take(self, name: str, rows: Whole) -> pa.ChunkedArray:
        return self.table[name].take(pa.array(rows))


def open_table(folder: Path, entity: str) -> TableFile | None:
    """The table of an entity in a folder: `person.parquet`, a folder `person/` of Parquet parts, or `person.csv`."""
    single, parts, text = folder / f"{entity}.parquet", folder / entity, folder / f"{entity}.csv"
    if single.is_file():
        return ParquetTable((single,))
    if parts.is_dir() and (found := tuple(sorted(parts.glob("*.parquet")))):
        return ParquetTable(found)
    return read_csv(text) if text.is_file() else None


def read_csv(path: Path) -> ArrowTable:
    """A CSV file, all columns as text, blanks at the ends removed; UTF-8 or GB 18030."""
    data = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise DatasetError(f"{path.name} is neither UTF-8 nor GB 18030")
    if not text.strip():
        raise DatasetError(f"{path.name} is empty; the first line must name the columns")
    first = text.splitlines()[0]
    names = [name.strip().strip('"') for name in first.split(",")]
    doubled = {name for name in names if names.count(name) > 1}
    if doubled:
        raise DatasetError(f"{path.name} has column {', '.join(sorted(doubled))} more than once")
    try:
        table = pyarrow.csv.read_csv(
            io.BytesIO(text.encode()),
            read_options=pyarrow.csv.ReadOptions(column_names=names, skip_rows=1),
            parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
            convert_options=pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
        )
    except pa.ArrowInvalid as error:
        raise DatasetError(f"{path.name} cannot be read as CSV: {error}") from error
    return ArrowTable(pa.table({name: _trimmed(table[name]) for name in names}))


def _trimmed(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Without blanks at the ends and without the apostrophe that keeps a spreadsheet from reading a number; '' is empty."""
    trimmed = pc.utf8_trim_whitespace(column)
    trimmed = pc.if_else(pc.starts_with(trimmed, "'"), pc.utf8_slice_codeunits(trimmed, 1), trimmed)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)
