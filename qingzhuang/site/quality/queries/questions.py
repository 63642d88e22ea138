"""Questions that are still open, by household: for the next visit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator

from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.site.quality import rights
from qingzhuang.site.quality.models import OpenQuestion

HOUSEHOLDS = 20  # a page
MOST = 20_000


@dataclass(slots=True)
class Visit:
    """A household with what is to be asked there."""

    home: int
    questions: list[OpenQuestion] = field(default_factory=list)


class _At:
    def __init__(self, area: Area) -> None:
        self.area = area


def open_questions(area: Area) -> list[OpenQuestion]:
    """The questions of an area without an answer: a value recorded in whatever way closes its question. Guards nothing."""
    asked = OpenQuestion.objects.filter(record__area__code__startswith=area.code_prefix, closed="", record__state="present")
    found = asked.select_related("record__area").order_by("-asked", "pk")[:MOST]
    return [one for one in found if one.record.facts.get(one.field) is None]


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
