"""Kinds that an area draws for itself: a text with places in it, or a Typst page; used when a second person has checked it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from qingzhuang.formfill.errors import FormError
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.certificates import errors, queries, rights, wording
from qingzhuang.site.certificates.logic.drawing import Drawn, NotDrawn, kind_drawn
from qingzhuang.site.certificates.logic.from_form import Drafted, drafted
from qingzhuang.site.certificates.models import DrawnKind


@transaction.atomic
def draw_kind(actor: Actor, *, drawn: Drawn, name: str = "") -> DrawnKind:
    """A new kind, or with `name` a new version of one. Raises Refusal for one that must not be issued or that says too little."""
    rights.check(actor, "draw", actor)
    item = queries.listing_in(actor.area).find(drawn.title)
    if item is not None:
        raise errors.on_the_list(item.name)
    if name and not any(row.name == name for row in queries.drawn_for(actor)):
        raise errors.unknown_kind(name)
    try:
        told = kind_drawn(drawn)
    except NotDrawn as fault:
        raise errors.bad_kind(wording.fault_of_kind(fault.code, fault.what)) from fault
    made = DrawnKind.objects.create(
        area=actor.area, name=name or f"own-{get_random_string(8).lower()}", told=told, drawn_by=actor, drawn_at=timezone.now()
    )
    _note(actor, made, "kind.drawn")
    return made


def read_form(actor: Actor, *, name: str, data: bytes) -> Drafted:
    """A draft from a form with blanks, as it is used today; nothing is kept of the file. Raises Refusal where it cannot be read."""
    rights.check(actor, "draw", actor)
    try:
        return drafted(data, name)
    except FormError as fault:
        raise errors.bad_kind(str(fault)) from fault


@transaction.atomic
def check_kind(actor: Actor, *, kind: DrawnKind) -> None:
    """Somebody else than who drew it has read it: from now on it can be issued."""
    rights.check(actor, "issue", kind)
    if kind.drawn_by is not None and kind.drawn_by.person_id == actor.person_id:
        raise errors.same_eyes()
    kind.checked_by = actor
    kind.save(update_fields=["checked_by"])
    _note(actor, kind, "kind.checked")


@transaction.atomic
def retire_kind(actor: Actor, *, kind: DrawnKind) -> None:
    """It is issued no more; papers that were stay as they are."""
    rights.check(actor, "draw", kind)
    DrawnKind.objects.create(
        area=kind.area, name=kind.name, told=kind.told, drawn_by=actor, drawn_at=timezone.now(), retired=True
    )
    _note(actor, kind, "kind.retired")


def _note(actor: Actor, kind: DrawnKind, deed: str) -> None:
    told: Mapping[str, Any] = kind.told
    audit.record(actor.person, deed=deed, area=kind.area.code, subject=kind.log_subject, title=told["title"]["zh-Hans"])
