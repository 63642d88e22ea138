"""The search box."""

from __future__ import annotations

import pytest

from qingzhuang.site.ledger import actions, queries
from qingzhuang.site.ledger.tests.conftest import id_number


@pytest.mark.parametrize(
    "words",
    [
        "苏晓梅", "苏晓", "蘇曉梅", "晓梅", "suxiaomei", "SuXiao", "sxm", id_number(1), id_number(1)[-4:], id_number(1)[-6:],
        "13900000001", "0001", "900000001", "临江社区3栋", "3幢101", "晴川街道临江社区３号楼101",
    ],
)  # fmt: skip
def test_finds_by(cast, someone, words):
    assert [hit.pk for hit in queries.found_for(cast.alice, words)] == [someone.pk]


@pytest.mark.parametrize(
    "words", ["", "   ", "王", "wang", "9999", id_number(2), "梅", "%", "_", "a'b", "13900000009", "900000009"]
)
def test_finds_nothing_by(cast, someone, words):
    assert queries.found_for(cast.alice, words) == []


def test_covers_the_number(cast, someone):
    (hit,) = queries.found_for(cast.alice, "苏晓梅")
    assert hit.number == id_number(1)[:4] + "*" * 10 + id_number(1)[-4:]


def test_the_neighbour_finds_nobody_and_the_town_does(cast, someone):
    assert queries.found_for(cast.charlie, "苏晓梅") == []
    assert [hit.pk for hit in queries.found_for(cast.tina, "苏晓梅")] == [someone.pk]


def test_a_new_name_is_found_and_the_old_no_more(cast, someone):
    actions.record_facts(cast.alice, record=someone, facts={"name": "苏小妹"})
    assert queries.found_for(cast.alice, "苏晓梅") == []
    assert [hit.name for hit in queries.found_for(cast.alice, "sxm")] == ["苏小妹"]


def test_only_of_the_entity_asked_for(cast, someone):
    assert queries.found_for(cast.alice, "苏", entity="household") == []
