"""Reading the log, and proving that nobody has touched it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.http import Http404
from django.utils import timezone

from qingzhuang.site.audit import deeds
from qingzhuang.site.audit.logic import Head, Link, first_fault
from qingzhuang.site.audit.models import Entry

ACCOUNT = "account:"  # begins the subject of a deed done to an account


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    at: datetime
    who: str
    sentence: str
    account: str = ""
    deed: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines of the log: days (both in), the account name of who did it, the deed; None or empty for all."""

    begins: date | None = None
    ends: date | None = None
    who: str = ""
    deed: str = ""


def lines_for(actor: Any, asked: Asked = Asked(), *, before: int | None = None, limit: int = 50) -> list[Line]:
    """The newest lines of the actor's area and all below it; not found for whoever may not read them."""
    if not actor.may("read_log"):
        raise Http404
    entries = Entry.objects.filter(area__startswith=actor.area.code_prefix).select_related("actor").order_by("-number")
    if asked.begins:
        entries = entries.filter(at__gte=_midnight(asked.begins))
    if asked.ends:
        entries = entries.filter(at__lt=_midnight(asked.ends + timedelta(days=1)))
    if asked.who:
        entries = entries.filter(actor__username=asked.who)
    if asked.deed:
        entries = entries.filter(deed=asked.deed)
    if before:
        entries = entries.filter(number__lt=before)
    return _lines(entries[:limit])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def lines_about(subject: str) -> list[Line]:
    entries = Entry.objects.filter(subject=subject).select_related("actor").order_by("number")
    return _lines(entries)


def verify() -> int | None:
    """The number of the first entry at which the chain is broken; None where it is whole."""
    return first_fault(_links())


def last() -> Head | None:
    """The end of the chain; None where there is no entry yet."""
    found = Entry.objects.order_by("-number").values_list("number", "hash").first()
    return Head(*found) if found else None


def holds(head: Head) -> bool:
    """Whether the entry that was once the last is still there; if not, the end was cut off or written anew."""
    return Entry.objects.filter(number=head.number, hash=head.hash).exists()


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
    account = entry.actor.username if entry.actor else ""
    return Line(entry.number, entry.at, who, deeds.sentence(entry.deed, entry.detail, whom), account, entry.deed)
