"""Rounds: those of the actor's area, with how far their places are. States of demands, never figures of people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.requests import queries as requests
from qingzhuang.site.returns import kept, rights
from qingzhuang.site.returns.models import Return, Round, Version

SHOWN = 200


@dataclass(frozen=True)
class Progress:
    """How far a round is: how many returns are in each state, and the returns that the actor may see."""

    rows: list[Return]
    states: dict[str, int]
    filled: int
    signed: int
    total: int
    stuck: int

    @property
    def waiting(self) -> list[Return]:
        """Those that have not signed: what the page is looked at for."""
        return [one for one in self.rows if one.state not in (Return.State.SIGNED, Return.State.VOID)]

    @property
    def done(self) -> list[Return]:
        return [one for one in self.rows if one.state in (Return.State.SIGNED, Return.State.VOID)]


def round_for(actor: Actor, pk: UUID) -> Round:
    """The only way a page gets a round."""
    found = Round.objects.select_related("area", "request", "begun_by__person", "previous").filter(pk=pk).first()
    if found is None or not rights.may(actor, "see_round", found):
        raise Http404
    return found


def rounds_for(actor: Actor, limit: int = SHOWN) -> list[Round]:
    """The newest rounds of the actor's area, below it and above it."""
    if not (actor.may("see_return") or actor.may("collect_return")):
        return []
    above = [area.pk for area in accounts.ancestors(actor.area)]
    here = Q(area__in=above, returns__area__code__startswith=actor.area.code_prefix) | Q(
        area__code__startswith=actor.area.code_prefix
    )
    found = Round.objects.filter(pk__in=Round.objects.filter(here).values("pk"))
    return list(found.select_related("area").defer("understanding")[:limit])


def to_begin_for(actor: Actor) -> list[Any]:
    """Requests that have gone out with a form and that no round answers yet; none for whoever does not run rounds."""
    if not actor.may("run_round"):
        return []
    sent = [one for one in requests.requests_for(actor) if one.goes_out and one.sha256 and actor.area.contains(one.area)]
    begun = set(Round.objects.filter(request__in=[one.pk for one in sent]).values_list("request_id", flat=True))
    return [one for one in sent if one.pk not in begun]


def newest_round_of(request: Any) -> Round | None:
    """The round of a request that the actor may see."""
    return Round.objects.filter(request=request.pk).order_by("-created_at").first()


@dataclass(frozen=True, slots=True)
class Short:
    """How far a round is, in two numbers."""

    signed: int = 0
    total: int = 0


def shorts_of(rounds: Sequence[Round]) -> dict[UUID, Short]:
    """Round → how many of its places have signed: one question for all of them."""
    asked = Return.objects.filter(round__in=[one.pk for one in rounds], rolled=False).exclude(state=Return.State.VOID)
    signed = Count("pk", filter=Q(state=Return.State.SIGNED))
    rows = asked.order_by().values_list("round").annotate(total=Count("pk"), signed=signed)
    return {pk: Short(signed, total) for pk, total, signed in rows}


def progress_of(actor: Actor, found: Round) -> Progress:
    """How far it is; a community sees the line of its own place only, whoever runs the round all of them."""
    every = list(found.returns.select_related("area", "round").defer("found", "round__understanding"))
    places = [one for one in every if not one.rolled and one.state != Return.State.VOID]
    rows = [one for one in every if actor.area.contains(one.area)]
    filled = sum(one.state != Return.State.WAITING for one in places)
    signed = sum(one.state == Return.State.SIGNED for one in places)
    return Progress(
        rows,
        dict(Counter(one.state for one in places)),
        filled,
        signed,
        len(places),
        sum(one.refusal is not None for one in places),
    )


def open_readings_of(found: Round) -> int:
    """How many readings of its form each place has to confirm, as long as nobody settles them for all."""
    same = found.request.sha256 == found.sha256
    return sum(one.is_open for one in requests.readings_of(found.request)) if same else 0


def new_places_for(actor: Actor, found: Round) -> list[Area]:
    """Communities below the round's request that have no return: they are new since it began."""
    if not rights.may(actor, "run_round", found):
        return []
    there = set(found.returns.values_list("area", flat=True))
    return [area for area in requests.communities_of(found.request) if area.pk not in there]


def collected_for(actor: Actor, found: Round) -> Version | None:
    """The newest signed version of the whole round: the workbook that a department takes away."""
    if not rights.may(actor, "take", found):
        return None
    top = found.returns.filter(area=found.area).first()
    return top.versions.select_related("owed__area", "owed__round").order_by("-number").first() if top else None


def files_for(actor: Actor, found: Round) -> list[Version]:
    """The newest signed version of each return of a round, of the actor's place and below, of which the actor may have the file: whoever runs
    rounds without seeing people, that of figures alone."""
    below = Version.objects.filter(owed__round=found, owed__area__code__startswith=actor.area.code_prefix).order_by("number")
    rows = below.select_related("owed__area", "owed__round").defer("manifest", "owed__round__understanding", "owed__found")
    newest = {version.owed_id: version for version in rows}
    signed = sorted(newest.values(), key=lambda version: version.owed.area.code)
    if rights.may(actor, "run_round", found):
        return [one for one in signed if rights.may(actor, "take", one.owed) or _is_of_figures(one)]
    return [one for one in signed if rights.may(actor, "take", one.owed)]


def _is_of_figures(version: Version) -> bool:
    return not any(line.is_listed for line in kept.load(version.content).lines.values())


def rounds_at_work() -> list[Round]:
    """The rounds that the machine fills; for the worker."""
    return list(Round.objects.filter(state=Round.State.FILLING).order_by("created_at").only("pk"))


def wholes_waiting(number: UUID | None = None) -> list[UUID]:
    """Roll-ups that wait, of one round or of all, the smaller places first; for the worker."""
    waiting = Return.objects.filter(rolled=True, state=Return.State.WAITING).exclude(round__state=Round.State.LOCKED)
    signed = Return.objects.filter(
        round=OuterRef("round"), state=Return.State.SIGNED
    )  # of a round without any there is no whole yet
    waiting = (waiting if number is None else waiting.filter(round=number)).filter(Exists(signed)).order_by("-area__code")
    return list(waiting.values_list("pk", flat=True))
