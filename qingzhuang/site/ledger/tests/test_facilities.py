"""Places and facilities: the list of an area by kind, what is amiss, adding one, and that they are records like all others."""

from __future__ import annotations

from datetime import date

import pytest

from qingzhuang.site.ledger import actions, queries
from qingzhuang.site.ledger.logic.facilities import amiss
from qingzhuang.site.ledger.models import Record


@pytest.fixture
def places(cast):
    def made(**facts):
        return actions.add_record(cast.alice, entity="facility", area=cast.community, facts=facts, valid_from=date(2026, 1, 1))

    return (
        made(
            name="门前塘",
            kind="pond",
            address="晴川路1号旁",
            has_lifebuoy=False,
            **{"keeper.name": "王建国", "keeper.phone": "13900000009"},
        ),
        made(name="邻里食堂", kind="canteen", capacity=60, hours="11:00-13:00"),
        made(name="清溪河段", kind="river", has_lifebuoy=True),
    )


def names(page) -> list[str]:
    return [line.record.name for line in page.context["lines"]]


def test_lists_one_kind_with_all_that_are_within_it(cast, places, sign_in):
    client = sign_in(cast.bob)
    assert sorted(names(client.get("/ledger/facilities/"))) == sorted(["门前塘", "邻里食堂", "清溪河段"])
    assert names(client.get("/ledger/facilities/", {"kind": "pond"})) == ["门前塘"]
    assert len(names(client.get("/ledger/facilities/", {"kind": "water"}))) == 2
    assert dict(queries.facility_kinds_for(cast.bob)) == {"meal_point": 1, "canteen": 1, "water": 2, "pond": 1, "river": 1}


def test_says_what_is_amiss_and_does_not_tell_who_keeps_it(cast, places, sign_in):
    page = sign_in(cast.alice).get("/ledger/facilities/").content.decode()
    assert page.count('class="amiss"') == 1
    assert "王建国" not in page and "13900000009" not in page


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"kind": "pond"}, []),
        ({"kind": "canteen", "has_lifebuoy": False}, []),
        ({"kind": "reservoir", "has_lifebuoy": False, "has_warning_sign": False}, ["no_lifebuoy", "no_warning_sign"]),
        ({"kind": "fire_point", "extinguisher_expiry": "2026-03-01"}, []),
        ({"kind": "fire_point", "extinguisher_expiry": "2026-02-28", "condition": "damaged"}, ["extinguisher_old", "damaged"]),
    ],
)
def test_what_nobody_knows_is_not_wrong(facts, wrong):
    assert amiss(facts, date(2026, 3, 1)) == wrong


def test_next_door_sees_none_of_them(cast, places, sign_in):
    client = sign_in(cast.charlie)
    assert names(client.get("/ledger/facilities/")) == []
    assert client.get("/ledger/facilities/", {"area": cast.community.code}).status_code == 404
    assert client.get(f"/ledger/{places[0].pk}/").status_code == 404


def test_adds_one_finds_it_and_covers_the_telephone_of_its_keeper(cast, sign_in):
    client = sign_in(cast.alice)
    said = {
        "area": cast.community.code,
        "name": "晴川书屋",
        "kind": "library",
        "keeper.name": "李建国",
        "keeper.phone": "13900000008",
    }
    pk = client.post("/ledger/facilities/add/", said).url.strip("/").split("/")[-1]
    page = client.get(f"/ledger/{pk}/").content.decode()
    assert "李建国" in page and "13900000008" not in page
    assert "晴川书屋" in client.get("/ledger/", {"q": "qcsw"}).content.decode()


def test_the_history_of_one_is_kept_and_taken_back(cast, places):
    pond = places[0]
    actions.record_facts(cast.alice, record=pond, facts={"has_lifebuoy": True}, valid_from=date(2026, 2, 1))
    before = {line.field: line.value for line in queries.facts_for(cast.alice, pond, day=date(2026, 1, 15))}
    assert before["has_lifebuoy"] is False and Record.objects.get(pk=pond.pk).facts["has_lifebuoy"] is True
    last = queries.history_for(cast.alice, pond)[0][0].statement
    actions.undo_statement(cast.alice, statement=queries.statement_for(cast.alice, last), reason="typed in error")
    assert Record.objects.get(pk=pond.pk).facts["has_lifebuoy"] is False
