"""What is recorded is in the next count, for whoever may see it, and lies encrypted on the disk."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.http import Http404
from django.utils import timezone

from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger import actions
from qingzhuang.site.warehouse import queries, writing
from qingzhuang.site.warehouse.tests.conftest import JANUARY, id_number
from qingzhuang.tally import Scope, answer, parse

DAY = date(2026, 6, 30)


def count(actor, question, area=None, **how):
    area = area or actor.area
    return answer(parse(question), queries.dataset_for(actor, area.code, **how), Scope(area.code, DAY)).value


def test_what_was_recorded_is_in_the_next_count(cast, person):
    someone = person(sex="女")
    assert count(cast.alice, "count(person where sex=female)") == 1
    person("陈建国", sex="男")
    actions.record_facts(None, record=someone, facts={"marital_status": "widowed"})
    assert count(cast.alice, "count(person)") == 2
    assert count(cast.alice, "count(person where marital_status=widowed)") == 1


def test_fills_birth_date_and_sex_from_the_number(cast, person):
    person()
    assert count(cast.alice, "count(person where age>=78 and sex=female)") == 1


def test_numbers_are_nowhere_open_on_the_disk(cast, person, data_folder):
    person(**{"guardian[1].phone": "13911112222", "bank.account_number": "6200000000001234"})
    dataset = queries.dataset_for(cast.alice, cast.community.code)
    (number,) = dataset.tables["person"].read(["id_number"])["id_number"].to_pylist()
    assert number == id_number(1)
    written = [path.read_bytes() for path in (data_folder / "facts").rglob("*") if path.is_file()]
    assert len(written) > 2
    for secret in (id_number(1), "13900000001", "13911112222", "6200000000001234"):
        assert not any(secret.encode() in data for data in written)
    assert any("苏晓梅".encode() in data for data in written)


def test_who_moved_is_counted_at_her_new_place(cast, person):
    someone = person()
    assert (count(cast.alice, "count(person)"), count(cast.tina, "count(person)")) == (1, 1)
    actions.record_facts(None, record=someone, facts={"area": cast.neighbour.code})
    assert (count(cast.alice, "count(person)"), count(cast.charlie, "count(person)")) == (0, 1)
    assert count(cast.tina, "count(person)") == 1


def test_the_dead_are_deaths_and_those_gone_are_nowhere(cast, person):
    dead, gone = person(), person("陈建国")
    actions.record_facts(None, record=dead, facts={"state": "dead"}, valid_from=date(2026, 3, 5))
    actions.record_facts(None, record=gone, facts={"state": "moved_out"}, valid_from=date(2026, 3, 6))
    person("何小宝")
    assert count(cast.alice, "count(person)") == 1
    dataset = queries.dataset_for(cast.alice, cast.community.code)
    period = Scope(cast.community.code, DAY, (date(2026, 3, 1), date(2026, 3, 31)))
    assert answer(parse("count(death)"), dataset, period).value == 1
    april = Scope(cast.community.code, DAY, (date(2026, 4, 1), date(2026, 4, 30)))
    assert answer(parse("count(death)"), dataset, april).value == 0


def test_a_grid_counts_what_lies_in_it(cast, person):
    person()
    person("陈建国", area=cast.grid)
    assert count(cast.gus, "count(person)") == 1
    assert count(cast.alice, "count(person)") == 2


def test_relations_lead_from_record_to_record(cast, person):
    household = actions.add_record(
        None, entity="household", area=cast.community, facts={"address": "3幢101室"}, valid_from=JANUARY
    )
    someone = person(household=household.pk, relation_to_head="户主")
    actions.record_facts(None, record=household, facts={"head": someone.pk}, valid_from=JANUARY)
    assert count(cast.alice, "count(household where head.name=苏晓梅)") == 1
    assert count(cast.alice, "count(person where household.head.sex=female)") == 1


def test_a_dwelling_has_square_metres_and_a_place(cast, data_folder):
    actions.add_record(None, entity="dwelling", area=cast.community, facts={"area": 89.5}, valid_from=JANUARY)
    assert count(cast.alice, "sum(dwelling.area)") == 89.5


def test_a_picture_of_another_day_as_it_was_known(cast, person):
    someone = person()
    before = timezone.now()
    assert count(cast.alice, "count(person)") == 1
    actions.record_facts(None, record=someone, facts={"marital_status": "widowed"}, valid_from=date(2026, 3, 1))
    widowed = "count(person where marital_status=widowed)"
    assert count(cast.alice, widowed, day=date(2026, 2, 28)) == 0
    assert count(cast.alice, widowed, day=date(2026, 3, 1)) == 1
    assert count(cast.alice, widowed, day=date(2026, 3, 1), known=before) == 0
    assert count(cast.alice, "count(person)", day=date(2025, 12, 31)) == 0


def test_bob_may_count_charlie_may_not(cast, person):
    person()
    assert count(cast.bob, "count(person)") == 1
    with pytest.raises(Http404):
        queries.dataset_for(cast.charlie, cast.community.code)
    with pytest.raises(Refusal):
        queries.dataset_for(cast.charlie, cast.neighbour.code)


def test_what_was_known_at_a_moment_is_folded_once(cast, person, monkeypatch):
    someone = person()
    known = timezone.now().astimezone(ZoneInfo("Asia/Shanghai"))
    actions.record_facts(None, record=someone, facts={"marital_status": "widowed"}, valid_from=JANUARY)
    widowed = "count(person where marital_status=widowed)"
    assert count(cast.alice, widowed, day=DAY, known=known) == 0
    actions.record_facts(None, record=someone, facts={"marital_status": "divorced"}, valid_from=JANUARY)
    monkeypatch.setattr(writing, "_past", None)
    assert count(cast.alice, widowed, day=DAY, known=known) == 0
    with pytest.raises(TypeError):  # as known now it must be folded again
        count(cast.alice, widowed, day=DAY)


def test_the_mark_of_an_area_moves_on_with_its_facts_and_no_others(cast, person, data_folder):
    assert queries.mark_of(cast.community) == ""
    someone = person()
    before = queries.mark_of(cast.community), queries.mark_of(cast.neighbour), queries.mark_of(cast.town)
    assert before == (queries.mark_of(cast.community), queries.mark_of(cast.neighbour), queries.mark_of(cast.town))
    actions.record_facts(None, record=someone, facts={"marital_status": "widowed"})
    after = queries.mark_of(cast.community), queries.mark_of(cast.neighbour), queries.mark_of(cast.town)
    assert [a == b for a, b in zip(before, after, strict=True)] == [False, True, False]
