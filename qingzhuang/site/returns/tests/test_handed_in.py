"""Whoever has signed is not reminded any more; the calendar says that it is handed in."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from qingzhuang.site.requests import ics
from qingzhuang.site.requests.queries import due_for
from qingzhuang.site.returns import actions

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 28)


def alarms(post) -> int:
    return ics.calendar_of(due_for(post, DAY), "", timezone.now(), str).count(b"BEGIN:VALARM")


@pytest.fixture(autouse=True)
def _long_before(monkeypatch):
    monkeypatch.setattr("qingzhuang.site.requests.queries.calendar.BACK", 4000)


def test_whoever_has_handed_in_is_not_reminded(cast, known, begin, sign, sign_in):
    found = begin()
    assert (alarms(cast.alice), alarms(cast.charlie), alarms(cast.tina)) == (1, 1, 1)
    sign(cast.alice, found)
    assert (alarms(cast.alice), alarms(cast.charlie)) == (0, 1)
    assert due_for(cast.alice, DAY)[0].handed_in and not due_for(cast.charlie, DAY)[0].handed_in
    assert "已报" in sign_in(cast.alice).get("/requests/calendar/").content.decode()


def test_a_correction_is_due_again(cast, known, begin, sign, of):
    found = begin()
    sign(cast.alice, found)
    actions.correct(cast.alice, owed=of(found, cast.community), reason="漏了一位")
    assert alarms(cast.alice) == 1
