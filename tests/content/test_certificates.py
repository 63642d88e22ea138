"""Kinds of certificates and lists of what must not be issued: complete, in three languages, sure of nothing that nobody has read."""

from __future__ import annotations

from datetime import date

import pytest

from qingzhuang.site.certificates.logic.decide import Case, Outcome, decide
from qingzhuang.site.certificates.logic.drawing import path_of
from qingzhuang.site.certificates.logic.holding import holder
from qingzhuang.site.certificates.logic.kinds import LANGUAGES, PLACE, TYPES, bodies, kinds
from qingzhuang.site.certificates.logic.letters import letter
from qingzhuang.site.certificates.logic.lists import _files, listing_for
from qingzhuang.site.certificates.logic.used import split
from qingzhuang.tally import parse_condition
from qingzhuang.vocabulary import fold, load

KINDS, DAY = kinds(), date(2026, 6, 30)
KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
COMPUTED = {("person", "age"), ("household", "member_count")}


def test_there_are_more_than_ten_kinds_that_committees_issue():
    assert len(KINDS) >= 10
    assert {"residence", "house-source", "hardship", "living-alone", "volunteer", "collective-member", "school-residence"} <= set(
        KINDS
    )


@KIND
def test_a_kind_says_all_that_is_needed(kind):
    assert kind.stand in ("listed", "verify") and kind.eyes in (1, 2) and 1 <= kind.valid_days <= 365
    assert kind.basis and kind.names and kind.title["zh-Hans"] in kind.names
    assert all(one.type in TYPES for one in kind.asked)
    assert all(one.otherwise in ("unmet", "verify") for one in kind.conditions)
    assert all(one.bodies <= set(bodies()) for one in kind.unneeded)


@KIND
def test_all_its_words_are_there_in_three_languages_and_the_two_chinese_agree(kind):
    texts = [kind.title, kind.use, *(one.label for one in kind.asked), *(one.why for one in (*kind.conditions, *kind.unneeded))]
    assert all(set(text) == set(LANGUAGES) and all(text.values()) for text in texts)
    assert set(kind.wording) == set(LANGUAGES)
    assert [fold(line) for line in kind.wording["zh-Hans"]] == [_again(line) for line in kind.wording["zh-Hant"]]


def _again(text: str) -> str:
    """Traditional words back: those of Taiwan that OpenCC had put in are put right."""
    for word, plain in (("資訊", "信息"), ("資料", "数据"), ("台帳", "台账")):
        text = text.replace(word, plain)
    return fold(text)


def names_of_places(kind):
    """Everything a wording may name."""
    return {one.name for one in (*kind.facts, *kind.asked)}


@KIND
def test_every_place_of_its_wording_is_a_fact_or_is_asked_and_none_is_left_unused(kind):
    for language in LANGUAGES:
        used = {name for line in kind.wording[language] for name in PLACE.findall(line)}
        assert used <= names_of_places(kind)
    needed = {one.name for one in kind.asked} | {one.name for one in kind.facts if not one.optional}
    asked_of = {
        fact.name for fact in kind.facts if any(fact.path in one.when for one in kind.conditions)
    }  # stated or decided upon
    assert needed <= asked_of | {name for line in kind.wording["zh-Hans"] for name in PLACE.findall(line)}


@KIND
def test_its_facts_are_fields_of_the_vocabulary_and_its_conditions_can_be_asked(kind):
    for fact in kind.facts:
        entity, name = split(fact)
        assert name in load().entities[entity].fields, fact
    for one in (*kind.conditions, *kind.unneeded):
        if one.when:
            parse_condition(one.when)
            assert holder({}, {}, {}, date(2026, 6, 30))(one.when) in (None, False)


@KIND
def test_an_optional_fact_stands_in_brackets(kind):
    values = dict.fromkeys(names_of_places(kind) - {one.name for one in kind.facts if one.optional}, "某")
    for language in LANGUAGES:
        assert all("{" not in line and "[" not in line for line in letter(kind, values, language))


def test_no_kind_is_on_a_list_of_what_must_not_be_issued():
    for layer in _files():
        listing = listing_for(layer["place"])
        for kind in KINDS.values():
            assert kind.title["zh-Hans"] not in {name for item in listing.items.values() for name in (*item.names, *item.also)}


@pytest.mark.parametrize(
    ("code", "count"), [("110101001001", 20), ("420102001001", 21), ("440105001001", 20), ("370202001001", 20)]
)
def test_the_list_of_a_place_has_as_many_items_as_its_source_says(code, count):
    assert len(listing_for(code).items) == count


def test_a_layer_that_could_not_be_read_says_so():
    for layer in _files():
        listing = listing_for(layer["place"])
        if layer["checked"] and "count" in layer:
            assert len(listing.items) == layer["count"], layer["id"]
        assert layer["checked"] or layer["note"], layer["id"]
    assert any("待核对" in chinese for chinese, _english in listing_for("44").notes)


def test_every_item_says_its_clause_who_handles_it_instead_and_what_to_bring():
    for layer in _files():
        for item in listing_for(layer["place"]).items.values():
            assert item.clause and item.english and all(item.goes_to) and all(item.bring), item.id
            assert bool(item.sign[0]) == bool(item.sign[1])


@pytest.mark.parametrize(
    ("words", "item"),
    [("单身证明", "marriage"), ("无犯罪记录证明", "no-crime"), ("收入证明", "property"), ("政审", "no-crime"), ("房产证明", "property"),
     ("身份证遗失", "lost-papers"), ("亲子关系证明", "kinship"), ("养狗", "dog"), ("無業證明", "employment"), ("未再婚证明", "marriage")],
)  # fmt: skip
def test_what_people_call_it_leads_to_the_item(words, item):
    found = listing_for("110101").find(words)
    assert found is not None and found.id == item


def test_hubei_leaves_the_proof_of_being_alive_out_and_adds_the_lost_receipt():
    items = listing_for("420102001001").items
    assert "alive" not in items and {"lost-receipt", "school-transfer"} <= set(items)
    assert items["family-planning"].name == "生育状况证明"


def test_the_third_class_of_qingdao_and_the_positive_list_of_zhaoqing_decide_otherwise():
    hardship = KINDS["student-hardship"]

    def yes(_condition: str) -> bool:
        return True

    def at(code: str):
        return decide(Case(code, DAY, yes, kind=hardship, body="charity"))

    assert at("441202001001").outcome is Outcome.LISTED
    assert (
        at("370202001001").reasons[0].code == "certificate-third-class"
        and at("110101001001").reasons[0].code == "certificate-on-no-list"
    )


def test_what_cannot_be_told_never_becomes_yes():
    for kind in KINDS.values():
        decision = decide(Case("110101001001", DAY, lambda _condition: None, kind=kind, body="bank"))
        assert decision.outcome is Outcome.VERIFY or not kind.conditions


@pytest.mark.parametrize(
    ("label", "path"), [("姓名", "name"), ("身份证号码", "id_number"), ("现住址", "residence_address"), ("舞蹈队名称", "")]
)
def test_a_place_in_the_words_of_forms_is_a_field(label, path):
    assert path_of(label) == path


def test_a_decision_names_the_rule_its_clause_and_holds_by_the_day():
    def yes(_condition: str) -> bool:
        return True

    marriage = listing_for("420102001001").find("单身证明")
    (reason,) = decide(Case("420102001001", DAY, yes, item=marriage, body="bank")).reasons
    assert reason.code == "certificate-on-list" and "民发〔2020〕20号" in reason.clause and "附件第8项" in reason.clause
    police = decide(Case("110101001001", DAY, yes, kind=KINDS["residence"], body="police"))
    assert police.outcome is Outcome.NOT_NEEDED and police.reasons[0].clause == "《政务数据共享条例》"
    before = decide(Case("110101001001", date(2025, 7, 31), yes, kind=KINDS["residence"], body="police"))
    assert before.outcome is Outcome.LISTED, "the regulation on sharing holds since 1 August 2025"
