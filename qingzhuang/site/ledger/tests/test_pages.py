"""The pages of the ledger, and who gets which."""

from __future__ import annotations

from datetime import date

import pytest

from qingzhuang.site.audit.models import Entry
from qingzhuang.site.ledger import actions, queries
from qingzhuang.site.ledger.models import Record, Statement
from qingzhuang.site.ledger.tests.conftest import id_number


@pytest.fixture
def block(cast, someone):
    """A building of two units with three floors, 苏晓梅 and her household behind one of the doors."""
    place = {"area": cast.community}
    building = actions.add_record(cast.alice, entity="building", facts={"unit_name": "3栋", "floor_count": 3}, **place)
    doors = [
        actions.add_record(
            cast.alice, entity="dwelling", facts={"building": building.pk, "unit": unit, "floor": floor, "room": f"{floor}0{unit}"}, **place
        )
        for floor in (1, 2, 3)
        for unit in (1, 2)
    ]  # fmt: skip
    household = actions.add_record(
        cast.alice, entity="household", facts={"head": someone.pk, "dwelling": doors[0].pk, "address": "3栋101"}, **place
    )
    actions.record_facts(cast.alice, record=someone, facts={"household": household.pk, "dwelling": doors[0].pk})
    return building, doors, household


ADDRESSES = ["", "{pk}/", "{pk}/history/", "{pk}/facts/phone/", "add/", "differences/", "{pk}/looks/"]
# alice records, bob reads, charlie is next door, hana heads the community, dan of a department sees no people
MAY = {
    "alice": [200, 200, 200, 200, 200, 200, 404],
    "bob": [200, 200, 200, 200, 404, 200, 404],
    "charlie": [200, 404, 404, 404, 200, 200, 404],
    "hana": [200, 200, 200, 200, 200, 200, 200],
    "dan": [404, 404, 404, 404, 404, 404, 404],
}


@pytest.mark.parametrize("who", MAY)
def test_who_gets_which_page(cast, someone, sign_in, who):
    client = sign_in(getattr(cast, who))
    found = [client.get(f"/ledger/{address.format(pk=someone.pk)}").status_code for address in ADDRESSES]
    assert found == MAY[who]


def test_nobody_is_shown_without_signing_in(client, db):
    assert client.get("/ledger/").status_code == 302


def test_finds_and_logs_that_somebody_was_seen(cast, someone, sign_in):
    page = sign_in(cast.alice).get("/ledger/", {"q": "sxm"}).content.decode()
    assert "苏晓梅" in page
    assert id_number(1) not in page
    assert Entry.objects.latest("pk").deed == "records.found"


def test_htmx_gets_the_list_alone(cast, someone, sign_in):
    page = sign_in(cast.alice).get("/ledger/", {"q": "苏"}, headers={"HX-Request": "true"}).content.decode()
    assert page.strip().startswith('<div id="hits"')


def test_shows_facts_with_source_and_covers_numbers(cast, someone, sign_in):
    page = sign_in(cast.bob).get(f"/ledger/{someone.pk}/").content.decode()
    assert "139****0001" in page
    assert "13900000001" not in page
    assert "周敏" not in page.split("<main")[0]
    assert "2026-01-01" in page
    assert Entry.objects.latest("pk").deed == "facts.shown"


def test_shows_the_numbers_once_for_a_purpose(cast, someone, sign_in):
    client = sign_in(cast.alice)
    shown = client.post(f"/ledger/{someone.pk}/reveal/", {"purpose": "service"})
    assert "13900000001" in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert Entry.objects.filter(deed="facts.revealed").get().detail == {"purpose": "service"}
    assert "13900000001" not in client.get(f"/ledger/{someone.pk}/").content.decode()
    assert client.post(f"/ledger/{someone.pk}/reveal/", {"purpose": "curiosity"}).status_code == 400


def test_bob_may_not_reveal_and_charlie_finds_nothing(cast, someone, sign_in):
    assert sign_in(cast.bob).post(f"/ledger/{someone.pk}/reveal/", {"purpose": "service"}).status_code == 403
    assert sign_in(cast.charlie).post(f"/ledger/{someone.pk}/reveal/", {"purpose": "service"}).status_code == 404


def test_records_a_new_value(cast, someone, sign_in):
    said = {"value": "married", "valid_from": "2026-02-01", "source": "document", "title": "结婚证"}
    client = sign_in(cast.alice)
    assert client.post(f"/ledger/{someone.pk}/facts/marital_status/", said).status_code == 302
    page = client.get(f"/ledger/{someone.pk}/").content.decode()
    assert "结婚证" in page
    assert "2026-02-01" in page


@pytest.mark.parametrize(("who", "status"), [("bob", 403), ("charlie", 404)])
def test_others_record_nothing(cast, someone, sign_in, who, status):
    client, count = sign_in(getattr(cast, who)), Statement.objects.count()
    said = {"value": "x", "valid_from": "2026-02-01", "source": "entry"}
    statement = Statement.objects.latest("pk").pk
    for address, data in (
        (f"{someone.pk}/facts/nickname/", said),
        (f"{someone.pk}/facts/name/confirm/", {}),
        (f"statements/{statement}/undo/", {}),
    ):
        assert client.post(f"/ledger/{address}", data).status_code == status, address
    assert Statement.objects.count() == count


def test_a_wrong_value_is_told_beside_the_field(cast, someone, sign_in):
    said = {"value": "30.2.2026", "valid_from": "2026-02-01", "source": "entry"}
    page = sign_in(cast.alice).post(f"/ledger/{someone.pk}/facts/birth_date/", said)
    assert (page.status_code, "error" in page.content.decode()) == (200, True)


@pytest.mark.parametrize("name", ["no_such", "age", "../x", "area"])
def test_refuses_a_field_that_is_none(cast, someone, sign_in, name):
    assert sign_in(cast.alice).get(f"/ledger/{someone.pk}/facts/{name}/").status_code in (400, 404)


def test_adds_a_person(cast, sign_in):
    said = {"area": cast.community.code, "name": "林晓", "id_number": id_number(2, date(1990, 5, 6))}
    answer = sign_in(cast.alice).post("/ledger/add/", said)
    made = Record.objects.get(name="林晓")
    assert answer.headers["Location"] == f"/ledger/{made.pk}/"
    assert made.born == date(1990, 5, 6)


def test_adds_nobody_in_the_area_next_door(cast, sign_in):
    said = {"area": cast.neighbour.code, "name": "林晓"}
    assert sign_in(cast.alice).post("/ledger/add/", said).status_code == 200
    assert not Record.objects.exists()


def test_takes_a_statement_back(cast, someone, sign_in):
    actions.record_facts(cast.alice, record=someone, facts={"nickname": "阿梅"})
    client = sign_in(cast.alice)
    client.post(f"/ledger/statements/{Statement.objects.latest('pk').pk}/undo/", {"reason": "听错了"})
    assert "阿梅" not in client.get(f"/ledger/{someone.pk}/").content.decode()
    assert "阿梅" in client.get(f"/ledger/{someone.pk}/history/").content.decode()


def test_settles_a_difference(cast, someone, sign_in):
    source = actions.Source
    actions.record_facts(cast.alice, record=someone, facts={"nickname": "阿梅"}, source=source.DOCUMENT)
    actions.record_facts(cast.alice, record=someone, facts={"nickname": "小梅"}, source=source.IMPORT)
    client = sign_in(cast.hana)
    assert "小梅" in client.get("/ledger/differences/").content.decode()
    conflict = someone.conflicts.get()
    client.post("/ledger/differences/", {"conflict": conflict.pk, "take": "offered", "reason": "本人说的"})
    someone.refresh_from_db()
    assert someone.facts["nickname"] == "小梅"
    assert sign_in(cast.bob).post("/ledger/differences/", {"conflict": conflict.pk}).status_code == 403


def test_shows_a_building_as_a_plan_of_doors(cast, block, sign_in):
    building, doors, household = block
    client = sign_in(cast.bob)
    page = client.get(f"/ledger/{building.pk}/").content.decode()
    assert page.index("302") < page.index("201") < page.index("101")
    assert page.count("door-empty") == 5
    assert "苏晓梅" in client.get(f"/ledger/{household.pk}/").content.decode()
    assert "苏晓梅" in client.get(f"/ledger/{doors[0].pk}/").content.decode()


def test_ten_thousand_people_in_one_household_are_paged(cast, someone, sign_in, django_assert_max_num_queries):
    household = actions.add_record(cast.alice, entity="household", area=cast.community, facts={"head": someone.pk})
    recording = actions.open_recording(cast.alice, source=actions.Source.IMPORT, area=cast.community)
    numbers = actions.new_numbers(10_000)
    facts = {"household": household.pk}
    actions.append(
        recording,
        [actions.Draft(number, {**facts, "name": f"陈{number}"}, date(2026, 1, 1), entity="person", area=cast.community.pk)
         for number in numbers],
    )  # fmt: skip
    client = sign_in(cast.bob)
    with django_assert_max_num_queries(30):
        page = client.get(f"/ledger/{household.pk}/", {"page": "7"}).content.decode()
    assert "7 / 200" in page
    assert len(page) < 60_000


def test_says_who_looked(cast, someone, sign_in):
    sign_in(cast.bob).get(f"/ledger/{someone.pk}/")
    page = sign_in(cast.hana).get(f"/ledger/{someone.pk}/looks/").content.decode()
    assert "吴刚" in page


def test_a_county_is_not_counted_for_the_page_without_words(cast, someone, sign_in, monkeypatch):
    actions.add_record(cast.alice, entity="person", area=cast.community, facts={"name": "赵玉兰"})
    assert queries.sizes_for(cast.alice) == [("person", 2, False)]
    assert queries.sizes_for(cast.alice, 1) == [("person", 1, True)]
    assert queries.sizes_for(cast.charlie) == []
    monkeypatch.setattr(queries, "sizes_for", lambda _actor: [("person", 10_000, True), ("dwelling", 7, False)])
    page = sign_in(cast.alice).get("/ledger/").content.decode()
    assert "超过 10,000" in page or "超过 10000" in page
