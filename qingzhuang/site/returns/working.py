"""Many returns worked out in whatever process has a hand free: questions of several rounds counted in one pass; nothing is written."""

from __future__ import annotations

import errno
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from qingzhuang.site.accounts.queries import Area
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.kit.recent import Recent
from qingzhuang.site.reports import queries as reports
from qingzhuang.site.returns import errors
from qingzhuang.site.returns.briefly import brief_among, briefs_of
from qingzhuang.site.returns.filling import Around, facts_of_each, form_of, make, stamp_by, stamp_from
from qingzhuang.site.returns.models import Return, Round, Version

OWED = (Return.State.READY, Return.State.OPEN)
FULL = (errno.ENOSPC, errno.EDQUOT)
TELL, WORK_OUT = f"{__name__}:tell", f"{__name__}:work_out"
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Worked:
    """What one return came to: the stamp of its facts, what a person has to look at, whether anything is left, what nobody knows."""

    owed: UUID
    stamp: str = ""
    readings: int = 0  # of its round, by which it was worked out
    found: dict[str, Any] = field(default_factory=dict)
    is_ready: bool = False
    unknown: list[tuple[int, str]] = field(default_factory=list)
    refusal: dict[str, str] | None = None


def work_out(rounds: tuple[UUID, ...], wanted: tuple[UUID, ...]) -> list[Worked]:
    """Work out returns of these rounds, which are of one area, day and time. A full disk is raised, other faults are told."""
    batch = _batches.get(rounds, lambda: _Batch.of(rounds))
    return batch.worked(wanted)


def tell(rounds: tuple[UUID, ...]) -> list[Worked]:
    """Returns of these rounds in numbers, those that can be told so."""
    batch = _batches.get(rounds, lambda: _Batch.of(rounds))
    return list(batch.told(Return.objects.filter(state=Return.State.WAITING, refusal__isnull=True)))


def tell_again(rounds: tuple[UUID, ...], area: Area) -> list[Worked]:
    """The returns of one place in numbers, those that were told so before; from its own facts alone, which are few."""
    told = Return.objects.filter(area=area, state__in=OWED, found__has_key="counts")
    return list(_Batch.of(rounds, area).told(told))


def forget() -> None:
    """What was counted before is not used again: facts and rounds may have moved on."""
    _batches.clear()


@dataclass
class _Batch:
    """Rounds with their places, and the facts counted for all of them; the stamps are those of before the facts were read."""

    rounds: dict[UUID, Round]
    facts: dict[int, int]
    together: reports.Together

    @classmethod
    def of(cls, numbers: Sequence[UUID], only: Area | None = None) -> _Batch:
        related = ("area", "request", "previous")
        rounds = {one.pk: one for one in Round.objects.filter(pk__in=numbers).select_related(*related)}
        first = next(iter(rounds.values()))
        top, places = (only, [only]) if only is not None else (first.area, _places(numbers))
        facts = facts_of_each(top, places)
        forms = {one.pk: form_of(one) for one in rounds.values()}
        return cls(rounds, facts, reports.Together(top, places, forms, first.as_of, first.period))

    def worked(self, wanted: Sequence[UUID]) -> list[Worked]:
        decided = Return.objects.filter(
            area=OuterRef("area"), round__request=OuterRef("round__request"), review__decisions__isnull=False
        )
        rows = Return.objects.filter(pk__in=wanted).select_related("area", "review__filled_for", "review__area")
        rows = rows.annotate(was_decided=Exists(decided)).prefetch_related("explanations", "remarks")
        found = list(rows)
        others = _others(found, next(iter(self.rounds.values())).as_of)
        return [self._one(owed, others) for owed in found]

    def told(self, some: QuerySet[Return]) -> Iterator[Worked]:
        """Of some returns those of which numbers say it all; a round with which something goes wrong is left to be worked out."""
        for pk, owed in brief_among(some, self.rounds.values()).items():
            readings = self.rounds[pk].readings
            try:
                briefs = briefs_of(self.rounds[pk], self.together)
            except Exception:
                log.exception("round %s could not be told in numbers", pk)
                continue
            for area, number in owed.items():
                if brief := briefs.get(area):
                    stamp = stamp_by(1, self.facts.get(area, 0), readings)
                    yield Worked(number, stamp, readings, brief.as_json(), brief.is_ready)

    def _one(self, owed: Any, others: dict[int, list[Version]]) -> Worked:
        owed.round = self.rounds[owed.round_id]
        try:
            one = None
            if owed.review is None:
                if owed.was_decided:  # what a person decided in another form is taken over, which has to be written
                    return Worked(owed.pk)
                one = self.together.prepared(owed.round_id, owed.area)
                owed.review = one.review if one else _by_itself(owed)
            made = make(owed, Around(one, others.get(owed.area_id, [])))
            explained = {said.subject for said in owed.explanations.all()}
            waits = any(remark.settled_by_id is None for remark in owed.remarks.all())
            stamp = stamp_from(owed, self.facts.get(owed.area_id, 0))
            is_ready = not waits and not made.found.left(explained)
            return Worked(owed.pk, stamp, owed.round.readings, made.found.as_json(), is_ready, reports.unknown_of(made.prepared))
        except OSError as fault:
            if fault.errno in FULL:
                raise
            return _broke_off(owed)
        except Refusal as refusal:
            return Worked(owed.pk, refusal=told(refusal))
        except Exception:  # a fault of ours with one place must not keep the others waiting
            return _broke_off(owed)


def _places(rounds: Sequence[UUID]) -> list[Area]:
    owed = Return.objects.filter(round__in=rounds, rolled=False).exclude(state=Return.State.VOID).select_related("area")
    return list({one.area_id: one.area for one in owed}.values())


def _by_itself(owed: Return) -> Any:
    """The review of a place that is looked at alone; it is not kept."""
    form = reports.taught(form_of(owed.round), owed.area)
    return reports.unsaved(area=owed.area, form=form, as_of=owed.round.as_of, period=owed.round.period)


def _broke_off(owed: Return) -> Worked:
    log.exception("return %s could not be filled", owed.pk)
    return Worked(owed.pk, refusal=told(errors.broke_off()))


def _others(found: Sequence[Return], day: date) -> dict[int, list[Version]]:
    """What was signed by these places for a day, to compare with."""
    signed: dict[int, list[Version]] = {}
    rows = Version.objects.filter(owed__area__in={owed.area_id for owed in found}, owed__round__as_of=day)
    for version in rows.select_related("owed__round").defer("manifest", "owed__round__understanding").order_by("signed_at"):
        signed.setdefault(version.owed.area_id, []).append(version)
    return signed


def told(refusal: Refusal) -> dict[str, str]:
    return {"code": refusal.code, "what": refusal.what, "why": refusal.why, "todo": refusal.todo}


_batches: Recent[_Batch] = Recent(2)
