"""What goes wrong in the middle of a round: a deadline gone by, communities merged after the roll-up, a figure handed back, a disk that is full."""

from __future__ import annotations

import errno
from datetime import date, datetime

import pytest
from django.urls import reverse

from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.requests import actions as requests
from qingzhuang.site.requests.logic import Verdict
from qingzhuang.site.returns import actions, errors, kept, queries
from qingzhuang.site.returns.models import Return, Version
from qingzhuang.site.returns.tests.conftest import NOVEMBER, SHANGHAI, bands

pytestmark = pytest.mark.django_db


@pytest.fixture
def rolled_up(cast, known, begin, of, sign):
    """A round that everybody has signed, the town too."""
    found = begin()
    for post in (cast.alice, cast.charlie):
        sign(post, found)
    actions.roll_up(of(found, cast.town).pk)
    sign(cast.tina, found)
    return found


def total(owed: Return) -> object:
    return kept.load(queries.newest_of(owed).content).named("B5").value


def test_a_deadline_gone_by_is_said_everywhere_and_nothing_is_shut(cast, known, of, sign, sign_in):
    told = requests.Told(asker="民政科", as_of=NOVEMBER, due_at=datetime(2026, 11, 20, 12, tzinfo=SHANGHAI))
    request = requests.register_request(cast.dan, told=told, name="a.xlsx", data=bands())
    assert "已经过了" in sign_in(cast.tina).get(f"/requests/{request.pk}/").content.decode()
    requests.decide_request(cast.tina, request=request, verdict=Verdict.SEND)
    found = actions.begin_round(cast.tina, request=request)
    actions.fill_round(found.pk)
    for post, address in ((cast.alice, reverse("returns:owed")), (cast.tina, reverse("returns:round", args=[found.pk]))):
        assert "已过截止时间" in sign_in(post).get(address).content.decode()
    assert sign(cast.alice, found).number == 1


def test_what_has_no_deadline_stands_behind_what_has_one(cast, known, begin):
    without = requests.register_request(cast.dan, told=requests.Told(asker="民政科"), name="b.xlsx", data=bands("注"))
    requests.decide_request(cast.tina, request=without, verdict=Verdict.SEND)
    first = actions.begin_round(cast.tina, request=without)
    actions.fill_round(first.pk)
    second = begin()
    assert [one.round_id for one in queries.owed_for(cast.alice).ready] == [second.pk, first.pk]


def test_communities_merged_after_the_town_signed_are_counted_once(cast, known, rolled_up, of, sign, happen):
    before = total(of(rolled_up, cast.town))
    for record in known[4:]:
        happen(record, date(2026, 11, 20), area=cast.community.code)
    actions.regroup(cast.tina, found=rolled_up, gone=cast.neighbour, into=[cast.community], reason="北苑并入临江")
    actions.fill_round(rolled_up.pk)
    gone, town = of(rolled_up, cast.neighbour), of(rolled_up, cast.town)
    assert (gone.state, gone.reason, town.state) == (Return.State.VOID, "北苑并入临江", Return.State.WAITING)
    with pytest.raises(Refusal):
        actions.correct(cast.charlie, owed=gone, reason="我再报一次")
    assert actions.roll_up(town.pk) is None  # whoever answers now has not signed yet
    sign(cast.alice, rolled_up)
    actions.roll_up(town.pk)
    again = sign(cast.tina, rolled_up)
    assert total(of(rolled_up, cast.town)) == before and again.number == 2
    assert [part.owed.area for part in again.parts.all()] == [cast.community]
    assert gone.versions.count() == 1  # what was signed stays


def test_a_figure_handed_back_opens_the_town_and_keeps_what_it_had_signed(cast, rolled_up, of, sign_in):
    actions.hand_back(cast.tina, owed=of(rolled_up, cast.community), cell="B4", reason="少了一位")
    town = of(rolled_up, cast.town)
    assert town.state == Return.State.WAITING and Version.objects.filter(owed=town).count() == 1
    assert "少了一位" in sign_in(cast.alice).get(reverse("returns:owed")).content.decode()
    with pytest.raises(Refusal) as refused:
        actions.sign(cast.tina, owed=town, stamp=town.stamp)
    assert refused.value.code == errors.not_now().code


def test_two_new_forms_at_once_leave_the_later_one(cast, known, begin):
    found = begin()
    first = requests.propose_form(cast.dan, request=found.request, name="二.xlsx", data=bands("注：二"), reason="加注")
    second = requests.propose_form(cast.dan, request=found.request, name="三.xlsx", data=bands("注：三"), reason="再改")
    begun = actions.use_form(cast.dan, version=second)
    assert begun.sha256 == second.sha256 and not found.request.forms.filter(pk=first.pk).exists()
    with pytest.raises(Refusal):
        actions.use_form(cast.dan, version=second)


def test_a_full_disk_loses_nothing_of_what_was_typed(cast, known, begin, of, monkeypatch):
    owed = of(begin(), cast.community)
    keep = kept.keep

    def full(*_what):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(kept, "keep", full)
    with pytest.raises(Refusal) as refused:
        actions.sign(cast.alice, owed=owed, stamp=owed.stamp)
    assert refused.value.code == errors.disk_full().code and not owed.versions.exists()
    monkeypatch.setattr(kept, "keep", keep)
    again = of(owed.round, cast.community)
    assert actions.sign(cast.alice, owed=again, stamp=again.stamp).number == 1
