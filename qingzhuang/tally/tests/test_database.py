"""A province in a database answers per community what its folders answer, and holds no more than the questions need."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qingzhuang.demo import DAY, make_district
from qingzhuang.tally import Dataset, Scope, parse
from qingzhuang.tally.engines.database import connect, count_in_database, is_address, needed, store
from qingzhuang.tally.errors import DatasetError, Unsupported
from qingzhuang.tally.partitions import count_parts, partitions
from qingzhuang.tally.question import Aggregate, Count, CountDistinct, Measure, Percent
from qingzhuang.tally.tests import databases, postgres
from qingzhuang.tally.tests.provinces import write_province
from qingzhuang.tally.tests.test_corpus import PERIOD, SQL
from qingzhuang.vocabulary import load

pytestmark = [databases.one_worker, pytest.mark.thorough]
SCOPES = (Scope("", DAY, PERIOD), Scope("990101001001", DAY, PERIOD))


def _asked() -> list[Measure]:
    """The corpus, but for what is asked of one household."""
    asked = [question for text in SQL if isinstance(question := parse(text), (Count, CountDistinct, Aggregate, Percent))]
    return [question for question in asked if "SameHousehold" not in repr(question)]


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("province")
    write_province(Dataset.open(make_district(2500, 3, tmp_path_factory.mktemp("whole"))), folder)
    return folder


@pytest.fixture(
    scope="module",
    params=["duckdb", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres), "clickhouse"],
)
def connection(request: pytest.FixtureRequest, province: Path) -> Iterator[Any]:
    """The province stored in a database of each kind."""
    if request.param == "postgres":
        if postgres.programs() is None:
            pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql); its answers are not compared")
        pytest.importorskip("psycopg", reason="psycopg is not installed (pip install 'qingzhuang[postgres]')")
        with postgres.server() as socket:
            made = databases.connect("postgres", host=socket, user=postgres.USER, database="postgres")
            store(_asked(), partitions(province), made)
            yield made
            made.disconnect()
        return
    made = databases.clickhouse() if request.param == "clickhouse" else databases.connect(request.param)
    store(_asked(), partitions(province), made)
    yield made


@pytest.mark.parametrize("scope", SCOPES, ids=["province", "community"])
def test_answers_per_community_as_the_folders_do(connection: Any, province: Path, scope: Scope) -> None:
    asked = _asked()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = count_in_database(asked, connection, scope)
    expected = count_parts(asked, partitions(province), scope)
    assert len(asked) > 150 and found.labels == expected.labels
    wrong = [
        (place, at)
        for place in range(len(asked))
        for at in range(len(found.labels))
        if found.at(place, at) != expected.at(place, at)
    ]
    assert not wrong, [(asked[place], found.at(place, at), expected.at(place, at)) for place, at in wrong[:5]]
    assert np.array_equal(found.held, expected.held) and np.array_equal(found.whole, expected.whole)


def test_stores_what_the_questions_need_and_nobodys_name(province: Path) -> None:
    made = databases.connect("duckdb")
    asked = [parse("count(person where age>=60 and household.category=low_income)")]
    store(asked, partitions(province), made)  # type: ignore[arg-type]
    assert set(made.table("person").columns) >= {"id", "area", "household", "birth_date"}
    assert not {"name", "id_number", "phone"} & set(made.table("person").columns)
    assert made.table("person").count().to_pyarrow().as_py() == 2500


def test_stores_again_without_doubling(province: Path) -> None:
    made = databases.connect("sqlite")
    asked = [parse("count(person)")]
    assert store(asked, partitions(province), made) == store(asked, partitions(province), made) > 0  # type: ignore[arg-type]
    table = count_in_database(asked, made, SCOPES[0])  # type: ignore[arg-type]
    assert table.values.sum() == 2500 and len(table.labels) == 2


def test_an_id_number_is_stored_only_where_a_question_names_it() -> None:
    names = {name for _, name in needed([parse("count(person where age>=60 and sex=female)")], load())}  # type: ignore[list-item]
    assert {"birth_date", "sex"} <= names and "id_number" not in names


def test_refuses_what_is_no_database() -> None:
    assert is_address("postgres://db/facts") and not is_address("/mnt/province")
    with pytest.raises(Unsupported, match="no such database"):
        connect("oracle://db/facts")
    with pytest.raises(DatasetError, match="does not answer") as refused:
        connect("postgres://counter:secret@localhost:1/facts")
    assert "secret" not in str(refused.value)
    with pytest.raises(DatasetError, match="holds no table"):
        count_in_database([parse("count(person)")], databases.connect("duckdb"), SCOPES[0])  # type: ignore[arg-type]
