"""An empty ledger filled with everything that another held: journal, picture, differences, under the numbers they had."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import groupby, islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction

from qingzhuang.site.accounts import actions as accounts
from qingzhuang.site.accounts.queries import Actor, Area, Level
from qingzhuang.site.kit.bulk import dumps, insert
from qingzhuang.site.ledger import errors
from qingzhuang.site.ledger.actions.journal import COLUMNS, take_turn
from qingzhuang.site.ledger.actions.picture import refresh
from qingzhuang.site.ledger.keys import ring
from qingzhuang.site.ledger.logic.sealing import opened, sealed
from qingzhuang.site.ledger.models import Conflict, Link, OwnField, Record, Recording, Statement
from qingzhuang.site.ledger.queries.journal import said_of
from qingzhuang.site.ledger.queries.whole import OWN_FIELD

AT_ONCE = 2000
Line = Mapping[str, Any]
EMPTY = ("id", "entity", "area_id", "name", "born", "identity", "state", "facts", "version")


@transaction.atomic
def take_everything(lines: Iterable[Line], *, day: date) -> int:
    """Write down what `queries.everything_in` gave, on the day it was given; returns how many records there are.

    For the command line only. Raises Refusal where the ledger is not empty, or where a picture made from the journal differs from
    the one that came along: then nothing was written.
    """
    take_turn()
    if any(model.objects.exists() for model in (Recording, Record, OwnField)):
        raise errors.not_empty()
    areas: dict[str, int] = {}
    pictures: dict[int, tuple[Any, ...]] = {}
    for kind, group in groupby(lines, key=lambda line: line["kind"]):
        if kind == "area":
            areas |= {line["code"]: _area(line).pk for line in group}
        elif kind == "own_field":
            _own_fields(group, areas)
        elif kind == "recording":
            _recordings(group, areas)
        elif kind == "record":
            pictures |= _records(group, areas)
        elif kind == "statement":
            _statements(group)
        elif kind == "conflict":
            Conflict.objects.bulk_create([_conflict(line) for line in group], batch_size=AT_ONCE)
    _draw(pictures, day)
    _go_on_counting()
    return len(pictures)


def _area(line: Line) -> Area:
    found = Area.objects.filter(code=line["code"]).first()
    above = Area.objects.filter(code=line["above"]).first() if line["above"] else None
    return found or accounts.add_area(None, code=line["code"], name=line["name"], level=Level(line["level"]), parent=above)


def _own_fields(lines: Iterator[Line], areas: Mapping[str, int]) -> None:
    for line in lines:
        told = {name: line[name] for name in OWN_FIELD}
        OwnField.objects.create(area_id=areas[line["area"]], defined_at=datetime.fromisoformat(line["defined_at"]), **told)


def _recordings(lines: Iterator[Line], areas: dict[str, int]) -> None:
    """A recording may take back a statement, which is not there yet: who takes back what is said when all is there."""
    for line in lines:
        if line["area"] not in areas:
            areas[line["area"]] = Area.objects.values_list("pk", flat=True).get(code=line["area"])
        Recording.objects.create(
            pk=line["number"], source=line["source"], title=line["title"], reference=line["reference"], area_id=areas[line["area"]],
            recorded_by=_post(line["by"]), at=datetime.fromisoformat(line["at"]), part_of_id=line["part_of"], undoes_id=line["undoes"],
            undoes_statement_id=line["undoes_statement"],
        )  # fmt: skip


def _post(by: Mapping[str, str] | None) -> Actor | None:
    """The post that recorded it, where it is known here too."""
    if by is None:
        return None
    return Actor.objects.filter(person__username=by["account"], role=by["role"], area__code=by["area"]).first()


def _records(lines: Iterator[Line], areas: Mapping[str, int]) -> dict[int, tuple[Any, ...]]:
    pictures: dict[int, tuple[Any, ...]] = {}
    while part := list(islice(lines, AT_ONCE)):
        rows = [
            (one["number"], one["entity"], areas[one["area"]], "", None, "", one["state"], "{}", one["version"]) for one in part
        ]
        insert(Record, EMPTY, rows)
        for one in part:
            pictures[one["number"]] = (areas[one["area"]], one["state"], dumps(sorted(one["facts"].items())), one["version"])
    return pictures


def _statements(lines: Iterator[Line]) -> None:
    keys = ring()
    while part := list(islice(lines, AT_ONCE)):
        insert(Statement, COLUMNS, [
            (
                one["number"], one["recording"], one["record"], one["valid_from"], one["valid_to"], dumps(sealed(keys, one["facts"])),
                dumps(sealed(keys, one["contested"])) if one["contested"] else None,
                dumps(one["confirms"]) if one["confirms"] else None, dumps(one["replaces"]) if one["replaces"] else None,
            )
            for one in part
        ])  # fmt: skip


def _conflict(line: Line) -> Conflict:
    return Conflict(
        record_id=line["record"], field=line["field"], held_id=line["held"], offered_id=line["offered"],
        settled_by_id=line["settled_by"], reason=line["reason"],
    )  # fmt: skip


def _draw(pictures: Mapping[int, tuple[Any, ...]], day: date) -> None:
    """The picture made from the journal, as anywhere; it must be the one that came along."""
    keys, numbers = ring(), sorted(pictures)
    for start in range(0, len(numbers), AT_ONCE):
        part = numbers[start : start + AT_ONCE]
        refresh(said_of(part), {pk: pictures[pk][3] for pk in part}, day)
        for one in Record.objects.filter(pk__in=part):
            facts = dumps(sorted(opened(keys, one.facts).items()))
            if (one.area_id, one.state, facts, one.version) != pictures[one.pk]:
                raise errors.other_picture(one.pk)
    Link.objects.exclude(target__in=Record.objects.all()).delete()  # who lives elsewhere did not come along


def _go_on_counting() -> None:
    """PostgreSQL counts on from the highest number; SQLite does so by itself."""
    with connection.cursor() as cursor:
        for sentence in connection.ops.sequence_reset_sql(no_style(), [Recording, Record, Statement, Conflict]):
            cursor.execute(sentence)
