"""Records by the hundred thousand, for whoever makes columns of them: facts as the JSON text they are stored as.

Guards nothing: the warehouse asks for an area whose right was checked before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Max, Q, QuerySet, TextField
from django.db.models.functions import Cast

from qingzhuang.seal import Keyring
from qingzhuang.site.ledger.keys import ring
from qingzhuang.site.ledger.logic.sources import STATE, State
from qingzhuang.site.ledger.models import Record, Recording, Statement, Turn
from qingzhuang.site.ledger.queries.journal import held_of

CHUNK = 2000
FEW = 5000  # statements whose records are looked up one by one; of more the whole area is gone through


class Stored(NamedTuple):
    """A record of the picture as it lies in the database; `facts` is JSON, secret values sealed."""

    pk: int
    entity: str
    area: int
    state: str
    facts: str
    since: date | None = None  # the first day of its state, where that was asked


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the journal went at a moment: the last recording with its time, the last statement."""

    recording: int
    at: str
    statement: int


def stored_in(areas: Iterable[int]) -> Iterator[Stored]:
    """The records of areas, in no order: the database would have to carry all facts about to sort them."""
    return _stored(Record.objects.filter(area__in=list(areas)))


def changed_in(areas: Iterable[int], mark: Mark) -> Iterator[Stored]:
    """The records of areas that may have changed since a mark; of records that were taken out of them it tells nothing.

    Taking back adds no statement but gives records the number of the last one there is.
    """
    records = Record.objects.filter(area__in=list(areas))
    took_back = Q(undoes__isnull=False) | Q(undoes_statement__isnull=False)
    if Recording.objects.filter(took_back, pk__gt=mark.recording).exists():
        return _stored(records.filter(version__gte=mark.statement))
    spoken = Statement.objects.filter(pk__gt=mark.statement).order_by("pk").values_list("record_id", flat=True)
    turned = Turn.objects.filter(turned__gte=mark.statement, record__area__in=list(areas)).values_list("record_id", flat=True)
    told = [*spoken[: FEW + 1], *turned[: FEW + 1]]
    if len(told) > FEW:
        return _stored(records.filter(version__gte=mark.statement))
    return _stored(records.filter(pk__in=set(told)))


def _stored(asked: QuerySet[Record]) -> Iterator[Stored]:
    rows = asked.order_by().annotate(text=Cast("facts", TextField()))
    return (Stored(*row) for row in rows.values_list("pk", "entity", "area_id", "state", "text").iterator(CHUNK))


def numbers_in(areas: Iterable[int]) -> set[int]:
    """The numbers of all records of areas; one walk along an index."""
    return set(Record.objects.filter(area__in=list(areas)).order_by().values_list("pk", flat=True))


def journal_mark() -> Mark:
    """Where the journal stands. Read it before the records: what comes in between is then read twice, never lost."""
    last = Recording.objects.order_by("-pk").values_list("pk", "at").first()
    statement = Statement.objects.aggregate(last=Max("pk"))["last"] or 0
    return Mark(last[0] if last else 0, last[1].isoformat() if last else "", statement)


def vanished(marks: Iterable[tuple[int, str]]) -> set[tuple[int, str]]:
    """Recordings that are not there, or not with the time they had: the database was put back from a copy, or a deed given up."""
    asked = {mark for mark in marks if mark[0]}
    found = Recording.objects.filter(pk__in={number for number, _at in asked}).values_list("pk", "at")
    return asked - {(number, at.isoformat()) for number, at in found}


def dead_in(areas: Iterable[int]) -> Iterator[Stored]:
    """The dead of areas: persons of whom it was told, and records of deaths."""
    dead = Q(entity="death") | Q(entity="person", state=State.DEAD.value)
    return _stored(Record.objects.filter(dead, area__in=list(areas)))


def dead_since(records: Sequence[int], today: date) -> dict[int, date]:
    """Since when persons are dead, as far as it was told."""
    held = held_of(records, today)
    return {pk: facts[STATE].since for pk, facts in held.items() if STATE in facts}


def recordings_like(beginning: str) -> dict[str, Recording]:
    """Recordings by reference whose reference begins so: what a long deed has done already."""
    return {found.reference: found for found in Recording.objects.filter(reference__startswith=beginning)}


def keyring() -> Keyring:
    """The keys of this installation."""
    return ring()
