"""Two questions are the same by what they ask, near by one condition, and different otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.tally.overlap import Index, canonical, difference
from qingzhuang.tally.question import And, Asked, Compare, Count, Holds, Not
from qingzhuang.tally.syntax import parse_asked


def one(text: str):
    return canonical(parse_asked(text))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("count(person where age>=60 and sex=female)", "count(person where sex=female and age>59)"),
        ("count(person where age>=60) on 2025-12-31", "count(person where age>=60)"),
        ("count(person where sex in (female))", "count(person where sex=female)"),
        ("count(person where age>=80)", "count(person where very_elderly)"),
        ("count(person where household.category=low_income)", "count(person where household.category in (low_income))"),
        ("count(person where age>=15 and age<=49)", "count(person where age<50 and age>=10 and age>14)"),
        ("count(person where not (not is_student))", "count(person where is_student)"),
        ("list of person.name, person.sex where age>=80", "list of person.sex, person.name where age>79"),
        ("person.name", "list of person.name"),
        ("percent(count(person where sex=female) / count(person))", "percent(count(person where sex=female) / count(person))"),
    ],
)
def test_are_the_same(a, b):
    assert one(a) == one(b) and hash(one(a)) == hash(one(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("count(person where age>=60)", "count(person where age>60)"),
        ("count(person)", "count(household)"),
        ("count(person) by sex", "count(person)"),
        ("sum(household.allowance.total)", "avg(household.allowance.total)"),
        ("list of person.name where age>=80", "list of person.name"),
        ("count(person where sex=female or age>=60)", "count(person where sex=female and age>=60)"),
        ("percent(count(person where sex=female) / count(person))", "percent(count(person where sex=male) / count(person))"),
        ("count(person where no_such_field=1)", "count(person where no_such_field=2)"),
    ],
)
def test_are_not_the_same(a, b):
    assert one(a) != one(b)


def test_a_part_is_near_its_whole_and_the_difference_is_said():
    women = one("count(person where age>=60 and sex=female)")
    found = difference(women, one("count(person where age>=60)"))
    assert (
        found.in_words() == "只算：女性"
        and difference(one("count(person where age>=60)"), women).in_words("en") == "there only: sex is female"
    )


def test_two_ages_are_near_and_two_groups_that_share_nothing_are_not():
    apart = difference(one("count(person where age>=65)"), one("count(person where age>=60)"))
    assert apart.in_words() == "只算：65 周岁及以上；那边只算：60 周岁及以上"
    assert difference(one("count(person where is_student)"), one("count(person where residence_type=floating)")) is None
    assert difference(one("count(person where age>=65)"), one("count(household)")) is None
    assert difference(one("count(person)"), one("count(person where age>=65 and sex=female)")) is None


def test_an_index_tells_who_asks_the_same_and_who_nearly():
    index = Index({"a": [one("count(person)"), one("count(person where sex=female)")], "b": [one("count(person) on 2024-01-01")]})
    assert index.same(one("count(person)")) == ("a", "b") and index.same(one("count(household)")) == ()
    assert [(name, apart.in_words()) for name, apart in index.near(one("count(person where sex=male)"))] == [
        ("a", "只算：男性"), ("b", "只算：男性"), ("a", "只算：男性；那边只算：女性"),
    ]  # fmt: skip
    assert index.shares([one("count(person)"), one("count(person where sex=female)"), one("count(household)")]) == {
        "a": 2 / 3, "b": 1 / 3,
    }  # fmt: skip


PARTS = st.lists(
    st.sampled_from(
        [Compare("age", ">=", 60), Compare("age", "<", 80), Compare("sex", "=", "female"), Holds("is_student"), Not(Holds("is_student")),
         Compare("residence_type", "=", "floating"), Compare("household.category", "=", "low_income")]
    ),
    min_size=1, max_size=5,
)  # fmt: skip


@given(PARTS, st.randoms())
def test_neither_order_nor_repeats_nor_brackets_matter(parts, chance):
    shuffled = [*parts, parts[0]]
    chance.shuffle(shuffled)
    nested = And((And(tuple(shuffled[:1])), *shuffled[1:]))
    assert canonical(Asked(Count("person", And(tuple(parts))))) == canonical(Asked(Count("person", nested)))
