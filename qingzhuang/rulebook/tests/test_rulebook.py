"""Rules of a tennis club: the engine knows no law, only tests, dates and three values."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.rulebook import Outcome, RulebookError, Strength, every, letter_of, load, load_from, some

DAY = date(2026, 5, 1)
CLUB = """
clauses:
  house: {paper: {zh-Hans: 会规, en: Rules}, article: "7", says: {zh-Hans: 穿白鞋, en: white shoes are worn}, source: the board, verified: true}
  rumour: {paper: {zh-Hans: 传说, en: Hearsay}, says: {zh-Hans: 早到, en: come early}}
parameters:
  least_rackets:
    unit: rackets
    values: [{from: 2020-01-01, value: 1, source: a}, {from: 2026-06-01, value: 2, source: b}]
rules:
  - {rule: shoes, about: player, title: {zh-Hans: 白鞋, en: Shoes}, clause: house, strength: block, letter: true, test: {given: white_shoes},
     not_met: {zh-Hans: "鞋是{colour}的。", en: "The shoes are {colour}."}}
  - {rule: rackets, about: player, title: {zh-Hans: 球拍, en: Rackets}, clause: null, test: {at_least: [rackets, least_rackets]}}
  - {rule: early, about: player, title: {zh-Hans: 早到, en: Early}, clause: rumour, strength: block, letter: true, when: {given: guest}, test: {none: late}}
  - {rule: old, about: player, title: {zh-Hans: 旧, en: Old}, clause: null, ends: 2025-12-31, test: {given: hat}}
letters:
  refuse:
    firm: {title: {zh-Hans: 谢绝, en: No}, opening: {zh-Hans: "{to}：", en: "{to}:"}, closing: {zh-Hans: 再会, en: Bye}}
"""
BEACH = """
rules:
  - {rule: shoes, about: player, title: {zh-Hans: 赤脚, en: Barefoot}, clause: house, test: {none: white_shoes}}
  - {rule: rackets, dropped: true}
"""


@pytest.fixture
def club(tmp_path: Path):
    (tmp_path / "club" / "beach").mkdir(parents=True)
    (tmp_path / "club" / "rules.yaml").write_text(CLUB, "utf-8")
    (tmp_path / "club" / "beach" / "rules.yaml").write_text(BEACH, "utf-8")
    return lambda place="club": load_from(tmp_path, place)


def told(book, facts, day=DAY):
    return {verdict.rule.id: verdict.outcome for verdict in book.judge(facts, day, about="player")}


def test_what_nobody_gave_cannot_be_told_and_is_named(club):
    verdicts = {verdict.rule.id: verdict for verdict in club().judge({}, DAY, about="player")}
    assert verdicts["shoes"].outcome is Outcome.CANNOT_TELL and verdicts["shoes"].missing == ("white_shoes",)
    assert verdicts["early"].missing == ("guest", "late")


def test_what_is_known_to_be_empty_is_not_met(club):
    assert told(club(), {"white_shoes": ""})["shoes"] is Outcome.NOT_MET


def test_a_parameter_has_the_value_of_its_day(club):
    assert told(club(), {"rackets": 1})["rackets"] is Outcome.MET
    assert told(club(), {"rackets": 1}, date(2026, 6, 1))["rackets"] is Outcome.NOT_MET
    with pytest.raises(RulebookError, match="no value on 2019"):
        club().number("least_rackets", date(2019, 1, 1))


def test_a_rule_says_nothing_before_its_day_after_it_and_where_it_does_not_apply(club):
    assert "old" not in told(club(), {}) and "old" in told(club(), {}, date(2025, 12, 31))
    assert "early" not in told(club(), {"guest": False, "late": True})


def test_what_nobody_has_verified_never_blocks(club):
    verdicts = {v.rule.id: v for v in club().judge({"white_shoes": "", "guest": 1, "late": 1}, DAY, about="player")}
    assert verdicts["shoes"].blocks and verdicts["early"].strength is Strength.FLAG and not verdicts["early"].blocks


def test_a_place_changes_what_the_place_above_says(club):
    beach = club("club/beach")
    assert told(beach, {"white_shoes": "", "rackets": 0}) == {"shoes": Outcome.MET, "early": Outcome.CANNOT_TELL}
    with pytest.raises(RulebookError, match="no rulebook of club/moon"):
        club("club/moon")


def test_a_letter_quotes_what_is_not_met_and_marks_what_nobody_has_read(club):
    facts = {"white_shoes": "", "colour": "红", "guest": 1, "late": 1, "rackets": 0}
    letter = letter_of(club(), "refuse", "firm", "zh-Hans", club().judge(facts, DAY, about="player"), {"to": "甲"})
    assert letter.paragraphs == ("甲：", "1. 鞋是红的。会规 7：穿白鞋", "2. 早到传说：早到（条文待核对）", "再会")
    with pytest.raises(RulebookError, match="no letter refuse"):
        letter_of(club(), "refuse", "shy", "en", (), {"to": "A"})


def test_a_letter_quotes_a_clause_once_for_all_that_follows_from_it():
    none = {"basis": "", "form_number": "", "issuing_body": "", "approval_number": "", "valid_until": None}
    judged = load("china").judge({**none, "is_survey": True}, date(2026, 11, 29), about="request")
    words = {"to": "民政局", "from_": "街道", "title": "表", "day": "2026-11-29", "reason": ""}
    letter = letter_of(load("china"), "return", "neutral", "zh-Hans", judged, words)
    (point,) = [one for one in letter.paragraphs if "没有表号。没有制定机关。" in one]
    assert "".join(letter.paragraphs).count("统计调查表应当标明") == point.count("统计调查表应当标明") == 1


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [("given: white_shoes", "likes: white_shoes", "no check likes"), ("clause: house", "clause: moon", "no clause moon"),
     ("[rackets, least_rackets]", "[rackets, most]", "no parameter most"), ("en: Shoes", "fr: Chaussures", "need zh-Hans and en"),
     ("source: the board, ", "", "verified without a source")],
)  # fmt: skip
def test_refuses_content_that_names_what_is_not_there(tmp_path, before, after, fault):
    (tmp_path / "club").mkdir()
    (tmp_path / "club" / "rules.yaml").write_text(CLUB.replace(before, after), "utf-8")
    with pytest.raises(RulebookError, match=fault):
        load_from(tmp_path, "club")


VALUES = st.lists(st.sampled_from(list(Outcome)), max_size=5)
NOT = {Outcome.MET: Outcome.NOT_MET, Outcome.NOT_MET: Outcome.MET, Outcome.CANNOT_TELL: Outcome.CANNOT_TELL}


@given(VALUES)
def test_every_and_some_are_each_other_turned_round(values):
    assert every(values) is NOT[some([NOT[value] for value in values])]


@pytest.mark.parametrize("tone", ["firm", "neutral", "warm"])
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_the_letters_of_china_are_there_in_every_tone_and_language(tone, language):
    book = load("china")
    words = {"to": "民政局", "from_": "某区", "title": "表", "day": "2026-11-29", "reason": ""}
    letter = letter_of(book, "return", tone, language, book.judge({"basis": ""}, DAY, about="request"), words)
    assert "民政局" in letter.paragraphs[0] and any("1." in paragraph for paragraph in letter.paragraphs)
