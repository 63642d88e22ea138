"""Returns of the actor's area and below, what is owed, and versions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.http import Http404

from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.returns import filling, rights
from qingzhuang.site.returns.models import Return, Round, Use, Version

SHOWN = 300
OWED = (Return.State.READY.value, Return.State.OPEN.value)
SHOWN_STATES = (*OWED, Return.State.WAITING.value)
ROUND = ("round__area", "round__request", "round__previous")


@dataclass(frozen=True)
class Owed:
    """What the actor's place owes: ready to sign, waiting for somebody, not filled yet, the first of each and how many there are
    (`totals`, by state); and signed lately. `stale` are those whose facts have moved on since they were filled."""

    ready: list[Return]
    open: list[Return]
    waiting: list[Return]
    signed: list[Return]
    totals: Mapping[str, int]
    stale: list[Return]

    @property
    def is_nothing(self) -> bool:
        return not self.totals


def return_for(actor: Actor, pk: UUID) -> Return:
    """The only way a page gets a return."""
    found = Return.objects.select_related(*ROUND, "area", "review__filled_for", "review__area").filter(pk=pk).first()
    if found is None or not rights.may(actor, "see", found):
        raise Http404
    return found


def place_of(pk: UUID) -> Area:
    """The place that owes a return; for the worker."""
    return Return.objects.select_related("area").get(pk=pk).area


def owed_for(actor: Actor, most: int = SHOWN) -> Owed:
    """The returns of the actor's very place that are not over, the nearest due first, at most so many of each state; 404 for whoever
    sees no returns. All are counted; only what is shown is loaded."""
    if not actor.may("see_return"):
        raise Http404
    own = Return.objects.filter(area=actor.area).exclude(state=Return.State.VOID)
    live = own.exclude(state=Return.State.SIGNED).exclude(round__state=Round.State.LOCKED)
    live = live.order_by(F("round__due_at").asc(nulls_last=True))
    told = live.values_list("pk", "state", "stamp", "rolled", "review__version", "round__readings")[:SHOWN]
    by: dict[str, list[UUID]] = {}
    facts, stale = filling.facts_of(actor.area), list[UUID]()
    for pk, state, stamp, rolled, version, readings in told:
        by.setdefault(state, []).append(pk)
        if state in OWED and not rolled and stamp != filling.stamp_by(version or 1, facts, readings):
            stale.append(pk)
    loaded = {one.pk: one for one in _told(own.filter(pk__in=[pk for pks in by.values() for pk in pks[:most]]))}
    ready, open_, waiting = ([loaded[pk] for pk in by.get(state, ())[:most] if pk in loaded] for state in SHOWN_STATES)
    done = list(_told(own.filter(state=Return.State.SIGNED).order_by("-round__as_of"))[:20])
    return Owed(
        ready, open_, waiting, done, {state: len(pks) for state, pks in by.items()},
        list(_told(own.filter(pk__in=stale))) if stale else [],
    )  # fmt: skip


def _told(returns: Any) -> Any:
    """With what a list says of each."""
    return returns.select_related("round__request", "area", "review").defer(
        "round__understanding", "review__understanding", "round__request__understanding", "round__request__asks"
    )


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
