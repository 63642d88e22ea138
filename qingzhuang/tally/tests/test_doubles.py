"""Somebody recorded in two places is found by the ID number, and told where a count has both."""

from __future__ import annotations

from datetime import date

from qingzhuang.tally import Dataset, Scope, parse
from qingzhuang.tally.doubles import counted_twice, doubles

HERE, THERE, TOWN = "990101001001", "990101001002", "990101001"
DAY = date(2026, 6, 30)
FACTS = Dataset.of(
    {
        "person": {
            "id": ["a", "b", "c", "d"], "id_number": ["990101194501010011", "99010119450101001x", "99010119450101001X", None],
            "sex": ["male", "male", "female", "male"], "area": [HERE, HERE, THERE, THERE],
        }
    }
)  # fmt: skip


def test_finds_who_is_recorded_twice_whatever_the_case_of_the_last_sign() -> None:
    assert doubles(FACTS) == {"c": "b"}


def test_counts_only_where_both_records_are_counted() -> None:
    found = doubles(FACTS)
    everybody, men = parse("count(person)"), parse("count(person where sex=male)")
    assert counted_twice(everybody, FACTS, Scope(TOWN, DAY), found) == 1  # type: ignore[arg-type]
    assert counted_twice(everybody, FACTS, Scope(HERE, DAY), found) == 0  # type: ignore[arg-type]
    assert counted_twice(men, FACTS, Scope(TOWN, DAY), found) == 0  # type: ignore[arg-type]
    assert counted_twice(parse("count(household)"), FACTS, Scope(TOWN, DAY), found) == 0  # type: ignore[arg-type]


def test_finds_nothing_where_nobody_has_a_number() -> None:
    assert doubles(Dataset.of({"person": {"id": ["a"], "area": [HERE]}})) == {}
