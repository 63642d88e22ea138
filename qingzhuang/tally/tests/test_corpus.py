"""One corpus of questions, the same answers from every engine: bitmaps, a naive reading, DuckDB, SQLite, PostgreSQL, ClickHouse."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import yaml

from qingzhuang.demo import DAY, make_district
from qingzhuang.tally import Answer, Dataset, Scope, Unsupported, answer, answer_all, parse, people_behind
from qingzhuang.tally import question as q
from qingzhuang.tally.engines.sql_tables import tables_for_sql, write_tables
from qingzhuang.tally.tests import databases, postgres
from qingzhuang.tally.tests.naive import Naive
from qingzhuang.vocabulary import load

ENTRIES: dict[str, list[Any]] = yaml.safe_load((Path(__file__).parent / "corpus.yaml").read_text("utf-8"))
CORPUS = [
    (entry, ()) if isinstance(entry, str) else (entry["ask"], tuple(entry["cannot"]))
    for part in ENTRIES.values()
    for entry in part
]
SQL = [text for text, cannot in CORPUS if "sql" not in cannot]
pytestmark = [databases.one_worker, pytest.mark.thorough]
STARTS = {"residence_start_date", "contact_lost_since", "spouse_away_since"}  # what months are counted from
PERIOD = (date(2025, 1, 1), date(2025, 12, 31))
SCOPES = (Scope("", DAY, PERIOD, household="12"), Scope("990101001001", date(2024, 2, 29), PERIOD, household="12"))
ASKED = {SCOPES[0]: SQL, SCOPES[1]: SQL[::9]}  # the second place and day are for the bounds, not for every question again


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return Dataset.open(make_district(300, 11, tmp_path_factory.mktemp("corpus")))


@pytest.fixture(scope="module")
def expected(facts: Dataset) -> dict[tuple[str, Scope], Answer]:
    """What the default engine says; the others must say the same."""
    return {
        (text, scope): one
        for scope in SCOPES
        for text, one in zip(SQL, answer_all([parse(t) for t in SQL], facts, scope), strict=True)
    }


def test_holds_at_least_120_questions_each_once() -> None:
    assert len(CORPUS) == len({text for text, _ in CORPUS}) >= 120


def test_has_somebody_behind_nearly_every_question(expected: dict[tuple[str, Scope], Answer]) -> None:
    empty = [text for text in SQL if not expected[text, SCOPES[0]].records and not expected[text, SCOPES[0]].unknown]
    assert len(empty) < len(SQL) / 6, empty


@pytest.mark.parametrize("scope", SCOPES, ids=["district", "community"])
def test_naive_reading_agrees(facts: Dataset, expected: dict[tuple[str, Scope], Answer], scope: Scope) -> None:
    naive = Naive(_rows(facts), scope)
    assert {text: naive.answer(parse(text)) for text in ASKED[scope]} == {text: expected[text, scope] for text in ASKED[scope]}


@pytest.mark.parametrize("scope", SCOPES, ids=["district", "community"])
def test_sql_agrees(connection: Any, expected: dict[tuple[str, Scope], Answer], scope: Scope) -> None:
    engine = databases.engine(connection)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = dict(zip(ASKED[scope], engine.answer_all([parse(text) for text in ASKED[scope]], scope), strict=True))
    assert found == {text: expected[text, scope] for text in ASKED[scope]}


def test_sql_names_the_same_people(connection: Any, facts: Dataset) -> None:
    for text in (
        "count(person where disability.exists and age>=60)",
        "count(household where welfare.five_guarantee)",
        "count(dwelling where unsafe)",
    ):
        question = parse(text)
        assert isinstance(question, q.Count)
        assert set(databases.engine(connection).keys_behind(question, SCOPES[0])) == set(
            people_behind(question, facts, SCOPES[0]).keys
        )


def test_sql_says_what_it_cannot_do(connection: Any) -> None:
    engine = databases.engine(connection)
    refused = [text for text, cannot in CORPUS if "sql" in cannot]
    for text in (*refused, "person.name", "list of person.name where age>=80"):
        with pytest.raises(Unsupported, match="SQL: "):
            engine.answer(parse(text), SCOPES[0])


def test_bitmaps_answer_what_sql_cannot(facts: Dataset) -> None:
    second = answer(parse("count(household where member[2].sex=female)"), facts, SCOPES[0])
    assert second.known is False and isinstance(second.value, int) and second.value > 0  # households of one have no second member


@pytest.fixture(scope="module")
def tables(facts: Dataset) -> dict[str, pa.Table]:
    return tables_for_sql(facts, list(_asked_for()))


@pytest.fixture(
    scope="module",
    params=["duckdb", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres), "clickhouse"],
)
def connection(request: pytest.FixtureRequest, tables: dict[str, pa.Table]) -> Iterator[Any]:
    if request.param == "clickhouse":
        made = databases.clickhouse()
        write_tables(made, tables)
        yield made
        return
    if request.param != "postgres":
        made = databases.connect(request.param)
        write_tables(made, tables)
        yield made
        return
    if postgres.programs() is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql); its answers are not compared")
    pytest.importorskip("psycopg", reason="psycopg is not installed (pip install 'qingzhuang[postgres]')")
    with postgres.server() as socket:
        made = databases.connect("postgres", host=socket, user=postgres.USER, database="postgres")
        write_tables(made, tables)
        yield made
        made.disconnect()


def _asked_for() -> Iterator[tuple[str, str]]:
    """The columns that the questions name, of the 450 that there are."""
    words = {word for text in SQL for word in re.findall(r"[a-z_0-9.]+", text)} | {"date", "birth_date"} | STARTS
    for entity in load().entities.values():
        shared = load().entities[entity.like].columns if entity.like else ()
        for field in (*entity.columns, *shared):
            if any(word == field.name or word.endswith(f".{field.name}") for word in words):
                yield entity.name, field.name


def _rows(facts: Dataset) -> dict[str, list[dict[str, Any]]]:
    """The facts as lists of dicts; values that follow from ID numbers stand in them, as the naive reading has its own way of them."""
    return {name: table.to_pylist() for name, table in tables_for_sql(facts).items()}
