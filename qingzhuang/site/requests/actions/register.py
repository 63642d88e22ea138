"""Registering a demand for data: a form, a pasted message or a list of fields becomes a request with its questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from qingzhuang.formfill import understand
from qingzhuang.formfill.as_json import answer_file
from qingzhuang.formfill.asks import asks_of
from qingzhuang.formfill.errors import FormError
from qingzhuang.formfill.form import Form
from qingzhuang.formfill.memory import fingerprint
from qingzhuang.formfill.read.safely import read_safely
from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.errors import not_allowed
from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.kit import files
from qingzhuang.site.ledger.queries import vocabulary_of
from qingzhuang.site.requests import errors, logic
from qingzhuang.site.requests.models import Kind, Request
from qingzhuang.site.requests.queries.kinds import ROOM

EMERGENCY_DAYS = 14


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a request besides its form; whatever is empty is not known. `areas` are codes; none means the actor's area."""

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
    frequency: str = "once"
    due_at: datetime | None = None
    as_of: date | None = None
    period: tuple[date | None, date | None] = (None, None)
    areas: Sequence[str] = field(default_factory=tuple)
    emergency: bool = False
    expires_on: date | None = None

    @property
    def passport(self) -> dict[str, Any]:
        """The fields that a request shares with a kind."""
        names = (
            "asker basis_number legal_ground form_number issuing_body approval_number valid_until purpose population frequency"
        )
        return {name: getattr(self, name) for name in names.split()}


def register_request(
    actor: Actor, *, told: Told, name: str = "", data: bytes = b"", message: str = "", kind: Kind | None = None
) -> Request:
    """Take in a demand for data. With `kind` it asks what the kind asks, and no file is needed. A file that cannot be read is refused.

    Outside an emergency nothing goes out by this: the desk decides.
    """
    if not actor.may("register_request"):
        raise not_allowed()
    areas = _areas(actor, told.areas)
    if told.emergency and not (told.expires_on and told.expires_on <= timezone.localdate() + timedelta(days=EMERGENCY_DAYS)):
        raise errors.no_term()
    passport = told.passport | (_of_kind(kind) if kind and not data else _of_file(actor, name, data) if data else {})
    if not passport.get("asks") and not message.strip():
        raise errors.nothing_asked()
    with transaction.atomic():
        request = Request.objects.create(
            area=actor.area, owner=actor.person, kind=kind, registered=kind is not None and kind.holds_on(timezone.localdate()),
            title=(told.title or passport.pop("named", "") or message.strip().splitlines()[0])[:300],
            source=Request.Source.FILE if data else Request.Source.MESSAGE if message.strip() else Request.Source.FIELDS,
            message=message, due_at=told.due_at, as_of=told.as_of or timezone.localdate(), period_from=told.period[0],
            period_to=told.period[1], emergency=told.emergency, expires_on=told.expires_on, asker_area=actor.area,
            state=Request.State.SENT if told.emergency else Request.State.REGISTERED, created_at=timezone.now(),
            **{name: value for name, value in passport.items() if name != "named"},
        )  # fmt: skip
        request.areas.set(areas)
        audit.record(
            actor.person, deed="request.registered", area=actor.area.code, subject=request.log_subject,
            title=request.title, asker=request.asker,
        )  # fmt: skip
    return request


def _areas(actor: Actor, codes: Sequence[str]) -> list[Area]:
    return [accounts.area_for(actor, code) for code in codes] or [actor.area]


def _of_kind(kind: Kind) -> dict[str, Any]:
    names = ("sha256", "file_name", "format", "fingerprint", "understanding", "asks")
    return {name: getattr(kind, name) for name in names} | {"named": kind.title}


def _of_file(actor: Actor, name: str, data: bytes) -> dict[str, Any]:
    """The form understood by the words of the area."""
    if len(data) > settings.UPLOAD_LIMIT:
        raise errors.too_large(settings.UPLOAD_LIMIT)
    vocabulary = vocabulary_of(actor.area)
    try:
        book = read_safely(data, name)
        form = understand(book, vocabulary)
    except FormError as error:
        raise errors.unreadable(error.what, error.why, error.todo) from error
    return {
        "sha256": files.keep(data, ROOM),
        "file_name": name[-150:],
        "format": book.format,
        "fingerprint": form.fingerprint or fingerprint(form),
        "understanding": answer_file(form),
        "asks": logic.kept(asks_of(form, vocabulary)),
        "named": _title(form, name),
    }


def _title(form: Form, name: str) -> str:
    titles = [" ".join(table.title.split()) for table in form.tables if table.title.strip()]
    return next(iter(titles), name.rsplit(".", 1)[0])
