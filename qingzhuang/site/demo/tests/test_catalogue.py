"""The catalogue of the made-up district: every kind is understood, and some ask what others ask."""

from __future__ import annotations

import pytest

from qingzhuang.site.demo.catalogue import listed, make_catalogue
from qingzhuang.site.requests import queries
from qingzhuang.site.requests.models import Frequency, Kind
from qingzhuang.site.requests.overview import overview_for


@pytest.fixture
def made(cast, facts):
    make_catalogue(cast.tina)
    return Kind.objects.all()


def test_every_kind_is_entered_with_its_asker_and_rhythm(made, cast):
    assert [kind.title for kind in queries.kinds_for(cast.tina)] == sorted(kind["title"] for kind in listed())
    assert {kind.frequency for kind in made} <= set(Frequency.values) and all(kind.asker for kind in made)


def test_nearly_all_of_what_they_ask_is_understood(made):
    asks = [entry for kind in made for entry in kind.asks]
    assert sum(bool(entry["question"]) for entry in asks) > 0.9 * len(asks) and all(kind.asks for kind in made)


def test_some_can_go_because_others_ask_the_same(made, cast):
    whole = overview_for(cast.tina)
    gone = {one.kind.title: [kind.title for kind in one.instead] for one in whole.proposals if not one.merge}
    assert gone["人口统计月报"] == ["人口基本情况统计表"] and whole.cover.is_smallest
