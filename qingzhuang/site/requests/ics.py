"""A calendar that any calendar program reads (RFC 5545): what is due, with one reminder in office hours; no person is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from qingzhuang.site.requests import recurring
from qingzhuang.site.requests.queries.calendar import Due

LENGTH = timedelta(minutes=30)


def calendar_of(dues: Sequence[Due], area: str, now: datetime, link: Callable[[Any], str]) -> bytes:
    """The dues of an area as an iCalendar file; `link` gives the address of a request."""
    made = Calendar()
    made.add("prodid", "-//Qingzhuang//requests//ZH")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _("Reports due: %(area)s") % {"area": area})
    made.add("refresh-interval;value=duration", "PT6H")
    for due in dues:
        made.add_component(_event(due, now, link))
    return bytes(made.to_ical())


def _event(due: Due, now: datetime, link: Callable[[Any], str]) -> Event:
    event = Event()
    name = f"request-{due.request.pk}" if due.request else f"kind-{due.kind.pk if due.kind else ''}-{due.at:%Y%m%d}"
    event.add("uid", f"{name}@qingzhuang")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", (due.at - LENGTH).astimezone(UTC))  # in UTC no program needs to be told about time zones
    event.add("dtend", due.at.astimezone(UTC))
    event.add("summary", _summary(due))
    event.add("description", _told(due))
    event.add("transp", "TRANSPARENT")
    if due.request:
        event.add("url", link(due.request.pk))
    if due.request and not due.handed_in:  # whoever has handed in is not chased
        event.add_component(_alarm(due))
    return event


def _summary(due: Due) -> str:
    if due.handed_in:
        return f"✓ {due.title}"
    return due.title if due.request else _("%(title)s (expected)") % {"title": due.title}


def _told(due: Due) -> str:
    asked = _("Asked by %(asker)s.") % {"asker": due.asker} if due.asker else ""
    mark = _("Not registered in the catalogue.") if due.request and not due.request.registered else ""
    return " ".join(part for part in (asked, mark) if part)


def _alarm(due: Due) -> Alarm:
    """One reminder, at the moment that is agreed: see `recurring.remind_at`."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", due.title)
    alarm.add("trigger", recurring.remind_at(due.at).astimezone(UTC), parameters={"VALUE": "DATE-TIME"})
    return alarm
