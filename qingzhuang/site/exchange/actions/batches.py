"""A batch of facts from outside: each row finds its record or makes one, all is recorded at once, and each row is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.exchange import errors
from qingzhuang.site.exchange.actions.matching import Matched, match_rows
from qingzhuang.site.exchange.logic import reasons
from qingzhuang.site.exchange.logic.reasons import Reason
from qingzhuang.site.exchange.logic.rows import Answer, Outcome, Row, body_digest
from qingzhuang.site.exchange.logic.scopes import Scope
from qingzhuang.site.exchange.models import Batch, SenderKey
from qingzhuang.site.exchange.queries import Caller
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger import queries as known
from qingzhuang.site.ledger.actions import Draft, Source


def record_batch(
    caller: Caller, *, key: str, source: str, rows: Sequence[Row], title: str = "", reference: str = "", day: date | None = None
) -> Answer:  # fmt: skip
    """Record what a program sent, once for each key; what was recorded under a key already is answered as it was then."""
    caller.check(Scope.WRITE)
    body = body_digest(source, title, reference, day, rows)
    area, sender = caller.post.area, caller.token.sender
    if (held := Batch.objects.filter(area=area, sender=sender, key=key).first()) is not None:
        return _held(held, body)
    try:
        with transaction.atomic():
            batch = Batch.objects.create(area=area, sender=sender, key=key, body=body, at=timezone.now())
            answer = record_rows(
                caller.post, sender=sender, source=Source(source), rows=rows, title=title, reference=reference, day=day
            )
            batch.answer = {"recording": answer.recording, "rows": [asdict(row) for row in answer.rows]}
            batch.save(update_fields=["answer"])
            _noted(caller, answer)
    except IntegrityError:  # the same batch at the same moment: the other one has been recorded by now
        held = Batch.objects.filter(area=area, sender=sender, key=key).first()
        if held is None:
            raise
        return _held(held, body)
    return answer


def _held(batch: Batch, body: str) -> Answer:
    if batch.body != body:
        raise errors.other_batch()
    return Answer(batch.answer["recording"], [Outcome(**row) for row in batch.answer["rows"]])


def record_rows(
    actor: Actor, *, sender: str, source: Source, rows: Sequence[Row], title: str = "", reference: str = "", day: date | None = None
) -> Answer:  # fmt: skip
    """Match and record rows; what cannot be recorded is answered with its reason. Call it in a transaction, the right checked."""
    ledger.take_turn()
    areas = {area.code: area for area in accounts.areas_for(actor)}
    outcomes: dict[int, Outcome] = {}
    matched = match_rows(actor.area, sender, areas, rows, _refusing(outcomes))
    drafts = [draft for one in matched if (draft := _draft(one, areas, day, outcomes)) is not None]
    if not drafts:
        return Answer(None, [outcomes[place] for place in sorted(outcomes)])
    recording = ledger.open_recording(actor, source=source, area=actor.area, title=title, reference=reference)
    ledger.append(recording, drafts)
    taken = {draft.record for draft in drafts}
    became = known.outcomes(recording, sorted(taken - {draft.record for draft in drafts if draft.is_new}))
    for one in matched:
        if one.record in taken and one.place not in outcomes:
            outcomes[one.place] = Outcome(one.place, "new" if one.is_new else became[one.record], one.record)
    _keep_keys(actor.area, sender, [one for one in matched if one.record in taken])
    return Answer(recording.pk, [outcomes[place] for place in sorted(outcomes)])


def _refusing(outcomes: dict[int, Outcome]) -> Callable[[int, Reason], None]:
    def refuse(place: int, reason: Reason) -> None:
        outcomes[place] = reason.outcome(place)

    return refuse


def _draft(one: Matched, areas: Mapping[str, Area], day: date | None, outcomes: dict[int, Outcome]) -> Draft | None:
    first = one.row.day or day or timezone.localdate()
    if one.place in outcomes:
        return None
    if one.row.to is not None and one.row.to < first:
        outcomes[one.place] = reasons.bad_days().outcome(one.place)
        return None
    facts: dict[str, Any] = dict(one.facts)
    if one.row.area and not (one.stands_in is not None and areas[one.row.area].contains(one.stands_in)):
        facts = {known.place_name(one.row.entity): one.row.area, **facts}
    if not one.is_new:
        return Draft(one.record, facts, first, one.row.to)
    return Draft(one.record, facts, first, one.row.to, entity=one.row.entity, area=areas[one.row.area].pk)


def _keep_keys(area: Area, sender: str, matched: Sequence[Matched]) -> None:
    fresh = [
        SenderKey(area=area, sender=sender, digest=one.key, record_id=one.record) for one in matched if one.key and one.key_is_new
    ]
    SenderKey.objects.bulk_create(fresh)


def _noted(caller: Caller, answer: Answer) -> None:
    totals = answer.totals()
    audit.record(
        caller.post.person, deed="exchange.written", area=caller.post.area.code, subject=caller.token.log_subject,
        token=caller.token.name, rows=len(answer.rows), recorded=len(answer.rows) - totals["refused"], refused=totals["refused"],
    )  # fmt: skip
