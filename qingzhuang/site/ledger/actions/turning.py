"""The picture brought to a new day: what was told beforehand begins, what had a last day is over."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from qingzhuang.site.ledger.actions.picture import refresh
from qingzhuang.site.ledger.models import Statement, Turn
from qingzhuang.site.ledger.queries.journal import said_of

AT_ONCE = 2000


def turn_day(*, today: date | None = None) -> int:
    """Fold again the records whose facts begin or end on or before a day (today); returns how many there were.

    Nothing new is said, so nothing is added to the journal. Cut short, it goes on where it stopped; done twice, the second time finds
    nothing. Where the clock was set back since, days that are still to come are noted again by whatever draws a picture.
    """
    day, done = today or timezone.localdate(), 0
    waiting = Turn.objects.filter(day__lte=day, turned__isnull=True)
    while True:
        with transaction.atomic():
            records = list(dict.fromkeys(waiting.order_by("day").values_list("record_id", flat=True)[:AT_ONCE]))
            if not records:
                return done
            latest = Statement.objects.aggregate(last=Max("pk"))["last"] or 0
            refresh(said_of(records), dict.fromkeys(records, latest), day)
            waiting.filter(record__in=records).update(turned=latest)
            done += len(records)
