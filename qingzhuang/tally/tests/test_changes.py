"""How an answer changed between two days: the law, and what is told of whom."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.tally import Dataset, QuestionError, Scope, answer, parse, roster
from qingzhuang.tally.changes import Change, Fates, Then, Why, added, change, parts_of
from qingzhuang.tally.words.changes import change_in_words

HERE, THERE = "990101001001", "990101001002"
MAY, JUNE = date(2025, 5, 31), date(2025, 6, 30)
OLD = "count(person where age>=80)"


def people(*rows: tuple[Any, ...]) -> Dataset:
    """Key, birth date, sex, area and monthly income of each."""
    columns = zip(*rows, strict=True) if rows else [()] * 5
    names = ("id", "birth_date", "sex", "area", "income.annual")
    return Dataset.of({"person": {name: list(values) for name, values in zip(names, columns, strict=True)}})


def changed(text: str, before: Dataset, after: Dataset, fates: Fates | None = None, area: str = HERE) -> Change:
    return change(parse(text), Then(before, MAY), Then(after, JUNE), area, fates)


def told(found: Change) -> list[tuple[int, str, list[str]]]:
    return [(step.sign * step.count, step.why.value, [one.key for one in step.movers]) for step in found.steps]


def test_tells_of_each_why_it_came_or_went() -> None:
    before = people(
        ("turns", "1945-06-15", "male", HERE, 0), ("stays", "1940-01-01", "male", HERE, 0), ("dies", "1941-01-01", "male", HERE, 0),
        ("leaves", "1942-01-01", "male", HERE, 0), ("comes", "1943-01-01", "male", THERE, 0), ("unknown", None, "male", HERE, 0),
        ("lost", "1939-01-01", "male", HERE, 0), ("mended", "1950-01-01", "male", HERE, 0),
    )  # fmt: skip
    after = people(
        ("turns", "1945-06-15", "male", HERE, 0), ("stays", "1940-01-01", "male", HERE, 0),
        ("leaves", "1942-01-01", "male", THERE, 0), ("comes", "1943-01-01", "male", HERE, 0), ("unknown", "1930-01-01", "male", HERE, 0),
        ("new", "1938-01-01", "male", HERE, 0), ("mended", "1944-01-01", "male", HERE, 0),
    )  # fmt: skip
    found = changed(OLD, before, after, {"dies": Why.DIED})
    assert (found.before, found.after, found.kept) == (4, 6, 1)
    assert sorted(told(found)) == sorted(
        [
            (1, "age", ["turns"]),
            (1, "fact", ["mended"]),
            (1, "moved_in", ["comes"]),
            (1, "learned", ["unknown"]),
            (1, "recorded", ["new"]),
            (-1, "died", ["dies"]),
            (-1, "gone", ["lost"]),
            (-1, "moved_out", ["leaves"]),
        ]
    )


def test_a_corrected_birthday_is_no_birthday() -> None:
    before = people(("older", "1945-06-15", "male", HERE, 0), ("younger", "1940-01-01", "male", HERE, 0))
    after = people(("older", "1930-01-01", "male", HERE, 0), ("younger", "1970-01-01", "male", HERE, 0))
    found = changed(OLD, before, after)
    assert told(found) == [(1, "age", ["older"]), (-1, "fact", ["younger"])]  # the first was 80 by now anyway
    assert "登记更正" in change_in_words(found)


def test_says_it_in_one_line() -> None:
    before = people(("a", "1945-06-15", "male", HERE, 0), ("b", "1930-01-01", "male", HERE, 0))
    after = people(("a", "1945-06-15", "male", HERE, 0))
    found = changed(OLD, before, after, {"b": Why.DIED})
    assert change_in_words(found).endswith("，−1 死亡") and change_in_words(found).startswith("+1 满 80 周岁")
    assert change_in_words(found, "en").endswith("−1 died")


def test_a_birth_is_told_as_one() -> None:
    found = changed("count(person)", people(), people(("baby", "2025-06-10", "male", HERE, 0)))
    assert told(found) == [(1, "born", ["baby"])]


def test_a_changed_fact_is_not_time_passing() -> None:
    before = people(("a", "1945-06-15", "male", HERE, 0))
    after = people(("a", "1945-06-15", "female", HERE, 0))
    assert told(changed("count(person where sex=female)", before, after)) == [(1, "fact", ["a"])]


def test_a_sum_changes_by_who_came_and_by_values() -> None:
    before = people(("a", "1945-06-15", "male", HERE, 100), ("b", "1950-01-01", "male", HERE, 50))
    after = people(("a", "1945-06-15", "male", HERE, 130), ("c", "1950-01-01", "male", HERE, 20))
    found = changed("sum(person.income.annual)", before, after)
    assert (found.before, found.after) == (150, 150)
    assert sorted((step.why.value, step.amount) for step in found.steps) == [("gone", -50), ("recorded", 20), ("value", 30)]


def test_a_share_is_explained_by_its_parts() -> None:
    share = parse("percent(count(person where sex=female) / count(person))")
    with pytest.raises(QuestionError):
        change(share, Then(people(), MAY), Then(people(), JUNE))
    assert parts_of(share) == (parse("count(person where sex=female)"), parse("count(person)"))
    assert parts_of(parse("avg(person.age)")) == (parse("sum(person.age)"), parse("count(person)"))


def test_places_add_up_to_the_town() -> None:
    before = people(("a", "1930-06-15", "male", HERE, 0), ("b", "1930-01-01", "male", THERE, 0))
    after = people(("c", "1931-06-15", "male", HERE, 0), ("d", "1932-01-01", "male", THERE, 0))
    both = added([changed(OLD, before, after, area=area) for area in (HERE, THERE)])
    town = changed(OLD, before, after, area="990101001")
    assert (both.before, both.after) == (town.before, town.after)
    assert [(s.sign, s.why, s.count) for s in both.steps] == [(s.sign, s.why, s.count) for s in town.steps]


rows = st.dictionaries(
    st.integers(0, 8).map(str),
    st.tuples(
        st.one_of(st.none(), st.sampled_from(["1940-01-01", "1945-06-15", "2025-06-10", "1990-01-01"])),
        st.sampled_from(["male", "female", None]), st.sampled_from([HERE, THERE]), st.sampled_from([0, 10, 25]),
    ),
    max_size=8,
)  # fmt: skip
questions = st.sampled_from(
    ["count(person)", OLD, "count(person where sex=female)", "count(person where age>=80 and sex=male)", "sum(person.income.annual)",
     "sum(person.income.annual where sex=male)", "count(distinct person.sex where age>=18)"]
)  # fmt: skip


@given(rows, rows, questions)
def test_the_steps_lead_from_one_answer_to_the_other(one: Any, two: Any, text: str) -> None:
    before, after = (people(*((key, *values) for key, values in some.items())) for some in (one, two))
    found = changed(text, before, after)
    for number, facts, day in ((found.before, before, MAY), (found.after, after, JUNE)):
        asked = answer(parse(text), facts, Scope(HERE, day)).value
        assert number == (asked or 0)
    assert round(found.before + sum(step.amount for step in found.steps), 6) == found.after
    assert all(step.count == len(step.movers) for step in found.steps)


@given(rows, rows)
def test_a_list_changes_by_the_people_on_it(one: Any, two: Any) -> None:
    before, after = (people(*((key, *values) for key, values in some.items())) for some in (one, two))
    listing = parse("list of person.id where age>=80")
    found = change(listing, Then(before, MAY), Then(after, JUNE), HERE)
    on = [set(roster(listing, facts, Scope(HERE, day)).keys) for facts, day in ((before, MAY), (after, JUNE))]  # type: ignore[arg-type]
    came = {mover.key for step in found.steps if step.sign > 0 for mover in step.movers}
    went = {mover.key for step in found.steps if step.sign < 0 for mover in step.movers}
    assert came == on[1] - on[0] and went == on[0] - on[1]
