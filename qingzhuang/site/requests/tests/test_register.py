"""Registering a demand for data: the form is understood, its questions are kept, and nothing goes out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from qingzhuang.site.kit import files
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.requests import actions, logic, queries
from qingzhuang.site.requests.models import Request
from qingzhuang.site.requests.queries.kinds import ROOM
from qingzhuang.site.testing import forms


def test_keeps_the_form_and_its_questions(asked):
    request = asked()
    assert files.load(request.sha256, ROOM) == forms.roster() and queries.form_of(request) == forms.roster()
    questions = [entry["question"] for entry in request.asks]
    assert "list of person.id_number where age>=80" in questions
    assert [entry["label"] for entry in request.asks if not entry["question"]] == ["所获荣誉称号"]
    assert logic.kept(logic.asks_from(request.asks)) == request.asks


def test_a_department_asks_in_its_own_name_unless_another_is_named(cast):
    def register(actor, message="请报送低保户名单", **told):
        return actions.register_request(actor, told=actions.Told(**told), message=message).asker

    assert register(cast.dan) == cast.town.name
    cast.dan.office = "民政办"
    assert register(cast.dan) == "民政办" and register(cast.dan, asker="区民政局") == "区民政局"
    assert register(cast.dan, "请报送低保户名单。\n区残联") == "区残联"
    assert register(cast.tina) == ""  # the desk writes down what others ask


def test_goes_to_nobody_before_the_desk_decides(cast, asked):
    request = asked()
    with pytest.raises(Http404):
        queries.request_for(cast.alice, request.pk)
    assert queries.request_for(cast.tina, request.pk) == request and queries.requests_for(cast.alice) == []


def test_goes_to_the_communities_that_were_named(cast, asked):
    request = asked(areas=[cast.community.code])
    assert queries.communities_of(request) == [cast.community]
    assert queries.communities_of(asked()) == [cast.community, cast.neighbour]


def test_refuses_what_asks_for_nothing(cast):
    with pytest.raises(Refusal) as refusal:
        actions.register_request(cast.dan, told=actions.Told())
    assert refusal.value.code == "requests.nothing_asked"


def test_refuses_a_file_that_cannot_be_read(asked):
    with pytest.raises(Refusal) as refusal:
        asked(forms.NOT_A_FORM)
    assert refusal.value.code == "requests.unreadable"


def test_an_emergency_goes_out_at_once_and_must_end(cast, asked):
    with pytest.raises(Refusal) as refusal:
        asked(emergency=True)
    assert refusal.value.code == "requests.no_term"
    request = asked(emergency=True, expires_on=timezone.localdate() + timedelta(days=3))
    assert queries.request_for(cast.alice, request.pk).registered is False


def test_an_emergency_that_has_ended_is_seen_by_communities_no_more(cast, asked):
    request = asked(emergency=True, expires_on=timezone.localdate())
    assert queries.requests_for(cast.alice) == [request]
    Request.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert queries.requests_for(cast.alice) == [] and queries.requests_for(cast.tina) == [request]
    with pytest.raises(Http404):
        queries.request_for(cast.alice, request.pk)


def test_somebody_who_only_reads_registers_nothing(cast, asked):
    with pytest.raises(Refusal):
        asked(actor=cast.bob)


def test_a_department_asks_nobody_outside_its_area(cast, asked):
    with pytest.raises(Http404):
        asked(actor=cast.alice, areas=[cast.neighbour.code])
