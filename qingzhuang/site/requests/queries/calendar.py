"""What is due for somebody, and whose calendar an address is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.kit import handed_in
from qingzhuang.site.requests import recurring
from qingzhuang.site.requests.models import CalendarFeed, Kind, Request, out_now
from qingzhuang.site.requests.queries.kinds import kinds_for

BACK, FORTH = 30, 400  # days that a calendar shows


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is due: a request that has gone out, or the next one of a recurring kind (`request` is None)."""

    title: str
    asker: str
    at: datetime
    request: Request | None
    kind: Kind | None
    handed_in: bool = False  # the actor's place has nothing left to do about it


def due_for(actor: Actor, day: date) -> list[Due]:
    """What has gone out to the actor's places with its day, and the next of each recurring kind, in the order of days."""
    if not actor.may("see_requests"):
        return []
    line = [area.pk for area in accounts.ancestors(actor.area)]
    reached = Q(areas__in=line) | Q(areas__code__startswith=actor.area.code_prefix)
    since = timezone.now() - timedelta(days=BACK)
    numbers = Request.objects.filter(reached & out_now(), due_at__gte=since).values("pk").distinct()
    rows = Request.objects.filter(pk__in=numbers).select_related("kind").defer("understanding", "asks", "message")
    done = handed_in.of(actor, [row.pk for row in rows])
    found = [
        Due(row.title, row.asker, timezone.localtime(row.due_at), row, row.kind, row.pk in done) for row in rows if row.due_at
    ]
    made = {(row.kind_id, row.period_to) for row in rows}
    for kind in kinds_for(actor):
        at = next_due(kind, day)
        if at is not None and (kind.pk, at[0].last) not in made and kind.holds_on(at[1].date()) and _reaches(kind, actor):
            found.append(Due(f"{kind.title}（{at[0].words}）", kind.asker, at[1], None, kind))
    return sorted(found, key=lambda due: (due.at, due.title))


def next_due(kind: Kind, day: date) -> tuple[recurring.Period, datetime] | None:
    """The period of a kind in which a day lies, and when its report is due; None for what is asked once."""
    period = recurring.period_of(day, kind.frequency)
    if period is None:
        return None
    due = datetime.combine(recurring.due_on(period, kind.due_after), recurring.DUE)
    return period, timezone.make_aware(due)


def _reaches(kind: Kind, actor: Actor) -> bool:
    areas = list(kind.areas.all()) or [kind.area]
    return any(actor.area.contains(area) or area.contains(actor.area) for area in areas)


def calendar_for(actor: Actor) -> CalendarFeed | None:
    """The calendar of the actor's post that still holds."""
    return CalendarFeed.objects.filter(post=actor, ended_at__isnull=True).first()


def holder_of(secret: str) -> Actor | None:
    """Whose calendar a secret opens; None for a wrong or ended one, a post that is over or an account that is closed."""
    digest = hashlib.sha256(secret.encode()).hexdigest()
    found = CalendarFeed.objects.select_related("post__area", "post__person").filter(digest=digest, ended_at__isnull=True).first()
    if found is None or not found.post.holds_on(timezone.localdate()) or not found.post.person.is_active:
        return None
    return found.post
