"""Kinds that an area draws: understood from the words of forms, checked by a second person, never for what must not be issued."""

from __future__ import annotations

import pytest
from django.http import Http404

from qingzhuang.site.certificates import actions, queries, told
from qingzhuang.site.kit.errors import Refusal

TEXT = ["{姓名}（身份证号{身份证号码}，住{现住址}）可以在{食堂名称}就餐，自{开始日期}起。[户籍地址：{户籍地址}。]"]


def drawn(title="社区食堂就餐证明", **more):
    return actions.Drawn(title, "在社区食堂就餐", "社区公约第3条", more.pop("paragraphs", TEXT), **more)


def test_places_are_fields_or_are_asked_and_it_is_issued_when_somebody_else_has_checked_it(cast, ask, signing):
    made = actions.draw_kind(cast.hana, drawn=drawn(eyes=1))
    with pytest.raises(Refusal) as refused:
        actions.check_kind(cast.hana, kind=made)
    assert refused.value.code == "certificates.same_eyes"
    assert made.name not in queries.kinds_in(cast.community)
    actions.check_kind(cast.alice, kind=made)
    kind = queries.kinds_in(cast.community)[made.name]
    assert {fact.path for fact in kind.facts} >= {"name", "id_number", "residence_address"}
    assert {one.name: one.type for one in kind.asked} == {"食堂名称": "text", "开始日期": "date"}
    asked = ask(made.name, said={"食堂名称": "临江食堂", "开始日期": "2026-07-01"}, verified=True)
    assert (
        "可以在临江食堂就餐，自2026年7月1日起。" in told.told(asked.told).paragraphs[0]
        and "户籍地址" not in told.told(asked.told).paragraphs[0]
    )
    assert actions.issue(cast.alice, application=actions.agree(cast.hana, application=asked)).sha256


def test_the_neighbour_does_not_have_it(cast):
    made = actions.draw_kind(cast.hana, drawn=drawn())
    actions.check_kind(cast.alice, kind=made)
    assert made.name not in queries.kinds_in(cast.neighbour)
    with pytest.raises(Http404):
        queries.drawn_kind_for(cast.charlie, made.pk)


def test_retired_it_is_issued_no_more(cast):
    made = actions.draw_kind(cast.hana, drawn=drawn())
    actions.check_kind(cast.alice, kind=made)
    actions.retire_kind(cast.hana, kind=made)
    assert made.name not in queries.kinds_in(cast.community)


@pytest.mark.parametrize("title", ["单身证明", "无犯罪记录证明", "居民财产证明"])
def test_refuses_one_for_what_must_not_be_issued(cast, title):
    with pytest.raises(Refusal) as refused:
        actions.draw_kind(cast.hana, drawn=drawn(title))
    assert refused.value.code == "certificates.on_the_list"


@pytest.mark.parametrize("paragraphs", [[], ["没有姓名"], ["{姓名}["], ["{姓名"], ["{姓名}" + "长" * 5000]])
def test_refuses_one_that_says_too_little_or_too_much(cast, paragraphs):
    with pytest.raises(Refusal) as refused:
        actions.draw_kind(cast.hana, drawn=drawn(paragraphs=paragraphs))
    assert refused.value.code == "certificates.bad_kind"


def test_a_worker_may_not_draw(cast):
    with pytest.raises(Refusal):
        actions.draw_kind(cast.alice, drawn=drawn())


def test_a_form_with_blanks_becomes_a_text_with_places(cast):
    from qingzhuang.site.testing import forms

    made = actions.read_form(cast.hana, name="登记表.xlsx", data=forms.card())
    assert made.title == "居民登记表" and "身份证号码：{身份证号码}" in made.text


def test_a_word_letter_with_gaps_becomes_a_text_with_places(cast):
    import io

    import docx

    letter, out = docx.Document(), io.BytesIO()
    letter.add_paragraph("社区食堂就餐证明")
    letter.add_paragraph("兹证明____（身份证号____）住____，可以就餐。")
    letter.save(out)
    made = actions.read_form(cast.hana, name="证明.docx", data=out.getvalue())
    assert (made.title, made.text) == ("社区食堂就餐证明", "兹证明{姓名}（身份证号{身份证号}）住{现住址}，可以就餐。")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"\x89PNG\r\n\x1a\n" + b"\0" * 200])
def test_refuses_a_file_that_is_no_form(cast, data):
    with pytest.raises(Refusal) as refused:
        actions.read_form(cast.hana, name="x.docx", data=data)
    assert refused.value.code == "certificates.bad_kind"
