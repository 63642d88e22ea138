"""Deciding a request: five ways, only once, by the desk; a community may object."""

from __future__ import annotations

import pytest
from django.http import Http404

from qingzhuang.site.audit.models import Entry
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.requests import actions, queries
from qingzhuang.site.requests.logic import Verdict
from qingzhuang.site.requests.models import Kind, Request


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


def test_a_return_needs_a_reason(cast, asked):
    with pytest.raises(Refusal) as refusal:
        actions.decide_request(cast.tina, request=asked(), verdict=Verdict.RETURN)
    assert refusal.value.code == "requests.no_reason"


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
