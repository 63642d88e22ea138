"""What becomes of a request: the desk decides, a community may object, whoever asked may close it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.requests import errors, rights
from qingzhuang.site.requests.logic import Verdict
from qingzhuang.site.requests.models import Kind, Objection, Request

STATES = {
    Verdict.ANSWER: Request.State.ANSWERED,
    Verdict.MERGE: Request.State.MERGED,
    Verdict.SHORTEN: Request.State.SHORTENED,
    Verdict.SEND: Request.State.SENT,
    Verdict.RETURN: Request.State.RETURNED,
}
UNDECIDED = (Request.State.REGISTERED, Request.State.OBJECTED)


def decide_request(
    actor: Actor, *, request: Request, verdict: Verdict, reason: str = "", clause: str = "", kind: Kind | None = None,
    only: Sequence[str] = (),
) -> Request:  # fmt: skip
    """Decide a request in one of five ways. `only` names the blanks that are still asked where it is shortened; `kind` the kind with
    which it is merged, or in whose name it is sent. A request in the emergency lane can be decided after it went out.
    """
    rights.check(actor, "decide", request)
    if request.state not in UNDECIDED and not (request.emergency and request.decided_at is None):
        raise errors.already_decided()
    if verdict in (Verdict.MERGE, Verdict.SHORTEN) and kind is None and not only:
        raise errors.no_kind()
    if verdict is Verdict.RETURN and not (reason.strip() or clause):
        raise errors.no_reason()
    today = timezone.localdate()
    if kind is not None and not kind.holds_on(today):
        raise errors.not_in_force()
    with transaction.atomic():
        request.state = STATES[verdict]
        request.kind = kind or request.kind
        request.registered = request.kind is not None and request.kind.holds_on(today)
        request.reason, request.clause, request.only = reason.strip()[:500], clause, list(only)
        request.decided_by, request.decided_at = actor.person, timezone.now()
        request.save()
        if kind is not None:
            Kind.objects.filter(pk=kind.pk).update(last_used=today)
        _record(actor, request, "request.decided", decision=verdict.value)
    return request


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
    audit.record(
        actor.person, deed=deed, area=request.area.code, subject=request.log_subject, title=request.title, **detail
    )  # fmt: skip
