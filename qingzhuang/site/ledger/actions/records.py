"""Facts typed by a person, one record at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.ledger import errors, rights
from qingzhuang.site.ledger.actions.journal import append, new_numbers, open_recording
from qingzhuang.site.ledger.logic.drafts import Draft
from qingzhuang.site.ledger.logic.own import is_own
from qingzhuang.site.ledger.logic.sources import Source
from qingzhuang.site.ledger.logic.values import BadValue, UnknownField, place_name, stored
from qingzhuang.site.ledger.models import Record, Recording
from qingzhuang.site.ledger.queries.own import holds_in


class _Place:
    """What rights ask about a record that is not there yet."""

    def __init__(self, area: Area) -> None:
        self.area = area


@transaction.atomic
def add_record(
    actor: Actor | None, *, entity: str, area: Area, facts: Mapping[str, Any], valid_from: date | None = None,
    source: Source = Source.ENTRY, title: str = "", reference: str = "",
) -> Record:  # fmt: skip
    """A new record with what is known of it. Raises 404 outside the actor's area, Refusal for a value that cannot be."""
    rights.check(actor, "record", _Place(area))
    plain = checked(entity, facts, area)
    recording = open_recording(actor, source=source, area=area, title=title, reference=reference)
    (number,) = new_numbers(1)
    day = valid_from or timezone.localdate()
    append(recording, [Draft(number, {place_name(entity): area.code, **plain}, day, entity=entity, area=area.pk)])
    _noted(actor, recording, f"{entity}:{number}", len(plain))
    return Record.objects.get(pk=number)


@transaction.atomic
def record_facts(
    actor: Actor | None, *, record: Record, facts: Mapping[str, Any], valid_from: date | None = None,
    valid_to: date | None = None, confirms: tuple[str, ...] = (), source: Source = Source.ENTRY, title: str = "", reference: str = "",
) -> Recording:  # fmt: skip
    """New values of a record, or the confirmation of what is held. The picture shows them at once."""
    rights.check(actor, "record", record)
    day = valid_from or timezone.localdate()
    if valid_to is not None and valid_to < day:
        raise errors.ends_before_it_begins()
    if not facts and not confirms:
        raise errors.nothing_said()
    plain = checked(record.entity, facts, record.area)
    recording = open_recording(actor, source=source, area=record.area, title=title, reference=reference)
    append(recording, [Draft(record.pk, plain, day, valid_to, confirms)])
    _noted(actor, recording, record.log_subject, len(plain))
    record.refresh_from_db()
    return recording


def checked(entity: str, facts: Mapping[str, Any], area: Area) -> dict[str, Any]:
    """The facts in stored form; a Refusal for a field that is not ours or a value that cannot be."""
    plain: dict[str, Any] = {}
    for name, value in facts.items():
        if is_own(name) and value not in (None, "") and not holds_in(name, area):
            raise errors.field_of_others(name)
        try:
            plain[name] = stored(entity, name, value)
        except UnknownField:
            raise errors.unknown_field(name) from None
        except BadValue:
            raise errors.bad_value(name, str(value)[:40]) from None
    return plain


def _noted(actor: Actor | None, recording: Recording, subject: str, facts: int) -> None:
    audit.record(
        actor and actor.person, deed="facts.recorded", area=recording.area.code, subject=subject, facts=facts, records=1,
        source=recording.source,
    )  # fmt: skip
