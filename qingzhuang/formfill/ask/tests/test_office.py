"""Words in the meaning of an office: chosen in a question before, or said on a form."""

from __future__ import annotations

from datetime import date

import pytest

from qingzhuang.formfill.ask import Asking, ask
from qingzhuang.tally import write
from qingzhuang.vocabulary import load

DAY = date(2025, 12, 31)
FROM_60 = "person where age>=60 and lives_alone"
ALONE = {"独居老人": FROM_60}


def asked(words: str, **told: object) -> Asking:
    return ask(words, DAY, **told)  # type: ignore[arg-type]


def test_a_word_in_dispute_is_read_as_the_office_chose() -> None:
    assert not asked("独居老人").sure
    found = asked("独居老人", office=ALONE)
    assert found.sure and write(found.question) == f"count({FROM_60})"  # type: ignore[arg-type]
    assert [(piece.text, piece.origin) for piece in found.pieces] == [("独居老人", "office")]


def test_what_is_picked_now_goes_before_and_so_does_the_definition_of_the_area() -> None:
    picked = asked("独居老人", office=ALONE, chosen={"独居老人": "person where lives_alone"})
    assert write(picked.question) == "count(person where lives_alone)"  # type: ignore[arg-type]
    versions = {"very_elderly": load().definition("very_elderly", "90")}
    found = asked("高龄老人", office={"高龄老人": "person where age>=70"}, versions=versions)
    assert write(found.question) == "count(person where very_elderly@90)"  # type: ignore[arg-type]


@pytest.mark.parametrize("words", ["低保边缘户", "非独居老人", "80岁以上高龄老人"])
def test_a_word_inside_another_or_beside_its_age_keeps_its_meaning(words: str) -> None:
    office = {"低保": "person where party.is_member", **ALONE, "高龄老人": "person where age>=70"}
    assert asked(words, office=office) == asked(words)


def test_a_word_that_nobody_knew_is_known_then() -> None:
    assert not asked("低保银发族 名单").sure
    found = asked("低保银发族 名单", office={"银发族": "person where age>=60"})
    assert found.sure and "age>=60" in write(found.question) and "subsistence" in write(found.question)  # type: ignore[arg-type]


def test_what_was_said_on_a_form_helps_only_where_there_is_doubt() -> None:
    told = {"独居老人": "person where lives_alone", "党员": "person where age>=60"}
    found = asked("独居老人 党员", on_forms=told)
    assert found.sure and write(found.question) == "count(person where lives_alone and age>=60)"  # type: ignore[arg-type]
    assert {piece.origin for piece in found.pieces} == {"form"}
    assert asked("党员", on_forms=told) == asked("党员")
