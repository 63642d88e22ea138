"""A question knows which definitions it was put together from."""

from __future__ import annotations

from datetime import date

import pytest

from qingzhuang.tally import Dataset, QuestionError, Scope, answer, in_words, parse, write_condition
from qingzhuang.tally.differ import differ
from qingzhuang.tally.named import by_versions, definitions_in, in_version, versions_of
from qingzhuang.vocabulary import load

DAY = date(2025, 3, 10)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("count(person where age>=80)", ["very_elderly@1"]),
        (
            "count(person where sex=female and age>=15 and age<=49 and marital_status=married)",
            ["married_childbearing_age_women@1"],
        ),
        ("count(person where age>=65)", ["elderly@65"]),
        ("count(person where ethnicity!=han and age<18)", ["minor@1", "ethnic_minority@1"]),
        ("count(household where age>=80)", []),
        ("count(person)", []),
        ("person.name", []),
    ],
)
def test_names_the_definitions_of_a_question(question: str, named: list[str]) -> None:
    assert [one.key for one in definitions_in(parse(question), load())] == named


def test_of_several_words_the_heading_decides() -> None:
    assert [one.key for one in definitions_in(parse("count(person where age<18)"), load(), "辖区儿童人数")] == ["child@1"]


def test_another_version_keeps_the_other_conditions_and_its_own_day() -> None:
    question = parse("count(person where age>=80 and sex=female)")
    (used,) = definitions_in(question, load())
    sides = {other.version: in_version(question, used, other, DAY) for other in versions_of(used, load())}  # type: ignore[arg-type]
    assert write_condition(sides["june-30"].where) == "age>=80 and sex=female" and sides["june-30"].day == date(2025, 6, 30)
    assert write_condition(sides["90"].where) == "age>=90 and sex=female" and sides["90"].day == DAY
    facts = Dataset.of({"person": {"id": ["a", "b"], "sex": ["女", "男"], "birth_date": ["1945-05-05", "1945-05-05"]}})
    found = differ(sides["1"], sides["june-30"], facts)
    assert (found.a.value, found.b.value, [one.key for one in found.people]) == (0, 1, ["a"])


def test_a_version_that_is_named_is_found_and_told_in_words() -> None:
    question = parse("count(person where very_elderly@90 and sex=female)")
    assert [one.key for one in definitions_in(question, load())] == ["very_elderly@90"]
    assert "高龄老人（90）" in in_words(question)
    assert "very elderly (90)" in in_words(question, "en")


def test_a_named_version_is_counted_on_its_own_day() -> None:
    facts = Dataset.of({"person": {"id": ["a", "b"], "birth_date": ["1945-05-05", "1945-12-01"]}})
    counted = {
        version: answer(parse(f"count(person where very_elderly@{version})"), facts, Scope("", DAY)).value
        for version in ("1", "june-30", "year-end", "90")
    }
    assert counted == {"1": 0, "june-30": 1, "year-end": 2, "90": 0}


def test_a_named_version_is_counted_in_its_own_year_and_of_households_by_their_members() -> None:
    facts = Dataset.of(
        {
            "birth": {"id": ["x", "y"], "birth_date": ["2024-09-30", "2024-10-01"]},
            "person": {"id": ["a"], "household": ["h"], "birth_date": ["1945-12-01"]},
            "household": {"id": ["h", "g"]},
        }
    )
    born = answer(parse("count(birth where births_of_the_year@family-planning)"), facts, Scope("", DAY))
    assert born.value == 1
    assert answer(parse("count(household where very_elderly@year-end)"), facts, Scope("", DAY)).value == 1
    assert answer(parse("count(household where very_elderly@90)"), facts, Scope("", DAY)).value == 0


def test_refuses_a_version_that_does_not_exist() -> None:
    facts = Dataset.of({"person": {"id": ["a"]}})
    with pytest.raises(QuestionError):
        answer(parse("count(person where very_elderly@70)"), facts, Scope("", DAY))


@pytest.mark.parametrize("version", ["1", "june-30", "year-end", "birthday-month", "90"])
def test_by_name_and_by_comparison_it_is_the_same_number(version: str) -> None:
    facts = Dataset.of({"person": {"id": list("abcd"), "birth_date": ["1945-03-10", "1945-03-28", "1945-07-01", "1934-01-01"]}})
    other = load().definition("very_elderly", version)
    question = parse("count(person where age>=80)")
    side = in_version(question, load().definition("very_elderly"), other, DAY)  # type: ignore[arg-type]
    named = answer(by_versions(question, {"very_elderly": other}, load(), "高龄老人"), facts, Scope("", DAY))
    assert named.value == differ(side, side, facts).a.value
