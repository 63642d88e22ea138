"""The core of every write: append statements to the journal and refresh the picture, many records at once.

Callers hold the transaction, have checked the right, and write the audit entry; the journal itself asks nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.kit.bulk import dumps, insert, reserve
from qingzhuang.site.ledger.actions.picture import put_new, refresh
from qingzhuang.site.ledger.keys import ring
from qingzhuang.site.ledger.logic.drafts import Draft, Split, compare
from qingzhuang.site.ledger.logic.fold import Said
from qingzhuang.site.ledger.logic.prepared import Prepared, prepare
from qingzhuang.site.ledger.logic.sealing import sealed
from qingzhuang.site.ledger.logic.sources import TRUST, Source
from qingzhuang.site.ledger.models import Conflict, Record, Recording, Statement
from qingzhuang.site.ledger.queries.journal import held_in, said_of

COLUMNS = ("id", "recording_id", "record_id", "valid_from", "valid_to", "facts", "contested", "confirms", "replaces")
LOCK = 20260102  # number of the advisory lock that gives recordings their order


@dataclass(slots=True)
class Written:
    """What became of drafts: numbers of new, changed, confirmed and contested records, and of facts recorded."""

    new: int = 0
    changed: int = 0
    same: int = 0
    contested: int = 0
    facts: int = 0


def open_recording(
    actor: Actor | None, *, source: Source, area: Area, title: str = "", reference: str = "", part_of: Recording | None = None,
    undoes: Recording | None = None, undoes_statement: Statement | None = None,
) -> Recording:  # fmt: skip
    """Begin a recording: who, when, from which source. Its moment is later than that of all before it."""
    return Recording.objects.create(
        source=source.value, title=title[:200], reference=reference[:80], area=area, recorded_by=actor, at=_next_moment(),
        part_of=part_of, undoes=undoes, undoes_statement=undoes_statement,
    )  # fmt: skip


def take_turn() -> None:
    """Wait until nobody else records, and keep others waiting until the transaction ends. SQLite has one writer anyway.

    Whoever looks for a record and makes it where there is none takes the turn before looking.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _next_moment() -> datetime:
    """Now, or just after the last recording where the clock was set back since."""
    take_turn()
    last = Recording.objects.order_by("-at").values_list("at", flat=True).first()
    now = timezone.now()
    return now if last is None or now > last else last + timedelta(microseconds=1)


def new_numbers(count: int) -> Sequence[int]:
    """Numbers for records to come, so that drafts can name one another (a head its household, a member its head)."""
    return reserve(Record, count)


@transaction.atomic
def append(recording: Recording, drafts: Sequence[Draft], *, today: date | None = None) -> Written:
    """Write drafts down and refresh the picture. Drafts about existing records are compared with what is held first."""
    today = today or timezone.localdate()
    fresh = [draft for draft in drafts if draft.is_new]
    written = append_prepared(recording, prepare(ring(), fresh, today), today=today)
    known = [draft for draft in drafts if not draft.is_new]
    if known:
        _append_known(recording, known, today, written)
    return written


@transaction.atomic
def append_prepared(recording: Recording, prepared: Prepared, *, today: date | None = None) -> Written:
    """Write new records down that were made ready before, perhaps by another process (`prepare`)."""
    if not prepared.records:
        return Written()
    numbers = reserve(Statement, len(prepared.statements))
    put_new(prepared, numbers, today or timezone.localdate())
    nothing = (None, None, None)  # contested, confirms, replaces: nothing was known of these records
    rows = ((number, recording.pk, *row, *nothing) for number, row in zip(numbers, prepared.statements, strict=True))
    insert(Statement, COLUMNS, rows)
    return Written(new=len(prepared.records), facts=prepared.facts)


def _append_known(recording: Recording, drafts: Sequence[Draft], today: date, written: Written) -> None:
    keys, trust = ring(), TRUST[Source(recording.source)]
    said = said_of([draft.record for draft in drafts])
    held = held_in(said, today)
    numbers = reserve(Statement, len(drafts))
    rows: list[tuple[Any, ...]] = []
    disputes: list[Conflict] = []
    touched: dict[int, int] = {}
    for number, draft in zip(numbers, drafts, strict=True):
        split = compare(draft, held.get(draft.record, {}), trust)
        written.facts += len(split.facts)
        written.changed += bool(split.facts)
        written.contested += bool(split.contested)
        written.same += not split.facts and not split.contested
        stored = _sealed(keys, split)
        rows.append(_row(number, recording.pk, draft, stored))
        if split.facts:
            touched[draft.record] = number
            said.setdefault(draft.record, []).append(
                Said(number, stored.facts, draft.valid_from, recording.at, draft.valid_to, trust)
            )
        for name in split.contested:
            before = held[draft.record][name].number
            disputes.append(Conflict(record_id=draft.record, field=name, held_id=before, offered_id=number))
    insert(Statement, COLUMNS, rows)
    Conflict.objects.bulk_create(disputes)
    if touched:
        refresh(said, touched, today)


def _sealed(keys: Any, split: Split) -> Split:
    return Split(sealed(keys, split.facts), sealed(keys, split.contested), split.confirms, split.replaces)


def _row(number: int, recording: int, draft: Draft, split: Split) -> tuple[Any, ...]:
    return (
        number, recording, draft.record, draft.valid_from.isoformat(), _iso(draft.valid_to),
        dumps(split.facts), _or_nothing(split.contested), _or_nothing(list(split.confirms)), _or_nothing(split.replaces),
    )  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _or_nothing(value: Any) -> str | None:
    return dumps(value) if value else None
