"""Registering a demand for data, and mending what is said of it while nothing is decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.errors import not_allowed
from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.ledger.queries import vocabulary_of
from qingzhuang.site.requests import errors, incoming, rights
from qingzhuang.site.requests.models import Kind, Request

EMERGENCY_DAYS = 14
PASSPORT = (
    "asker basis_number legal_ground form_number issuing_body approval_number valid_until purpose population frequency due_at"
).split()


@dataclass(frozen=True, slots=True)
class Told:
    """What a person says of a request besides its form and message, and what counts before them; whatever is empty is not said.

    `areas` are codes of the places it goes to; none means the actor's area.
    """

    title: str = ""
    asker: str = ""
    basis_number: str = ""
    legal_ground: str = ""
    form_number: str = ""
    issuing_body: str = ""
    approval_number: str = ""
    valid_until: date | None = None
    purpose: str = ""
    population: str = ""
    frequency: str = ""
    due_at: datetime | None = None
    as_of: date | None = None
    period: tuple[date, date] | None = None
    areas: Sequence[str] = field(default_factory=tuple)
    emergency: bool = False
    expires_on: date | None = None

    @property
    def said(self) -> dict[str, Any]:
        """What is not empty."""
        return {one.name: value for one in fields(self) if (value := getattr(self, one.name))}


def register_request(
    actor: Actor, *, told: Told, name: str = "", data: bytes = b"", message: str = "", typed: str = "", kind: Kind | None = None
) -> Request:  # fmt: skip
    """Take in a demand for data: a form, a message, a list of fields, or a kind of the catalogue asked again.

    What a person says counts before the message, the message before what is printed on the form. Outside an emergency nothing goes
    out by this: the desk decides.
    """
    if not actor.may("register_request"):
        raise not_allowed()
    areas = _areas(actor, told.areas)
    today = timezone.localdate()
    if told.emergency and not (told.expires_on and told.expires_on <= today + timedelta(days=EMERGENCY_DAYS)):
        raise errors.no_term()
    came = incoming.take_in(name, data, message, typed, kind, vocabulary_of(actor.area), told.title)
    own = {"asker": actor.body} if actor.role == accounts.Role.DEPARTMENT else {}  # a department registers what it asks itself
    said = own | came.said | told.said
    first, last = said.get("period") or (None, None)
    with transaction.atomic():
        request = Request.objects.create(
            area=actor.area, owner=actor.person, kind=kind, registered=kind is not None and kind.holds_on(today),
            title=(told.title or came.title)[:300], source=_source(data, message), message=message,
            as_of=said.get("as_of") or today, period_from=first, period_to=last, asker_area=actor.area,
            emergency=told.emergency, expires_on=told.expires_on, created_at=timezone.now(),
            state=Request.State.SENT if told.emergency else Request.State.REGISTERED,
            **came.form, **{name: said[name] for name in PASSPORT if name in said},
        )  # fmt: skip
        request.areas.set(areas)
        _record(actor, request, "request.registered", asker=request.asker)
    return request


def amend_request(actor: Actor, *, request: Request, told: Told) -> Request:
    """Mend what is said of a request: everything that `told` names, also what it leaves empty. Only while nothing is decided."""
    if request.owner_id != actor.person_id or not rights.may(actor, "see", request):
        rights.check(actor, "decide", request)
    if request.state != Request.State.REGISTERED:
        raise errors.already_decided()
    first, last = told.period or (None, None)
    with transaction.atomic():
        for name in PASSPORT:
            setattr(request, name, getattr(told, name) or (None if name in ("valid_until", "due_at") else ""))
        request.frequency = told.frequency or "once"
        request.title = told.title[:300] or request.title
        request.as_of, request.period_from, request.period_to = told.as_of or request.as_of, first, last
        request.save()
        request.areas.set(_areas(actor, told.areas))
        _record(actor, request, "request.amended")
    return request


def _source(data: bytes, message: str) -> str:
    return Request.Source.FILE if data else Request.Source.MESSAGE if message.strip() else Request.Source.FIELDS


def _areas(actor: Actor, codes: Sequence[str]) -> list[Area]:
    return [accounts.area_for(actor, code) for code in codes] or [actor.area]


def _record(actor: Actor, request: Request, deed: str, **detail: object) -> None:
    audit.record(actor.person, deed=deed, area=request.area.code, subject=request.log_subject, title=request.title, **detail)
