"""A round from its beginning to its locking, and what becomes of it when communities merge or split meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from qingzhuang.formfill.as_json import from_json
from qingzhuang.formfill.rollup import can_roll_up
from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Actor, Area, Level
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.kit import files
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.requests import queries as requests
from qingzhuang.site.returns import errors, rights
from qingzhuang.site.returns.filling import whole_of
from qingzhuang.site.returns.models import Return, Round

log = logging.getLogger(__name__)


def begin_recurring(day: date) -> list[Round]:
    """Begin the rounds of recurring reports whose day has come; the requests were made ahead. Nothing is begun twice."""
    begun = []
    for request in requests.prepared_until(day):
        if Round.objects.filter(request=request).exists():
            continue
        try:
            begun.append(begin_round(None, request=request))
        except Refusal as refusal:  # without a form, or about one person at a time: nothing to fill for places
            log.info("no round of %s: %s", request.pk, refusal.code)
    return begun


def begin_round(actor: Actor | None, *, request: Any) -> Round:
    """Begin to have a request answered by all its communities; what is owed above them is rolled up along the tree.

    The form is copied, so that a form changed afterwards is a new round's matter: beginning again with another form locks the round
    under way. The daily run and an emergency have no actor. Raises Refusal where the request has not gone out, has no form for places, or the same round is under way.
    """
    if actor is not None:
        rights.check(actor, "run_round", request, seen="see_round")
    if not request.goes_out:
        raise errors.not_sent()
    with transaction.atomic():
        live = Round.objects.select_for_update().filter(request=request).exclude(state=Round.State.LOCKED).first()
        if live is not None and live.sha256 == request.sha256:
            raise errors.already_begun()
        return begin_anew(actor, request, live)


def begin_anew(actor: Actor | None, request: Any, live: Round | None) -> Round:
    """The same for whoever may have it begun, in place of the round under way, if there is one."""
    if request.understanding is None or not request.sha256:
        raise errors.no_form()
    if not can_roll_up(from_json(request.understanding)):
        raise errors.one_person()
    places = requests.communities_of(request)
    if not places:
        raise errors.no_places()
    blank, settled = requests.form_of(request), requests.settled_of(request)
    with transaction.atomic():
        begun = Round.objects.create(
            request=request, area=request.area, begun_by=actor, title=request.title, sha256=files.keep(blank),
            file_name=request.file_name, size=len(blank), format=request.format, fingerprint=request.fingerprint,
            understanding=requests.with_settled(request.understanding, settled), only=request.only,
            as_of=request.as_of, period_from=request.period_from, period_to=request.period_to, due_at=request.due_at,
            previous=_previous(request, live), created_at=timezone.now(),
        )  # fmt: skip
        begun.settled.set(settled)
        owed = [Return(round=begun, area=area) for area in places]
        owed += [Return(round=begun, area=area, rolled=True) for area in _above(places, request.area)]
        Return.objects.bulk_create(owed)
        if live is not None:
            _lock(live, str(begun.pk))
        _note(actor, begun, "round.begun", title=begun.title, count=len(places))
    return begun


def _previous(request: Any, live: Round | None) -> Round | None:
    """The round before of the same kind; of a form that was replaced the one before that."""
    if live is not None:
        return live.previous
    same = Q(request__kind=request.kind) if request.kind_id else Q(fingerprint=request.fingerprint) & ~Q(fingerprint="")
    before = Round.objects.filter(same, area=request.area, as_of__lt=request.as_of)
    return before.order_by("-as_of", "-created_at").first()


def _above(places: Sequence[Area], top: Area) -> list[Area]:
    """The areas between these and the top one, itself included."""
    found: dict[int, Area] = {}
    for area in places:
        found |= {step.pk: step for step in accounts.ancestors(area)[1:] if top.contains(step) and step.level != Level.GRID.value}
    own = {area.pk for area in places}
    return sorted((area for area in found.values() if area.pk not in own), key=lambda area: area.code)


@transaction.atomic
def lock_round(actor: Actor, *, found: Round, reason: str) -> None:
    """Nothing in it moves any more."""
    found = _held(actor, found)
    if found.state == Round.State.LOCKED:
        raise errors.not_now()
    _lock(found, _given(reason))
    _note(actor, found, "round.locked", title=found.title)


@transaction.atomic
def reopen_round(actor: Actor, *, found: Round, reason: str) -> None:
    """Let it move again, with the reason."""
    found = _held(actor, found)
    if found.state != Round.State.LOCKED:
        raise errors.not_now()
    found.state, found.reason = Round.State.OPEN, _given(reason)
    found.save(update_fields=["state", "reason"])
    _note(actor, found, "round.reopened", title=found.title)


@transaction.atomic
def go_on(actor: Actor, *, found: Round) -> None:
    """Let the machine go on where filling broke off; returns that could not be filled are tried again."""
    found = _held(actor, found)
    if found.state == Round.State.LOCKED:
        raise errors.locked()
    found.returns.filter(state=Return.State.WAITING).update(refusal=None)
    found.state, found.refusal, found.tries = Round.State.FILLING, None, 0
    found.save(update_fields=["state", "refusal", "tries"])


@transaction.atomic
def regroup(actor: Actor, *, found: Round, gone: Area | None, into: Sequence[Area], reason: str) -> list[Return]:
    """Communities merged or split while the round lasted: `gone` owes nothing any more, those in `into` answer for its people.

    Without `gone` the others are simply new. What they had signed is opened again, since their people are others now.
    """
    found = _held(actor, found)
    if found.state == Round.State.LOCKED:
        raise errors.locked()
    reason = _given(reason)
    if not into or any(not found.area.contains(area) for area in into):
        raise errors.no_successor()
    if gone is not None:
        old = found.returns.filter(area=gone, rolled=False).first()
        if old is None:
            raise errors.not_now()
        old.state, old.reason = Return.State.VOID, reason
        old.save(update_fields=["state", "reason"])
    _note(actor, found, "round.regrouped", title=found.title, area_name=(gone or into[0]).name)
    touched = []
    for area in into:
        owed, _made = Return.objects.get_or_create(round=found, area=area, defaults={"rolled": False})
        owed.state, owed.reason, owed.stamp = Return.State.WAITING, reason, ""
        owed.save(update_fields=["state", "reason", "stamp"])
        touched.append(owed)
    missing = [area for area in _above(list(into), found.area) if not found.returns.filter(area=area).exists()]
    Return.objects.bulk_create([Return(round=found, area=area, rolled=True) for area in missing])
    for owed in touched:
        open_wholes(owed, reason)
    Round.objects.filter(pk=found.pk).update(state=Round.State.FILLING)
    return touched


def open_wholes(owed: Return, reason: str) -> None:
    """What a return goes into is no longer what it was: roll-ups above it wait again."""
    above = whole_of(owed)
    while above is not None:
        above.state, above.reason = Return.State.WAITING, reason[:300]
        above.save(update_fields=["state", "reason"])
        above = whole_of(above)


def _lock(found: Round, reason: str) -> None:
    found.state, found.reason = Round.State.LOCKED, reason
    found.save(update_fields=["state", "reason"])


def _held(actor: Actor, found: Round) -> Round:
    rights.check(actor, "run_round", found, seen="see_round")
    return Round.objects.select_for_update(of=("self",)).select_related("area", "request").get(pk=found.pk)


def _given(reason: str) -> str:
    if not reason.strip():
        raise errors.no_reason()
    return reason.strip()[:300]


def _note(actor: Actor | None, found: Round, deed: str, **detail: object) -> None:
    audit.record(actor and actor.person, deed=deed, area=found.area.code, subject=found.log_subject, **detail)
