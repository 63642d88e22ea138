"""Questions that are still open, by household: for the next visit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.site.quality import rights
from qingzhuang.site.quality.models import OpenQuestion
from qingzhuang.vocabulary import OWN

HOUSEHOLDS = 20  # a page
MOST = 20_000
MOST_PEOPLE, MOST_OLD = 30, 8  # of a household


@dataclass(slots=True)
class Visit:
    """A household with what is to be asked there."""

    home: int
    questions: list[OpenQuestion] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Old:
    """A fact that nobody confirmed for longer than its term."""

    record: int
    field: str
    confirmed: date


def old_facts_of(home: int, day: date | None = None) -> list[Old]:
    """What has grown old of a household and its members, the oldest first, at most `MOST_OLD`. Guards nothing."""
    day = day or timezone.localdate()
    records = [home, *sorted(ledger.naming([home], ["household"], "person"))][:MOST_PEOPLE]
    found = [
        Old(pk, name, one.confirmed)
        for pk, held in ledger.held_of(records, day).items()
        for name, one in held.items()
        if one.value is not None and ledger.is_old(one.confirmed, ledger.term_of_fact(name), day)
    ]
    return sorted(found, key=lambda one: (one.confirmed, one.record, one.field))[:MOST_OLD]


class _At:
    def __init__(self, area: Area) -> None:
        self.area = area


def open_questions(area: Area) -> list[OpenQuestion]:
    """The questions of an area without an answer: a value recorded in whatever way closes its question. Guards nothing."""
    asked = OpenQuestion.objects.filter(record__area__code__startswith=area.code_prefix, closed="", record__state="present")
    found = asked.select_related("record__area").order_by("-asked", "pk")[:MOST]
    own = {row.name for row in ledger.own_fields_in(area)}
    asked = (one for one in found if one.record.facts.get(one.field) is None)
    return [one for one in asked if not one.field.startswith(OWN) or one.field in own]  # a retired field is asked no more


def visits_for(actor: Actor, area: Area, page: Any) -> Page[Visit]:
    """Households with open questions, those that were asked most first, a page at a time."""
    rights.check(actor, "see", _At(area))
    visits: dict[int, Visit] = {}
    for one in open_questions(area):
        own = one.record.entity == "household"
        home = one.record_id if own else int(one.record.facts.get("household") or 0)
        visits.setdefault(home, Visit(home)).questions.append(one)
    return Paginator(list(visits.values()), HOUSEHOLDS).get_page(page)


def question_for(actor: Actor, pk: int) -> OpenQuestion | None:
    """An open question about a record that the actor may see; 404 for a record of others."""
    found = OpenQuestion.objects.filter(pk=pk, closed="").first()
    if found is not None:
        ledger.record_for(actor, found.record_id)
    return found
