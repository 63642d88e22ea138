"""Which records may stand otherwise on another day, or as known at another moment, than in the picture of today.

All others need not be folded: what the picture holds of them is what held then. Guards nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import reduce
from typing import Any

import numpy as np
from django.db.models import QuerySet
from django.utils import timezone

from qingzhuang.site.ledger.models import Recording, Statement, Turn
from qingzhuang.site.ledger.queries.changes import TOOK_BACK, touched_by

CHUNK = 20_000


class Apart:
    """Numbers of records, in eight bytes each: of a county there may be millions."""

    def __init__(self, day: date, known: datetime | None) -> None:
        """Those that differ between today, as known now, and a day, as known at a moment (now). Read it after the picture."""
        self.numbers = reduce(np.union1d, (_numbers(asked) for asked in _asked(day, known)))

    def among(self, numbers: Iterable[int]) -> set[int]:
        """Those of some records that may differ."""
        wanted = np.fromiter(numbers, np.int64)
        return set(wanted[np.isin(wanted, self.numbers, kind="sort")].tolist()) if len(self.numbers) else set()


def _asked(day: date, known: datetime | None) -> Iterator[QuerySet[Any]]:
    """What begins or ends between the days, or was told or taken back since the moment. The clock may have been set back since the
    picture was drawn: what lies beyond both days is looked at, too."""
    today = timezone.localdate()
    first = min(day, today)
    yield Statement.objects.filter(valid_from__gt=first).values_list("record_id")
    yield Statement.objects.filter(valid_to__gte=first).values_list("record_id")
    yield Turn.objects.filter(day__lte=today, turned__isnull=True).values_list("record_id")
    if known is not None:
        yield Statement.objects.filter(recording__at__gt=known).values_list("record_id")
        for undoing in Recording.objects.filter(TOOK_BACK, at__gt=known):
            yield touched_by(undoing).values_list("record_id")


def _numbers(asked: QuerySet[Any]) -> np.ndarray:
    rows = asked.order_by().iterator(CHUNK)
    return np.unique(np.fromiter((number for (number,) in rows), np.int64))
