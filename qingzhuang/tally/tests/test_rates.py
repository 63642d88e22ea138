"""Allowances: the amounts of five places, what stops a payment, and who gets another amount elsewhere."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.tally import Dataset
from qingzhuang.tally.rates import cost, pay_differs
from qingzhuang.vocabulary import Life, Rate, load, payment

JUNE = date(2025, 6, 10)
RATES = {rate.version: rate for rate in load().rates}
AGES = {"eighty": "1945-01-05", "soon": "1945-06-29", "later": "1945-12-31", "ninety": "1935-03-01", "hundred": "1925-02-01"}


def facts(**more: list[Any]) -> Dataset:
    return Dataset.of({"person": {"id": list(AGES), "birth_date": list(AGES.values()), **more}})


@pytest.mark.parametrize(
    ("version", "amounts", "yearly"),
    [
        ("30-60-300", (30, 0, 0, 60, 300), 12 * 390),
        ("200-a-year", (200, 200, 200, 0, 0), 600),
        ("10-a-month", (10, 10, 0, 0, 0), 240),
        ("50-1000", (50, 50, 0, 50, 1000), 12 * 1150),
        ("50-100-200-500", (50, 0, 0, 200, 500), 12 * 750),
    ],
)
def test_each_place_pays_its_own_amounts(version: str, amounts: tuple[int, ...], yearly: int) -> None:
    rate = RATES[version]
    assert tuple(payment(rate, Life(date.fromisoformat(born)), JUNE).amount for born in AGES.values()) == amounts
    found = cost(rate, facts(), "", JUNE)
    assert (found.yearly, sum(line.people for line in found.lines)) == (yearly, sum(amount > 0 for amount in amounts))


def test_who_gets_another_amount_elsewhere() -> None:
    found = pay_differs(RATES["30-60-300"], RATES["50-1000"], facts(), "", JUNE)
    assert [(p.key, p.a.amount, p.b.amount, p.a.age, p.b.age) for p in found.people] == [
        ("eighty", 30, 50, 80, 80), ("soon", 0, 50, 79, 80), ("ninety", 60, 50, 90, 90), ("hundred", 300, 1000, 100, 100),
    ]  # fmt: skip
    assert found.b.yearly - found.a.yearly == 12 * (1150 - 390)
    assert [p.key for p in pay_differs(RATES["30-60-300"], RATES["50-1000"], facts(), "", JUNE, limit=1, offset=2).people] == [
        "ninety"
    ]


LIVES = {
    "alive": Life(date(1940, 1, 1)),
    "died in May": Life(date(1940, 1, 1), death_date=date(2025, 5, 31)),
    "died in June": Life(date(1940, 1, 1), death_date=date(2025, 6, 1)),
    "moved in May": Life(date(1940, 1, 1), move_out_date=date(2025, 5, 2)),
    "lost in February": Life(date(1940, 1, 1), contact_lost_since=date(2025, 2, 28)),
    "lost in March": Life(date(1940, 1, 1), contact_lost_since=date(2025, 3, 1)),
}


@pytest.mark.parametrize(
    ("version", "stopped"),
    [
        ("10-a-month", {"died in May": "death"}),
        ("50-1000", {"died in May": "death", "moved in May": "move_out", "lost in February": "lost_contact"}),
    ],
)
def test_what_stops_a_payment(version: str, stopped: dict[str, str]) -> None:
    rate = RATES[version]
    assert {name: due.stopped for name, life in LIVES.items() if (due := payment(rate, life, JUNE)).stopped} == stopped
    assert {name for name, life in LIVES.items() if payment(rate, life, JUNE).amount == 0} == set(stopped)
    found = cost(rate, register(list(LIVES.values())), "", JUNE)
    assert found.lines[0].people == len(LIVES) - len(stopped) and found.unchecked == ()


def test_two_stop_rules_differ_by_those_who_moved_or_are_lost() -> None:
    by_death = RATES["10-a-month"]
    strict = Rate("strict", "1", (), by_death.tables, RATES["50-1000"].stops, "made up", day=by_death.day)
    found = pay_differs(by_death, strict, register(list(LIVES.values())), "", JUNE)
    assert [(p.key, p.a.amount, p.b.stopped) for p in found.people] == [("3", 10, "move_out"), ("4", 10, "lost_contact")]


def register(lives: list[Life]) -> Dataset:
    return Dataset.of({
        "person": {
            "id": [str(place) for place in range(len(lives))],
            "birth_date": [life.birth_date for life in lives],
            "deceased": [life.death_date is not None for life in lives],
            "death_date": [life.death_date for life in lives],
            "moved_out": [life.move_out_date is not None for life in lives],
            "move_out_date": [life.move_out_date for life in lives],
            "contact_lost_since": [life.contact_lost_since for life in lives],
        }
    })  # fmt: skip


events = st.one_of(st.none(), st.integers(-150, 30).map(lambda days: JUNE + timedelta(days)))
lives = st.builds(Life, st.dates(date(1920, 1, 1), date(1950, 12, 31)), events, events, events)


@given(st.lists(lives, min_size=1, max_size=6), st.sampled_from(sorted(RATES)))
def test_counting_agrees_with_one_life_at_a_time(found: list[Life], version: str) -> None:
    rate = RATES[version]
    per_year = 12 if rate.tables[0].per == "month" else 1
    assert cost(rate, register(found), "", JUNE).yearly == per_year * sum(payment(rate, life, JUNE).amount for life in found)


def test_of_what_the_facts_hold_nothing_is_told() -> None:
    assert cost(RATES["50-1000"], facts(), "", JUNE).unchecked == ("death", "move_out", "lost_contact")
