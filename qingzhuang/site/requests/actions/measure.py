"""What a report costs those who fill it, measured by itself: the demand is counted, never who answered it."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction
from django.db.models import F

from qingzhuang.site.requests.logic import band_of, median_of
from qingzhuang.site.requests.models import Kind, Measured, Request


@transaction.atomic
def note_minutes(*, request: Request, minutes: float, blanks: int) -> None:
    """A return took so many minutes for so many blanks that waited for a person.

    Neither who nor which place is taken, and no moment: only how many returns of the request lie in the same band. The kind has a
    measured time as soon as enough communities of one round were measured.
    """
    if blanks < 1 or minutes <= 0:
        return
    row, _made = Measured.objects.get_or_create(request=request, band=band_of(minutes / blanks))
    Measured.objects.filter(pk=row.pk).update(returns=F("returns") + 1)
    if request.kind_id:
        Kind.objects.filter(pk=request.kind_id).update(minutes=_measured(request.kind_id))


def _measured(kind: object) -> float | None:
    rounds: dict[object, dict[int, int]] = defaultdict(dict)
    for number, band, returns in Measured.objects.filter(request__kind=kind).values_list("request", "band", "returns"):
        rounds[number][band] = returns
    return median_of(rounds.values())
