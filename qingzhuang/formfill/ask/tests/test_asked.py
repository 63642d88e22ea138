"""It reads the questions of asked.yaml, leaves no word out, and says when it is not sure."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.formfill.ask import Places, ask
from qingzhuang.tally import parse, write
from qingzhuang.tally.errors import QuestionError
from qingzhuang.vocabulary import fold, load

DAY = date(2025, 12, 31)
PLACES = Places(
    (("1", "石桥社区第1网格"), ("2", "石桥社区第2网格"), ("3", "石桥社区第3网格")),
    (("1", "荷塘苑"),),
    ("1栋", "2栋", "3栋"),
    (("990101001000", "晴川街道"), ("990101001001", "石桥社区"), ("990101001202", "青井村")),
)
ASKED: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "asked.yaml").read_text("utf-8"))
WORDS = sorted({word for one in ASKED for word in one["ask"].split()})


@pytest.mark.parametrize("expected", ASKED, ids=[one["ask"] for one in ASKED])
def test_reads_what_was_typed(expected: dict[str, Any]) -> None:
    found = ask(expected["ask"], DAY, places=PLACES)
    assert (write(found.question) if found.question else None) == expected["question"]
    assert found.by == expected.get("by", "")
    assert found.area == expected.get("area", "")
    assert (found.period and f"{found.period[0]}..{found.period[1]}") == expected.get("period")
    assert (found.day and str(found.day)) == expected.get("day")
    assert found.sure == (not expected.get("unsure", False)), found.reasons
    assert list(found.unknown) == expected.get("unknown", [])


def test_holds_more_than_eighty_phrasings() -> None:
    assert len(ASKED) >= 200 and sum("unsure" in one for one in ASKED) >= 40


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
def test_drops_no_letter_silently(words: list[str]) -> None:
    """Every letter typed is in a piece, and a word that nothing explains is never sure."""
    text = " ".join(words)
    found = ask(text, DAY, places=PLACES)
    told = "".join(piece.text for piece in found.pieces)
    assert set(fold(text)) <= set(told) | set("·的、,和/()里面当中之")
    assert not (found.unknown and found.sure)
    if found.question is not None:
        assert parse(write(found.question)) == found.question


@given(st.text(max_size=40))
def test_never_falls_over(text: str) -> None:
    found = ask(text, DAY, places=PLACES)
    assert found.sure is (found.question is not None and not found.reasons)


def test_an_invented_word_makes_it_unsure() -> None:
    found = ask("80岁以上飞天老人 多少人", DAY)
    assert not found.sure and "飞天" in "".join(found.unknown) and any("飞天" in reason for reason in found.reasons)


def test_a_denial_not_understood_gives_no_number() -> None:
    assert ask("没交医保的人", DAY).question is None


def test_a_chosen_meaning_takes_the_place_of_the_word() -> None:
    found = ask("独居老人 多少人", DAY, chosen={"独居老人": "person where lives_alone"})
    assert found.sure and found.question is not None and write(found.question) == "count(person where lives_alone)"


def test_a_word_can_be_left_out_on_purpose() -> None:
    assert ask("飞天党员", DAY).sure is False
    found = ask("飞天党员", DAY, chosen={"飞天": ""})
    assert found.sure and found.question is not None and write(found.question) == "count(person where party.is_member)"


def test_offers_what_a_disputed_word_may_mean() -> None:
    (piece,) = [piece for piece in ask("独居老人", DAY).pieces if piece.text == "独居老人"]
    assert len(piece.choices) >= 3
    for choice in piece.choices:
        chosen = ask("独居老人", DAY, chosen={"独居老人": choice.population})
        assert chosen.question is not None and not chosen.unknown


def test_a_chosen_meaning_that_does_not_exist_is_refused() -> None:
    with pytest.raises(QuestionError):
        ask("党员", DAY, chosen={"党员": "person where wings"})


def test_several_buildings_of_one_number_are_not_sure() -> None:
    twice = Places((), (("1", "荷塘苑"), ("2", "桂花园")), ("3栋", "3栋"))
    assert not ask("3栋 党员", DAY, places=twice).sure
    assert ask("荷塘苑3栋 党员", DAY, places=twice).sure


def test_an_unknown_building_gives_no_number() -> None:
    assert ask("9栋 党员", DAY, places=PLACES).question is None


def test_a_word_is_read_by_the_version_that_the_area_chose() -> None:
    local = {"very_elderly": load().definition("very_elderly", "june-30")}
    found = ask("高龄老人 多少人", DAY, versions=local)
    assert found.sure and found.question is not None and write(found.question) == "count(person where very_elderly@june-30)"
    assert any("本地选用的口径" in piece.means for piece in found.pieces)
    aged = ask("85岁以上高龄老人", DAY, versions=local)
    assert aged.question is not None and write(aged.question) == "count(person where age>=85)"


def test_what_a_person_picks_comes_before_what_the_area_chose() -> None:
    local = {"very_elderly": load().definition("very_elderly", "june-30")}
    found = ask("高龄老人", DAY, versions=local, chosen={"高龄老人": "person where age>=90"})
    assert found.question is not None and write(found.question) == "count(person where age>=90)"
