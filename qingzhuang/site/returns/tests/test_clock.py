"""From the first look to the signature: the report gets the minutes, the session forgets them."""

from __future__ import annotations

import pytest

from qingzhuang.site.requests.models import Measured
from qingzhuang.site.returns import clock


@pytest.fixture
def at(monkeypatch):
    def set_to(minutes):
        monkeypatch.setattr(clock, "time", lambda: minutes * 60.0)

    set_to(0)
    return set_to


def test_measures_once_from_the_first_look(known, begin, sign, cast, at):
    found, session = begin(), {}
    version = sign(cast.hana, found)
    clock.begin(session, version.owed_id, 4)
    at(5)
    clock.begin(session, version.owed_id, 1)
    at(8)
    clock.end(session, version)
    clock.end(session, version)
    assert list(Measured.objects.values_list("request", "band", "returns")) == [(found.request_id, 4, 1)]
    assert session[clock.NAME] == {}


@pytest.mark.parametrize(("blanks", "minutes", "number"), [(0, 5, 1), (2, 61, 1), (2, 5, 2)])
def test_nothing_to_do_a_long_break_or_a_correction_is_not_measured(known, begin, sign, cast, at, blanks, minutes, number):
    version, session = sign(cast.hana, begin()), {}
    version.number = number
    clock.begin(session, version.owed_id, blanks)
    at(minutes)
    clock.end(session, version)
    assert not Measured.objects.exists()


def test_the_page_starts_the_clock_only_where_something_waits(known, begin, of, cast, sign_in):
    found = begin()
    client = sign_in(cast.hana)
    client.get(f"/returns/{of(found, cast.community).pk}/")
    assert clock.NAME not in client.session
    owed = of(found, cast.community)
    owed.found = {**owed.found, "unsure": [{"number": 1, "label": "x", "reason": "", "key": "k"}]}
    owed.save()
    client.get(f"/returns/{owed.pk}/")
    assert client.session[clock.NAME][str(owed.pk)][1] == 1
