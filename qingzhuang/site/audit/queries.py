"""Reading the log, and proving that nobody has touched it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from qingzhuang.site.audit import deeds
from qingzhuang.site.audit.logic import Link, first_fault
from qingzhuang.site.audit.models import Entry


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    at: datetime
    who: str
    sentence: str


def lines_under(area: str, *, before: int | None = None, limit: int = 50) -> list[Line]:
    """The newest lines of an area and all below it. The caller has checked the right to read them."""
    entries = Entry.objects.filter(Q(area__startswith=area)).select_related("actor").order_by("-number")
    if before:
        entries = entries.filter(number__lt=before)
    return [_line(entry) for entry in entries[:limit]]


def lines_about(subject: str) -> list[Line]:
    entries = Entry.objects.filter(subject=subject).select_related("actor").order_by("number")
    return [_line(entry) for entry in entries]


def verify() -> int | None:
    """The number of the first entry at which the chain is broken; None where it is whole."""
    return first_fault(_links())


def _links() -> Iterator[tuple[Link, str]]:
    for entry in Entry.objects.order_by("number").iterator():
        yield Link(entry.number, entry.at, entry.actor_id, entry.area, entry.deed, entry.subject, entry.detail), entry.hash


def _line(entry: Entry) -> Line:
    return Line(entry.number, entry.at, entry.actor.name if entry.actor else "", deeds.sentence(entry.deed, entry.detail))
