"""A household of thousands (a dormitory, a building site) has pages like any other: short, with few questions to the database."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from qingzhuang.site.events.forms import MOST_LISTED
from qingzhuang.site.events.tests.conftest import happens
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger.models import Record

MANY = MOST_LISTED + 100


@pytest.fixture
def home(cast):
    """A household of three hundred; the first is the head, two are called alike."""
    made = ledger.add_record(cast.alice, entity="household", area=cast.community, facts={"address": "工地1号"})
    recording = ledger.open_recording(cast.alice, source=ledger.Source.IMPORT, area=cast.community)
    numbers = list(ledger.new_numbers(MANY))
    names = ["张零", "李重", "李重", *(f"工{number}" for number in range(3, MANY))]
    ledger.append(recording, [
        ledger.Draft(number, {"area": cast.community.code, "name": name, "household": made.pk, "sex": "male"}, date(2026, 1, 1),
                     entity="person", area=cast.community.pk)
        for number, name in zip(numbers, names, strict=True)
    ])  # fmt: skip
    ledger.record_facts(cast.alice, record=made, facts={"head": numbers[0]})
    return made, numbers


@pytest.mark.parametrize(
    ("who", "name"), [("head", "death"), ("head", "move_out"), ("home", "split"), ("home", "head"), ("home", "birth")]
)
def test_the_page_is_short_and_asks_for_a_name(who, name, home, cast, sign_in):
    household, numbers = home
    client = sign_in(cast.alice)
    address = reverse("events:event", args=[numbers[0] if who == "head" else household.pk, name])
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get(address)
    assert page.status_code == 200 and len(page.content) < 12_000 and len(asked) < 20
    text = page.content.decode()
    assert "工250" not in text and "姓名或身份证号" in text


def test_the_typed_name_is_the_new_head(home, cast, sign_in):
    household, numbers = home
    client = sign_in(cast.alice)
    sent = {"new_head": "工7", "day": "2026-06-30", "record": "1"}
    assert client.post(reverse("events:event", args=[household.pk, "head"]), sent).status_code == 302
    assert Record.objects.get(pk=household.pk).facts["head"] == numbers[7]


@pytest.mark.parametrize(("typed", "said"), [("李重", "不止一个"), ("王无", "没有叫")])
def test_a_name_that_means_nobody_or_several_is_told(typed, said, home, cast, sign_in):
    household, _numbers = home
    page = sign_in(cast.alice).post(
        reverse("events:event", args=[household.pk, "head"]), {"new_head": typed, "day": "2026-06-30"}
    )
    assert said in page.content.decode()


def test_several_are_typed_one_a_line(home, cast, sign_in):
    household, numbers = home
    sent = {"members": "工7\n工8", "new_head": "工7", "day": "2026-06-30", "record": "1"}
    assert sign_in(cast.alice).post(reverse("events:event", args=[household.pk, "split"]), sent).status_code == 302
    homes = {Record.objects.get(pk=numbers[place]).facts["household"] for place in (7, 8)}
    assert len(homes) == 1 and household.pk not in homes


@pytest.fixture
def looked_at(monkeypatch):
    """The numbers of all records whose facts an event looks at."""
    from qingzhuang.site.events import queries

    seen, held_of = [], queries.ledger.held_of
    monkeypatch.setattr(queries.ledger, "held_of", lambda numbers, day: seen.extend(numbers) or held_of(numbers, day))
    return seen


@pytest.mark.parametrize(
    ("event", "place", "said"),
    [
        ("death", 0, {}), ("death", 9, {}), ("move_out", 9, {}), ("move_in", None, {"name": "新来的人"}),
        ("head", None, {"new_head": 9}), ("split", None, {"members": [8, 9], "new_head": 9}),
    ],
)  # fmt: skip
def test_an_event_looks_at_those_whom_it_is_about_and_not_at_all_who_live_there(event, place, said, home, cast, looked_at):
    household, numbers = home
    said = {name: [numbers[one] for one in value] if name == "members" else numbers[value] if name == "new_head" else value
            for name, value in said.items()}  # fmt: skip
    happens(cast.alice, household.pk if place is None else numbers[place], event, date(2026, 6, 30), **said)
    assert 0 < len(looked_at) < 60


def test_in_a_dormitory_whoever_was_not_related_to_the_head_is_not_related_to_the_next(home, cast):
    household, numbers = home
    for place, relation in ((8, "not_related"), (9, "not_related"), (10, "son")):
        ledger.record_facts(cast.alice, record=Record.objects.get(pk=numbers[place]), facts={"relation_to_head": relation})
    happens(cast.alice, household.pk, "head", date(2026, 11, 28), new_head=numbers[9])
    told = [Record.objects.get(pk=numbers[place]).facts.get("relation_to_head") for place in (8, 9, 10)]
    assert told == ["not_related", "head", None]


def test_the_last_one_who_leaves_ends_the_household_and_no_other(cast):
    made = ledger.add_record(cast.alice, entity="household", area=cast.community, facts={"address": "工地2号"})
    two = [ledger.add_record(cast.alice, entity="person", area=cast.community, facts={"name": name, "household": made.pk})
           for name in ("张零", "李重")]  # fmt: skip
    happens(cast.alice, two[0].pk, "move_out")
    assert Record.objects.get(pk=made.pk).state == "present"
    happens(cast.alice, two[1].pk, "move_out")
    assert Record.objects.get(pk=made.pk).state == "ended"
