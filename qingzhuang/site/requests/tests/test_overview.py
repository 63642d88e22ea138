"""The catalogue as a whole: its counters are counted behind the pages, once until the facts or the reports are others."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from qingzhuang.site.requests import actions, background, counted
from qingzhuang.site.requests.overview import counters_for, overview_for
from qingzhuang.site.testing import forms


@pytest.fixture
def put(monkeypatch):
    """How many questions were put to the facts, each time that any were."""
    told: list[int] = []
    states_of = counted.states_of

    def noted(asks, *rest):
        told.append(len(asks))
        return states_of(asks, *rest)

    monkeypatch.setattr(counted, "states_of", noted)
    return told


def blanks(cast) -> dict[object, int]:
    return counted.counted_in(cast.town, overview_for(cast.tina).kinds).blanks


def test_counts_once_and_of_a_new_kind_only_its_own_blanks(cast, facts, asked, put):
    first = actions.enter_kind(cast.tina, request=asked())
    actions.count_blanks(cast.town)
    actions.count_blanks(cast.town)
    assert blanks(cast) == {first.pk: 1} and put == [4]
    second = actions.enter_kind(cast.tina, request=asked(forms.statistics()))
    actions.count_blanks(cast.town)
    assert blanks(cast)[first.pk] == 1 and put == [4, len(second.asks)]


def test_counts_anew_when_the_facts_have_moved_on_and_shows_the_old_until_then(cast, facts, asked, put, monkeypatch):
    actions.enter_kind(cast.tina, request=asked())
    actions.count_blanks(cast.town)
    assert counters_for(cast.tina, overview_for(cast.tina)).fresh
    monkeypatch.setattr(counted.warehouse, "mark_of", lambda area: "another")
    old = counters_for(cast.tina, overview_for(cast.tina))
    assert old.a_month is not None and not old.fresh and put == [4]
    actions.count_each_day(date(2026, 11, 29))
    assert counters_for(cast.tina, overview_for(cast.tina)).fresh and put == [4, 4]


def test_without_facts_every_blank_is_asked(cast, asked, settings, tmp_path):
    settings.FACTS_FOLDER = tmp_path
    actions.enter_kind(cast.tina, request=asked(frequency="monthly"))
    actions.count_blanks(cast.town)
    assert counters_for(cast.tina, overview_for(cast.tina)).a_month == 4 * 2


@pytest.mark.parametrize("page", ["requests:kinds", "requests:overlap"])
def test_a_page_counts_nothing_and_has_it_counted_once(cast, facts, asked, put, sign_in, monkeypatch, page):
    told: list[str] = []
    monkeypatch.setattr(background, "count_blanks", type("Task", (), {"enqueue": staticmethod(told.append)}))
    actions.enter_kind(cast.tina, request=asked())
    client = sign_in(cast.tina)
    first = client.get(reverse(page)).content.decode()
    client.get(reverse(page))
    assert told == [cast.town.code] and not put and "正在重新计算" in first
    actions.count_blanks(cast.town)
    assert "正在重新计算" not in client.get(reverse(page)).content.decode() and put == [4]


def test_a_table_to_take_away_is_counted_first(cast, facts, asked, put, sign_in):
    actions.enter_kind(cast.tina, request=asked())
    sign_in(cast.tina).get(reverse("requests:export", args=["csv"]))
    assert put == [4]
