from __future__ import annotations

from datetime import date

import pytest

from qingzhuang.tally import Dataset, QuestionError, Scope, parse, roster
from qingzhuang.tally import question as q

SCOPE = Scope("", date(2025, 6, 30))


@pytest.fixture(scope="module")
def facts() -> Dataset:
    return Dataset.of({
        "person": {
            "id": [1, 2, 3, 4, 5],
            "area": ["990101001001"] * 4 + ["990101001002"],
            "name": ["子", "父", "独", "母", "邻"],
            "household": [10, 10, 20, 10, 30],
            "dwelling": [102, 102, 2, 102, 7],
            "grid": [1, 1, 1, 1, 2],
            "sex": ["男", "男", None, "女", "女"],
            "birth_date": ["2015-01-01", "1980-01-01", "1940-01-01", "1982-01-01", "1950-01-01"],
            "guardian[1].name": ["父", None, None, None, None],
            "guardian[2].name": ["母", None, None, None, None],
            "father": [2, None, None, None, None],
            "father.name": ["不该用", "祖父", None, None, None],
            "welfare.type": ["低保；医疗救助", None, None, None, None],
        },
        "household": {"id": [10, 20, 30], "area": ["990101001001"] * 2 + ["990101001002"], "head": [2, 3, 5], "member_count": [3, None, None]},
        "dwelling": {"id": [102, 2, 7], "area.code": ["990101001001"] * 3, "address": ["晴川苑10栋2单元", "晴川苑2栋1单元", "云溪路7号"]},
        "grid": {"id": [1, 2], "name": ["第1网格", "第2网格"], "worker.name": ["甲", "乙"]},
    })  # fmt: skip


def rows(facts: Dataset, text: str, scope: Scope = SCOPE) -> list[tuple[object, ...]]:
    listing = parse(text)
    assert isinstance(listing, q.Listing)
    return list(roster(listing, facts, scope).rows)


def test_orders_by_community_grid_address_and_household_the_head_first(facts: Dataset) -> None:
    assert [name for (name,) in rows(facts, "list of person.name")] == ["独", "父", "子", "母", "邻"]  # 2栋 before 10栋


def test_orders_as_asked(facts: Dataset) -> None:
    assert [name for (name,) in rows(facts, "list of person.name order by birth_date")] == ["独", "邻", "父", "母", "子"]
    assert [name for (name,) in rows(facts, "list of person.name order by sex, age")][-1] == "独"  # empty comes last


def test_gives_values_as_they_are_stored(facts: Dataset) -> None:
    found = rows(
        facts, "list of row.number, person.name, person.sex, person.age, person.birth_date, person.welfare.type where age<18"
    )
    assert found == [(1, "子", "male", 10, date(2015, 1, 1), "subsistence_allowance;medical_relief")]


def test_steps_over_to_related_records(facts: Dataset) -> None:
    listing = q.Listing(
        "person",
        (
            "guardian[1].name",
            "guardian[2].name",
            "father.name",
            "household.head.name",
            "household.member[3].name",
            "grid.worker.name",
            "household.member_count",
        ),
        q.Compare("age", "<", 18),
    )
    assert roster(listing, facts, SCOPE).rows == (("父", "母", "父", "父", "母", "甲", 3),)


def test_keeps_what_was_typed_of_a_father_who_is_no_resident(facts: Dataset) -> None:
    assert rows(facts, "list of person.father.name where name=父") == [("祖父",)]


def test_counts_per_row(facts: Dataset) -> None:
    text = "list of household.id, count(person where same household), count(person where sex=female and same household), count(person)"
    assert rows(facts, text) == [("10", 3, 1, 5), ("20", 1, None, 5), ("30", 1, 1, 5)]


def test_says_who_may_belong_in_the_list(facts: Dataset) -> None:
    listing = parse("list of person.name where sex=female")
    assert isinstance(listing, q.Listing)
    found = roster(listing, facts, SCOPE)
    assert (found.keys, found.unsure) == (("4", "5"), ("3",))


def test_lists_inside_a_place_only_and_no_more_than_wanted(facts: Dataset) -> None:
    assert rows(facts, "list of person.name", Scope("990101001002", SCOPE.as_of)) == [("邻",)]
    listing = parse("list of person.name")
    assert isinstance(listing, q.Listing)
    assert len(roster(listing, facts, SCOPE, limit=2).rows) == 2


def test_refuses_columns_that_do_not_exist(facts: Dataset) -> None:
    with pytest.raises(QuestionError, match="shoe_size"):
        rows(facts, "list of person.shoe_size")
