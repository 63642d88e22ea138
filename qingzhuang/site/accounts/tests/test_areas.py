"""The tree of areas: what is below one's own, and nothing else."""

from __future__ import annotations

import pytest
from django.http import Http404

from qingzhuang.site.accounts import queries
from qingzhuang.site.accounts.logic import Level, code_prefix


def test_a_worker_has_her_community(cast):
    assert [area.name for area in queries.areas_for(cast.alice)] == ["临江社区", "临江一网格"]


def test_the_town_has_all_below_it(cast):
    assert [area.name for area in queries.areas_for(cast.tina)] == ["晴川街道", "临江社区", "临江一网格", "北苑社区"]


def test_the_neighbour_is_not_found(cast):
    with pytest.raises(Http404):
        queries.area_for(cast.alice, cast.neighbour.code)


def test_the_town_is_not_found_from_below(cast):
    with pytest.raises(Http404):
        queries.area_for(cast.alice, cast.town.code)


def test_names_go_from_the_top_down(cast):
    assert queries.area_names(cast.community) == ["晴川街道", "临江社区"]


def test_digits_of_a_level_are_shared_below():
    assert code_prefix("990101001001", Level.TOWN) == "990101001"


def test_a_grid_lies_in_its_community(cast):
    assert queries.area_names(cast.grid) == ["晴川街道", "临江社区", "临江一网格"]


def test_a_grid_worker_reaches_the_grid_only(cast):
    assert [area.name for area in queries.areas_for(cast.gus)] == ["临江一网格"]
    with pytest.raises(Http404):
        queries.area_for(cast.gus, cast.community.code)
