"""The pages of life events: what they ask, what they show before anything is recorded, and who gets them."""

from __future__ import annotations

from datetime import date

import pytest

from qingzhuang.site.audit.models import Entry
from qingzhuang.site.events import actions
from qingzhuang.site.events.models import Proposal
from qingzhuang.site.events.queries import EVENTS
from qingzhuang.site.events.tests.conftest import facts, record
from qingzhuang.site.ledger.models import Statement

DAY = {"day": "2026-11-20"}


def text(response):
    return response.content.decode()


@pytest.mark.parametrize(("event", "entity"), [(event, entity) for event, entities in EVENTS.items() for entity in entities])
def test_asks_at_most_four_things(cast, family, sign_in, event, entity):
    from qingzhuang.site.events.forms import FORMS

    pk = {"person": family.head, "household": family.household, "dwelling": family.dwelling}[entity]
    form = FORMS[event](actor=cast.alice, subject=record(pk))
    assert len([field for field in form if not field.is_hidden]) <= 4
    assert sign_in(cast.alice).get(f"/events/{pk}/{event}/").status_code == 200


def test_the_page_of_a_record_offers_its_events(cast, family, sign_in):
    page = text(sign_in(cast.alice).get(f"/ledger/{family.head}/"))
    assert f"/events/{family.head}/death/" in page
    assert f"/events/{family.head}/split/" not in page
    assert "/events/" not in text(sign_in(cast.bob).get(f"/ledger/{family.head}/")).split("<main")[1]


def test_shows_what_changes_then_records_it(cast, family, sign_in):
    client, before = sign_in(cast.alice), Statement.objects.count()
    shown = text(client.post(f"/events/{family.head}/death/", DAY))
    assert "张建国：状态 → 已故，自 2026-11-20" in shown
    assert "李秀英：婚姻状况 → 丧偶" in shown
    assert Statement.objects.count() == before
    done = client.post(f"/events/{family.head}/death/", {**DAY, "record": "1"})
    assert done.headers["Location"] == f"/ledger/{family.head}/"
    assert facts(family.wife)["marital_status"] == "widowed"


def test_the_history_takes_an_event_back_as_a_whole(cast, family, sign_in):
    client = sign_in(cast.alice)
    client.post(f"/events/{family.head}/death/", {**DAY, "record": "1"})
    statement = Statement.objects.filter(record=family.wife).latest("pk")
    client.post(f"/ledger/statements/{statement.pk}/undo/")
    assert facts(family.head)["state"] == "present"
    assert facts(family.wife)["marital_status"] == "married"


def test_after_a_birth_the_page_of_the_child_is_shown(cast, family, sign_in):
    sent = {**DAY, "name": "张小贝", "sex": "female", "parent": str(family.daughter_in_law), "record": "1"}
    done = sign_in(cast.alice).post(f"/events/{family.household}/birth/", sent)
    child = int(done.headers["Location"].split("/")[2])
    assert facts(child)["mother"] == family.daughter_in_law


def test_a_refusal_is_said_on_the_form(cast, family, sign_in):
    response = sign_in(cast.alice).post(f"/events/{family.head}/death/", {"day": "1930-01-01"})
    assert response.status_code == 400
    assert "早于出生日期" in text(response)


def test_several_found_are_chosen_from(cast, family, make, sign_in):
    brides = [make("person", name="陈静", sex="female", id_number="", birth_date=f"199{n}-01-01") for n in (1, 2)]
    single = make("person", name="张明", sex="male")
    client, sent = sign_in(cast.alice), {**DAY, "other": "陈静", "live": "apart"}
    asked = text(client.post(f"/events/{single.pk}/marriage/", sent))
    assert all(f'value="{bride.pk}"' in asked for bride in brides)
    shown = text(client.post(f"/events/{single.pk}/marriage/", {**sent, "chosen": str(brides[1].pk)}))
    assert 'name="record"' in shown
    client.post(f"/events/{single.pk}/marriage/", {**sent, "chosen": str(brides[1].pk), "record": "1"})
    assert facts(single.pk)["spouse"] == brides[1].pk


def test_the_form_keeps_the_one_that_was_chosen(cast, make, sign_in):
    brides = [make("person", name="陈静", birth_date=f"199{n}-01-01") for n in (1, 2)]
    single = make("person", name="张明", sex="male")
    sent = {**DAY, "other": "陈静", "live": "apart", "chosen": str(brides[1].pk)}
    shown = text(sign_in(cast.alice).post(f"/events/{single.pk}/marriage/", sent))
    assert f'name="chosen" value="{brides[1].pk}"' in shown


def test_nobody_found_is_said(cast, family, sign_in):
    assert "没有找到" in text(
        sign_in(cast.alice).post(f"/events/{family.grandson}/marriage/", {**DAY, "other": "无此人", "live": "apart"})
    )


def test_a_person_moves_to_the_household_of_somebody_named(cast, family, make, sign_in):
    house = make("household", address="晴川路5号")
    make("person", name="钱多", household=house.pk)
    sign_in(cast.alice).post(f"/events/{family.wife}/move_within/", {**DAY, "other": "钱多", "record": "1"})
    assert facts(family.wife)["household"] == house.pk


def test_a_household_moves_to_the_dwelling_of_an_address(cast, family, make, sign_in):
    home = make("dwelling", address="晴川路77号", usage="vacant")
    sign_in(cast.alice).post(f"/events/{family.household}/move_within/", {**DAY, "other": "晴川路77号", "record": "1"})
    assert facts(family.grandson)["dwelling"] == home.pk


def test_an_event_of_another_kind_of_record_is_not_there(cast, family, sign_in):
    assert sign_in(cast.alice).get(f"/events/{family.head}/split/").status_code == 404
    assert sign_in(cast.alice).get(f"/events/{family.head}/flood/").status_code == 404


def test_what_is_due_is_shown_by_kind_and_logged(cast, make, sign_in):
    make("person", name="寿星", birth_date="1946-11-28", id_expiry_date="2026-12-01")
    actions.run_days()
    client = sign_in(cast.alice)
    assert "寿星" in text(client.get("/events/due/?kind=joins"))
    assert Entry.objects.latest("pk").deed == "due.seen"
    page = text(sign_in(cast.bob).get("/events/due/?kind=card"))
    assert "2026-12-01" in page
    assert 'name="answer"' not in page
    assert "寿星" not in text(sign_in(cast.charlie).get("/events/due/"))


def test_answers_on_the_page(cast, make, sign_in):
    one = make("person", name="寿星", birth_date="1946-11-28", id_expiry_date="2026-12-01")
    actions.run_days()
    joins, card = Proposal.objects.get(kind="joins"), Proposal.objects.get(kind="card")
    client = sign_in(cast.alice)
    client.post(f"/events/due/{joins.pk}/", {"answer": "not_applicable", "reason": "外地领取"})
    client.post(f"/events/due/{card.pk}/", {"answer": "accept", "value": "2046-12-01"})
    assert Proposal.objects.get(pk=joins.pk).answer == "not_applicable"
    assert facts(one.pk)["id_expiry_date"] == "2046-12-01"
    assert sign_in(cast.charlie).post(f"/events/due/{joins.pk}/", {"answer": "later"}).status_code == 404


def test_what_is_due_moves_with_the_person(cast, make, sign_in):
    from qingzhuang.site.events.tests.conftest import happens

    house = make("household", area=cast.neighbour, address="北苑1号")
    number = "99010119461128001"
    from qingzhuang.site.testing.facts import check_digit

    number += check_digit(number)
    make("person", name="寿星", id_number=number)
    actions.run_days()
    happens(cast.charlie, house.pk, "move_in", date(2026, 11, 28), name="寿星", id_number=number)
    assert "寿星" in text(sign_in(cast.charlie).get("/events/due/"))
    assert "寿星" not in text(sign_in(cast.alice).get("/events/due/"))


def test_who_sees_no_facts_sees_nothing_due(cast, sign_in):
    assert sign_in(cast.dan).get("/events/due/").status_code == 404


def test_covers_the_names_of_another_area(cast, family, make, sign_in):
    house = make("household", area=cast.neighbour, address="北苑1号")
    number = "99010119900101001"
    from qingzhuang.site.testing.facts import check_digit

    number += check_digit(number)
    mover = make("person", area=cast.neighbour, name="赵新", id_number=number, household=house.pk, relation_to_head="head")
    make("person", area=cast.neighbour, name="钱留守", household=house.pk, birth_date=date(1990, 1, 1))
    from qingzhuang.site.ledger import actions as ledger

    ledger.record_facts(None, record=house, facts={"head": mover.pk})
    sent = {**DAY, "name": "赵新", "id_number": number, "relation": "not_related"}
    page = text(sign_in(cast.alice).post(f"/events/{family.household}/move_in/", sent))
    assert "钱**" in page
    assert "钱留守" not in page
    assert "北苑1号" not in page
