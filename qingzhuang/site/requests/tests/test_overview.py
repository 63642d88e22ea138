"""The catalogue as a whole: what was counted once is remembered until the facts or the reports are others."""

from __future__ import annotations

import pytest

from qingzhuang.site.requests import actions, overview
from qingzhuang.site.requests.overview import asked_blanks, counters_for, overview_for
from qingzhuang.site.testing import forms


@pytest.fixture
def counted(monkeypatch):
    """How many questions were put to the facts, each time that any were."""
    told: list[int] = []
    states_of = overview.states_of

    def noted(asks, *rest):
        told.append(len(asks))
        return states_of(asks, *rest)

    monkeypatch.setattr(overview, "states_of", noted)
    return told


def test_counts_once_and_of_a_new_kind_only_its_own_blanks(cast, facts, asked, counted):
    first = actions.enter_kind(cast.tina, request=asked())
    kinds = overview_for(cast.tina).kinds
    assert asked_blanks(cast.tina, kinds) == asked_blanks(cast.tina, kinds) == {first.pk: 1} and counted == [4]
    second = actions.enter_kind(cast.tina, request=asked(forms.statistics()))
    found = asked_blanks(cast.tina, overview_for(cast.tina).kinds)
    assert found[first.pk] == 1 and counted == [4, len(second.asks)]


def test_counts_anew_when_the_facts_have_moved_on(cast, facts, asked, counted, monkeypatch):
    actions.enter_kind(cast.tina, request=asked())
    kinds = overview_for(cast.tina).kinds
    asked_blanks(cast.tina, kinds)
    monkeypatch.setattr(overview.warehouse, "mark_of", lambda area: "another")
    asked_blanks(cast.tina, kinds)
    assert counted == [4, 4]


def test_without_facts_every_blank_is_asked(cast, asked, settings, tmp_path):
    settings.FACTS_FOLDER = tmp_path
    actions.enter_kind(cast.tina, request=asked(frequency="monthly"))
    assert counters_for(cast.tina, overview_for(cast.tina)).a_month == 4 * 2
