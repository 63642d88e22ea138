"""A folder of facts: one table per entity, its records in the order of communities, its relations as places in other tables.

Tables are `person`, `household`, `dwelling`, `building`, `estate`, `organisation`, `facility`, `area`, `grid`, `birth`, `death`; columns
are field names without the entity (`welfare.subsistence_allowance`), `id` is the key of a record, `area` the code of its
community, and a relation (`household` of a person) holds the key of the related record. Whatever is missing is unknown.

    >>> import pyarrow as pa
    >>> facts = Dataset.of({"person": {"id": ["a", "b"], "sex": ["男", "2"], "area": ["990101001001"] * 2}})
    >>> facts.column("person", "sex").words
    ('male', 'female')
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar, overload

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from qingzhuang.tally.bits import Whole
from qingzhuang.tally.columns import Coded, Column, Days, Fault, Numbers, column_of
from qingzhuang.tally.errors import DatasetError
from qingzhuang.tally.layout import Layout, layout_of
from qingzhuang.tally.parquet import ParquetTable, Unlock
from qingzhuang.tally.tables import ArrowTable, TableFile, open_table
from qingzhuang.vocabulary import Entity, Field, Role, Vocabulary, load

Links = npt.NDArray[np.int32]  # the slot of the related record, -1 where there is none
KEPT_BYTES = 1_500_000_000
MANY = 10_000  # keys of more records are read all at once and kept
INDEX = re.compile(r"\[\d+\]")
T = TypeVar("T")


class Keys(Sequence[str]):
    """Keys of records, made into texts one by one as they are looked at: a million of them cost nothing until then."""

    __slots__ = ("_array",)

    def __init__(self, array: pa.Array | pa.ChunkedArray) -> None:
        self._array = array

    def __len__(self) -> int:
        return len(self._array)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Keys: ...
    def __getitem__(self, place: int | slice) -> str | Keys:
        if isinstance(place, slice):
            return Keys(self._array[place])
        return str(self._array[place].as_py())

    def __iter__(self) -> Iterator[str]:
        return iter(self._array.cast(pa.string()).to_pylist())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Keys({list(self[:5])}{' …' if len(self) > 5 else ''})"


class Dataset:
    """Facts in files, read column by column as questions need them; columns once read stay in memory up to a bound."""

    def __init__(self, tables: Mapping[str, TableFile], vocabulary: Vocabulary, kept_bytes: int = KEPT_BYTES) -> None:
        self.tables = dict(tables)
        self.vocabulary = vocabulary
        self.faults: dict[str, tuple[Fault, ...]] = {}
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._room = kept_bytes
        self._lock = RLock()

    @classmethod
    def open(cls, folder: Path | str, vocabulary: Vocabulary | None = None, unlock: Unlock | None = None) -> Dataset:
        """The dataset in a folder; raises DatasetError where there is none. `unlock` opens encrypted columns."""
        words, place = vocabulary or load(), Path(folder)
        if not place.is_dir():
            raise DatasetError(f"{place} is no folder; a dataset is a folder with person.parquet or person.csv and so on")
        tables = {name: table for name in words.entities if (table := open_table(place, name, unlock)) is not None}
        if not tables:
            raise DatasetError(f"{place} holds no table; expected person.parquet, person.csv, household.parquet …")
        return cls(tables, words)

    @classmethod
    def of_parts(
        cls, parts: Mapping[str, Sequence[Path]], vocabulary: Vocabulary | None = None, unlock: Unlock | None = None,
        names: Mapping[str, Sequence[str]] | None = None, kept_bytes: int = KEPT_BYTES,
    ) -> Dataset:  # fmt: skip
        """A dataset of Parquet files by entity; those of one entity are one table, in the order given.

        `names` are columns that count as held although these parts have no value for them, by entity.
        """
        also = names or {}
        tables = {name: ParquetTable(tuple(paths), unlock, tuple(also.get(name, ()))) for name, paths in parts.items() if paths}
        return cls(tables, vocabulary or load(), kept_bytes)

    @classmethod
    def of(cls, tables: Mapping[str, pa.Table | Mapping[str, Sequence[object]]], vocabulary: Vocabulary | None = None) -> Dataset:
        """A dataset from tables in memory."""
        made = {name: table if isinstance(table, pa.Table) else pa.table(dict(table)) for name, table in tables.items()}
        return cls({name: ArrowTable(table) for name, table in made.items()}, vocabulary or load())

    # ------------------------------------------------------------ what there is
    def holds(self, entity: str) -> bool:
        """Whether there is a table of this entity."""
        return entity in self.tables

    def stores(self, entity: str, name: str) -> bool:
        """Whether the table of an entity has this column."""
        return entity in self.tables and name in self.tables[entity].names

    def field(self, entity: str, name: str) -> Field:
        """The vocabulary's field for a column, also one that the entity takes over from another (a birth from a person)."""
        own: Entity | None = self.vocabulary.entities[entity]
        first = INDEX.sub("[1]", name)
        while own is not None:
            if first in own.fields:
                return own.fields[first]
            own = self.vocabulary.entities[own.like] if own.like else None
        return Field(f"{entity}.{name}", entity, name, "key", {"zh-Hans": name, "en": name})

    def community_column(self, entity: str) -> str | None:
        """The column that holds the code of a record's community: `area.code` where `area` are square metres, else `area`."""
        names = self.tables[entity].names if self.holds(entity) else ()
        if "area.code" in names:
            return "area.code"
        return "area" if "area" in names and "area" not in self.vocabulary.entities[entity].fields else None

    def layout(self, entity: str) -> Layout:
        """The order of the records of an entity."""
        return self._keep(("layout", entity), lambda: self._make_layout(entity))

    # ------------------------------------------------------------ columns
    def load(self, entity: str, names: Iterable[str]) -> None:
        """Read several columns at once, which is quicker than one by one."""
        wanted = [
            name for name in dict.fromkeys(names) if self.stores(entity, name) and ("column", entity, name) not in self._kept
        ]
        if not wanted:
            return
        fields = [self.field(entity, name) for name in wanted]
        coded = [field.name for field in fields if field.type in ("code", "codes", "boolean", "text", "key")]
        layout = self.layout(entity)
        with self._lock:
            read = self.tables[entity].read(wanted, coded)
            for name, field in zip(wanted, fields, strict=True):
                self._put(("column", entity, name), self._placed(field, read[name], layout))

    def column(self, entity: str, name: str) -> Column | None:
        """A column as it is stored, by slot; None where the table does not hold it."""
        if not self.stores(entity, name):
            return None
        with self._lock:
            self.load(entity, (name,))
            found: Column = self._kept[("column", entity, name)]
            return found

    def keep(self, key: Hashable, make: Callable[[], T]) -> T:
        """Something made from columns, made once and kept as long as there is room."""
        return self._keep(("made", key), make)

    # ------------------------------------------------------------ relations
    def role(self, entity: str, relation: str) -> Role:
        """A relation of an entity, also one that it takes over."""
        own = self.vocabulary.entities[entity]
        return own.roles[relation] if relation in own.roles or not own.like else self.role(own.like, relation)

    def link(self, entity: str, relation: str, index: int = 0) -> Links | None:
        """For each slot of an entity the slot of its related record; of several the `index`-th (from 1), the head first."""
        return self._keep(("link", entity, relation, index), lambda: self._make_link(entity, relation, index))

    def owner(self, entity: str, relation: str) -> Links | None:
        """For each slot of the related entity the slot of the record it belongs to: of each member its household."""
        role = self.role(entity, relation)
        inverse = self._inverse(role)
        return None if inverse is None else self.link(role.target, inverse.name)

    def keys(self, entity: str) -> pa.ChunkedArray:
        """The keys of all records, in the order of the file."""
        return self._keep(("keys", entity), lambda: self._make_keys(entity))

    def keys_at(self, entity: str, slots: Whole) -> Keys:
        """The keys of records, as text."""
        rows = self.layout(entity).rows_at(slots)
        name = self._key_name(entity)
        if name is None or ("made", ("keys", entity)) in self._kept or len(rows) > MANY:
            found = self.keys(entity).take(pa.array(rows))
        else:
            found = self.tables[entity].take(name, rows)
        return Keys(found)

    def slot_of(self, entity: str, key: str) -> int | None:
        """The slot of the record with a key; None where there is none."""
        if not self.holds(entity):
            return None
        keys = self.keys(entity)
        if pa.types.is_integer(keys.type):
            try:
                place = pc.index(keys, pa.scalar(int(key), keys.type)).as_py()
            except (ValueError, OverflowError):
                return None
        else:
            place = pc.index(keys.cast(pa.string()), pa.scalar(key, pa.string())).as_py()
        return None if place < 0 else self.layout(entity).slot_at(place)

    # ------------------------------------------------------------ making
    def _make_layout(self, entity: str) -> Layout:
        if not self.holds(entity):
            return layout_of(np.zeros(0, np.int8), ())
        table = self.tables[entity]
        name = self.community_column(entity)
        if name is None:
            return layout_of(np.zeros(table.rows, np.int8), ("",))
        column, _ = column_of(Field(f"{entity}.area", entity, "area", "key", {}), table.read([name], [name])[name])
        assert isinstance(column, Coded)
        return layout_of(column.index, tuple(word or "" for word in (*column.words, None)))

    def _placed(self, field: Field, array: pa.ChunkedArray, layout: Layout) -> Column:
        column, faults = column_of(field, array)
        if faults:
            self.faults[field.path] = faults
        match column:
            case Coded(index=index, words=words):
                return Coded(layout.place(index, column.empty), words)
            case Numbers(values=values):
                return Numbers(layout.place(values, column.empty).astype(np.float64, copy=False))
            case Days(values=values):
                return Days(layout.place(values, column.empty).astype(np.int32, copy=False))

    def _key_name(self, entity: str) -> str | None:
        names = self.tables[entity].names
        return "id" if "id" in names else "code" if entity in ("area", "grid") and "code" in names else None

    def _make_keys(self, entity: str) -> pa.ChunkedArray:
        name, table = self._key_name(entity), self.tables[entity]
        if name is None:  # a list typed by hand: records are named by their line
            return pa.chunked_array([pa.array(np.arange(1, table.rows + 1))])
        keys = table.read([name])[name]
        return keys.cast(keys.type.value_type) if pa.types.is_dictionary(keys.type) else keys

    def _make_link(self, entity: str, relation: str, index: int) -> Links | None:
        role = self.role(entity, relation)
        if not self.holds(entity) or not self.holds(role.target):
            return None
        name = self.community_column(entity) if relation == "area" else relation
        if name is not None and self.stores(entity, name) and index <= 1:
            return self._stored_link(entity, name, role.target)
        inverse = self._inverse(role)
        if inverse is None or not self.stores(role.target, inverse.name):
            return None
        owner = self.link(role.target, inverse.name)
        return None if owner is None else self._nth(entity, role, owner, max(index, 1))

    def _stored_link(self, entity: str, name: str, target: str) -> Links:
        wanted = self.tables[entity].read([name])[name]
        if pa.types.is_dictionary(wanted.type):
            wanted = wanted.cast(wanted.type.value_type)
        keys = self.keys(target)
        if wanted.type != keys.type:
            wanted, keys = wanted.cast(pa.string()), keys.cast(pa.string())
        rows = pc.fill_null(pc.index_in(wanted, value_set=keys.combine_chunks(), skip_nulls=True), -1)
        row = np.asarray(rows.to_numpy())
        slot = np.append(self.layout(target).slot_of_row(), -1).astype(np.int32)
        return self.layout(entity).place(slot[row], -1).astype(np.int32, copy=False)

    def _nth(self, entity: str, role: Role, owner: Links, index: int) -> Links:
        """The n-th of the records that belong to each: the head of a household first, then as they stand in the file."""
        layout = self.layout(entity)
        found = np.full(layout.slots, -1, np.int32)
        members = np.flatnonzero(owner >= 0)
        head = self.link(entity, "head") if "head" in self.vocabulary.entities[entity].roles and role.name != "head" else None
        later = np.ones(len(members), np.int8) if head is None else (head[owner[members]] != members).astype(np.int8)
        members = members[np.lexsort((members, later, owner[members]))]
        owners = owner[members]
        first = np.searchsorted(owners, owners, side="left")
        nth = np.arange(len(members)) - first == index - 1
        found[owners[nth]] = members[nth]
        return found

    def _inverse(self, role: Role) -> Role | None:
        """The relation that leads back: of household.member it is person.household."""
        back = [
            r for r in self.vocabulary.entities[role.target].roles.values() if r.target == role.entity and r.name != role.name
        ]
        stored = [r for r in back if self.stores(role.target, r.name)]
        named = [r for r in stored if r.name == role.entity]
        found = named or stored
        return found[0] if found else None

    # ------------------------------------------------------------ keeping
    def _keep(self, key: Hashable, make: Callable[[], T]) -> T:
        with self._lock:
            full = ("made", key)
            if full in self._kept:
                self._kept.move_to_end(full)
                found: T = self._kept[full]
                return found
            made = make()
            self._put(full, made)
            return made

    def _put(self, key: Hashable, value: object) -> None:
        """Keep a value; when there is no more room the values longest unused go, never the ones just read."""
        self._kept[key] = value
        self._room -= _size(value)
        while self._room < 0 and len(self._kept) > 64:
            _, gone = self._kept.popitem(last=False)
            self._room += _size(gone)


def _size(value: object) -> int:
    match value:
        case Coded(index=array) | Numbers(values=array) | Days(values=array):
            return array.nbytes
        case np.ndarray() | pa.ChunkedArray() | pa.Array():
            return int(value.nbytes)
        case Layout():
            return value.valid.nbytes + (0 if value.order is None else value.order.nbytes)
    return 64
