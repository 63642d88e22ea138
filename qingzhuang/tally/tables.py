"""The files of a dataset, one table per entity: Parquet (one file, or a folder of parts) or CSV."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from qingzhuang.tally.bits import Whole
from qingzhuang.tally.errors import DatasetError
from qingzhuang.tally.parquet import FILLED, ParquetTable, Unlock

__all__ = ["FILLED", "ArrowTable", "ParquetTable", "TableFile", "open_table"]
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


def open_table(folder: Path, entity: str, unlock: Unlock | None = None) -> TableFile | None:
    """The table of an entity in a folder: `person.parquet`, a folder `person/` of Parquet parts, or `person.csv`."""
    single, parts, text = folder / f"{entity}.parquet", folder / entity, folder / f"{entity}.csv"
    if single.is_file():
        return ParquetTable((single,), unlock)
    if parts.is_dir() and (found := tuple(sorted(parts.glob("*.parquet")))):
        return ParquetTable(found, unlock)
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
