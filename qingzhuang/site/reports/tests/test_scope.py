"""For which area, day and time a form is filled."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import Http404
from django.urls import reverse

from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.reports import actions, queries

DAY = date(2026, 6, 30)


def test_the_town_fills_it_for_one_of_its_communities(cast, brought):
    review = brought("roster", cast.tina)
    assert queries.work_for(cast.tina, review).entries[1][1].records == 8
    actions.set_scope(cast.tina, review=review, area_code=cast.neighbour.code, as_of=DAY)
    assert queries.work_for(cast.tina, review).entries[1][1].records == 4


def test_ages_are_those_of_the_day(cast, brought):
    review = brought()
    actions.set_scope(cast.alice, review=review, area_code=cast.community.code, as_of=date(2025, 1, 1))
    assert queries.work_for(cast.alice, review).entries[1][1].records == 0


def test_the_people_of_another_area_are_no_longer_chosen(cast, brought):
    review = actions.choose_subjects(cast.tina, review=brought("card", cast.tina), keys=["p000"])
    actions.set_scope(cast.tina, review=review, area_code=cast.neighbour.code, as_of=DAY)
    assert review.subjects == []


def test_a_period_has_two_days_in_order(cast, brought):
    for period in ((DAY, None), (None, DAY), (DAY, date(2026, 1, 1))):
        with pytest.raises(Refusal, match="统计时段"):
            actions.set_scope(cast.alice, review=brought(), area_code=cast.community.code, as_of=DAY, period=period)


def test_a_period_is_shown_and_kept(cast, brought, sign_in):
    review = brought()
    sent = {"area": cast.community.code, "as_of": "2026-06-30", "period_from": "2026-01-01", "period_to": "2026-06-30"}
    page = sign_in(cast.alice).post(reverse("reports:scope", args=[review.pk]), sent, follow=True).content.decode()
    assert "2026-01-01 – 2026-06-30" in page


def test_the_neighbours_area_cannot_be_chosen(cast, brought):
    with pytest.raises(Http404):
        actions.set_scope(cast.alice, review=brought(), area_code=cast.neighbour.code, as_of=DAY)
