"""Recurring reports that prepare themselves, and the calendars that people subscribe to."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from qingzhuang.site.accounts.errors import not_allowed
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.requests import recurring
from qingzhuang.site.requests.models import CalendarFeed, Frequency, Kind, Request
from qingzhuang.site.requests.queries.calendar import calendar_for

COPIED = (
    "asker asker_area basis_number legal_ground form_number issuing_body approval_number valid_until purpose population frequency sha256 "
    "file_name format fingerprint understanding asks"
).split()


def prepare_due(day: date) -> int:
    """Make the requests of all recurring kinds whose period ends soon or has ended; nothing is made twice. How many were made."""
    made = 0
    kinds = Kind.objects.filter(state=Kind.State.IN_FORCE).exclude(frequency=Frequency.ONCE)
    for kind in kinds.prefetch_related("areas"):
        period = recurring.due_period(day, kind.frequency)
        if period is not None and kind.holds_on(day) and kind.begun <= period.last:
            made += _prepare(kind, period)
    return made


@transaction.atomic
def _prepare(kind: Kind, period: recurring.Period) -> bool:
    if Request.objects.filter(kind=kind, source=Request.Source.KIND, period_to=period.last).exists():
        return False
    due = datetime.combine(recurring.due_on(period, kind.due_after), recurring.DUE)
    request = Request.objects.create(
        area=kind.area, kind=kind, registered=True, source=Request.Source.KIND, title=f"{kind.title}（{period.words}）"[:300],
        due_at=timezone.make_aware(due), as_of=period.last, period_from=period.first, period_to=period.last,
        state=Request.State.SENT, created_at=timezone.now(), **{name: getattr(kind, name) for name in COPIED},
    )  # fmt: skip
    request.areas.set(kind.areas.all() or [kind.area])
    Kind.objects.filter(pk=kind.pk).update(last_used=timezone.localdate())
    audit.record(None, deed="request.prepared", area=kind.area.code, subject=request.log_subject, title=request.title)
    return True


@transaction.atomic
def open_calendar(actor: Actor) -> str:
    """A secret address for the actor's post, told once; one that was given before ends, so that a lost link is mended by a click."""
    if not actor.may("see_requests"):
        raise not_allowed()
    CalendarFeed.objects.filter(post=actor, ended_at__isnull=True).update(ended_at=timezone.now())
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(post=actor, digest=digest_of(secret), made_at=timezone.now())
    audit.record(actor.person, deed="calendar.opened", area=actor.area.code)
    return secret


@transaction.atomic
def end_calendar(actor: Actor) -> bool:
    """Whoever holds the link sees nothing from now on; whether there was one."""
    found = calendar_for(actor)
    if found is None:
        return False
    found.ended_at = timezone.now()
    found.save(update_fields=["ended_at"])
    audit.record(actor.person, deed="calendar.ended", area=actor.area.code)
    return True


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
