"""Measured minutes replace the standard ones, for a report and never for a person."""

from __future__ import annotations

import pytest

from qingzhuang.site.requests import actions
from qingzhuang.site.requests.logic import ENOUGH, median_of
from qingzhuang.site.requests.models import Measured
from qingzhuang.site.requests.passport import passport_for


@pytest.fixture
def request_of_kind(cast, facts, asked):
    request = asked()
    actions.enter_kind(cast.tina, request=request)
    return request


def note(request, *each):
    for minutes in each:
        actions.note_minutes(request=request, minutes=minutes, blanks=2)
    request.kind.refresh_from_db()
    return request.kind.minutes


def test_the_standard_holds_until_enough_communities_were_measured(request_of_kind, cast):
    assert note(request_of_kind, *[1.5] * (ENOUGH - 1)) is None
    assert (passport_for(cast.dan, request_of_kind).cost.minutes, passport_for(cast.dan, request_of_kind).cost.measured) == (
        2,
        False,
    )
    assert note(request_of_kind, 50) == 0.75  # between 0.5 and 1 minute for a blank; one slow community does not move it
    cost = passport_for(cast.dan, request_of_kind).cost
    assert (cost.minutes, cost.measured) == (0.75, True)


def test_one_community_month_after_month_is_not_enough(request_of_kind, cast, asked):
    for _month in range(ENOUGH + 1):
        again = actions.register_request(cast.dan, told=actions.Told(), kind=request_of_kind.kind)
        assert note(again, 3) is None


def test_nothing_waited_is_not_measured(request_of_kind):
    actions.note_minutes(request=request_of_kind, minutes=3, blanks=0)
    assert not Measured.objects.exists()


def test_keeps_no_place_person_or_moment():
    assert {field.name for field in Measured._meta.get_fields()} == {"id", "request", "band", "returns"}


def test_the_median_is_of_returns_not_of_rounds():
    assert median_of([{0: 5}, {10: 11}]) == 25 and median_of([{11: 5}]) == 30
