"""A folder of facts read in batches: rows of a table as facts in the form the ledger keeps, a row group in memory at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from qingzhuang.site.ledger import queries as ledger
from qingzhuang.tally.columns import NO_DAY, Coded, Days, Numbers, column_of
from qingzhuang.tally.tables import ArrowTable, ParquetTable, open_table
from qingzhuang.vocabulary import Field, load

KEYS = ("id", "code")
TREE = frozenset(
    "code name full_name province city county street township community village village_code".split()
)  # told by the tree
NONE = -1  # a relation that leads to no record


@dataclass(slots=True)
class Table:
    """The table of one entity: its keys, the rows that relations lead to, and its rows as facts when they are asked for."""

    entity: str
    source: ArrowTable | ParquetTable
    keys: Any
    links: dict[str, np.ndarray] = field(default_factory=dict)
    unread: dict[str, int] = field(default_factory=dict)  # values that cannot be meant, by field

    @classmethod
    def in_folder(cls, folder: Path, entity: str) -> Table | None:
        source = open_table(folder, entity)
        if source is None:
            return None
        name = next((name for name in KEYS if name in source.names), None)
        keys = _plain(source.read([name])[name]) if name else pa.array(np.arange(1, source.rows + 1))
        return cls(entity, source, keys)  # type: ignore[arg-type]

    @property
    def rows(self) -> int:
        return self.source.rows

    @property
    def place(self) -> str:
        """The column with the code of the community; a folder written by hand may call it `area` where that is no size."""
        return ledger.place_name(self.entity)

    def places(self) -> list[str]:
        """The code of each row's community; empty where none is given."""
        name = "code" if self.entity == "area" else self.place
        if name not in self.source.names:
            return [""] * self.rows
        return [code or "" for code in _plain(self.source.read([name])[name]).cast(pa.string()).to_pylist()]

    def link_to(self, others: Mapping[str, Table]) -> None:
        """Find the rows that relations lead to."""
        for name, role in load().entities[self.entity].roles.items():
            if name in self.source.names and ledger.is_relation(self.entity, name) and role.target in others:
                self.links[name] = _rows_of(others[role.target].keys, _plain(self.source.read([name])[name]))

    def facts(self, rows: np.ndarray) -> list[dict[str, Any]]:
        """The facts of some rows, without place and relations."""
        table = self._at(rows)
        found: list[dict[str, Any]] = [{} for _ in range(len(rows))]
        for name in table.column_names:
            known = _field(self.entity, name)
            if known is None or name in self.links or name in ("id", self.place) or (self.entity == "area" and name in TREE):
                continue
            for place, value in zip(*self._values(known, table[name]), strict=True):
                found[place][name] = value
        return found

    def _values(self, known: Field, column: pa.ChunkedArray) -> tuple[list[int], list[Any]]:
        """Places of values that are there, and the values as the ledger stores them."""
        if known.type in ("text", "key"):
            texts = pc.utf8_trim_whitespace(_plain(column).cast(pa.string()))
            held = pc.fill_null(pc.not_equal(texts, ""), False)
            return _places(held), texts.filter(held).to_pylist()
        read, faults = column_of(known, column)
        if faults:
            self.unread[known.path] = self.unread.get(known.path, 0) + sum(fault.records for fault in faults)
        match read:
            case Coded(index=index, words=words):
                put = [None if word is None else _word(known, word) for word in (*words, None)]
                places = [place for place, at in enumerate(index.tolist()) if put[at] is not None]
                return places, [put[index[place]] for place in places]
            case Numbers(values=numbers):
                at = np.flatnonzero(~np.isnan(numbers))
                return at.tolist(), [int(n) if n.is_integer() else n for n in numbers[at].tolist()]
            case Days(values=days):
                at = np.flatnonzero(days != NO_DAY)
                return at.tolist(), pa.array(days[at]).cast(pa.date32()).cast(pa.string()).to_pylist()

    def _at(self, rows: np.ndarray) -> pa.Table:
        if isinstance(self.source, ArrowTable):
            return self.source.table.take(pa.array(rows))
        groups = _groups(self.source.paths)
        starts = np.array([start for *_, start in groups])
        group = np.searchsorted(starts, rows, side="right") - 1
        pieces = [
            _group(*groups[number][:2]).take(pa.array(rows[group == number] - starts[number])) for number in np.unique(group)
        ]
        if len(pieces) == 1:
            return pieces[0]
        back = np.empty(len(rows), np.int64)
        back[np.argsort(group, kind="stable")] = np.arange(len(rows))
        together = pa.concat_tables(pieces, promote_options="permissive")
        return together.take(pa.array(back))


@lru_cache(maxsize=8)
def _groups(paths: tuple[Path, ...]) -> list[tuple[Path, int, int]]:
    """File, number and first row of every row group."""
    found: list[tuple[Path, int, int]] = []
    start = 0
    for path in paths:
        metadata = pq.read_metadata(path)
        for number in range(metadata.num_row_groups):
            found.append((path, number, start))
            start += metadata.row_group(number).num_rows
    return found


@lru_cache(maxsize=3)
def _group(path: Path, number: int) -> pa.Table:
    return pq.ParquetFile(path).read_row_group(number)


@lru_cache(maxsize=4096)
def _field(entity: str, name: str) -> Field | None:
    """The field of the vocabulary; None for a column that the ledger keeps under no field, or works out itself."""
    try:
        return ledger.field_of(entity, name)
    except LookupError:
        return None


def _word(known: Field, word: str) -> Any:
    if known.type == "boolean":
        return word == "yes"
    return word.split(";") if known.type == "codes" else word


def _places(held: pa.ChunkedArray) -> list[int]:
    return np.flatnonzero(held.to_numpy()).tolist()


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def _rows_of(keys: Any, wanted: Any) -> np.ndarray:
    if keys.type != wanted.type:
        keys, wanted = keys.cast(pa.string()), wanted.cast(pa.string())
    together = keys.combine_chunks() if isinstance(keys, pa.ChunkedArray) else keys
    found = pc.fill_null(pc.index_in(wanted, value_set=together, skip_nulls=True), NONE)
    return np.asarray(found.to_numpy()).astype(np.int32)


def tables_in(folder: Path, entities: Sequence[str]) -> dict[str, Table]:
    """The tables of a folder by entity, their relations found."""
    tables = {entity: table for entity in entities if (table := Table.in_folder(folder, entity)) is not None}
    for table in tables.values():
        table.link_to(tables)
    return tables
