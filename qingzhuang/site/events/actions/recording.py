"""Recording an event as one deed: the plan that was shown, written in one transaction."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.events import queries, rights
from qingzhuang.site.events.logic.plan import Change, Plan, Scene
from qingzhuang.site.events.wording import title_of
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger import queries as held
from qingzhuang.site.ledger.actions import Draft, Source
from qingzhuang.site.ledger.queries import Record


@transaction.atomic
def record_event(actor: Actor | None, *, record: Record, event: str, said: queries.Said) -> tuple[Any, list[int]]:
    """Everything that follows from an event, in one recording that can be taken back whole.

    Returns the recording and the numbers of the records that were made. Raises 404 outside the actor's area, Refusal where the event
    cannot be. `said` as the form of the event has it: `day`, and what else it asks.
    """
    rights.check(actor, "record", record)
    plan, scene = queries.plan_for(actor, record, event, said)
    recording = ledger.open_recording(actor, source=Source.EVENT, area=record.area, title=title_of(event))
    numbers = _numbers(plan)
    drafts = [_draft(change, numbers, scene) for change in plan.changes]
    for part in (True, False):
        ledger.append(recording, [draft for draft in drafts if draft.is_new is part])
    changed = {draft.record for draft in drafts}
    audit.record(
        actor and actor.person, deed="event.recorded", area=recording.area.code, subject=record.log_subject, event=event,
        records=len(changed),
    )  # fmt: skip
    _tell_others(actor, scene, changed)
    return recording, list(numbers.values())


def _numbers(plan: Plan) -> dict[int, int]:
    """The numbers below nought of records to be made → numbers set aside for them."""
    placeholders = sorted({change.record for change in plan.changes if change.record < 0}, reverse=True)
    return dict(zip(placeholders, ledger.new_numbers(len(placeholders)), strict=True))


def _draft(change: Change, numbers: dict[int, int], scene: Scene) -> Draft:
    known = scene.find(change.record)
    entity = known.entity if known else change.entity
    facts = {
        name: numbers.get(value, value) if isinstance(value, int) and held.is_relation(entity, name) else value
        for name, value in change.facts.items()
    }
    if change.entity:
        area = Area.objects.get(pk=change.area)
        facts = {held.place_name(entity): area.code, **facts}
        return Draft(numbers[change.record], facts, change.day, entity=entity, area=area.pk)
    return Draft(change.record, facts, change.day, changes=True)


def _tell_others(actor: Actor | None, scene: Scene, changed: set[int]) -> None:
    """A line in the log of another area whose records changed too: it may miss them."""
    elsewhere = {known.area for known in scene.records.values() if known.pk in changed and known.elsewhere}
    for area in Area.objects.filter(pk__in=elsewhere):
        audit.record(actor and actor.person, deed="event.moved_record", area=area.code, subject="ledger")
