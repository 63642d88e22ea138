"""What becomes of a request: the desk decides, a community may object, whoever asked may close it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from qingzhuang.rulebook import Outcome
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.kit import files
from qingzhuang.site.requests import answering, errors, rights
from qingzhuang.site.requests.actions.catalogue import enter_kind
from qingzhuang.site.requests.actions.merge import merge_into
from qingzhuang.site.requests.logic import Verdict
from qingzhuang.site.requests.models import Given, Kind, Objection, Request
from qingzhuang.site.requests.passport import Sheet, passport_for
from qingzhuang.site.requests.queries.kinds import ROOM

STATES = {
    Verdict.ANSWER: Request.State.ANSWERED,
    Verdict.MERGE: Request.State.MERGED,
    Verdict.SHORTEN: Request.State.SHORTENED,
    Verdict.SEND: Request.State.SENT,
    Verdict.RETURN: Request.State.RETURNED,
}
UNDECIDED = (Request.State.REGISTERED, Request.State.OBJECTED)


def decide_request(
    actor: Actor, *, request: Request, verdict: Verdict, reason: str = "", kind: Kind | None = None, enter: bool = False,
    tone: str = "neutral",
) -> Request:  # fmt: skip
    """Decide a request in one of five ways. `kind` is what it is merged with, or in whose name it is sent; `enter` takes what is sent
    into the catalogue, without which communities see it marked as not registered. A request in the emergency lane is decided after it went out.
    """
    rights.check(actor, "decide", request)
    if not may_still_be_decided(request):
        raise errors.already_decided()
    if verdict is Verdict.MERGE and kind is None:
        raise errors.no_kind()
    if kind is not None and not kind.holds_on(timezone.localdate()):
        raise errors.not_in_force()
    sheet = passport_for(actor, request)
    if verdict is not Verdict.RETURN and sheet.blocks:
        raise errors.cannot_be_given()
    if verdict is Verdict.RETURN and not (reason.strip() or sheet.not_met):
        raise errors.no_reason()
    if verdict is Verdict.SHORTEN and not sheet.new:
        raise errors.nothing_new()
    with transaction.atomic():
        _carry_out(actor, request, verdict, kind, sheet)
        request.state, request.reason, request.tone = STATES[verdict], reason.strip()[:500], tone
        request.clause = ",".join(v.rule.id for v in sheet.verdicts if v.rule.letter and v.outcome is Outcome.NOT_MET)[:400]
        request.decided_by, request.decided_at = actor.person, timezone.now()
        request.registered = request.kind is not None and request.kind.holds_on(timezone.localdate())
        request.save()
        if enter and request.kind is None and verdict in (Verdict.SEND, Verdict.SHORTEN):
            enter_kind(actor, request=request)
        _record(actor, request, "request.decided", decision=verdict.value)
    return request


def may_still_be_decided(request: Request) -> bool:
    """Whether the desk has not spoken yet, or a community has objected since, or it went out in the emergency lane."""
    return request.state in UNDECIDED or (request.emergency and request.decided_at is None)


def _carry_out(actor: Actor, request: Request, verdict: Verdict, kind: Kind | None, sheet: Sheet) -> None:
    """What a decision does besides being written down."""
    request.kind = kind or request.kind
    request.only = []
    if verdict is Verdict.ANSWER:
        give_answer(actor, request=request)
    elif verdict is Verdict.MERGE and kind is not None:
        merge_into(actor, kind, request)
    elif verdict is Verdict.SHORTEN:
        request.only = list(dict.fromkeys(line.ask.blank for line in sheet.new))
    if request.kind is not None:
        Kind.objects.filter(pk=request.kind.pk).update(last_used=timezone.localdate())


@transaction.atomic
def give_answer(actor: Actor, *, request: Request) -> Given:
    """Fill the form from the ledger and keep the file for whoever asked; giving people's data out is recorded with count and purpose."""
    rights.check(actor, "decide", request)
    filled = answering.filled_for(actor, request)
    given = Given.objects.create(
        request=request, sha256=files.keep(filled.data, ROOM), name=filled.name[-240:], size=len(filled.data),
        records=filled.records,
        known=filled.known, asked=filled.asked, as_of=request.as_of, made_by=actor.person, made_at=timezone.now(),
    )  # fmt: skip
    _record(actor, request, "request.answered", records=filled.records, asker=request.asker, purpose=request.purpose)
    return given


@transaction.atomic
def hand_out(actor: Actor, *, given: Given) -> bytes:
    """The bytes of an answer, with a line in the log."""
    rights.check(actor, "take", given.request)
    _record(actor, given.request, "request.taken", name=given.name)
    return files.load(given.sha256, ROOM)


@transaction.atomic
def object_to(actor: Actor, *, request: Request, reason: str) -> Objection:
    """A community says why it cannot or should not answer; the desk decides again."""
    rights.check(actor, "object", request)
    if not reason.strip():
        raise errors.no_reason()
    objection, _made = Objection.objects.update_or_create(
        request=request, area=actor.area,
        defaults={"reason": reason.strip()[:500], "made_by": actor.person, "made_at": timezone.now(), "answer": ""},
    )  # fmt: skip
    request.state = Request.State.OBJECTED
    request.save(update_fields=["state"])
    _record(actor, request, "request.objected")
    return objection


@transaction.atomic
def close_request(actor: Actor, *, request: Request) -> Request:
    """The matter is over: nothing more is asked of anybody."""
    if request.owner_id != actor.person_id or not rights.may(actor, "see", request):
        rights.check(actor, "decide", request)
    request.state = Request.State.CLOSED
    request.save(update_fields=["state"])
    _record(actor, request, "request.closed")
    return request


def _record(actor: Actor, request: Request, deed: str, **detail: object) -> None:
    audit.record(actor.person, deed=deed, area=request.area.code, subject=request.log_subject, title=request.title, **detail)
