"""Facts as JSON, one record a line, become columns as tally reads them: see docs/explanation/how-facts-become-columns.md."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json

from qingzhuang.seal import Keyring
from qingzhuang.tally import id_number
from qingzhuang.tally.columns import NO_DAY
from qingzhuang.vocabulary import Field, UnknownName, load

OWN_AREA = "area.own"  # the smallest area of a record, which may be a grid; `area` is its community
BLOCK = 8 * 1024 * 1024  # bytes parsed at a time; a record must fit
PLAIN = {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "codes": pa.list_(pa.string())}
NONE: Mapping[str, Field] = {}
WORDS = pa.dictionary(pa.int32(), pa.string())
FROM_ID_NUMBER = ("birth_date_of_id_number", "sex_of_id_number")


@dataclass(slots=True)
class Rows:
    """Records of one entity: numbers, codes of their community and of their own area, facts as JSON texts."""

    pks: list[int] = field(default_factory=list)
    communities: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)

    def add(self, pk: int, community: str, own: str, facts: str) -> None:
        self.pks.append(pk)
        self.communities.append(community)
        self.own.append(own)
        self.facts.append(facts)


def table_of(entity: str, rows: Rows, ring: Keyring, place: str = "area", own: Mapping[str, Field] = NONE) -> pa.Table:
    """The table of some records, in the order given: `id`, the community under the name `place`, all facts that one of them has.

    `own` are the entity's fields that areas defined for themselves.

    Secret values are opened; birth dates and sexes that follow from ID numbers are filled in. A fact that does not have the
    form of its field comes as text, so that tally lists it as a fault.
    """
    facts = _parsed(entity, rows.facts, own)
    columns: dict[str, Any] = {
        "id": pa.array(rows.pks, pa.int64()),
        place: pa.array(rows.communities, pa.string()).dictionary_encode(),
        OWN_AREA: pa.array(rows.own, pa.string()).dictionary_encode(),
    }
    for name in facts.column_names:
        if name not in columns and facts[name].null_count < len(rows.pks):
            columns[name] = _column(own.get(name) or _field(entity, name), facts[name], ring)
    if facts.num_rows:
        _fill(entity, columns)
    return pa.table(columns)


def merged(old: pa.Table, new: pa.Table, keep: set[int]) -> pa.Table:
    """The records of an old table whose numbers are in `keep`, and those of a new one, in the order of their numbers."""
    for name in set(old.column_names) & set(new.column_names):
        if old.schema.field(name).type != new.schema.field(name).type:  # a value of the wrong form came in: it is text
            old, new = (_set(table, name, _as_words(table[name])) for table in (old, new))
    both = pa.concat_tables([old, new], promote_options="default").unify_dictionaries() if new.num_rows else old
    numbers = both["id"].to_numpy()
    stays = np.ones(len(numbers), np.bool_)
    stays[: old.num_rows] = np.isin(numbers[: old.num_rows], np.fromiter(keep, np.int64, len(keep)))
    places = np.flatnonzero(stays)
    both = both.take(pa.array(places[np.argsort(numbers[places], kind="stable")]))
    empty = [name for name in both.column_names if name != OWN_AREA and both[name].null_count == both.num_rows]
    return both.drop_columns(empty).combine_chunks()


def _set(table: pa.Table, name: str, column: Any) -> pa.Table:
    return table.set_column(table.column_names.index(name), name, column)


def _as_words(column: pa.ChunkedArray) -> pa.ChunkedArray:
    plain = column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
    return plain.cast(pa.string()).dictionary_encode()


# ---------------------------------------------------------------- from JSON
_seen: dict[
    str, frozenset[str]
] = {}  # names met so far by entity: a column that nobody has a value for costs as much as a full one


def _parsed(entity: str, texts: Sequence[str], own: Mapping[str, Field]) -> pa.Table:
    if not texts:
        return pa.table({})
    data = pa.py_buffer("\n".join(texts).encode())
    every = frozenset((*_schema(entity).names, *own))
    seen = _seen.get(entity, every)
    try:
        found = _read(entity, data, seen, own)
        if found.num_rows != len(texts):
            return _slowly(entity, texts, own)
        if not seen.issuperset(every.intersection(found.column_names)):  # Arrow guessed the type of a new one
            found = _read(entity, data, every, own)
    except pa.ArrowInvalid:
        return _slowly(entity, texts, own)
    held = {name for name in found.column_names if found[name].null_count < len(texts)}
    _seen[entity] = _seen.get(entity, frozenset()) | held
    return found


def _read(entity: str, data: pa.Buffer, names: frozenset[str], own: Mapping[str, Field]) -> pa.Table:
    known = [*_schema(entity), *(pa.field(name, _form(field)) for name, field in own.items())]
    return pyarrow.json.read_json(
        pa.BufferReader(data),
        read_options=pyarrow.json.ReadOptions(use_threads=True, block_size=BLOCK),
        parse_options=pyarrow.json.ParseOptions(
            explicit_schema=pa.schema([one for one in known if one.name in names]),
            unexpected_field_behavior="infer",
        ),
    )


def _slowly(entity: str, texts: Sequence[str], own: Mapping[str, Field]) -> pa.Table:
    """The same where a value does not have the form of its field: that column comes as text."""
    records = [json.loads(text) for text in texts]
    names = dict.fromkeys(name for record in records for name in record)
    columns: dict[str, pa.Array] = {}
    for name in names:
        values = [record.get(name) for record in records]
        try:
            columns[name] = pa.array(values, _form(own[name]) if name in own else _kind(entity, name) or pa.string())
        except (pa.ArrowInvalid, pa.ArrowTypeError):
            columns[name] = pa.array([None if value is None else _written(value) for value in values], pa.string())
    return pa.table(columns) if columns else pa.table({"": pa.nulls(len(texts))})


def _written(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(map(str, value))
    return ("false", "true")[value] if isinstance(value, bool) else str(value)


@lru_cache(maxsize=16)
def _schema(entity: str) -> pa.Schema:
    found = load().entities[entity]
    like = load().entities[found.like].fields if found.like else {}
    names = dict.fromkeys(
        (*like, *found.fields, *(name for name, role in found.roles.items() if not role.embedded and not role.many))
    )
    return pa.schema([(name, _kind(entity, name)) for name in names if _kind(entity, name) is not None])


@lru_cache(maxsize=4096)
def _field(entity: str, name: str) -> Field | None:
    words = load()
    for owner in (entity, words.entities[entity].like):
        try:
            if owner:
                return words.field(f"{owner}.{name}")
        except UnknownName:
            continue
    return None


@lru_cache(maxsize=4096)
def _kind(entity: str, name: str) -> pa.DataType | None:
    """The type of a fact in JSON; None for a fact that is in no vocabulary."""
    role = load().entities[entity].roles.get(name)
    if role is not None and not role.embedded and not role.many and role.target != "area":
        return pa.int64()
    found = _field(entity, name)
    return None if found is None else _form(found)


def _form(field: Field) -> pa.DataType:
    return PLAIN.get(field.type, pa.string())


# ---------------------------------------------------------------- to columns
def _column(found: Field | None, values: pa.ChunkedArray, ring: Keyring) -> Any:
    if pa.types.is_string(values.type) and _has_sealed(values):
        return pa.array(ring.open_all(values.to_pylist()), pa.string())
    if pa.types.is_list(values.type):
        joined = pc.binary_join(values, ";")
        return pc.if_else(pc.equal(joined, ""), pa.scalar(None, pa.string()), joined).dictionary_encode()
    if found is not None and found.type == "date" and pa.types.is_string(values.type):
        try:
            return values.cast(pa.date32())
        except pa.ArrowInvalid:
            return values.dictionary_encode()
    if found is not None and found.codes is not None and pa.types.is_string(values.type):
        return values.dictionary_encode()
    return values if pa.types.is_primitive(values.type) or pa.types.is_string(values.type) else values.cast(pa.string())


def _has_sealed(values: pa.ChunkedArray) -> bool:
    return bool(pc.any(pc.starts_with(values, "~")).as_py())


def _fill(entity: str, columns: dict[str, Any]) -> None:
    """Birth dates and sexes that nobody recorded but the ID number says, of the person and of those named with her."""
    for name, derived in _from_id_number(entity):
        number = columns.get(".".join((*name.split(".")[:-1], "id_number")))
        if number is None:
            continue
        stored = columns.get(name)
        if stored is not None and stored.null_count == 0:
            continue
        parts = id_number.read(number)
        if derived == "birth_date_of_id_number":
            made = pa.array(parts.birth, pa.int32(), mask=parts.birth == NO_DAY).cast(pa.date32())
        else:
            places = pa.array(parts.female.astype("int32"), mask=~parts.sound)
            made = pa.DictionaryArray.from_arrays(places, pa.array(["male", "female"]))
        if stored is None:
            if made.null_count < len(made):
                columns[name] = made
        elif pa.types.is_dictionary(stored.type) and derived != "birth_date_of_id_number":
            plain = pc.coalesce(stored.cast(pa.string()), pa.chunked_array([made.cast(pa.string())]))
            columns[name] = plain.dictionary_encode()
        elif stored.type == made.type:
            columns[name] = pc.coalesce(stored, pa.chunked_array([made]))


@lru_cache(maxsize=16)
def _from_id_number(entity: str) -> Sequence[tuple[str, str]]:
    words = load()
    own = words.entities[entity]
    fields: Mapping[str, Field] = {**(words.entities[own.like].fields if own.like else {}), **own.fields}
    return [(name, found.derived) for name, found in fields.items() if found.derived in FROM_ID_NUMBER]
