"""Taking the values of records out for good, by the rule of `logic.shredding`; that they were there stays provable.

Statements keep their numbers, days and recordings, so the journal stays a journal; what they said is blanked, which is the one
change its triggers let through. Areas that hold something of a record in tables say so with `also_shred`: it goes in the same
transaction. What lies in files is looked through afterwards, see `actions.sweeping`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.kit.bulk import reserve
from qingzhuang.site.ledger import errors, rights
from qingzhuang.site.ledger.actions.journal import open_recording
from qingzhuang.site.ledger.actions.picture import refresh
from qingzhuang.site.ledger.logic.shredding import Ground, is_document
from qingzhuang.site.ledger.logic.sources import Source
from qingzhuang.site.ledger.models import Conflict, Erasure, Record, Recording, Statement
from qingzhuang.site.ledger.queries.journal import said_of
from qingzhuang.site.ledger.queries.shredding import (
    begun_of,
    goes_with,
    matters_of,
    sealed_words,
    standing_of,
    time_over,
    words_of,
)

CHUNK = 50  # records that are blanked in one transaction
Follower = Callable[[Sequence[Record]], None]
_followers: list[Follower] = []


def also_shred(follower: Follower) -> None:
    """Said once when the site starts: what an area above keeps of records, it takes out in the same transaction."""
    _followers.append(follower)


@transaction.atomic
def shred_record(actor: Actor, *, record: Record, ground: Ground, basis: str) -> Erasure:
    """Blank what was ever said of a record, and of its doubles, births and deaths.

    `basis` is the number of the document that shows the request, or of the retention rule. Raises 404 outside the actor's area,
    Refusal where the rule does not allow it, where the basis names a person, or the second time. Files are left to `carry_on`.
    """
    rights.check(actor, "shred", record)
    record = _held(record.pk)
    stands, today = standing_of(record), timezone.localdate()
    if stands.empty:
        raise errors.already_shredded()
    if not stands.gone:
        raise errors.still_here()
    if not stands.may(ground, today):
        raise errors.kept_until(stands.free_on, stands.kept_days)
    if open_ := matters_of([record.pk]).get(record.pk):
        raise errors.open_matter(str(open_))
    if not is_document(basis.strip(), record.name):
        raise errors.no_document()
    erasure = _begun(actor, record.area, ground, basis)
    _take_out(erasure, record)
    return erasure


@transaction.atomic
def shred_time_over(actor: Actor, *, area: Area, basis: str) -> Erasure:
    """Have everybody's values taken out whose time is over in an area: those that the page has shown, in the background."""
    rights.check(actor, "shred", _Place(area))
    if not is_document(basis.strip(), ""):
        raise errors.no_document()
    numbers = [one.record.pk for one in time_over(area) if not one.matter]
    if not numbers:
        raise errors.nobody_over()
    erasure = _begun(actor, area, Ground.TIME, basis)
    erasure.waiting = numbers
    erasure.save(update_fields=["waiting"])
    audit.record(
        actor.person,
        deed="records.time_over",
        area=area.code,
        subject=erasure.log_subject,
        records=len(numbers),
        basis=erasure.basis,
    )
    return erasure


class _Place:
    """What rights ask about an area."""

    def __init__(self, area: Area) -> None:
        self.area = area


def shred_waiting(number: int) -> bool:
    """Blank the next of an erasure, each only if the rule still allows it; whether some are left. Cut short it goes on with the next."""
    with transaction.atomic():
        erasure = Erasure.objects.select_for_update(of=("self",)).select_related("area", "ordered_by__person").get(pk=number)
        chunk, erasure.waiting = erasure.waiting[:CHUNK], erasure.waiting[CHUNK:]
        erasure.save(update_fields=["waiting"])
        matters, today = matters_of(chunk), timezone.localdate()
        for pk in chunk:
            record = _held(pk)
            stands = standing_of(record)
            if not stands.empty and stands.may(Ground.TIME, today) and pk not in matters:
                _take_out(erasure, record)
    return bool(erasure.waiting)


@transaction.atomic
def shred_again(lines: Iterable[Mapping[str, Any]]) -> list[Erasure]:
    """After an older backup was restored: take out again what had been taken out since (`queries.taken_out`).

    A record is known by its number and the moment of its first recording, so that nobody else who got the number later is meant.
    """
    found = []
    for line in lines:
        area = Area.objects.filter(code=line["area"]).first()
        then = {int(pk): str(moment) for pk, moment in line["records"]}
        told = Statement.objects.filter(record__in=list(then)).exclude(facts={}, contested__isnull=True)
        there = sorted(set(told.values_list("record_id", flat=True)))
        wanted = [pk for pk, moment in begun_of(there).items() if moment == then[pk]]
        if area is None or not wanted:
            continue
        erasure = _begun(None, area, Ground(line["ground"]), line["basis"], at=datetime.fromisoformat(line["ordered_at"]))
        for pk in wanted:
            _take_out(erasure, _held(pk), alone=True)
        found.append(erasure)
    return found


def _held(pk: int) -> Record:
    return Record.objects.select_for_update(of=("self",)).select_related("area").get(pk=pk)


def _begun(actor: Actor | None, area: Area, ground: Ground, basis: str, at: datetime | None = None) -> Erasure:
    return Erasure.objects.create(
        area=area, ordered_by=actor, ground=ground.value, basis=basis.strip()[:60], ordered_at=at or timezone.now()
    )


def _take_out(erasure: Erasure, record: Record, *, alone: bool = False) -> None:
    """Blank one record with what goes with it, and note in the erasure whose files are to be looked through for what."""
    records = [record, *([] if alone else goes_with(record))]
    actor = erasure.ordered_by
    numbers = [one.pk for one in records]
    erasure.records = [*erasure.records, *([pk, moment] for pk, moment in begun_of(numbers).items())]
    told = Recording.objects.filter(statements__record__in=numbers).values_list("area_id", flat=True)
    erasure.areas = sorted({*erasure.areas, *told, *(one.area_id for one in records)})
    erasure.words = sealed_words(erasure, words_of(records))
    erasure.save(update_fields=["records", "areas", "words"])
    _blank(actor, records, erasure.basis)
    for follower in _followers:
        follower(records)
    audit.record(
        actor and actor.person, deed="record.shredded", area=record.area.code, subject=record.log_subject, entity=record.entity,
        ground=erasure.ground, records=len(records),
    )  # fmt: skip


def _blank(actor: Actor | None, records: Sequence[Record], basis: str) -> None:
    numbers = [record.pk for record in records]
    told = Statement.objects.filter(record__in=numbers)
    alone = _only_of(numbers)
    told.update(facts={}, contested=None, confirms=None, replaces=None)
    Recording.objects.filter(pk__in=alone).exclude(title="").update(title="", reference="")
    Conflict.objects.filter(record__in=numbers, settled_by__isnull=True).delete()
    Conflict.objects.filter(record__in=numbers).update(reason="")
    recording = open_recording(actor, source=Source.SHRED, area=records[0].area, title=basis)
    places = reserve(Statement, len(records))
    today = timezone.localdate()
    Statement.objects.bulk_create(
        [
            Statement(pk=place, recording=recording, record_id=number, valid_from=today)
            for place, number in zip(places, numbers, strict=True)
        ]
    )
    refresh(said_of(numbers), dict(zip(numbers, places, strict=True)), today)


def _only_of(numbers: Sequence[int]) -> list[int]:
    """Recordings that speak of these records alone: their titles may name whom they are about."""
    spoken = Recording.objects.filter(statements__record__in=numbers).exclude(source=Source.IMPORT.value).distinct()
    others = Statement.objects.filter(recording__in=spoken).exclude(record__in=numbers)
    return list(
        spoken.exclude(pk__in=others.values("recording"))
        .annotate(parts_of=Count("parts"))
        .filter(parts_of=0)
        .values_list("pk", flat=True)
    )
