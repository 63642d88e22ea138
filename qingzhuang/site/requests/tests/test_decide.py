"""Deciding a request: five ways, only once, by the desk; a community may object."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.http import Http404

from qingzhuang.site.audit.models import Entry
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.requests import actions, queries
from qingzhuang.site.requests.logic import Verdict
from qingzhuang.site.requests.models import Kind, Request
from qingzhuang.site.testing import forms


def test_a_request_that_is_sent_reaches_its_communities(cast, asked):
    actions.decide_request(cast.tina, request=(request := asked(areas=[cast.community.code])), verdict=Verdict.SEND)
    assert queries.requests_for(cast.alice) == [request]
    with pytest.raises(Http404):
        queries.request_for(cast.charlie, request.pk)
    assert Entry.objects.filter(deed="request.decided", detail__decision="send").count() == 1


def test_carries_no_mark_of_being_registered_outside_the_catalogue(cast, asked):
    request = asked()
    actions.decide_request(cast.tina, request=request, verdict=Verdict.SEND)
    assert queries.request_for(cast.alice, request.pk).registered is False
    actions.enter_kind(cast.tina, request=request)
    assert queries.request_for(cast.alice, request.pk).registered is True


def test_is_decided_only_once(cast, asked):
    request = asked()
    actions.decide_request(cast.tina, request=request, verdict=Verdict.RETURN, reason="没有依据")
    with pytest.raises(Refusal) as refusal:
        actions.decide_request(cast.tina, request=request, verdict=Verdict.SEND)
    assert refusal.value.code == "requests.already_decided"


@pytest.mark.parametrize(("who", "error"), [("dan", Refusal), ("alice", Http404), ("charlie", Http404), ("ada", Http404)])
def test_the_desk_decides_and_nobody_else(cast, asked, who, error):
    with pytest.raises(error):
        actions.decide_request(getattr(cast, who), request=asked(), verdict=Verdict.SEND)


def test_a_return_needs_a_reason_or_a_rule_that_is_not_met(cast, facts, asked):
    figures = [["全区总人口统计表", ""], ["单位", "某指数"], ["", ""], ["", ""]]
    told = {"basis_number": "区民发〔2026〕1号", "purpose": "摸清底数"}
    request = asked(forms.workbook(figures, ("A1:B1",), 2), **told)
    with pytest.raises(Refusal) as refusal:
        actions.decide_request(cast.tina, request=request, verdict=Verdict.RETURN)
    assert refusal.value.code == "requests.no_reason"
    returned = actions.decide_request(cast.tina, request=asked(), verdict=Verdict.RETURN, tone="warm")
    assert "request-basis" in returned.clause.split(",") and returned.tone == "warm"


def test_an_objection_comes_back_to_the_desk(cast, asked):
    request = actions.decide_request(cast.tina, request=asked(), verdict=Verdict.SEND)
    with pytest.raises(Refusal):
        actions.object_to(cast.alice, request=request, reason="没人手")
    actions.object_to(cast.hana, request=request, reason="上月刚报过同样的内容")
    assert request.state == Request.State.OBJECTED
    actions.decide_request(cast.tina, request=request, verdict=Verdict.RETURN, reason="与上月重复")
    assert request.state == Request.State.RETURNED


def test_a_retired_kind_is_asked_of_nobody(cast, asked):
    kind = actions.enter_kind(cast.tina, request=asked(), title="高龄老人花名册")
    actions.retire_kind(cast.tina, kind=kind, reason="与月报重复")
    assert kind.state == Kind.State.RETIRED and kind.retired_on and queries.kinds_for(cast.alice) == []
    with pytest.raises(Refusal) as refusal:
        actions.decide_request(cast.tina, request=asked(), verdict=Verdict.SEND, kind=kind)
    assert refusal.value.code == "requests.not_in_force"


def test_whoever_keeps_no_catalogue_retires_nothing(cast, asked):
    kind = actions.enter_kind(cast.tina, request=asked())
    for who, error in ((cast.alice, Refusal), (cast.dan, Refusal), (cast.ada, Http404)):
        with pytest.raises(error):
            actions.retire_kind(who, kind=kind, reason="不要了")


def test_an_answer_is_the_askers_own_form_filled_and_no_community_is_asked(cast, facts, asked):
    request = actions.decide_request(cast.tina, request=asked(purpose="核对津贴"), verdict=Verdict.ANSWER)
    given = request.given.get()
    assert queries.requests_for(cast.alice) == [] and given.records == 8 and given.known == 3
    data = actions.hand_out(cast.dan, given=given)
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))
    assert rows[0][0] == "80岁以上老年人花名册" and "老赵" in {row[1] for row in rows} and len(rows) >= 10
    assert {row[4] for row in rows[2:10]} == {None}  # what nobody knows stays empty
    (entry,) = Entry.objects.filter(deed="request.answered")
    assert entry.detail["records"] == 8 and entry.detail["purpose"] == "核对津贴"


def test_takes_an_answer_only_who_asked_or_decides(cast, facts, asked):
    given = actions.decide_request(cast.tina, request=asked(), verdict=Verdict.ANSWER).given.get()
    for who in (cast.alice, cast.charlie, cast.ada):
        with pytest.raises(Http404):
            actions.hand_out(who, given=given)


def test_merging_asks_once_and_gives_each_asker_a_view(cast, facts, asked):
    kind = actions.enter_kind(cast.tina, request=asked(), title="高龄老人花名册")
    more = [["80岁以上老人台账", *[""] * 3], ["序号", "姓名", "公民身份号码", "户籍地址"], ["1", *[""] * 3], ["2", *[""] * 3]]
    request = asked(forms.workbook(more, ("A1:D1",), 2), asker="卫健办")
    actions.decide_request(cast.tina, request=request, verdict=Verdict.MERGE, kind=kind)
    kind.refresh_from_db()
    assert [entry["label"] for entry in kind.asks] == ["姓名", "身份证号", "联系电话", "所获荣誉称号", "户籍地址"]
    assert request.state == Request.State.MERGED and request.registered and queries.requests_for(cast.alice) == []
    view = openpyxl.load_workbook(io.BytesIO(actions.view_of(kind, request))).active
    assert [cell.value for cell in view[2]] == ["序号", "姓名", "身份证号", "户籍地址"]


def test_merging_what_is_asked_already_leaves_the_form_as_it_is(cast, facts, asked):
    kind = actions.enter_kind(cast.tina, request=asked())
    before = kind.sha256
    actions.decide_request(cast.tina, request=asked(), verdict=Verdict.MERGE, kind=kind)
    kind.refresh_from_db()
    assert kind.sha256 == before and kind.last_used


def test_shortening_asks_only_what_nobody_knows_and_nobody_asks(cast, facts, asked):
    request = actions.decide_request(cast.tina, request=asked(), verdict=Verdict.SHORTEN, enter=True)
    assert [blank.rsplit("/", 1)[-1].split(":")[-1] for blank in request.only] == ["所获荣誉称号"]
    assert request.registered and queries.requests_for(cast.alice) == [request]


def test_shortening_where_nothing_is_new_is_refused(cast, facts, asked):
    actions.enter_kind(cast.tina, request=asked())
    request = asked()
    with pytest.raises(Refusal) as refusal:
        actions.decide_request(cast.tina, request=request, verdict=Verdict.SHORTEN)
    assert refusal.value.code == "requests.nothing_new"
    request.refresh_from_db()
    assert request.state == Request.State.REGISTERED and request.only == []


def test_what_nobody_may_collect_can_only_be_returned(cast, facts):
    request = actions.register_request(cast.dan, told=actions.Told(title="摸底"), typed="姓名\n是否吸毒")
    with pytest.raises(Refusal) as refusal:
        actions.decide_request(cast.tina, request=request, verdict=Verdict.SEND)
    assert refusal.value.code == "requests.cannot_be_given"
    actions.decide_request(cast.tina, request=request, verdict=Verdict.RETURN)
