"""Random questions on random facts: packed bits, a naive reading and SQL give the same answers."""

from __future__ import annotations

import warnings
from datetime import date
from functools import cache
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from qingzhuang.tally import Answer, Dataset, Scope, answer_all, answer_by_area, answer_by_household, people_behind, write
from qingzhuang.tally import question as q
from qingzhuang.tally.engines.sql_tables import tables_for_sql, write_tables
from qingzhuang.tally.tests import databases
from qingzhuang.tally.tests import small_worlds as worlds
from qingzhuang.tally.tests.naive import Naive

pytestmark = pytest.mark.thorough
questions = st.lists(worlds.measures, min_size=1, max_size=5)
quiet = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
# each example writes tables and runs queries: few of them, and no time for making a failing one smaller
few = settings(quiet, max_examples=5, phases=(Phase.explicit, Phase.reuse, Phase.generate))


def dataset_of(tables: worlds.Tables) -> Dataset:
    types = {"birth_date": pa.date32(), "income.annual": pa.float64(), "allowance.total": pa.float64()}
    made = {}
    for name, rows in tables.items():
        columns = {}
        for column in rows[0]:
            kind = types.get(
                column, pa.bool_() if isinstance(next((r[column] for r in rows if r[column] is not None), None), bool) else None
            )
            kind = pa.float64() if name == "dwelling" and column == "area" else kind or pa.string()
            columns[column] = pa.array([row[column] for row in rows], kind)
        made[name] = pa.table(columns)
    return Dataset.of(made)


def naive_of(tables: worlds.Tables, scope: Scope) -> Naive:
    return Naive(tables, scope)


def scope_of(area: str, period: tuple[date, date] | None) -> Scope:
    return Scope(area, worlds.AS_OF, period, household="1")


@given(worlds.tables, questions, worlds.scopes, worlds.periods)
@quiet
def test_bitmaps_agree_with_a_naive_reading(
    tables: worlds.Tables, asked: list[q.Measure], area: str, period: tuple[date, date] | None
) -> None:
    scope = scope_of(area, period)
    naive = naive_of(tables, scope)
    found = answer_all(asked, dataset_of(tables), scope)
    for question, one in zip(asked, found, strict=True):
        assert one == naive.answer(question), write(question)


@given(worlds.crowded, worlds.pairs_of_members)
@settings(quiet, max_examples=60)
def test_members_meet_conditions_together_or_apart_as_their_subjects_say(tables: worlds.Tables, where: q.Condition) -> None:
    count, scope = q.Count("household", where), scope_of("", None)
    assert answer_all((count,), dataset_of(tables), scope)[0] == naive_of(tables, scope).answer(count), write(count)


@given(worlds.tables, worlds.counts, worlds.scopes)
@settings(quiet, max_examples=30)
def test_the_people_behind_a_number_are_the_ones_that_are_counted(tables: worlds.Tables, count: q.Count, area: str) -> None:
    scope = scope_of(area, None)
    facts = dataset_of(tables)
    behind = people_behind(count, facts, scope)
    (one,) = answer_all((count,), facts, scope)
    assert set(behind.keys) == naive_of(tables, scope).keys(count.entity, count.where)
    assert (behind.total, behind.total_unsure) == (one.value, one.unknown) == (len(behind.keys), len(behind.unsure))


@given(worlds.tables, questions)
@settings(quiet, max_examples=20)
def test_rows_of_places_are_what_each_place_alone_would_be(tables: worlds.Tables, asked: list[q.Measure]) -> None:
    places = ("990101000000", *worlds.AREAS, "990101001000")
    facts = dataset_of(tables)
    table = answer_by_area(asked, facts, scope_of("", None), places)
    for column, place in enumerate(places):
        alone = answer_all(asked, facts, scope_of(place, None))
        assert [table.at(row, column) for row in range(len(asked))] == alone


@given(worlds.tables, st.lists(st.builds(q.Count, st.just("person"), worlds.CONDITIONS["person"]), min_size=1, max_size=3))
@settings(quiet, max_examples=20)
def test_rows_of_households_are_what_each_household_alone_would_be(tables: worlds.Tables, asked: list[q.Count]) -> None:
    own = [q.Count("person", q.both(_without_same(one.where), q.SameHousehold())) for one in asked]
    facts = dataset_of(tables)
    keys = [str(row["id"]) for row in tables["household"]]
    table = answer_by_household(own, facts, scope_of("", None), keys)
    for column, key in enumerate(keys):
        alone = answer_all(own, facts, Scope("", worlds.AS_OF, household=key))
        assert [table.at(row, column).value for row in range(len(own))] == [one.value for one in alone]


def _without_same(where: q.Condition) -> q.Condition:
    match where:
        case q.SameHousehold():
            return q.EVERYTHING
        case q.Not(part=part):
            return q.Not(_without_same(part))
        case q.And(parts=parts):
            return q.And(tuple(_without_same(part) for part in parts))
        case q.Or(parts=parts):
            return q.Or(tuple(_without_same(part) for part in parts))
    return where


@databases.one_worker
@pytest.mark.parametrize("kind", ["duckdb", "sqlite"])
@given(tables=worlds.tables, asked=questions, area=worlds.scopes, period=worlds.periods)
@few
def test_sql_agrees(
    kind: str, tables: worlds.Tables, asked: list[q.Measure], area: str, period: tuple[date, date] | None
) -> None:
    facts, scope, connection = dataset_of(tables), scope_of(area, period), _database(kind)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        write_tables(connection, tables_for_sql(facts))
        found = databases.engine(connection).answer_all(asked, scope)
    expected: list[Answer] = answer_all(asked, facts, scope)
    for question, one, other in zip(asked, found, expected, strict=True):
        assert one == other, write(question)


@cache
def _database(kind: str) -> Any:
    """One for all examples, which replace its tables."""
    return databases.connect(kind)
