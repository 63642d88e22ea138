"""Returns told in numbers for all places of a round at once: how many blanks are known, unsure, to ask, how much looks odd.

Who opens a return has it worked out in full; until then the numbers are what the lists show. What cannot be told so is worked out by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from qingzhuang.formfill.check import check
from qingzhuang.formfill.many.alike import OF_FIGURES
from qingzhuang.site.reports import queries as reports
from qingzhuang.site.returns.filling import history_areas, items_of
from qingzhuang.site.returns.logic.found import SERIOUS, SHOWN, odd_of
from qingzhuang.site.returns.models import Return, Round, Version


@dataclass(frozen=True, slots=True)
class Brief:
    """What a return comes to, in numbers, and whether nothing is left to do but sign."""

    known: int
    unsure: int
    asked: int
    odd: int
    is_ready: bool

    def as_json(self) -> dict[str, Any]:
        """As `Return.found` keeps it until somebody opens the return."""
        return {"known": self.known, "counts": {name: min(getattr(self, name), SHOWN) for name in ("unsure", "asked", "odd")}}


def briefs_of(asked_in: Round, together: reports.Together) -> dict[int, Brief]:
    """By place what its return comes to; places with returns of before to be compared with are left out."""
    compared = history_areas(asked_in)
    return {pk: brief for alike in together.alike(asked_in.pk) for pk, brief in _told(asked_in, alike) if pk not in compared}


def _told(asked_in: Round, alike: reports.Alike) -> Iterator[tuple[int, Brief]]:
    work, items = alike.one.work, items_of(asked_in, alike.one)
    findings = (*work.filling.findings, *check(work.form, work.filling, work.book))
    always = odd_of(one for one in findings if one.code not in OF_FIGURES)
    left = bool(items.unsure or items.asked or any(one.serious for one in always))
    broken = [(law.code in SERIOUS, law.broken(alike.numbers)) for law in alike.laws]
    for at, place in enumerate(alike.places):
        here = [serious for serious, places in broken if places[at]]
        counts = items.known, len(items.unsure), len(items.asked), len(always) + len(here)
        yield place.pk, Brief(*counts, is_ready=not (left or any(here)))


def waiting_for_brief(rounds: Collection[Round]) -> dict[UUID, dict[int, UUID]]:
    """Of each round the returns by place that wait and of which nobody has said anything yet, nor of the same request before, and no
    return of the day is signed that figures would be compared with."""
    waiting = Return.objects.filter(round__in=rounds, state=Return.State.WAITING, rolled=False, refusal__isnull=True, review=None)
    waiting = waiting.filter(versions=None, explanations=None, remarks=None)
    signed = set(
        Version.objects.filter(owed__round__as_of__in={one.as_of for one in rounds}).values_list("owed__area", flat=True)
    )
    decided = Return.objects.filter(round__request__in={one.request_id for one in rounds}, review__decisions__isnull=False)
    known = set(decided.values_list("round__request", "area").distinct())
    requests = {one.pk: one.request_id for one in rounds}
    found: dict[UUID, dict[int, UUID]] = {one.pk: {} for one in rounds}
    for pk, number, area in waiting.values_list("pk", "round", "area"):
        if area not in signed and (requests[number], area) not in known:
            found[number][area] = pk
    return found
