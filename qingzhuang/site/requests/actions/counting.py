"""The machine's part: what the catalogue's counters say is counted ahead, so that no page waits for it."""

from __future__ import annotations

import logging
from datetime import date

from django.utils import timezone

from qingzhuang.site.accounts.queries import Area, Level
from qingzhuang.site.requests.counted import count, facts_mark, mark_of
from qingzhuang.site.requests.models import CatalogueCount, Kind
from qingzhuang.site.requests.queries.kinds import kinds_of

log = logging.getLogger(__name__)


def count_blanks(area: Area) -> CatalogueCount:
    """Count for an area what is not counted yet of its kinds in force; everything where the facts have moved on."""
    mark, today = facts_mark(area), timezone.localdate()
    kept = CatalogueCount.objects.filter(area=area).first()
    held = kept.counts if kept and kept.mark == mark else {}
    kinds = [kind for kind in kinds_of(area) if kind.holds_on(today)]
    new = [kind for kind in kinds if mark_of(kind) not in held]
    if kept and kept.mark == mark and not new:
        return kept
    counts = {**held, **(count(area, new) if new else {})}
    told = {"mark": mark, "counts": counts, "counted_at": timezone.now()}
    return CatalogueCount.objects.update_or_create(area=area, defaults=told)[0]


def count_each_day(_day: date) -> None:
    """Each day for the areas in whose register kinds stand, and those above communities that were counted before; others are counted
    when somebody looks."""
    desks = set(Kind.objects.filter(state=Kind.State.IN_FORCE).values_list("area", flat=True))
    desks |= set(CatalogueCount.objects.exclude(area__level=Level.COMMUNITY).values_list("area", flat=True))
    for area in Area.objects.filter(pk__in=desks):
        try:
            count_blanks(area)
        except Exception:  # one area must not keep the others from theirs
            log.exception("the catalogue of %s could not be counted", area.code)
