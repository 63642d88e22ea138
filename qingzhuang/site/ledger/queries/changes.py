"""What was recorded since a cursor, in the order in which it was recorded. Guards nothing by itself.

A `Place` is how far one has heard. It misses nothing although numbers
are given out before a transaction ends: every recording takes its turn under one lock (`actions.journal.open_recording`) which is
held until its transaction has ended, and takes the numbers of its statements after that. So of two statements the one with the
smaller number is there first; a number that is not there when a larger one is will never be there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Max, Q, QuerySet

from qingzhuang.site.ledger.models import Record, Recording, Statement
from qingzhuang.site.ledger.queries.journal import AT_ONCE, in_chunks
from qingzhuang.site.ledger.queries.past import PLACE

WINDOW = 20_000  # statements looked through at once, so that one question never takes long


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that was said of a record, or taken back; `fields` are those it told of."""

    number: int
    entity: str
    area: int
    gone: bool  # it was in these areas and is elsewhere now
    recording: int
    at: datetime
    source: str
    taken_back: bool
    valid_from: date | None
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the journal: the last statement told, the last undoing told whole, the last record told of the one after it."""

    statement: int = 0
    undoing: int = 0
    record: int = 0


def changed_since(areas: Sequence[tuple[int, str]], place: Place, most: int) -> tuple[list[Changed], Place, bool]:
    """About `most` changes in areas (number and code) after a place, the place after them, and whether there is more.

    First what was said, then what was taken back; whoever looks at the record itself each time needs no order between the two.
    """
    inside, codes = {pk for pk, _code in areas}, [code for _pk, code in areas]
    end = Statement.objects.aggregate(last=Max("pk"))["last"] or 0
    window = list(Statement.objects.filter(pk__gt=place.statement).order_by("pk").values_list("pk", flat=True)[:WINDOW])
    upto = window[-1] if window else place.statement
    rows = list(_statements(place.statement, upto, inside, most + 1))
    if len(rows) > most:
        rows, upto = rows[:most], rows[most - 1][0]
    found = [_said(row, gone=False) for row in rows]
    found += _gone(place.statement, upto, inside, codes)
    if upto < end:
        return found, replace(place, statement=upto), True
    undone, after, more = _taken_back(replace(place, statement=upto), inside, codes, most)
    return found + undone, after, more


ROW = ("pk", "record_id", "record__entity", "record__area_id", "recording_id", "recording__at", "recording__source", "valid_from",
       "facts", "contested", "confirms")  # fmt: skip
TOOK_BACK = Q(undoes__isnull=False) | Q(undoes_statement__isnull=False)


def _statements(after: int, upto: int, inside: set[int], most: int) -> Any:
    asked = Statement.objects.filter(pk__gt=after, pk__lte=upto, record__area__in=inside)
    return asked.order_by("pk").values_list(*ROW)[:most]


def _said(row: tuple[Any, ...], *, gone: bool) -> Changed:
    _pk, record, entity, area, recording, at, source, day, facts, contested, confirms = row
    fields = tuple(sorted({*facts, *(contested or ()), *(confirms or ())}))
    return Changed(record, entity, area, gone, recording, at, source, False, day, () if gone else fields)


def _gone(after: int, upto: int, inside: set[int], codes: list[str]) -> list[Changed]:
    """Records that were told to be elsewhere now and were here before."""
    moves = Statement.objects.filter(pk__gt=after, pk__lte=upto).exclude(record__area__in=inside)
    moves = moves.filter(Q(facts__has_key="area") | Q(facts__has_key="area.code")).order_by("pk")
    last = {row[1]: row for row in moves.values_list(*ROW)}
    here = _ever_here(list(last), codes)
    return [_said(row, gone=True) for record, row in last.items() if record in here]


def _ever_here(records: list[int], codes: list[str]) -> set[int]:
    found: set[int] = set()
    place_of = PLACE[connection.vendor]
    signs = ", ".join(["%s"] * len(codes))
    for chunk in in_chunks(records, AT_ONCE):
        these = ", ".join(["%s"] * len(chunk))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT DISTINCT record_id FROM ledger_statement WHERE record_id IN ({these}) AND {place_of} IN ({signs})",
                [*chunk, *codes],
            )
            found |= {row[0] for row in cursor.fetchall()}
    return found


def _taken_back(place: Place, inside: set[int], codes: list[str], most: int) -> tuple[list[Changed], Place, bool]:
    """Records whose facts were taken back, or put back: one undoing after the other, each in the order of its records."""
    found: list[Changed] = []
    for undoing in Recording.objects.filter(TOOK_BACK, pk__gt=place.undoing).order_by("pk")[:most]:
        touched = Record.objects.filter(statements__in=touched_by(undoing), pk__gt=place.record).distinct().order_by("pk")
        rows = list(touched.values_list("pk", "entity", "area_id")[: most + 1])
        here = _ever_here([pk for pk, _entity, area in rows if area not in inside], codes)
        found += [
            Changed(pk, entity, area, area not in inside, undoing.pk, undoing.at, undoing.source, True, None, ())
            for pk, entity, area in rows[:most]
            if area in inside or pk in here
        ]
        if len(rows) > most:
            return found, replace(place, record=rows[most - 1][0]), True
        place = replace(place, undoing=undoing.pk, record=0)
        if len(found) >= most:
            break
    return found, place, Recording.objects.filter(TOOK_BACK, pk__gt=place.undoing).exists()


def touched_by(undoing: Recording) -> Any:
    """The statements whose standing changes by an undoing."""
    while undoing.undoes is not None:
        undoing = undoing.undoes
    if undoing.undoes_statement_id:
        return Statement.objects.filter(pk=undoing.undoes_statement_id)
    return said_in(undoing)


def said_in(recording: Recording) -> QuerySet[Statement]:
    """The statements of a recording and its parts. Their numbers are asked for first: of an "or" over two tables no index is used."""
    return Statement.objects.filter(recording__in=[recording.pk, *recording.parts.values_list("pk", flat=True)])
