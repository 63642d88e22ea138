"""The facts of a dataset as tables of a database: codes by name, days as days, what follows from ID numbers filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from qingzhuang.tally import derive
from qingzhuang.tally.bits import slots_in
from qingzhuang.tally.columns import NO_DAY, Coded, Column, Days, Numbers
from qingzhuang.tally.dataset import Dataset
from qingzhuang.vocabulary import Field

TYPES = {
    "bool": {"sqlite": "BOOLEAN", "duckdb": "BOOLEAN", "postgres": "boolean", "clickhouse": "Nullable(Bool)"},
    "double": {"sqlite": "REAL", "duckdb": "DOUBLE", "postgres": "double precision", "clickhouse": "Nullable(Float64)"},
    "date32[day]": {"sqlite": "DATE", "duckdb": "DATE", "postgres": "date", "clickhouse": "Nullable(Date32)"},
    "string": {"sqlite": "TEXT", "duckdb": "VARCHAR", "postgres": "text", "clickhouse": "Nullable(String)"},
}
ENGINE = {"clickhouse": " ENGINE = MergeTree ORDER BY tuple()"}


def tables_for_sql(dataset: Dataset, columns: Iterable[tuple[str, str]] | None = None) -> dict[str, pa.Table]:
    """The facts as tables for a database; keys are text.

    `columns` are pairs of entity and field, by default everything that the dataset holds or can derive, except ages,
    which change from day to day.
    """
    wanted: dict[str, dict[str, None]] = {name: {} for name in dataset.tables}
    if columns is None:
        for name, table in dataset.tables.items():
            derived = [field.name for field in dataset.vocabulary.entities[name].columns if field.derived]
            wanted[name] = dict.fromkeys((*table.names, *derived))
    else:
        for entity, column in columns:
            wanted.setdefault(entity, {})[column] = None
    return {entity: _table(dataset, entity, names) for entity, names in wanted.items() if dataset.holds(entity)}


def write_tables(connection: Any, tables: Mapping[str, pa.Table], append: bool = False) -> None:
    """Write tables through an Ibis connection to PostgreSQL, ClickHouse, DuckDB or SQLite.

    Tables of the same names are replaced, or with `append` made longer; columns that they did not have yet are added.
    """
    for name, table in tables.items():
        kinds = {field.name: TYPES[str(field.type)][connection.name] for field in table.schema}
        for statement in _added(connection, name, kinds) if append else _made(connection, name, kinds):
            _run(connection, statement)
        _fill(connection, name, table)


def _made(connection: Any, name: str, kinds: Mapping[str, str]) -> list[str]:
    columns = ", ".join(f'"{column}" {kind}' for column, kind in kinds.items())
    return [f'DROP TABLE IF EXISTS "{name}"', f'CREATE TABLE "{name}" ({columns}){ENGINE.get(connection.name, "")}']


def _added(connection: Any, name: str, kinds: Mapping[str, str]) -> list[str]:
    there = set(connection.table(name).columns)
    return [f'ALTER TABLE "{name}" ADD COLUMN "{column}" {kind}' for column, kind in kinds.items() if column not in there]


def _run(connection: Any, statement: str) -> None:
    if connection.name == "clickhouse":
        connection.con.command(statement)
    else:
        connection.con.cursor().execute(statement)


def _fill(connection: Any, name: str, table: pa.Table) -> None:
    """The rows, each database by its quickest way in."""
    names, raw = ", ".join(f'"{column}"' for column in table.column_names), connection.con
    if connection.name == "clickhouse":
        raw.insert_arrow(f'"{name}"', table)
        return
    cursor = raw.cursor()
    if connection.name == "duckdb":
        cursor.register("facts_to_write", table)
        cursor.execute(f'INSERT INTO "{name}" ({names}) SELECT {names} FROM facts_to_write')
        cursor.unregister("facts_to_write")
    elif connection.name == "postgres":
        with cursor.copy(f'COPY "{name}" ({names}) FROM STDIN') as copy:
            for row in _rows(table):
                copy.write_row(row)
        raw.commit()
    else:
        marks = ", ".join("?" * table.num_columns)
        cursor.executemany(f'INSERT INTO "{name}" ({names}) VALUES ({marks})', (_as_text(row) for row in _rows(table)))
        raw.commit()
    cursor.close()


def _rows(table: pa.Table) -> Iterable[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in table.columns), strict=True)


def _as_text(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """SQLite has no days: they stand as 2025-12-31."""
    return tuple(value.isoformat() if isinstance(value, date) else value for value in row)


def _table(dataset: Dataset, entity: str, names: Iterable[str]) -> pa.Table:
    layout = dataset.layout(entity)
    slots = slots_in(layout.valid)
    rows = layout.rows_at(slots)
    made: dict[str, pa.Array] = {"id": pa.array(dataset.keys_at(entity, slots), pa.string())}
    community = dataset.community_column(entity)
    keys = [community, *sorted(set(dataset.vocabulary.entities[entity].relations) - {"area"})]
    for name in keys:
        if name is not None and dataset.stores(entity, name):
            made[name] = dataset.tables[entity].take(name, rows).cast(pa.string()).combine_chunks()
    dataset.load(entity, names)
    for name in names:
        field = dataset.field(entity, name)
        if name not in made and not derive.counted_from(field):
            column = derive.column(dataset, entity, name, date.min)
            if column is not None:
                made[name] = _array(column, field, slots)
    return pa.table(made)


def _array(column: Column, field: Field, slots: npt.NDArray[np.int64]) -> pa.Array:
    match column:
        case Coded(index=index, words=words):
            named = pa.array([*words, None], pa.string()).take(pa.array(index[slots].astype(np.int64)))
            return pc.equal(named, "yes") if field.type == "boolean" else named
        case Numbers(values=values):
            found = values[slots]
            return pa.array(found, pa.float64(), mask=np.isnan(found))
        case Days(values=days):
            chosen = days[slots]
            return pa.array(chosen, pa.int32(), mask=chosen == NO_DAY).cast(pa.date32())
