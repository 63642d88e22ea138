"""Returns told in numbers for all places of a round at once: how many blanks are known, unsure, to ask, how much looks odd.

Who opens a return has it worked out in full; until then the numbers are what the lists show. What cannot be told so is worked out by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from qingzhuang.formfill.check import check
from qingzhuang.formfill.history import LEAST, unusual
from qingzhuang.formfill.many.alike import OF_FIGURES, Numbers
from qingzhuang.formfill.rules import compares_periods
from qingzhuang.site.reports import queries as reports
from qingzhuang.site.returns.filling import items_of, rounds_before
from qingzhuang.site.returns.logic.found import SERIOUS, SHOWN, odd_of
from qingzhuang.site.returns.models import Return, Round, Version
from qingzhuang.site.returns.proof import MOST_NUMBERS

Figures = dict[tuple[str, str], float]  # by name and label of the cell


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
    """By place what its return comes to."""
    past = _past(asked_in)
    return dict(chain.from_iterable(_told(asked_in, alike, past) for alike in together.alike(asked_in.pk)))


def _told(asked_in: Round, alike: reports.Alike, past: Mapping[int, Sequence[Figures]]) -> Iterator[tuple[int, Brief]]:
    work, items = alike.one.work, items_of(asked_in, alike.one)
    findings = (*work.filling.findings, *check(work.form, work.filling, work.book))
    always = odd_of(one for one in findings if one.code not in OF_FIGURES)
    left = bool(items.unsure or items.asked or any(one.serious for one in always))
    broken = [(law.code in SERIOUS, law.broken(alike.numbers)) for law in alike.laws]
    compared = compares_periods(work.form) or len(alike.cells) >= MOST_NUMBERS  # of which a manifest holds no more
    lines = [(one.name, one.label, alike.cells[at]) for at, one in alike.one.asked().items() if at in alike.cells] if past else []
    for at, place in enumerate(alike.places):
        if not (compared and place.pk in past):
            here = [serious for serious, places in broken if places[at]]
            odd = len(always) + len(here) + _unusual(lines, alike.numbers[:, at], past.get(place.pk, ()))
            counts = items.known, len(items.unsure), len(items.asked), odd
            yield place.pk, Brief(*counts, is_ready=not (left or any(here)))


# ---------------------------------------------------------------- beside what was signed before
def _past(asked_in: Round) -> dict[int, list[Figures]]:
    """By place the figures of its returns before, the nearest first, as their manifests hold them."""
    rounds = rounds_before(asked_in)
    versions = Version.objects.filter(owed__round__in=rounds).order_by("number")
    if len(rounds) < LEAST:  # no habit yet
        return {area: [] for area in versions.order_by().values_list("owed__area", flat=True).distinct()}
    newest = {
        (area, number): told for area, number, told in versions.values_list("owed__area", "owed__round", "manifest__numbers")
    }
    found: dict[int, list[Figures]] = {}
    for number in rounds:
        for area in {area for area, of in newest if of == number}:
            figures = {(one["cell"], one["label"]): float(one["value"]) for one in newest[area, number]}
            found.setdefault(area, []).append(figures)
    return found


def _unusual(lines: Sequence[tuple[str, str, int]], numbers: Numbers, past: Sequence[Figures]) -> int:
    """How many figures are far from what their cell usually says."""
    if len(past) < LEAST:
        return 0
    before = [[one[name, label] for one in reversed(past) if (name, label) in one] for name, label, _line in lines]
    return sum(bool(unusual(float(numbers[line]), some)) for (_name, _label, line), some in zip(lines, before, strict=True))


# ---------------------------------------------------------------- what waits
def brief_among(some: QuerySet[Return], rounds: Collection[Round]) -> dict[UUID, dict[int, UUID]]:
    """Of each round the returns by place of which nobody has said anything yet, nor of the same request before, and no return of the day
    is signed that figures would be compared with."""
    unsaid = some.filter(round__in=rounds, rolled=False, review=None, versions=None, explanations=None, remarks=None)
    signed = set(
        Version.objects.filter(owed__round__as_of__in={one.as_of for one in rounds}).values_list("owed__area", flat=True)
    )
    decided = Return.objects.filter(round__request__in={one.request_id for one in rounds}, review__decisions__isnull=False)
    known = set(decided.values_list("round__request", "area").distinct())
    requests = {one.pk: one.request_id for one in rounds}
    found: dict[UUID, dict[int, UUID]] = {one.pk: {} for one in rounds}
    for pk, number, area in unsaid.values_list("pk", "round", "area"):
        if area not in signed and (requests[number], area) not in known:
            found[number][area] = pk
    return found
