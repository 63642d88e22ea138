"""Returns worked out for all places together are what each is worked out to by itself; sending begins a round."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.reports.models import Review
from qingzhuang.site.returns import actions
from qingzhuang.site.returns.actions import filling
from qingzhuang.site.returns.models import Return, Round
from qingzhuang.site.returns.tests.conftest import NOVEMBER, bands
from qingzhuang.site.testing import forms
from qingzhuang.site.warehouse import actions as warehouse

pytestmark = pytest.mark.django_db


def told(found: Round) -> list[tuple[object, ...]]:
    return [(one.area.code, one.state, one.found, one.stamp) for one in found.returns.filter(rolled=False)]


@pytest.mark.parametrize("form", [bands, forms.roster], ids=["figures", "a list"])
def test_is_the_same_as_one_by_one(form, cast, known, begin):
    facts = {"name": "不详", "birth_date": "1941-01-01"}
    ledger.add_record(cast.alice, entity="person", area=cast.community, facts=facts, valid_from=date(2026, 1, 1))
    found = begin(form())
    together = told(found)
    for owed in found.returns.filter(rolled=False):
        filling.fill_return(owed.pk)
    assert together == told(found)
    assert {state for _, state, _, _ in together} <= {"ready", "open"}


def test_keeps_a_form_once_somebody_opens_it(cast, known, begin, of):
    found = begin()
    assert not Review.objects.exists()
    owed = actions.keep_fresh(of(found, cast.community))
    assert owed.review.filled_for == cast.community and Review.objects.count() == 1


def test_fills_rounds_of_one_day_together(cast, known, begin):
    first, second = begin(fill=False), begin(bands("注：常住人口"), fill=False, name="另一张.xlsx")
    actions.fill_round(first.pk)
    assert set(Round.objects.values_list("state", flat=True)) == {Round.State.OPEN}
    assert not Return.objects.filter(round=second, rolled=False, state=Return.State.WAITING).exists()


def test_reads_a_form_by_what_a_place_was_taught(cast, known, begin, of):
    from qingzhuang.site.reports import actions as reports

    first = begin()
    owed = actions.keep_fresh(of(first, cast.community))
    reports.decide(cast.alice, review=owed.review, number=1, verb=reports.Verb.NOT_OURS)
    second = begin(as_of=date(2026, 10, 31))
    here, there = (of(second, area).found["known"] for area in (cast.community, cast.neighbour))
    assert here < there


def test_sending_begins_the_round_and_shows_it(cast, known, sign_in):
    from qingzhuang.site.requests import actions as requests

    passport = requests.Told(asker="民政科", as_of=NOVEMBER)
    request = requests.register_request(cast.dan, told=passport, name="老年.xlsx", data=bands())
    sent = sign_in(cast.tina).post(reverse("requests:decide", args=[request.pk]), {"verdict": "send", "tone": "neutral"})
    found = Round.objects.get(request=request)
    assert sent.url == reverse("returns:round", args=[found.pk])
    page = sign_in(cast.tina).get(sent.url).content.decode()
    assert f'<a href="{reverse("returns:rounds")}" aria-current="page">' in page
    assert f'<a href="{reverse("returns:owed")}" aria-current="page">' not in page


def test_reports_signed_on_the_same_facts_share_their_picture(cast, known, begin, sign):
    first, second = sign(cast.alice, begin()), sign(cast.alice, begin(name="另一张.xlsx"))
    assert first.picture == second.picture
    facts = {"name": "新来", "birth_date": "1941-01-01", "sex": "male"}
    ledger.add_record(cast.alice, entity="person", area=cast.community, facts=facts, valid_from=date(2026, 1, 1))
    assert warehouse.freeze(None, area=cast.community, day=NOVEMBER, share=True) != first.picture
