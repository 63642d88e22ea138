"""Append an entry, in the transaction of the deed itself: no deed without its entry, no entry without its deed."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from qingzhuang.site.audit import deeds
from qingzhuang.site.audit.logic import START, Link, seal
from qingzhuang.site.audit.models import Entry

END_OF_CHAIN = 20260101  # number of the advisory lock


def record(actor: Any, *, deed: str, area: str = "", subject: str = "", **detail: Any) -> Entry:
    """Add to the chain. `detail` feeds the sentence; it must not name residents."""
    deeds.sentence(deed, detail)  # fails now rather than when the log is read
    with transaction.atomic():
        _one_at_a_time()
        last = Entry.objects.order_by("-number").values("number", "hash").first()
        number, previous = (last["number"] + 1, last["hash"]) if last else (1, START)
        actor_id = getattr(actor, "pk", None)
        link = Link(number, timezone.now(), actor_id, area, deed, subject, detail)
        return Entry.objects.create(
            number=number, at=link.at, actor_id=actor_id, area=area, deed=deed, subject=subject, detail=detail,
            hash=seal(link, previous),
        )  # fmt: skip


def _one_at_a_time() -> None:
    """Hold the end of the chain until the transaction ends. SQLite has one writer anyway (transaction_mode IMMEDIATE)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [END_OF_CHAIN])
