"""A household behind a door, made through the ledger's actions: 张建国 and his wife, their son with his wife and child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

JANUARY = date(2026, 1, 1)
NOON = datetime(2026, 11, 28, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """28 November 2026; `today(date(…))` makes it another day."""
    from django.utils import timezone

    def is_day(day: date) -> None:
        moment = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    is_day(NOON.date())
    return is_day


@dataclass
class Family:
    """Numbers of the records."""

    household: int
    dwelling: int
    head: int
    wife: int
    son: int
    daughter_in_law: int
    grandson: int


@pytest.fixture
def data_folder(settings, tmp_path):
    settings.DATA = tmp_path
    settings.FACTS_FOLDER = tmp_path / "facts" / "demo"
    return tmp_path


@pytest.fixture
def make(cast, data_folder):
    """`make("person", name="苏晓梅")` records one, as alice, from 1 January."""
    from qingzhuang.site.ledger import actions

    def made(entity, area=None, day=JANUARY, source=None, **facts):
        facts = {name.replace("__", "."): value for name, value in facts.items()}
        extra = {"source": source} if source else {}
        return actions.add_record(None, entity=entity, area=area or cast.community, facts=facts, valid_from=day, **extra)

    return made


@pytest.fixture
def family(cast, make) -> Family:
    from qingzhuang.site.ledger import actions

    dwelling = make("dwelling", address="晴川路12号3栋101", room="101", usage="own_use")
    household = make("household", address="晴川路12号3栋101", dwelling=dwelling.pk)
    told = [
        ("张建国", "male", "1940-05-02", "head", {"welfare__old_age_allowance": True, "marital_status": "married"}),
        ("李秀英", "female", "1942-08-09", "spouse", {"marital_status": "married"}),
        ("张强", "male", "1970-02-03", "son", {"marital_status": "married"}),
        ("王芳", "female", "1972-04-05", "daughter_in_law", {"marital_status": "married"}),
        ("张小宝", "male", "2010-06-07", "grandson", {"marital_status": "unmarried"}),
    ]
    people = [
        make("person", name=name, sex=sex, birth_date=born, relation_to_head=relation, household=household.pk, dwelling=dwelling.pk,
             residence_address="晴川路12号3栋101", **more)
        for name, sex, born, relation, more in told
    ]  # fmt: skip
    head, wife, son, daughter_in_law, grandson = (one.pk for one in people)
    for one, other in ((head, wife), (wife, head), (son, daughter_in_law), (daughter_in_law, son)):
        actions.record_facts(None, record=record(one), facts={"spouse": other}, valid_from=JANUARY)
    actions.record_facts(None, record=record(grandson), facts={"father": son, "mother": daughter_in_law}, valid_from=JANUARY)
    actions.record_facts(None, record=record(household.pk), facts={"head": head}, valid_from=JANUARY)
    return Family(household.pk, dwelling.pk, head, wife, son, daughter_in_law, grandson)


def record(pk: int) -> Any:
    from qingzhuang.site.ledger.models import Record

    return Record.objects.select_related("area").get(pk=pk)


def facts(pk: int) -> dict[str, Any]:
    """The picture of a record in plain text, with its state."""
    from qingzhuang.site.ledger.queries import plain_facts

    found = record(pk)
    return {"state": found.state, **plain_facts(found.facts)}


def whole_picture() -> dict[int, Any]:
    """All records with what is held of them; those of whom nothing is held left out."""
    from qingzhuang.site.ledger.models import Link, Record

    records = {
        one.pk: (one.entity, one.area_id, one.name, one.born, one.state, one.facts) for one in Record.objects.all() if one.facts
    }
    return {**records, 0: sorted(Link.objects.values_list("source", "role", "target"))}  # type: ignore[dict-item]


def happens(actor: Any, pk: int, event: str, day: Any = None, **said: Any) -> Any:
    """Record an event today or on a day; gives the recording and the numbers made."""
    from django.utils import timezone

    from qingzhuang.site.events import actions

    return actions.record_event(actor, record=record(pk), event=event, said={"day": day or timezone.localdate(), **said})


def foretold(actor: Any, pk: int, event: str, day: Any, **said: Any) -> list[str]:
    """The lines that the page shows before anything is recorded."""
    from qingzhuang.site.events import queries, wording

    plan, scene = queries.plan_for(actor, record(pk), event, {"day": day, **said})
    return wording.sentences(plan, scene)
