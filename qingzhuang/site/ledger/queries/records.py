"""One record: its facts with source and day, its history, what belongs to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Actor, Area, Level
from qingzhuang.site.audit import queries as audit
from qingzhuang.site.ledger import rights
from qingzhuang.site.ledger.keys import ring
from qingzhuang.site.ledger.logic.sealing import is_secret, opened
from qingzhuang.site.ledger.logic.sources import State
from qingzhuang.site.ledger.models import Conflict, Link, Record, Recording, Statement
from qingzhuang.site.ledger.queries.journal import EVER, HeldFact, held_of
from qingzhuang.site.ledger.queries.own import whole_vocabulary

PAGE, COUNTED = 50, 10_000


def record_for(actor: Actor, pk: int, *, entity: str = "") -> Record:
    """The record, or 404 for whoever may not see it."""
    found = Record.objects.select_related("area").filter(pk=pk).first()
    if found is None or (entity and found.entity != entity) or not rights.may(actor, "see", found):
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact as a page shows it: the value in plain text (the page covers it), where it comes from, since when."""

    field: str
    value: Any
    secret: bool
    since: date
    confirmed: date
    source: str
    title: str
    by: str
    statement: int


def facts_for(actor: Actor, record: Record, *, day: date | None = None, known: datetime | None = None) -> list[FactLine]:
    """What is held of a record on a day (today), as known at a moment (now), in the order of the fields' names."""
    if not rights.may(actor, "see", record):
        raise Http404
    held = held_of([record.pk], day or timezone.localdate(), known or EVER).get(record.pk, {})
    told = _statements({one.number for one in held.values()})
    return [_line(name, one, told[one.number]) for name, one in sorted(held.items()) if one.value is not None]


def _statements(numbers: set[int]) -> dict[int, Statement]:
    asked = Statement.objects.filter(pk__in=numbers).select_related("recording__recorded_by__person")
    return {statement.pk: statement for statement in asked}


def _line(name: str, one: HeldFact, statement: Statement) -> FactLine:
    recording = statement.recording
    by = recording.recorded_by.person.name if recording.recorded_by else ""
    return FactLine(
        name, one.value, is_secret(name), one.since, one.confirmed, recording.source, recording.title, by, statement.pk
    )


@dataclass(frozen=True, slots=True)
class History:
    """One line of a record's history."""

    statement: int
    recording: int
    at: datetime
    source: str
    title: str
    by: str
    valid_from: date
    valid_to: date | None
    facts: dict[str, Any]
    confirms: tuple[str, ...]
    contested: dict[str, Any]
    undone: bool


def history_for(actor: Actor, record: Record, *, page: int = 1) -> tuple[list[History], Page[Statement]]:
    """What was said of a record, the newest first, a page at a time; values in plain text."""
    if not rights.may(actor, "see", record):
        raise Http404
    asked = Statement.objects.filter(record=record).select_related("recording__recorded_by__person").order_by("-pk")
    part = Paginator(asked, PAGE).get_page(page)
    told = list(part.object_list)
    undone = _undone_among(told)
    return [_history(statement, statement.pk in undone) for statement in told], part


def _undone_among(statements: Sequence[Statement]) -> set[int]:
    """The statements that are taken back and not restored: by themselves, with their recording, or with the whole it is part of."""
    standing = Recording.objects.filter(undoings__isnull=True)
    numbers = [statement.pk for statement in statements]
    wholes = {pk for one in statements for pk in (one.recording_id, one.recording.part_of_id) if pk is not None}
    alone = set(standing.filter(undoes_statement__in=numbers).values_list("undoes_statement_id", flat=True))
    together = set(standing.filter(undoes__in=wholes).values_list("undoes_id", flat=True))
    return {
        one.pk for one in statements if one.pk in alone or one.recording_id in together or one.recording.part_of_id in together
    }


def _history(statement: Statement, undone: bool) -> History:
    recording = statement.recording
    return History(
        statement.pk, recording.pk, recording.at, recording.source, recording.title,
        recording.recorded_by.person.name if recording.recorded_by else "", statement.valid_from, statement.valid_to,
        opened(ring(), statement.facts), tuple(statement.confirms or ()), opened(ring(), statement.contested or {}), undone,
    )  # fmt: skip


def linked_for(actor: Actor, record: Record, role: str, *, entity: str = "", page: int = 1, size: int = PAGE) -> Page[Record]:
    """The records that name this one in a role (`household` of persons: the members), a page at a time.

    Records outside the reader's areas are left out.
    """
    if not rights.may(actor, "see", record):
        raise Http404
    asked = Record.objects.filter(links__target=record, links__role=role, area__in=_areas(actor))
    if entity:
        asked = asked.filter(entity=entity)
    return Paginator(asked.select_related("area").order_by("state", "pk"), size).get_page(page)


def records_in_for(actor: Actor, entity: str, *, area_code: str = "", states: Sequence[str] = ()) -> QuerySet[Record]:
    """The records of an entity in an area at or below the actor's own; for lists, which page it themselves."""
    if not actor.may("see_facts"):
        raise Http404
    area = accounts.area_for(actor, area_code or actor.area.code)
    asked = Record.objects.filter(entity=entity, area__code__startswith=area.code_prefix)
    return (asked.filter(state__in=states) if states else asked).select_related("area")


def conflicts_for(actor: Actor, *, record: Record | None = None) -> QuerySet[Conflict]:
    """Differences that wait for a decision, in the actor's areas or of one record."""
    if not actor.may("see_facts"):
        raise Http404
    which = Q(record=record) if record else Q()
    return (
        Conflict.objects.filter(which, settled_by__isnull=True, record__area__in=_areas(actor))
        .select_related("record__area", "held__recording", "offered__recording")
        .order_by("pk")
    )


def _areas(actor: Actor) -> list[int]:
    return [area.pk for area in accounts.areas_for(actor)]


def names_for(actor: Actor, numbers: Iterable[int]) -> dict[int, str]:
    """What related records are called; those outside the actor's areas are left out."""
    asked = Record.objects.filter(pk__in=set(numbers), area__in=_areas(actor))
    found = asked.values_list("pk", "name", "facts__address", "entity")
    return {pk: name or address or f"{entity} {pk}" for pk, name, address, entity in found}


def counts_for(actor: Actor, numbers: Sequence[int], role: str, entity: str) -> dict[int, int]:
    """How many present records of an entity name each of these in a role."""
    asked = Link.objects.filter(
        target__in=numbers, role=role, source__entity=entity, source__state=State.PRESENT.value, source__area__in=_areas(actor)
    )
    return dict(asked.values_list("target").annotate(count=Count("pk")))


def statement_for(actor: Actor, pk: int) -> Statement:
    """A statement of the journal about a record that the actor may see, or 404."""
    found = Statement.objects.select_related("record__area", "recording").filter(pk=pk).first()
    if found is None or not rights.may(actor, "see", found.record):
        raise Http404
    return found


def conflict_for(actor: Actor, pk: int) -> Conflict:
    """An open or settled conflict about a record that the actor may see, or 404."""
    found = Conflict.objects.select_related("record__area", "held", "offered").filter(pk=pk).first()
    if found is None or not rights.may(actor, "see", found.record):
        raise Http404
    return found


def looks_for(actor: Actor, record: Record) -> list[Any]:
    """Who looked at a record and who changed it: what a resident may be shown."""
    if not rights.may(actor, "see", record) or not actor.may("read_looks"):
        raise Http404
    return audit.lines_about(record.log_subject)


def secret(name: str) -> bool:
    """Whether the values of a field are covered on pages."""
    return is_secret(name)


def sizes_for(actor: Actor, most: int = COUNTED) -> list[tuple[str, int, bool]]:
    """How many present records of each kind the actor's areas hold, the most first; of more than `most` only that there are more.

    A county has a million: they are not counted for a page that is opened to type a name.
    """
    if not actor.may("see_facts"):
        raise Http404
    asked = Record.objects.filter(area__in=_areas(actor), state=State.PRESENT.value).order_by()
    counts = {entity: asked.filter(entity=entity)[: most + 1].count() for entity in whole_vocabulary().entities}
    found = [(entity, min(count, most), count > most) for entity, count in counts.items() if count]
    return sorted(found, key=lambda one: -one[1])


def is_empty_for(actor: Actor) -> bool:
    """Whether nothing at all is on record in the actor's areas: a ledger on its first day. False for whoever may not see facts."""
    return actor.may("see_facts") and not Record.objects.filter(area__code__startswith=actor.area.code_prefix).exists()


def places_to_add_for(actor: Actor) -> list[Area]:
    """Communities and grids in which the actor may record a new person."""
    if not actor.may("record_facts"):
        raise Http404
    return [area for area in accounts.areas_for(actor) if area.level in (Level.COMMUNITY.value, Level.GRID.value)]


def paged(asked: QuerySet[Any], page: str) -> Page[Any]:
    """A page of a list, whatever was typed as its number."""
    return Paginator(asked, PAGE).get_page(page)
