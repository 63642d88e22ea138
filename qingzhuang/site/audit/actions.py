"""Append an entry, in the transaction of the deed itself: no deed without its entry, no entry without its deed."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import connection, transaction
from django.http import Http404
from django.utils import timezone

from qingzhuang.site.audit import deeds, head, queries
from qingzhuang.site.audit.logic import START, Head, Link, seal
from qingzhuang.site.audit.models import Entry

END_OF_CHAIN = 20260101  # number of the advisory lock
EXPORTED = 100_000  # lines of one export


def record(actor: Any, *, deed: str, area: str = "", subject: str = "", **detail: Any) -> Entry:
    """Add to the chain. `detail` feeds the sentence; it must not name residents."""
    deeds.sentence(deed, detail)  # fails now rather than when the log is read
    with transaction.atomic():
        _one_at_a_time()
        last = Entry.objects.order_by("-number").values("number", "hash").first()
        number, previous = (last["number"] + 1, last["hash"]) if last else (1, START)
        actor_id = getattr(actor, "pk", None)
        link = Link(number, timezone.now(), actor_id, area, deed, subject, detail)
        sealed = seal(link, previous)
        transaction.on_commit(partial(head.note, Head(number, sealed)), robust=True)
        return Entry.objects.create(
            number=number, at=link.at, actor_id=actor_id, area=area, deed=deed, subject=subject, detail=detail, hash=sealed
        )


def _one_at_a_time() -> None:
    """Hold the end of the chain until the transaction ends. SQLite has one writer anyway (transaction_mode IMMEDIATE)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [END_OF_CHAIN])


def export_log(actor: Any, *, asked: queries.Asked) -> list[queries.Line]:
    """The lines of an area as one takes them away, newest first, at most EXPORTED; taking them is itself an entry."""
    if not actor.may("read_log"):
        raise Http404
    lines = queries.lines_for(actor, asked, limit=EXPORTED)
    record(actor.person, deed="log.exported", area=actor.area.code, count=len(lines))
    return lines
