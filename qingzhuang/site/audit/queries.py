"""Reading the log, and proving that nobody has touched it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import Q

from qingzhuang.site.audit import deeds
from qingzhuang.site.audit.logic import Link, first_fault
from qingzhuang.site.audit.models import Entry

ACCOUNT = "account:"  # begins the subject of a deed done to an account


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
    return _lines(entries[:limit])


def lines_about(subject: str) -> list[Line]:
    entries = Entry.objects.filter(subject=subject).select_related("actor").order_by("number")
    return _lines(entries)


def verify() -> int | None:
    """The number of the first entry at which the chain is broken; None where it is whole."""
    return first_fault(_links())


def _links() -> Iterator[tuple[Link, str]]:
    for entry in Entry.objects.order_by("number").iterator():
        yield Link(entry.number, entry.at, entry.actor_id, entry.area, entry.deed, entry.subject, entry.detail), entry.hash


def _lines(entries: Iterable[Entry]) -> list[Line]:
    """Entries in words. Names stand apart from the chain: who did it and to whom is looked up now."""
    found = list(entries)
    keys = {entry.subject.removeprefix(ACCOUNT) for entry in found if entry.subject.startswith(ACCOUNT)}
    names = dict(get_user_model().objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}
    return [_line(entry, names) for entry in found]


def _line(entry: Entry, names: dict[int, str]) -> Line:
    key = entry.subject.removeprefix(ACCOUNT) if entry.subject.startswith(ACCOUNT) else ""
    whom = names.get(int(key), "") if key.isdigit() else ""
    who = entry.actor.name if entry.actor else ""
    return Line(entry.number, entry.at, who, deeds.sentence(entry.deed, entry.detail, whom))
