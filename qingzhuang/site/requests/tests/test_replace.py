"""The form of a request changes: proposed with a reason, compared in blanks, taken into use by whoever may."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.requests import actions
from qingzhuang.site.requests.logic import Verdict
from qingzhuang.site.requests.models import Request
from qingzhuang.site.requests.versions import difference
from qingzhuang.site.testing import forms


def roster(*headings):
    rows = [
        ["80岁以上老年人花名册", *[""] * len(headings)],
        ["序号", *headings],
        ["1", *[""] * len(headings)],
        ["2", *[""] * len(headings)],
    ]
    return forms.workbook(rows, (f"A1:{'ABCDEFG'[len(headings)]}1",), 2)


OLD, SAME, FEWER = ("姓名", "身份证号", "联系电话"), ("姓名", "公民身份号码", "联系电话"), ("姓名", "身份证号")


@pytest.fixture
def sent(cast, facts, asked):
    request = asked(roster(*OLD))
    return actions.decide_request(cast.tina, request=request, verdict=Verdict.SEND)


def propose(actor, request, *headings, reason="漏了一栏"):
    return actions.propose_form(actor, request=request, name="老年人2.xlsx", data=roster(*headings), reason=reason)


def code(call, *args, **named):
    with pytest.raises(Refusal) as refusal:
        call(*args, **named)
    return refusal.value.code


def test_tells_what_is_new_gone_and_only_called_otherwise(sent, cast):
    version = propose(cast.dan, sent, "姓名", "公民身份号码", "现住址")
    found = difference(sent.asks, version.asks)
    assert (found.new, found.gone, found.renamed, found.same) == (
        ("现住址",), ("联系电话",), (("身份证号", "公民身份号码"),), 2
    )  # fmt: skip
    assert "现住址" in found.in_a_line and "联系电话" in found.in_a_line


def test_a_proposal_changes_nothing_until_it_is_used_and_a_later_one_takes_its_place(sent, cast):
    before = sent.sha256
    propose(cast.dan, sent, *FEWER)
    second = propose(cast.dan, sent, *SAME)
    sent.refresh_from_db()
    assert sent.sha256 == before and [one.number for one in sent.forms.all()] == [2, 1] and second.number == 2
    request, changed = actions.use_form(cast.dan, version=second)
    assert request.sha256 == second.sha256 != before and changed.new == () and request.state == Request.State.SENT
    assert sent.forms.get(number=1).sha256 == before and all(one.used_at for one in sent.forms.all())


def test_what_asks_more_needs_the_desk(sent, cast):
    version = propose(cast.dan, sent, *OLD, "现住址")
    assert code(actions.use_form, cast.dan, version=version) == "requests.desk_decides"
    request, changed = actions.use_form(cast.tina, version=version)
    assert changed.new == ("现住址",) and len(request.asks) == 4


def test_refuses_without_reason_the_same_form_and_what_nobody_fills(sent, cast):
    assert code(propose, cast.dan, sent, *FEWER, reason=" ") == "requests.no_reason"
    assert code(propose, cast.dan, sent, *OLD) == "requests.same_form"
    version = propose(cast.dan, sent, *FEWER)
    actions.close_request(cast.dan, request=sent)
    assert code(propose, cast.dan, sent, *SAME) == "requests.form_stays"
    assert code(actions.use_form, cast.dan, version=version) == "requests.form_stays"


def test_what_nobody_may_collect_does_not_come_in_by_a_new_form(sent, cast):
    version = propose(cast.dan, sent, *OLD, "是否刑满释放人员")
    assert code(actions.use_form, cast.tina, version=version) == "requests.cannot_be_given"
    sent.refresh_from_db()
    assert len(sent.asks) == 3


def test_only_whoever_asked_or_decides(sent, cast):
    assert code(propose, cast.alice, sent, *FEWER) == "accounts.not_allowed"
    sent.areas.set([cast.community])
    with pytest.raises(Http404):
        propose(cast.charlie, sent, *FEWER)


def test_a_shortened_request_stays_short(cast, facts, asked):
    request = asked(roster(*OLD, "所获荣誉称号"))
    actions.decide_request(cast.tina, request=request, verdict=Verdict.SHORTEN)
    version = propose(cast.tina, request, "姓名", "所获荣誉称号", "身份证号", "获奖经历")
    found, _changed = actions.use_form(cast.tina, version=version)
    labels = {entry["blank"]: entry["label"] for entry in found.asks}
    assert [labels[blank] for blank in found.only] == ["所获荣誉称号", "获奖经历"]


def test_a_shortened_request_from_which_all_that_was_asked_is_gone_asks_nothing(cast, facts, asked):
    request = asked(roster(*OLD, "所获荣誉称号"))
    actions.decide_request(cast.tina, request=request, verdict=Verdict.SHORTEN)
    found, _changed = actions.use_form(cast.tina, version=propose(cast.tina, request, *OLD))
    assert found.only and not {entry["blank"] for entry in found.asks} & set(found.only)


def test_what_its_kind_does_not_ask_is_not_registered_any_more(sent, cast):
    actions.enter_kind(cast.tina, request=sent)
    assert actions.use_form(cast.tina, version=propose(cast.dan, sent, *FEWER))[0].registered
    assert not actions.use_form(cast.tina, version=propose(cast.dan, sent, *OLD, "现住址"))[0].registered


def test_the_page_shows_both_versions(sent, cast, sign_in):
    client = sign_in(cast.dan)
    assert client.get(f"/requests/{sent.pk}/forms/").status_code == 200  # nothing was replaced yet
    sent_along = {"reason": "漏了住址", "file": SimpleUploadedFile("新.xlsx", roster(*OLD, "现住址"))}
    page = client.post(f"/requests/{sent.pk}/forms/", sent_along, follow=True).content.decode()
    assert "漏了住址" in page and "现住址" in page and "区里" not in page and "/use/" not in page
    assert client.get(f"/requests/{sent.pk}/forms/2/").content[:2] == b"PK"
    assert client.get(f"/requests/{sent.pk}/forms/9/").status_code == 404
    assert f"/returns/of/{sent.pk}/forms/2/use/" in sign_in(cast.tina).get(f"/requests/{sent.pk}/forms/").content.decode()
