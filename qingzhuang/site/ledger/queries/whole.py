"""All that the ledger holds of areas, journal and picture, as plain values: for whoever leaves and takes everything along.

Guards nothing by itself. Values that lie sealed are opened, since the keys stay here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q

from qingzhuang.site.accounts.queries import Area, ancestors
from qingzhuang.site.ledger.keys import ring
from qingzhuang.site.ledger.logic.sealing import opened
from qingzhuang.site.ledger.models import Conflict, OwnField, Record, Recording, Statement
from qingzhuang.site.ledger.queries.journal import AT_ONCE, in_chunks

Line = dict[str, Any]
OWN_FIELD = ("entity", "name", "label", "type", "codes", "purpose", "basis", "sensitivity", "months", "retired")


def everything_in(areas: Sequence[int]) -> Iterator[Line]:
    """Areas, recordings, records, statements, conflicts, in this order, so that each line speaks only of what came before."""
    numbers = sorted(Record.objects.filter(area__in=areas).values_list("pk", flat=True))
    recordings = list(_recordings(numbers))
    yield from _areas(areas, {one["area"] for one in recordings})
    yield from _own_fields(areas)
    yield from recordings
    for chunk in in_chunks(numbers, AT_ONCE):
        yield from (_record(one) for one in Record.objects.filter(pk__in=chunk).select_related("area").order_by("pk"))
    for chunk in in_chunks(numbers, AT_ONCE):
        yield from (_statement(one) for one in Statement.objects.filter(record__in=chunk).order_by("pk"))
    for chunk in in_chunks(numbers, AT_ONCE):
        yield from (_conflict(one) for one in Conflict.objects.filter(record__in=chunk).order_by("pk"))


def _areas(areas: Sequence[int], named: set[str]) -> Iterator[Line]:
    """The areas, those that recordings name, and all above them; what lies above comes first."""
    found = {area.pk: area for area in Area.objects.filter(Q(pk__in=areas) | Q(code__in=named))}
    found |= {above.pk: above for area in list(found.values()) for above in ancestors(area)}
    for area in sorted(found.values(), key=lambda area: area.code):
        above = area.parent.code if area.parent else ""
        yield {"kind": "area", "code": area.code, "name": area.name, "level": area.level, "above": above}


def _own_fields(areas: Sequence[int]) -> Iterator[Line]:
    """The fields that these areas and those above them defined for themselves, every version in its order."""
    inside = list(Area.objects.filter(pk__in=areas))
    for row in OwnField.objects.select_related("area").order_by("pk"):
        if any(row.area.contains(area) for area in inside):
            told = {name: getattr(row, name) for name in OWN_FIELD}
            yield {"kind": "own_field", "area": row.area.code, "defined_at": row.defined_at.isoformat(), **told}


def _recordings(records: Sequence[int]) -> Iterator[Line]:
    """The recordings that spoke of the records, those that they are parts of, and those that took them back, in their order."""
    wanted: set[int] = set()
    statements: set[int] = set()
    for chunk in in_chunks(records, AT_ONCE):
        rows = list(Statement.objects.filter(record__in=chunk).values_list("pk", "recording_id", "recording__part_of_id"))
        statements |= {pk for pk, _recording, _whole in rows}
        wanted |= {number for _pk, *found in rows for number in found if number}
    takers = Recording.objects.filter(Q(undoes__isnull=False) | Q(undoes_statement__isnull=False)).order_by("pk")
    for pk, undoes, statement in takers.values_list("pk", "undoes_id", "undoes_statement_id"):
        if undoes in wanted or statement in statements:
            wanted.add(pk)
    for chunk in in_chunks(sorted(wanted), AT_ONCE):
        asked = Recording.objects.filter(pk__in=chunk).select_related("area", "recorded_by__person", "recorded_by__area")
        yield from (_recording(one) for one in asked.order_by("pk"))


def _recording(one: Recording) -> Line:
    by = one.recorded_by
    who = {"account": by.person.username, "name": by.person.name, "role": by.role, "area": by.area.code} if by else None
    return {
        "kind": "recording", "number": one.pk, "source": one.source, "title": one.title, "reference": one.reference,
        "area": one.area.code, "by": who, "at": one.at.isoformat(), "part_of": one.part_of_id, "undoes": one.undoes_id,
        "undoes_statement": one.undoes_statement_id,
    }  # fmt: skip


def _record(one: Record) -> Line:
    return {
        "kind": "record", "number": one.pk, "entity": one.entity, "area": one.area.code, "state": one.state, "version": one.version,
        "facts": opened(ring(), one.facts),
    }  # fmt: skip


def _statement(one: Statement) -> Line:
    return {
        "kind": "statement", "number": one.pk, "recording": one.recording_id, "record": one.record_id,
        "valid_from": one.valid_from.isoformat(), "valid_to": one.valid_to and one.valid_to.isoformat(),
        "facts": opened(ring(), one.facts), "contested": opened(ring(), one.contested) if one.contested else None,
        "confirms": one.confirms, "replaces": one.replaces,
    }  # fmt: skip


def _conflict(one: Conflict) -> Line:
    return {
        "kind": "conflict", "record": one.record_id, "field": one.field, "held": one.held_id, "offered": one.offered_id,
        "settled_by": one.settled_by_id, "reason": one.reason,
    }  # fmt: skip
