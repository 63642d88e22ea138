"""Notices of an area and below, those to be taken down first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404

from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.publishing import rights
from qingzhuang.site.publishing.models import Notice

PAGE = 25


@dataclass(frozen=True, slots=True)
class At:
    """A place where something is published."""

    area: Area


def may_publish(actor: Actor) -> bool:
    return rights.may(actor, "publish", At(actor.area))


def notices_for(actor: Actor, page: str) -> Page[Notice]:
    """The notices of the actor's area and below: those that stand, by the day they come down, then those that are down."""
    rights.check(actor, "see", At(actor.area))
    found = _below(actor).select_related("area", "brought_by").order_by("taken_down_at", "take_down", "-pk")
    return Paginator(found, PAGE).get_page(page)


def notice_for(actor: Actor, pk: int) -> Notice:
    """One notice, or 404 for whoever may not see it."""
    found = Notice.objects.select_related("area", "brought_by").filter(pk=pk).first()
    if found is None or not rights.may(actor, "see", found):
        raise Http404
    return found


def due_for(actor: Actor, day: date) -> int:
    """How many notices are to be taken down by a day; none for whoever may not see them."""
    if not rights.may(actor, "see", At(actor.area)):
        return 0
    return _below(actor).filter(taken_down_at=None, take_down__lte=day).count()


def due_everywhere(day: date) -> dict[str, int]:
    """Area name → notices to be taken down by a day, for the daily run."""
    found: dict[str, int] = {}
    for name in Notice.objects.filter(taken_down_at=None, take_down__lte=day).values_list("area__name", flat=True):
        found[name] = found.get(name, 0) + 1
    return found


def _below(actor: Actor) -> QuerySet[Notice]:
    return Notice.objects.filter(area__code__startswith=actor.area.code_prefix)
