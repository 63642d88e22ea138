"""A question knows which definitions it was put together from."""

from __future__ import annotations

from datetime import date

import pytest

from qingzhuang.tally import Dataset, parse, write_condition
from qingzhuang.tally.differ import differ
from qingzhuang.tally.named import definitions_in, in_version, versions_of
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
