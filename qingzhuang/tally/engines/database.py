"""Facts of a province in a database: the columns that questions need are written there, and counted there per community.

store(questions, partitions(Path("/mnt/province")), connect("postgres://counter@db/facts"))
count_in_database(questions, connect("postgres://counter@db/facts"), Scope("", day))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from qingzhuang.tally.dataset import Dataset
from qingzhuang.tally.engines.sql_tables import tables_for_sql, write_tables
from qingzhuang.tally.errors import DatasetError, Unsupported
from qingzhuang.tally.question import Measure
from qingzhuang.tally.reads import fields_read
from qingzhuang.tally.scope import Answers, Scope
from qingzhuang.tally.syntax import write
from qingzhuang.vocabulary import Vocabulary, load

KINDS = ("postgres", "postgresql", "clickhouse", "duckdb", "sqlite")
WHO = "id_number"  # what a birth date and a sex are derived from before they are written; the number itself stays


def is_address(text: str) -> bool:
    """Whether a text is the address of a database: `postgres://counter@db.example/facts`."""
    return "://" in text


def connect(address: str) -> Any:
    """A connection of Ibis; raises Unsupported for a kind that is not tested or not installed, DatasetError where none answers."""
    kind = urlsplit(address).scheme
    if kind not in KINDS:
        raise Unsupported(f"{kind}: no such database; one of {', '.join(KINDS)}")
    try:
        import ibis
    except ImportError as missing:
        raise Unsupported("SQL: Ibis is not installed; pip install 'qingzhuang[sql]'") from missing
    try:
        return ibis.connect(address)
    except ImportError as missing:
        raise Unsupported(f"SQL: the driver for {kind} is not installed; pip install 'ibis-framework[{kind}]'") from missing
    except Exception as fault:  # each driver has kinds of its own
        where = urlsplit(address)
        raise DatasetError(f"{kind} at {where.hostname or where.path} does not answer: {type(fault).__name__}") from fault


def count_in_database(
    questions: Sequence[Measure], connection: Any, scope: Scope, vocabulary: Vocabulary | None = None
) -> Answers:
    """The answers per community, counted by the database; equal to `count_parts` over the folders that were stored."""
    from qingzhuang.tally.engines.ibis_engine import IbisEngine

    engine = IbisEngine(connection, vocabulary)
    if not engine.tables:
        raise DatasetError("the database holds no table of facts; `qingzhuang store` writes them")
    return engine.answer_by_area(questions, scope)


def needed(questions: Sequence[Measure], vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """The columns (entity, field) that answers depend on. ID numbers are among them only where a question names them.

    >>> from qingzhuang.tally.syntax import parse
    >>> needed([parse("count(person where age>=60)")], load())
    [('person', 'age'), ('person', 'area'), ('person', 'birth_date')]
    """
    found: set[str] = set()
    for question in questions:
        fields = fields_read(question, vocabulary)
        found |= fields if WHO in write(question) else {path for path in fields if not path.endswith(WHO)}
    pairs = {(entity, name) for path in found for entity, _, name in [path.partition(".")]}
    return sorted(pairs | {(entity, "area") for entity, _ in pairs})


def store(
    questions: Sequence[Measure], folders: Iterable[Path], connection: Any, *,
    vocabulary: Vocabulary | None = None, told: Callable[[Path], None] | None = None,
) -> int:  # fmt: skip
    """Write what some questions need of each folder, one in memory at a time; the tables of before are replaced.

    Returns how many records were written. Names, ID numbers and telephones stay where they are, unless a question asks of them.
    """
    vocabulary = vocabulary or load()
    columns = needed(questions, vocabulary)
    records, written = 0, set[str]()
    for folder in folders:
        tables = tables_for_sql(Dataset.open(folder, vocabulary), columns)
        write_tables(connection, {name: table for name, table in tables.items() if name not in written})
        write_tables(connection, {name: table for name, table in tables.items() if name in written}, append=True)
        written |= set(tables)
        records += sum(table.num_rows for table in tables.values())
        if told is not None:
            told(folder)
    return records
