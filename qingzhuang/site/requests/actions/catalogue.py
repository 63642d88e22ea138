"""The catalogue: entering a kind of report, and retiring one with day and reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.requests import errors, rights
from qingzhuang.site.requests.models import Kind, Request
from qingzhuang.site.requests.queries.kinds import kinds_for
from qingzhuang.site.requests.sources import keys_of

SHARED = (
    "asker asker_area basis_number legal_ground form_number issuing_body approval_number valid_until purpose population frequency "
    "sha256 file_name format fingerprint understanding asks"
).split()


@transaction.atomic
def enter_kind(actor: Actor, *, request: Request, title: str = "", areas: Sequence[Area] = ()) -> Kind:
    """Enter what a request asks as a kind of the catalogue, in force from today; the request counts as registered from then on."""
    rights.check(actor, "decide", request)
    today = timezone.localdate()
    kind = Kind.objects.create(
        area=actor.area, title=(title or request.title)[:300], state=Kind.State.IN_FORCE, begun=today, created_at=timezone.now(),
        **{name: getattr(request, name) for name in SHARED},
    )  # fmt: skip
    kind.areas.set(areas or request.areas.all())
    request.kind, request.registered = kind, True
    request.save(update_fields=["kind", "registered"])
    _record(actor, kind, "kind.entered")
    return kind


@transaction.atomic
def retire_kind(actor: Actor, *, kind: Kind, reason: str, on: date | None = None, merged_into: Kind | None = None) -> Kind:
    """Move a kind to the archive with its day and reason; nobody is asked for it from then on."""
    rights.check(actor, "decide", kind)
    if not reason.strip():
        raise errors.no_reason()
    if kind.state != Kind.State.IN_FORCE:
        raise errors.not_in_force()
    kind.state, kind.retired_on, kind.reason = Kind.State.RETIRED, on or timezone.localdate(), reason.strip()[:300]
    kind.merged_into = merged_into
    kind.save(update_fields=["state", "retired_on", "reason", "merged_into"])
    _record(actor, kind, "kind.retired")
    return kind


@transaction.atomic
def retire_kinds(actor: Actor, *, kinds: Sequence[Kind], reason: str) -> int:
    """Retire several with one reason, each merged into the report in force that asks most of its questions; how many."""
    going = {kind.pk for kind in kinds}
    staying = [(kind, frozenset(keys_of(kind))) for kind in kinds_for(actor) if kind.pk not in going] if kinds else []
    for kind in kinds:
        own = frozenset(keys_of(kind))
        best = max(staying, key=lambda pair: len(pair[1] & own), default=None)
        retire_kind(actor, kind=kind, reason=reason, merged_into=best[0] if best and best[1] & own else None)
    return len(kinds)


def _record(actor: Actor, kind: Kind, deed: str) -> None:
    audit.record(actor.person, deed=deed, area=kind.area.code, subject=kind.log_subject, title=kind.title)
