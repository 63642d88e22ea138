"""How often each area was written to: what snapshots compare themselves with."""

from __future__ import annotations

from collections.abc import Iterable

from qingzhuang.site.ledger.models import AreaVersion


def versions_of(areas: Iterable[int]) -> dict[int, int]:
    """Area → count of writes; an area that was never written to is missing."""
    return dict(AreaVersion.objects.filter(area__in=list(areas)).values_list("area_id", "version"))
