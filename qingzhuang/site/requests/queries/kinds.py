"""The catalogue: kinds of reports of the area's own register and of those above it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.http import Http404

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.kit import files
from qingzhuang.site.requests import rights
from qingzhuang.site.requests.models import FormVersion, Kind, Passport

ROOM = "requests"  # of kit.files


def kind_for(actor: Actor, pk: UUID) -> Kind:
    """The only way a page gets a kind."""
    kind = Kind.objects.select_related("area", "asker_area", "merged_into").filter(pk=pk).first()
    if kind is None or not rights.may(actor, "see", kind):
        raise Http404
    return kind


def kinds_for(actor: Actor, *, state: str = Kind.State.IN_FORCE) -> list[Kind]:
    """The kinds in one state of the catalogues that reach the actor, without their understanding; none for whoever may not see."""
    return kinds_of(actor.area, state=state) if actor.may("see_requests") else []


def kinds_of(area: Area, *, state: str = Kind.State.IN_FORCE) -> list[Kind]:
    """The same for whoever has made sure of the right, and for the machine."""
    above = [step.pk for step in accounts.ancestors(area)]
    here = Q(area__in=above) | Q(area__code__startswith=area.code_prefix)
    return list(Kind.objects.filter(here, state=state).select_related("area").prefetch_related("areas").defer("understanding"))


def retired_count(actor: Actor) -> int:
    """How many kinds have been retired in the catalogues that reach the actor."""
    return len(kinds_for(actor, state=Kind.State.RETIRED))


def form_of(thing: Passport | FormVersion) -> bytes:
    """The blank form of a request or kind as it came; the caller has got the thing by a guarded read. KeyError where it has none."""
    if not thing.sha256:
        raise KeyError(str(thing))
    return files.load(thing.sha256, ROOM)
