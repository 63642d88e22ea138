"""The catalogue of the made-up district: every kind is understood, and some ask what others ask."""

from __future__ import annotations

import pytest

from qingzhuang.site.demo import catalogue
from qingzhuang.site.demo.catalogue import ALL, listed, make_catalogue
from qingzhuang.site.requests import queries
from qingzhuang.site.requests.models import Frequency, Kind
from qingzhuang.site.requests.overview import overview_for


@pytest.fixture
def made(cast, facts, monkeypatch):
    """Those written down, and three of the made-up ones."""
    monkeypatch.setattr(catalogue, "ALL", len(listed()) + 3)
    make_catalogue(cast.tina)
    return Kind.objects.all()


def test_every_kind_is_entered_with_its_asker_and_rhythm(made, cast):
    titles = {kind.title for kind in queries.kinds_for(cast.tina)}
    assert {kind["title"] for kind in listed()} < titles and len(titles) == len(made) == len(listed()) + 3
    assert {kind.frequency for kind in made} <= set(Frequency.values) and all(kind.asker for kind in made)


def test_there_are_as_many_as_a_district_had_before_it_cut_them():
    assert ALL == 192


def test_nearly_all_of_what_they_ask_is_understood(made):
    asks = [entry for kind in made for entry in kind.asks]
    assert sum(bool(entry["question"]) for entry in asks) > 0.9 * len(asks) and all(kind.asks for kind in made)


def test_some_can_go_because_others_ask_the_same(made, cast):
    whole = overview_for(cast.tina)
    gone = {one.kind.title: [kind.title for kind in one.instead] for one in whole.proposals if not one.merge}
    assert gone["人口统计月报"] == ["人口基本情况统计表"] and whole.cover.is_smallest
