"""Communities merge or split while a round lasts: nobody is counted twice, nobody is lost."""

from __future__ import annotations

from datetime import date

import pytest

from qingzhuang.site.accounts import actions as accounts
from qingzhuang.site.accounts.queries import Level, Role
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.returns import actions, kept, queries
from qingzhuang.site.returns.models import Return

pytestmark = pytest.mark.django_db


def test_a_merged_community_owes_nothing_and_the_other_answers_for_all(cast, known, begin, of, sign, happen):
    found = begin()
    sign(cast.alice, found)
    for record in known[4:]:
        happen(record, date(2026, 11, 20), area=cast.community.code)
    actions.regroup(cast.tina, found=found, gone=cast.neighbour, into=[cast.community], reason="北苑并入临江")
    actions.fill_round(found.pk)
    assert of(found, cast.neighbour).state == Return.State.VOID
    again = sign(cast.alice, found)
    assert again.number == 2 and again.reason == "北苑并入临江"
    actions.roll_up(of(found, cast.town).pk)
    whole = sign(cast.tina, found)
    assert kept.load(whole.content).named("B5").value == 5
    assert [part.owed.area.name for part in whole.parts.all()] == ["临江社区"]


def test_a_new_community_is_seen_and_gets_its_return(cast, known, begin, of):
    found = begin()
    new = accounts.add_area(None, code="990101001003", name="新桥社区", level=Level.COMMUNITY, parent=cast.town)
    worker = accounts.give_post(None, person=cast.gus.person, area=new, role=Role.WORKER, begins=date(2020, 1, 1))
    assert queries.new_places_for(cast.tina, found) == [new]
    facts = {"name": "施新桥", "birth_date": "1944-01-01", "sex": "female"}
    ledger.add_record(worker, entity="person", area=new, facts=facts, valid_from=date(2026, 1, 1))
    actions.regroup(cast.tina, found=found, gone=None, into=[new, cast.community], reason="临江分出新桥")
    actions.fill_round(found.pk)
    assert of(found, new).state in (Return.State.READY, Return.State.OPEN)
    assert queries.new_places_for(cast.tina, found) == []


def test_asks_for_a_reason_and_for_who_answers(cast, known, begin):
    found = begin()
    with pytest.raises(Refusal):
        actions.regroup(cast.tina, found=found, gone=cast.neighbour, into=[cast.community], reason="")
    with pytest.raises(Refusal):
        actions.regroup(cast.tina, found=found, gone=cast.neighbour, into=[], reason="并了")
    with pytest.raises(Refusal):
        actions.regroup(cast.alice, found=found, gone=cast.neighbour, into=[cast.community], reason="并了")
