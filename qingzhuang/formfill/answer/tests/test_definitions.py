"""The report of a filled form names the definition behind each figure."""

from __future__ import annotations

import pytest

from qingzhuang.formfill.answer.filling import BlankAnswer, Outcome, definitions_of


@pytest.mark.parametrize(
    ("concept", "label", "named"),
    [
        ("count(person where age>=80)", "高龄老人", ["very_elderly@1"]),
        ("count(person where left_behind and age<16)", "留守儿童人数", ["left_behind_child@1"]),
        ("count(person where age<18)", "儿童", ["child@1"]),
        ("count(person where sex=female)", "女", []),
        ("person.name", "姓名", []),
        ("count(what is this", "看不懂", []),
        (None, "备注", []),
    ],
)
def test_names_the_definitions_of_a_figure(concept: str | None, label: str, named: list[str]) -> None:
    assert definitions_of(BlankAnswer(0, "k", label, concept, Outcome.ANSWERED, "")) == named
