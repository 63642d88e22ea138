"""Returns of the actor's area and below, what is owed, and versions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.http import Http404

from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.returns import filling, rights
from qingzhuang.site.returns.models import Return, Round, Use, Version

SHOWN = 300
ROUND = ("round__area", "round__request", "round__previous")


@dataclass(frozen=True)
class Owed:
    """What the actor's place owes: ready to sign, waiting for somebody, not filled yet; and signed lately."""

    ready: list[Return]
    open: list[Return]
    waiting: list[Return]
    signed: list[Return]

    @property
    def stale(self) -> list[Return]:
        """Those whose facts have moved on since they were filled."""
        return filling.stale_of((*self.ready, *self.open))

    @property
    def is_nothing(self) -> bool:
        return not (self.ready or self.open or self.waiting)


def return_for(actor: Actor, pk: UUID) -> Return:
    """The only way a page gets a return."""
    found = Return.objects.select_related(*ROUND, "area", "review__filled_for", "review__area").filter(pk=pk).first()
    if found is None or not rights.may(actor, "see", found):
        raise Http404
    return found


def place_of(pk: UUID) -> Area:
    """The place that owes a return; for the worker."""
    return Return.objects.select_related("area").get(pk=pk).area


def owed_for(actor: Actor) -> Owed:
    """The returns of the actor's very place that are not over, the nearest due first; 404 for whoever sees no returns."""
    if not actor.may("see_return"):
        raise Http404
    asked = Return.objects.filter(area=actor.area).exclude(state=Return.State.VOID).select_related("round__request", "area")
    asked = asked.select_related("review").defer(
        "round__understanding", "review__understanding", "round__request__understanding", "round__request__asks"
    )
    live = asked.exclude(state=Return.State.SIGNED).exclude(round__state=Round.State.LOCKED)
    live = list(live.order_by(F("round__due_at").asc(nulls_last=True))[:SHOWN])
    done = list(asked.filter(state=Return.State.SIGNED).order_by("-round__as_of")[:20])
    by = {state: [one for one in live if one.state == state] for state in Return.State.values}
    return Owed(by[Return.State.READY], by[Return.State.OPEN], by[Return.State.WAITING], done)


def version_for(actor: Actor, pk: UUID, number: int) -> Version:
    """A version of a return whose numbers the actor may see."""
    found = Version.objects.select_related(
        *(f"owed__{name}" for name in (*ROUND, "area", "round")), "picture__area", "signed_by__person"
    )  # fmt: skip
    version = found.filter(owed=pk, number=number).first()
    if version is None or not rights.may(actor, "see_numbers", version.owed):
        raise Http404
    return version


def newest_of(owed: Return) -> Version | None:
    """The version that counts."""
    return owed.versions.select_related("signed_by__person").order_by("-number").first()


def superseded_for(actor: Actor) -> Any:
    """What the actor used of returns that are not the newest any more, the last of each, not yet taken note of."""
    newer = Version.objects.filter(owed=OuterRef("version__owed"), number__gt=OuterRef("version__number"))
    same = Use.objects.filter(post=OuterRef("post"), version__owed=OuterRef("version__owed"))
    later = same.filter(
        Q(version__number__gt=OuterRef("version__number")) | Q(version=OuterRef("version"), pk__gt=OuterRef("pk"))
    )
    asked = Use.objects.filter(post=actor, told_at=None).filter(Exists(newer), ~Exists(later))
    return asked.select_related("version__owed__round", "version__owed__area", "newer")


def last_of(owed: Return) -> Version | None:
    """What the same place signed in the round before."""
    return next(iter(filling.history_of(owed)), None)


def moved_parts(version: Version) -> list[Version]:
    """The newest versions of parts that were corrected since a roll-up was made of them."""
    parts = {part.owed_id: part.number for part in version.parts.all()}
    newer = Version.objects.filter(owed__in=parts).select_related("owed__area").order_by("number")
    newest = {one.owed_id: one for one in newer}
    return [one for owed, one in newest.items() if one.number > parts[owed]]


def whole_of(owed: Return) -> Return | None:
    """The roll-up that a return goes into; for the worker and for links, which are guarded where they lead."""
    return filling.whole_of(owed)


def signed_of(actor: Actor, requests: Collection[UUID]) -> frozenset[UUID]:
    """Of these requests, those that the actor's place has signed, and of which it has nothing open."""
    own = Return.objects.filter(area=actor.area, round__request__in=requests).exclude(state=Return.State.VOID)
    states: dict[UUID, set[str]] = {}
    for request, state in own.values_list("round__request", "state"):
        states.setdefault(request, set()).add(state)
    return frozenset(request for request, found in states.items() if found == {Return.State.SIGNED.value})
