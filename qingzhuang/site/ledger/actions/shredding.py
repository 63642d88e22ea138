"""Taking the values of a record out for good, by the rule of `logic.shredding`; that they were there stays provable.

Statements keep their numbers, days and recordings, so the journal stays a journal; what they said is blanked, which is the one
change its triggers let through. Areas that hold something of a record themselves say so with `also_shred`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.kit.bulk import reserve
from qingzhuang.site.ledger import errors, rights
from qingzhuang.site.ledger.actions.journal import open_recording
from qingzhuang.site.ledger.actions.picture import refresh
from qingzhuang.site.ledger.logic.shredding import Ground, is_document
from qingzhuang.site.ledger.logic.sources import Source
from qingzhuang.site.ledger.models import Conflict, Record, Recording, Statement
from qingzhuang.site.ledger.queries.journal import said_of
from qingzhuang.site.ledger.queries.shredding import goes_with, standing_of

Follower = Callable[[Sequence[Record]], None]
_followers: list[Follower] = []


def also_shred(follower: Follower) -> None:
    """Said once when the site starts: what an area above keeps of records, it takes out in the same transaction."""
    _followers.append(follower)


@transaction.atomic
def shred_record(actor: Actor, *, record: Record, ground: Ground, basis: str) -> int:
    """Blank what was ever said of a record, and of its doubles, births and deaths; returns how many records that were.

    `basis` is the number of the document that shows the request, or of the retention rule. Raises 404 outside the actor's area,
    Refusal where the rule does not allow it, where the basis names a person, or the second time.
    """
    rights.check(actor, "shred", record)
    record = Record.objects.select_for_update(of=("self",)).select_related("area").get(pk=record.pk)
    stands, today = standing_of(record), timezone.localdate()
    if stands.empty:
        raise errors.already_shredded()
    if not stands.gone:
        raise errors.still_here()
    if not stands.may(ground, today):
        raise errors.kept_until(stands.free_on, settings.FACTS_KEPT_DAYS)
    if not is_document(basis.strip(), record.name):
        raise errors.no_document()
    records = [record, *goes_with(record)]
    _blank(actor, records, basis.strip())
    for follower in _followers:
        follower(records)
    audit.record(
        actor.person, deed="record.shredded", area=record.area.code, subject=record.log_subject, entity=record.entity,
        ground=ground.value, records=len(records),
    )  # fmt: skip
    return len(records)


def _blank(actor: Actor, records: Sequence[Record], basis: str) -> None:
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
