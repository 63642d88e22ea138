"""A form that is replaced while its round is under way: what is signed stays, everybody is told in one line."""

from __future__ import annotations

import pytest

from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.requests import actions as requests
from qingzhuang.site.returns import actions, queries
from qingzhuang.site.returns.models import Round
from qingzhuang.site.returns.tests.conftest import bands


@pytest.fixture
def version(cast):
    def proposed(found, note="注：请于月底前上报"):
        request = found.request
        return requests.propose_form(cast.dan, request=request, name="新.xlsx", data=bands(note), reason="加了说明")

    return proposed


def test_what_was_signed_stays_and_a_round_of_the_new_form_is_filled(known, begin, sign, of, cast, version):
    old = begin()
    signed = sign(cast.hana, old)
    begun = actions.use_form(cast.dan, version=version(old))
    actions.fill_round(begun.pk)
    old.refresh_from_db()
    assert old.state == Round.State.LOCKED and begun.sha256 != old.sha256 and begun.previous is None
    assert of(old, cast.community).versions.get() == signed and not of(begun, cast.community).versions.exists()
    assert {one.round_id for one in queries.owed_for(cast.hana).ready} == {begun.pk}
    told, other = of(begun, cast.community).reason, of(begun, cast.neighbour).reason
    assert "加了说明" in told and other in told and len(told) > len(other) > 0


def test_refuses_once_the_round_is_locked(known, begin, cast, version):
    found = begin()
    proposed = version(found)
    actions.lock_round(cast.tina, found=found, reason="已汇总")
    with pytest.raises(Refusal) as refusal:
        actions.use_form(cast.dan, version=proposed)
    assert refusal.value.code == "returns.locked"
    proposed.refresh_from_db()
    assert proposed.used_at is None


def test_a_form_about_one_person_takes_nobodys_place(known, begin, cast):
    from qingzhuang.site.testing import forms

    found = begin()
    proposed = requests.propose_form(cast.tina, request=found.request, name="卡.xlsx", data=forms.card(), reason="换表")
    with pytest.raises(Refusal) as refusal:
        actions.use_form(cast.tina, version=proposed)
    assert refusal.value.code == "returns.one_person"
    found.request.refresh_from_db()
    assert found.request.sha256 == found.sha256


def test_without_a_round_only_the_request_changes(cast, known, sign_in):
    request = requests.register_request(cast.dan, told=requests.Told(asker="民政科"), name="a.xlsx", data=bands())
    requests.decide_request(cast.tina, request=request, verdict=requests.Verdict.SEND)
    requests.propose_form(cast.dan, request=request, name="b.xlsx", data=bands("注：新"), reason="新")
    page = sign_in(cast.dan).post(f"/returns/of/{request.pk}/forms/2/use/")
    request.refresh_from_db()
    assert page.headers["Location"] == f"/requests/{request.pk}/" and request.file_name == "b.xlsx"
    assert not Round.objects.filter(request=request).exists()
