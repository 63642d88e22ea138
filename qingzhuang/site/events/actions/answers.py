"""Answers to what is due: accepted, not now, or not applicable with a reason. Each is a person's deed."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.events import errors, queries, rights
from qingzhuang.site.events.logic.plan import Plan
from qingzhuang.site.events.models import Proposal
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger.actions import Draft, Source

NOT_BEFORE = timedelta(days=30)


@transaction.atomic
def show_due(actor: Actor, *, kind: str, page: str) -> queries.Due:
    """A page of what is due in the actor's areas, with a line in the log that says how many people were seen."""
    found = queries.due_for(actor, kind=kind, page=page)
    if found.page.object_list:
        audit.record(actor.person, deed="due.seen", area=actor.area.code, subject="ledger", count=len(found.page.object_list))
    return found


@transaction.atomic
def accept(actor: Actor, *, proposal: Proposal, value: date | None = None) -> Proposal:
    """Record what was proposed, in one recording; where a new day is asked (of a card), that day. Refuses what is answered already."""
    proposal = _locked(actor, proposal)
    if proposal.asks and value is None:
        raise errors.no_day()
    facts = {proposal.asks: value.isoformat()} if proposal.asks and value else proposal.facts
    known = queries.scene_of(actor, [proposal.record_id]).records[proposal.record_id]
    plan, begins = Plan(proposal.day), proposal.detail.get("begins", {})
    for name, one in facts.items():
        plan.say(known, {name: one}, date.fromisoformat(begins[name]) if name in begins else _from(proposal))
    if plan.changes:
        record = proposal.record
        recording = ledger.open_recording(actor, source=Source.EVENT, area=record.area, title=proposal.listing)
        ledger.append(recording, [Draft(change.record, change.facts, change.day, changes=True) for change in plan.changes])
        proposal.recording = recording
    return _answered(actor, proposal, Proposal.Answer.ACCEPTED)


def _from(proposal: Proposal) -> date:
    """A new day of a card holds from today on; what begins or ends on the day of the proposal, from that day on."""
    return timezone.localdate() if proposal.asks else proposal.day


@transaction.atomic
def postpone(actor: Actor, *, proposal: Proposal) -> Proposal:
    """Not now: it comes back in a month."""
    proposal = _locked(actor, proposal)
    proposal.until = timezone.localdate() + NOT_BEFORE
    return _answered(actor, proposal, Proposal.Answer.LATER)


@transaction.atomic
def decline(actor: Actor, *, proposal: Proposal, reason: str) -> Proposal:
    """Not applicable, and why; it is not proposed again."""
    proposal = _locked(actor, proposal)
    if not reason.strip():
        raise errors.no_reason()
    proposal.reason = reason.strip()[:200]
    return _answered(actor, proposal, Proposal.Answer.NOT_APPLICABLE)


def _locked(actor: Actor, proposal: Proposal) -> Proposal:
    found = Proposal.objects.select_for_update(of=("self",)).select_related("record__area").get(pk=proposal.pk)
    rights.check(actor, "record", found.record)
    if found.answer not in (Proposal.Answer.OPEN, Proposal.Answer.LATER):
        raise errors.answered()
    return found


def _answered(actor: Actor, proposal: Proposal, answer: Proposal.Answer) -> Proposal:
    proposal.answer = answer
    proposal.save()
    audit.record(
        actor.person, deed="due.answered", area=proposal.record.area.code, subject=proposal.log_subject, answer=answer.value,
        kind=proposal.kind,
    )  # fmt: skip
    return proposal
