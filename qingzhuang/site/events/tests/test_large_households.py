"""A household of thousands (a dormitory, a building site) has pages like any other: short, with few questions to the database."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from qingzhuang.site.events.forms import MOST_LISTED
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
