from __future__ import annotations

import pytest
from hypothesis import given

from qingzhuang.tally import question as q
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.syntax import parse, parse_asked, parse_condition, parse_population, write, write_asked
from qingzhuang.tally.tests import strategies


@given(strategies.questions)
def test_reads_what_it_writes(question: q.Question) -> None:
    assert parse(write(question)) == question


@given(strategies.askeds)
def test_reads_the_day_and_split_that_it_writes(asked: q.Asked) -> None:
    assert parse_asked(write_asked(asked)) == asked


@pytest.mark.parametrize(
    ("said", "short"),
    [
        ("count of person where age >= 60 and sex = female", "count(person where age>=60 and sex=female)"),
        ("count of household where low_income = true", "count(household where low_income)"),
        ("count(person where is_student=false)", "count(person where not is_student)"),
        ("percent(count(birth where birth_order=1)/count(birth))", "percent(count(birth where birth_order=1) / count(birth))"),
        ("count(person where registered_region in other province)", "count(person where registered_region=other_province)"),
        (
            "list of person.name, household.address where disability.level in (1, 2) order by grid, dwelling",
            "list of person.name, household.address where disability.level in (1,2) order by grid, dwelling",
        ),
        ("list of person", "list of person"),
        ('count(person where name="and")', 'count(person where name="and")'),
    ],
)
def test_writes_the_short_spelling(said: str, short: str) -> None:
    assert write(parse(said)) == short


def test_keeps_every_digit_of_a_number() -> None:
    assert write(parse("count(household where income.total>=1234567.25)")) == "count(household where income.total>=1234567.25)"


def test_reads_a_population() -> None:
    assert parse_population("person where age>=80") == q.Count("person", q.Compare("age", ">=", 80))


def test_reads_a_day_and_a_split() -> None:
    from datetime import date

    asked = parse_asked("count of person where is_student on 2025-12-31 by sex")
    assert asked == q.Asked(q.Count("person", q.Holds("is_student")), date(2025, 12, 31), "sex")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("count(person where", "expected 'more'"),
        ("count(person) and", "did not expect 'and'"),
        ("count(person where age 60)", "after 'age'"),
        ("count(person) on friday", "is no day"),
        ("list of count(person)", "does not say what is listed"),
        ('count(person where name="open)', "cannot read"),
    ],
)
def test_says_where_a_text_goes_wrong(text: str, place: str) -> None:
    with pytest.raises(QuestionError, match=place.replace("(", r"\(")):
        parse_asked(text)


def test_joins_and_before_or() -> None:
    a, b, c = q.Holds("a"), q.Holds("b"), q.Holds("c")
    assert parse_condition("a and b or c") == q.Or((q.And((a, b)), c))
    assert parse_condition("a and (b or not c)") == q.And((a, q.Or((b, q.Not(c)))))


def test_a_line_end_in_a_value_stays() -> None:
    question = q.Count("person", q.Compare("name", "=", "苏\n"))
    assert parse(write(question)) == question
