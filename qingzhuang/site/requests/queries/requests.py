"""Requests: those of the actor's register, and those that have gone out to the actor's community."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Actor, Area, Level
from qingzhuang.site.requests import errors, logic, rights
from qingzhuang.site.requests.models import FormVersion, Request, out_now
from qingzhuang.tally.question import Listing


def request_for(actor: Actor, pk: UUID) -> Request:
    """The only way a page gets a request."""
    found = Request.objects.select_related("area", "asker_area", "kind", "owner", "merged_into").filter(pk=pk).first()
    if found is None or not rights.may(actor, "see", found):
        raise Http404
    return found


def place_of(request: Request) -> Area:
    """For which area the form is filled: the one it goes to, else the one in whose register it stands."""
    areas = list(request.areas.all())
    return areas[0] if len(areas) == 1 else request.area


def lists_people(request: Request) -> bool:
    """Whether a form asks for rows of people rather than for figures."""
    return any(ask.asked is not None and isinstance(ask.asked.question, Listing) and ask.sensitivity != "none"
               for ask in logic.asks_from(request.asks))  # fmt: skip


def merged_for(actor: Actor, pk: UUID) -> Request:
    """A request that was merged with a kind, for whoever asked and for whoever decides; 404 for any other.

    Raises Refusal for everybody else, and for lists of people where the actor may not take any.
    """
    found = request_for(actor, pk)
    if found.state != Request.State.MERGED or found.kind is None or found.understanding is None:
        raise Http404
    if found.owner_id != actor.person_id:
        rights.check(actor, "decide", found)
    if lists_people(found) and not actor.may("export_facts"):
        raise errors.names_need_a_right()
    return found


def requests_for(actor: Actor, *, states: Sequence[str] = (), limit: int = 200) -> list[Request]:
    """The newest requests that the actor may see, without their understanding."""
    if not actor.may("see_requests"):
        return []
    line = [area.pk for area in accounts.ancestors(actor.area)]
    reached = Q(areas__in=line) | Q(areas__code__startswith=actor.area.code_prefix)
    seen = Q(area__code__startswith=actor.area.code_prefix) | out_now() & reached
    found = Request.objects.filter(seen, **({"state__in": states} if states else {}))
    numbers = found.values("pk").distinct()
    rows = Request.objects.filter(pk__in=numbers).select_related("area", "kind").defer("understanding", "asks")
    return list(rows[:limit])


def asked_lately(actor: Actor, since: date) -> list[Request]:
    """Requests of the registers that reach the actor since a day, with their questions: what must not be asked again.

    Those that were sent back, or merged with a kind, ask nothing by themselves; nor do those made from a kind.
    """
    if not actor.may("see_requests"):
        return []
    above = [area.pk for area in accounts.ancestors(actor.area)]
    here = Q(area__in=above) | Q(area__code__startswith=actor.area.code_prefix)
    silent = (Request.State.RETURNED, Request.State.MERGED)
    found = Request.objects.filter(here, created_at__date__gte=since, kind__isnull=True).exclude(state__in=silent)
    return list(found.defer("understanding", "message"))


def earlier_of(actor: Actor, request: Request) -> list[Request]:
    """The same report as it was asked before, newest first: of the same kind, or without one by the same asker with the same form."""
    if request.own_kind_id:
        same = Q(kind=request.own_kind_id) & ~Q(state=Request.State.MERGED)
    elif request.asker and request.fingerprint:
        same = Q(kind__isnull=True, asker=request.asker, fingerprint=request.fingerprint)
    else:
        return []
    above = [area.pk for area in accounts.ancestors(actor.area)]
    here = Q(area__in=above) | Q(area__code__startswith=actor.area.code_prefix)
    found = Request.objects.filter(same, here, created_at__lt=request.created_at).exclude(pk=request.pk)
    return list(found.defer("understanding", "asks", "message"))


def form_version_for(actor: Actor, pk: UUID, number: int) -> FormVersion:
    """A version of the form of a request that the actor may see."""
    found = request_for(actor, pk).forms.select_related("request").filter(number=number).first()
    if found is None:
        raise Http404
    return found


def places_for(actor: Actor) -> list[Area]:
    """Where the actor may send a request: the own area and those below, without grids."""
    return [area for area in accounts.areas_for(actor) if area.level != Level.GRID]


def prepared_until(day: date) -> list[Request]:
    """Requests that recurring kinds have made, whose day has come; for the daily run."""
    found = Request.objects.filter(out_now(), source=Request.Source.KIND, as_of__lte=day).select_related("area", "kind")
    return list(found.order_by("as_of"))


def communities_of(request: Request) -> list[Area]:
    """The communities that a request goes to; an area above stands for all below it."""
    found: dict[int, Area] = {}
    for area in request.areas.all():
        below = Area.objects.filter(code__startswith=area.code_prefix, level=Level.COMMUNITY)
        found |= {one.pk: one for one in below} or {area.pk: area}
    return sorted(found.values(), key=lambda area: area.code)
