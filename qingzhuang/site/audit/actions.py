"""Append an entry, in the transaction of the deed itself: no deed without its entry, no entry without its deed."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from qingzhuang.site.audit import deeds
from qingzhuang.site.audit.logic import START, Link, seal
from qingzhuang.site.audit.models import Entry


def record(actor: Any, *, deed: str, area: str = "", subject: str = "", **detail: Any) -> Entry:
    """Add to the chain. `detail` feeds the sentence; it must not name residents."""
    deeds.sentence(deed, detail)  # fails now rather than when the log is read
    with transaction.atomic():
        last = Entry.objects.select_for_update().order_by("-number").values("number", "hash").first()
        number, previous = (last["number"] + 1, last["hash"]) if last else (1, START)
        actor_id = getattr(actor, "pk", None)
        link = Link(number, timezone.now(), actor_id, area, deed, subject, detail)
        return Entry.objects.create(
            number=number, at=link.at, actor_id=actor_id, area=area, deed=deed, subject=subject, detail=detail,
            hash=seal(link, previous),
        )  # fmt: skip
