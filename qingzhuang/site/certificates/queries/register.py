"""The register: what was asked and issued, who still asks for paper, what one resident got."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.certificates import rights
from qingzhuang.site.certificates.logic.kinds import bodies
from qingzhuang.site.certificates.models import Application, Batch, BatchLine, Certificate, DrawnKind, Stage
from qingzhuang.site.ledger.queries import Record

PAGE = 50
WAITING = (Stage.CLAIMED, Stage.FACTS, Stage.WAITING, Stage.READY)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines of the register: days (both in), body, kind or item, stage; None or empty for all."""

    begins: date | None = None
    ends: date | None = None
    body: str = ""
    kind: str = ""
    stage: str = ""


def application_for(actor: Actor, pk: int) -> Application:
    """An application of the actor's area or below, or 404."""
    found = _applications().filter(pk=pk).first()
    if found is None or not rights.may(actor, "see", found):
        raise Http404
    return found


def _applications() -> QuerySet[Application]:
    return Application.objects.select_related(
        "area", "record", "asked_by__person", "verified_by__person", "seconded_by__person", "certificate"
    )


def certificate_for(actor: Actor, pk: int) -> Certificate:
    """A certificate of the actor's area or below, or 404."""
    found = Certificate.objects.select_related("application__record", "area").filter(pk=pk).first()
    if found is None or not rights.may(actor, "see", found):
        raise Http404
    return found


def _here(actor: Actor) -> QuerySet[Application]:
    if not actor.may("see_facts"):
        raise Http404
    return _applications().filter(area__code__startswith=actor.area.code_prefix)


def register_for(actor: Actor, asked: Asked, page: str) -> Page[Application]:
    """The lines of the register, newest first, a page at a time."""
    return Paginator(register_lines_for(actor, asked), PAGE).get_page(page)


def register_lines_for(actor: Actor, asked: Asked) -> QuerySet[Application]:
    """All of them."""
    return narrowed(_here(actor), asked).order_by("-pk")


def narrowed(found: QuerySet[Application], asked: Asked) -> QuerySet[Application]:
    wanted = Q()
    if asked.begins:
        wanted &= Q(asked_at__date__gte=asked.begins)
    if asked.ends:
        wanted &= Q(asked_at__date__lte=asked.ends)
    if asked.body in bodies():
        wanted &= Q(body=asked.body)
    if asked.kind:
        wanted &= Q(kind=asked.kind) | Q(item=asked.kind)
    if asked.stage:
        wanted &= Q(stage=asked.stage)
    return found.filter(wanted)


def waiting_for(actor: Actor, most: int = 30) -> list[Application]:
    """What waits for somebody: from the phone, for a fact, for a second person, for its number."""
    return list(_here(actor).filter(stage__in=WAITING).order_by("pk")[:most])


@dataclass(frozen=True, slots=True)
class Asker:
    """How often a body asked: papers issued, and how many it should not have asked for. `demands` counts each of them once."""

    body: str
    name: str
    kind: str
    item: str
    asked: int
    issued: int
    needless: int


def askers_for(actor: Actor, asked: Asked) -> list[Asker]:
    """Who still asks for paper, the most first: the figures that the register of demands is fed with."""
    rows = (
        narrowed(_here(actor), asked).order_by().values("body", "body_name", "kind", "item")
        .annotate(
            asked=Count("pk"), issued=Count("pk", filter=Q(stage=Stage.ISSUED)),
            needless=Count("pk", filter=Q(outcome__in=("forbidden", "not_needed"))),
        )
    )  # fmt: skip
    found = [Asker(*(row[name] for name in ("body", "body_name", "kind", "item", "asked", "issued", "needless"))) for row in rows]
    return sorted(found, key=lambda one: (-one.asked, one.body, one.name, one.kind, one.item))


def papers_of(actor: Actor, record: Record) -> list[Application]:
    """All that was asked for one resident, newest first: what she may be shown."""
    rights.check(actor, "see", record)
    return list(_applications().filter(record=record).order_by("-pk"))


def body_names_for(actor: Actor, most: int = 200) -> list[str]:
    """Names of bodies that asked before, to choose from while typing."""
    found = _here(actor).exclude(body_name="").order_by().values("body_name").annotate(count=Count("pk")).order_by("-count")
    return [row["body_name"] for row in found[:most]]


# ---------------------------------------------------------------- batches, kinds that wait, what is due to be removed
def batch_for(actor: Actor, pk: int) -> Batch:
    found = Batch.objects.select_related("area", "begun_by__person").filter(pk=pk).first()
    if found is None or not rights.may(actor, "see", found):
        raise Http404
    return found


def batches_for(actor: Actor, most: int = 20) -> list[Batch]:
    if not actor.may("see_facts"):
        raise Http404
    return list(Batch.objects.filter(area__code__startswith=actor.area.code_prefix).select_related("area")[:most])


def batch_lines(batch: Batch) -> list[BatchLine]:
    return list(batch.done.select_related("application__certificate", "application__record"))


def batches_at_work() -> list[Batch]:
    """Batches of which not every line was worked through. Guards nothing: for the worker."""
    return [one for one in Batch.objects.annotate(worked=Count("done")) if one.worked < one.size]


def unchecked_kinds(actor: Actor) -> int:
    """How many drawn kinds of the area wait for a second person."""
    here = DrawnKind.objects.filter(area__code__startswith=actor.area.code_prefix, retired=False)
    last: dict[str, Any] = {row.name: row for row in here}
    return sum(row.checked_by_id is None for row in last.values())


def due_to_shred(day: date | None = None) -> QuerySet[Certificate]:
    """Papers whose time is over. Guards nothing."""
    return Certificate.objects.filter(kept_until__lt=day or timezone.localdate(), application__shredded_at=None)


def due_without_paper(day: date | None = None) -> QuerySet[Application]:
    """Applications that came to no paper, as long ago as papers are kept. Guards nothing."""
    before = (day or timezone.localdate()) - timedelta(days=365 * settings.CERTIFICATES_KEPT_YEARS)
    return Application.objects.filter(certificate=None, shredded_at=None, asked_at__date__lt=before).select_related("area")


# ---------------------------------------------------------------- whoever holds a paper or a link
@dataclass(frozen=True, slots=True)
class Shown:
    """What anybody may learn of a paper: nothing else leaves this query."""

    state: str  # valid | revoked | expired | used
    title: str
    issued_on: date
    valid_until: date
    holder: str  # covered


def shown(paper: Certificate, day: date | None = None) -> Shown:
    """What the public page says of a paper."""
    day = day or timezone.localdate()
    state = "valid"
    if paper.revoked_at is not None:
        state = "used" if paper.revoked_why == "used" else "revoked"
    elif paper.valid_until < day:
        state = "expired"
    return Shown(state, paper.title, paper.issued_on, paper.valid_until, paper.holder)


def application_by_ticket(ticket: str) -> Application | None:
    """The application that a link on the phone leads to."""
    digest = ticket_digest(ticket)
    return _applications().filter(ticket=digest).first() if digest else None


def ticket_digest(ticket: str) -> str:
    return hashlib.sha256(ticket.encode()).hexdigest() if len(ticket) >= 20 else ""


def by_desk_code_for(actor: Actor, code: str) -> Application | None:
    """What the resident at the desk means by the code on the phone."""
    return _here(actor).filter(desk_code=code.strip().upper(), stage__in=WAITING).first() if code.strip() else None


def shorts(applications: Sequence[Application]) -> dict[int, str]:
    """Names of the residents of these applications, as the register shows them."""
    return {one.pk: one.record.called if one.record else "" for one in applications}
