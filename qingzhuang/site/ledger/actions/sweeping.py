"""After values were taken out: every area looks through its files for them. In the background, one area after the other, repeated safely."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from qingzhuang.site.audit import actions as audit
from qingzhuang.site.ledger.actions.shredding import shred_again, shred_waiting
from qingzhuang.site.ledger.logic.traces import Traces
from qingzhuang.site.ledger.models import Erasure, Recording
from qingzhuang.site.ledger.queries.shredding import erasures_at_work, in_reach, taken_out, titles_of, traces_of

LIST = "taken-out.json"  # in the data folder, and so in every backup


class NotYet(Exception):
    """Something is at work in which the values still lie; the sweep is tried again tomorrow."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """What an area is to look for, in which areas' files, and what may be told of it: the day, the ground and its document."""

    traces: Traces
    areas: tuple[int, ...]
    on: date
    ground: str
    basis: str

    @property
    def mark(self) -> dict[str, str]:
        """What stays beside something from which values were taken out."""
        return {"on": self.on.isoformat(), "ground": self.ground, "basis": self.basis}


Sweeper = Callable[[Sweep], int]
_sweepers: dict[str, Sweeper] = {}


def also_sweep(name: str, sweeper: Sweeper) -> None:
    """Said once when the site starts: how an area looks through its files. It gives how many it changed, and may be called twice."""
    _sweepers[name] = sweeper


def carry_on(number: int) -> bool:
    """Bring an erasure to its end: blank who waits, then have all files looked through. Whether it is done; twice is once."""
    while shred_waiting(number):
        pass
    write_list()
    erasure = Erasure.objects.select_related("area", "ordered_by__person").get(pk=number)
    if erasure.done_at is not None:
        return True
    traces, reach = traces_of(erasure), tuple(in_reach(erasure.areas))
    sweep = Sweep(traces, reach, timezone.localtime(erasure.ordered_at).date(), erasure.ground, erasure.basis)
    waits = False
    for name, sweeper in {"titles": _titles, **_sweepers}.items():
        if name in erasure.swept:
            continue
        try:
            files = sweeper(sweep)
        except NotYet:
            waits = True
            continue
        erasure.swept = [*erasure.swept, name]
        Erasure.objects.filter(pk=number).update(swept=erasure.swept, files=F("files") + files)
    return not waits and _done(number)


def carry_on_all(_day: date | None = None) -> None:
    """Those that are not at their end, for the worker when it starts and once a day."""
    for number in erasures_at_work():
        carry_on(number)


def _done(number: int) -> bool:
    """The words that were looked for are no longer needed."""
    with transaction.atomic():
        _closed(number)
    cache.clear()  # a page that was worked out before may be in it
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:  # blanked pages leave the write-ahead log, too
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return True


def _closed(number: int) -> None:
    Erasure.objects.filter(pk=number, done_at__isnull=True).update(words=b"", done_at=timezone.now())
    erasure = Erasure.objects.select_related("area", "ordered_by__person").get(pk=number)
    audit.record(
        erasure.ordered_by and erasure.ordered_by.person, deed="records.swept", area=erasure.area.code, subject=erasure.log_subject,
        records=len(erasure.records), files=erasure.files,
    )  # fmt: skip


def _titles(sweep: Sweep) -> int:
    """Titles of recordings that tell of others too, such as the name of a file."""
    found = [pk for pk, title in titles_of(sweep.areas) if sweep.traces.in_text(title)]
    return Recording.objects.filter(pk__in=found).update(title="")


def write_list() -> None:
    """Write down beside the database what was ever taken out, whole or not at all."""
    path = Path(settings.DATA) / LIST
    beside = path.with_suffix(".new")
    beside.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        json.dump(taken_out(), out, ensure_ascii=False)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(path)


def shred_listed(folder: Path) -> int:
    """Take out again what the list in a folder says and is held nevertheless: an older backup was restored. How many erasures that made."""
    path = folder / LIST
    made = len(shred_again(json.loads(path.read_text("utf-8")))) if path.exists() else 0
    write_list()
    return made
