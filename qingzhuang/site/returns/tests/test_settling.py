"""What the desk settles counts for every return that nobody has signed; a place may still say otherwise of its own."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.urls import reverse

from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.reports import actions as reports
from qingzhuang.site.requests import actions as requests
from qingzhuang.site.requests import queries
from qingzhuang.site.returns import actions
from qingzhuang.site.returns.actions import filling
from qingzhuang.site.returns.logic.found import Found
from qingzhuang.site.returns.models import Return, Round
from qingzhuang.site.testing import forms

pytestmark = pytest.mark.django_db


def needy() -> bytes:
    """What 困难 in the title means is not understood: each figure is a guess."""
    rows = [["困难老人统计表", "", ""], ["年龄段", "老人数", "老年妇女"], ["60-79岁", "", ""], ["80岁以上", "", ""]]
    return forms.workbook(rows, ("A1:C1",), 2)


@pytest.fixture
def settle(cast):
    """The desk says the same of every reading, and the round is filled again."""

    def settled(found: Round, choice: str = "means") -> None:
        readings = queries.readings_of(found.request)
        chosen = {one.unsure.key: (choice, one.unsure.readings[0] if choice == "means" else "") for one in readings}
        requests.settle_readings(cast.tina, request=found.request, chosen=chosen)
        again = actions.take_settled(cast.tina, request=found.request)
        if again is not None:
            actions.fill_round(again.pk)

    return settled


def found_in(owed: Return) -> Found:
    return Found.from_json(owed.found)


def test_before_it_each_place_has_to_confirm(cast, known, begin, of):
    found = begin(needy())
    assert [of(found, area).counts["unsure"] for area in (cast.community, cast.neighbour)] == [2, 2]


def test_no_place_has_to_confirm_it_any_more(cast, known, begin, of, settle):
    found = begin(needy())
    opened = actions.keep_fresh(of(found, cast.community))  # one of them has its form open already
    settle(found)
    found.refresh_from_db()
    assert found.state == Round.State.OPEN and found.settled.count() == 2
    for area in (cast.community, cast.neighbour):
        owed = of(found, area)
        assert owed.state == Return.State.READY and not owed.counts["unsure"]
    assert actions.keep_fresh(of(found, cast.community)).review_id == opened.review_id
    owed = actions.keep_fresh(of(found, cast.neighbour))
    assert actions.sign(cast.charlie, owed=owed, stamp=owed.stamp).number == 1


def test_what_was_settled_before_sending_is_in_the_round_from_the_first(cast, known, begin, of, settle):
    first = begin(needy())
    settle(first)
    again = begin(needy(), name="下月.xlsx")
    assert again.settled.count() == 2 and not of(again, cast.community).counts["unsure"]


def test_what_is_signed_stays_as_it_was_signed(cast, known, begin, of, sign, settle):
    found = begin(needy())
    owed = actions.keep_fresh(of(found, cast.community))
    for item in found_in(owed).unsure:
        owed = actions.confirm(cast.alice, owed=owed, number=item.number)
    version = sign(cast.alice, found)
    before = of(found, cast.community).review.understanding
    settle(found)
    after = of(found, cast.community)
    assert after.state == Return.State.SIGNED and after.review.understanding == before
    assert list(after.versions.all()) == [version]


def test_people_are_asked_where_the_desk_says_so_until_somebody_types_it(cast, known, begin, of, settle):
    found = begin(needy())
    settle(found, "ask")
    owed = actions.keep_fresh(of(found, cast.community))
    assert [item.label for item in found_in(owed).asked] == ["老人数", "老年妇女"] and not owed.counts["unsure"]
    for item in found_in(owed).asked:
        reports.decide(cast.alice, review=owed.review, number=item.number, verb=reports.Verb.TYPED, typed="3")
    assert not found_in(actions.keep_fresh(of(found, cast.community))).asked


def test_a_place_that_says_otherwise_keeps_its_own_word(cast, known, begin, of, settle, sign_in):
    found = begin(needy())
    settle(found)
    owed = actions.keep_fresh(of(found, cast.community))
    number = queries.readings_of(found.request)[0].unsure.number
    own = "count(person where sex=female)"
    reports.decide(cast.alice, review=owed.review, number=number, verb=reports.Verb.MEANS, concept=own)
    settle(found, "ask")
    owed = actions.keep_fresh(of(found, cast.community))
    assert "老人数" not in [item.label for item in found_in(owed).asked]
    page = sign_in(cast.alice).get(reverse("returns:show", args=[owed.pk])).content.decode()
    assert "统一定" in page and page.count("以你们的为准") == 1


def test_filling_that_began_before_it_was_settled_is_not_kept(cast, known, begin, of, monkeypatch):
    found = begin(needy(), fill=False)
    told = filling.working.tell

    def meanwhile(rounds):
        done = told(rounds)
        Round.objects.filter(pk=found.pk).update(readings=1)
        return done

    monkeypatch.setattr(filling.working, "tell", meanwhile)
    actions.fill_round(found.pk)
    assert of(found, cast.community).state == Return.State.WAITING
    monkeypatch.undo()
    actions.fill_round(found.pk)
    assert of(found, cast.community).state == Return.State.OPEN


def test_only_whoever_runs_the_round_and_never_a_locked_one(cast, known, begin, settle):
    found = begin(needy())
    for other in (cast.dan, cast.alice):
        with pytest.raises((Refusal, Http404)):
            actions.take_settled(other, request=found.request)
    actions.lock_round(cast.tina, found=found, reason="报出去了")
    assert actions.take_settled(cast.tina, request=found.request) is None


def test_the_desk_settles_from_the_page_of_the_round(cast, known, begin, of, sign_in):
    found, client = begin(needy()), sign_in(cast.tina)
    address = reverse("requests:readings", args=[found.request_id])
    assert address in client.get(reverse("returns:round", args=[found.pk])).content.decode()
    chosen = {one.unsure.key: " ".join(one.chosen) for one in queries.readings_of(found.request)}
    assert client.post(address, chosen).url == reverse("returns:round", args=[found.pk])
    assert address not in client.get(reverse("returns:round", args=[found.pk])).content.decode()
    page = sign_in(cast.alice).get(reverse("returns:show", args=[of(found, cast.community).pk])).content.decode()
    assert "统一定" in page and cast.town.name in page
