"""What programs read: each call checks scope and area, and has its line in the log, which names no resident."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Area
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.exchange import errors
from qingzhuang.site.exchange.logic.rows import cursor_of, numbers_of
from qingzhuang.site.exchange.logic.scopes import Scope
from qingzhuang.site.exchange.queries import Caller, words
from qingzhuang.site.kit import masking
from qingzhuang.site.ledger import queries as ledger

MOST = 500  # records of one answer


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as a program sees it."""

    number: int
    entity: str
    area: str
    state: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ShownFact:
    """One fact with where it comes from."""

    field: str
    value: Any
    since: date
    confirmed: date
    source: str
    title: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """What happened to a record, and what is held of it now; of one that is gone from the area only that."""

    what: ledger.Changed
    area: str
    record: Shown | None


@transaction.atomic
def list_areas(caller: Caller) -> list[tuple[Area, str]]:
    """The areas that the token reaches, each with the code of the one above."""
    areas = accounts.areas_for(caller.post)
    codes = {area.pk: area.code for area in areas}
    _noted(caller, "areas", len(areas))
    return [(area, codes.get(area.parent_id, "")) for area in areas]


@transaction.atomic
def list_fields(caller: Caller, *, entity: str = "") -> list[Mapping[str, Any]]:
    """The vocabulary, of one entity or of all."""
    names = [entity] if entity else words.entity_names()
    area = caller.post.area
    found = [words.with_own_fields(told, area) for name in names if (told := words.entity_named(name)) is not None]
    if not found:
        raise errors.not_found()
    _noted(caller, "fields", sum(len(told["fields"]) for told in found))
    return found


@transaction.atomic
def read_records(
    caller: Caller, *, entity: str, area: str = "", states: Sequence[str] = (), cursor: str = "", most: int = 100
) -> tuple[list[Shown], str]:
    """Records of an area in the order of their numbers, and the cursor for the rest (empty at the end)."""
    caller.check(Scope.READ)
    (after,) = _numbers(cursor, 1)
    asked = ledger.records_in_for(caller.post, entity, area_code=area, states=states).filter(pk__gt=after).order_by("pk")
    records = list(asked[: most + 1])
    shown = [_shown(caller, record) for record in records[:most]]
    _noted(caller, "records", len(shown), area)
    return shown, cursor_of((shown[-1].number,)) if len(records) > most else ""


@transaction.atomic
def read_record(caller: Caller, *, number: int) -> tuple[Shown, list[ShownFact]]:
    """One record, each fact with source and day. 404 outside the area. The resident can be told of it."""
    caller.check(Scope.READ)
    record = ledger.record_for(caller.post, number)
    lines = ledger.facts_for(caller.post, record)
    facts = [
        ShownFact(line.field, _covered(caller, line.field, line.value), line.since, line.confirmed, line.source, line.title)
        for line in lines
    ]
    _noted(caller, "record", 1, record.area.code, record.log_subject)
    return _shown(caller, record), facts


@transaction.atomic
def read_changes(caller: Caller, *, cursor: str = "", most: int = 100) -> tuple[list[ShownChange], str, bool]:
    """What was recorded or taken back in the area since a cursor, the next cursor, and whether there is more already."""
    caller.check(Scope.READ)
    areas = {area.pk: area.code for area in accounts.areas_for(caller.post)}
    found, place, more = ledger.changed_since(list(areas.items()), ledger.Place(*_numbers(cursor, 3)), most)
    records = {
        record.pk: record for record in ledger.records_numbered(change.number for change in found) if record.area_id in areas
    }
    shown = [
        ShownChange(
            change, areas.get(change.area, ""), None if change.gone else _shown_or_none(caller, records.get(change.number))
        )
        for change in found
    ]
    _noted(caller, "changes", len(shown))
    return shown, cursor_of((place.statement, place.undoing, place.record)), more


def note_call(caller: Caller, *, call: str, count: int, area: str = "") -> None:
    """The line of a call that an area above offers (`offer_calls`)."""
    _noted(caller, call, count, area)


def note_refusal(caller: Caller, *, code: str) -> None:
    """A refusal has its line too: somebody may be trying doors."""
    audit.record(
        caller.post.person, deed="exchange.refused", area=caller.post.area.code, subject=caller.token.log_subject,
        token=caller.token.name, code=code,
    )  # fmt: skip


def _numbers(cursor: str, count: int) -> tuple[int, ...]:
    try:
        return numbers_of(cursor, count)
    except ValueError:
        raise errors.bad_cursor() from None


def _shown_or_none(caller: Caller, record: ledger.Record | None) -> Shown | None:
    return _shown(caller, record) if record is not None else None


def _shown(caller: Caller, record: ledger.Record) -> Shown:
    plain = ledger.plain_facts(record.facts)
    facts = {name: _covered(caller, name, value) for name, value in plain.items()}
    return Shown(record.pk, record.entity, record.area.code, record.state, facts)


def _covered(caller: Caller, name: str, value: Any) -> Any:
    """A number as the program may see it."""
    if not ledger.is_secret(name) or caller.may(Scope.NUMBERS):
        return value
    return masking.covered(str(value))


def _noted(caller: Caller, call: str, count: int, area: str = "", subject: str = "") -> datetime:
    entry = audit.record(
        caller.post.person, deed="exchange.called", area=area or caller.post.area.code, subject=subject or caller.token.log_subject,
        token=caller.token.name, call=call, count=count,
    )  # fmt: skip
    return entry.at
