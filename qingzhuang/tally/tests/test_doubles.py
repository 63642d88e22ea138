"""Somebody recorded in two places is found by the ID number, and told where a count has both."""

from __future__ import annotations

from datetime import date

from qingzhuang.tally import Dataset, Scope, parse
from qingzhuang.tally.doubles import counted_twice, doubles, marks_of, together

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


def test_a_part_that_counts_once_already_is_not_taken_off_again() -> None:
    """Three records of one person, two in the first town and one in the second."""
    other = "990102001001"
    number = "990101194501010011"
    facts = Dataset.of({"person": {"id": ["a", "b", "c"], "id_number": [number] * 3, "area": [HERE, THERE, other]}})
    found, everybody = doubles(facts), parse("count(person)")
    district = Scope("9901", DAY)
    assert counted_twice(everybody, facts, district, found) == 2  # type: ignore[arg-type]
    assert counted_twice(everybody, facts, district, found, {TOWN: True, other: False}) == 1  # type: ignore[arg-type]
    assert counted_twice(everybody, facts, district, found, {TOWN: False, other: False}) == 2  # type: ignore[arg-type]


def test_two_ledgers_are_held_against_each_other_without_a_number_leaving_either() -> None:
    """Who lives in A and is registered in B is in both ledgers, and is counted once."""
    people = ["990101194501010011", "99010119450101001x", None], ["99010119450101001X", "990101195002020022"]
    ledgers = [
        Dataset.of({"person": {"id": [f"{at}" for at in range(len(some))], "id_number": some, "area": [area] * len(some)}})
        for some, area in zip(people, (HERE, THERE), strict=True)
    ]
    key = b"of the town alone"
    parts = [
        marks_of(parse("count(person)"), facts, Scope(area, DAY), key)
        for facts, area in zip(ledgers, (HERE, THERE), strict=True)  # type: ignore[arg-type]
    ]
    assert together(parts) == (5, 4)
    other = marks_of(parse("count(person)"), ledgers[0], Scope(HERE, DAY), b"another key")  # type: ignore[arg-type]
    assert not other[0] & parts[0][0] and not any(b"9901" in mark for mark in parts[0][0])
