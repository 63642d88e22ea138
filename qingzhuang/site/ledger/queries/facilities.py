"""Places and facilities of an area, by kind."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.ledger.logic.facilities import kinds
from qingzhuang.site.ledger.logic.sources import State
from qingzhuang.site.ledger.models import Record
from qingzhuang.site.ledger.queries.records import records_in_for

ENTITY = "facility"


def facilities_for(actor: Actor, *, area_code: str = "", kind: str = "") -> QuerySet[Record]:
    """The facilities of an area that are there, of one kind with all that are within it, by community and name. 404 outside."""
    asked = records_in_for(actor, ENTITY, area_code=area_code, states=(State.PRESENT.value,)).order_by("area__code", "name", "pk")
    return asked.filter(facts__kind__in=kinds().kinds_of(kind)) if kind in {one.name for one in kinds().values} else asked


def facility_kinds_for(actor: Actor, *, area_code: str = "") -> list[tuple[str, int]]:
    """Kind → how many there are in an area, in the order of the list; ponds count as waters too."""
    asked = records_in_for(actor, ENTITY, area_code=area_code, states=(State.PRESENT.value,)).order_by()
    here = dict(asked.values_list("facts__kind").annotate(many=Count("pk")))
    told = ((one.name, sum(here.get(name, 0) for name in kinds().kinds_of(one.name))) for one in kinds().values)
    return [(name, many) for name, many in told if many]
