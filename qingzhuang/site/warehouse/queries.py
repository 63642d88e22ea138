"""The facts that an area answers from: its ledger as columns, never older than the question; else a folder of facts."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.utils import timezone

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.warehouse import frozen, rights
from qingzhuang.site.warehouse.errors import no_facts, released
from qingzhuang.site.warehouse.grounds import grounds_of, kept_in_ledger, versions_of
from qingzhuang.site.warehouse.logic.frozen import digest_of
from qingzhuang.site.warehouse.models import FactsFolder, Snapshot
from qingzhuang.site.warehouse.opening import opened
from qingzhuang.site.warehouse.parts import parts_for
from qingzhuang.site.warehouse.shelf import Shelf, ledger_shelf, past_shelf
from qingzhuang.site.warehouse.writing import Then, bring_up_to_date
from qingzhuang.tally import Dataset

__all__ = [
    "Condition", "condition_of", "dataset_for", "dataset_of", "dataset_of_area", "in_ledger", "is_whole", "keeps_days", "kept_below", "mark_of", "parts_for",
    "shelf_of", "snapshot_for",
]  # fmt: skip


def dataset_for(actor: Actor, area_code: str, *, day: date | None = None, known: datetime | None = None) -> Dataset:
    """The dataset that holds the facts of an area at or below the actor's own; 404 for any other.

    What was recorded before the call is in it. With a `day` it is the picture of that day, with `known` as it was known at
    that moment; both only where the ledger keeps the facts.
    """
    return dataset_of_area(accounts.area_for(actor, area_code), day=day, known=known)


def dataset_of_area(area: Area, *, day: date | None = None, known: datetime | None = None) -> Dataset:
    """The same for whoever has made sure that the area may be read."""
    grounds = kept_in_ledger(grounds_of(area))
    if not grounds:
        return _in_folder(area)
    shelf, then = shelf_of(day, known)
    book = bring_up_to_date(shelf, grounds, then=then)
    return opened(shelf, book.naming(ledger_shelf().book().names) if then else book, area)


def keeps_days(area: Area) -> bool:
    """Whether the ledger keeps the facts of an area, so that the picture of any day can be had; a folder has one picture."""
    return bool(kept_in_ledger(grounds_of(area)))


def mark_of(area: Area) -> str:
    """What moves on with every fact of an area, found without opening its facts: whatever was counted under the same mark on the same
    day holds. Empty where there are no facts."""
    grounds = grounds_of(area)
    if versions := versions_of(grounds):
        return f"ledger {sum(ground.version(versions) for ground in grounds)}"
    try:
        folder, newest = _folder_of(area)
    except Refusal:
        return ""
    return f"{folder} {newest}"


def kept_below(area: Area) -> frozenset[str]:
    """The codes of the communities of an area of which the ledger knows anything."""
    return frozenset(ground.code for ground in kept_in_ledger(grounds_of(area)))


def in_ledger() -> bool:
    """Whether the ledger knows anything at all."""
    return bool(kept_in_ledger(grounds_of(None)))


def shelf_of(day: date | None, known: datetime | None) -> tuple[Shelf, Then | None]:
    """Where the picture of a day lies: that of today, as known now, is the ledger's own."""
    if known is None and (day is None or day == timezone.localdate()):
        return ledger_shelf(), None
    then = Then(day or timezone.localdate(), known)
    return past_shelf(then.day, known), then


def snapshot_for(actor: Actor, pk: UUID) -> Snapshot:
    """A frozen picture, or 404 for whoever may not see it."""
    found = Snapshot.objects.select_related("area", "taken_by").filter(pk=pk).first()
    if found is None or not rights.may(actor, "see", found):
        raise Http404
    return found


def dataset_of(snapshot: Snapshot) -> Dataset:
    """The facts of a frozen picture, as they were; raises Refusal once it was released."""
    if snapshot.released_at:
        raise released()
    shelf = frozen.frozen_shelf(snapshot.pk)
    return opened(shelf, shelf.book(), snapshot.area, frozen.tree_of(snapshot.pk), len(snapshot.taken_out))


class Condition(str, Enum):
    """What has become of a frozen picture."""

    WHOLE = "whole"  # byte for byte what it was
    TAKEN_OUT = (
        "taken_out"  # the same but for records whose values were taken out by the rule: `taken_out` says when, on which basis
    )
    RELEASED = "released"  # its files were let go
    ALTERED = "altered"


def condition_of(snapshot: Snapshot) -> Condition:
    """What has become of a picture since it was frozen; reads all its files."""
    if snapshot.released_at:
        return Condition.RELEASED
    try:
        book, tree = frozen.frozen_shelf(snapshot.pk).book(), frozen.tree_of(snapshot.pk)
    except OSError:
        return Condition.ALTERED
    left = {file: digest for mark in snapshot.taken_out for file, digest in mark["files"].items()}
    same = digest_of(book, tree, snapshot.area.code, snapshot.day) == snapshot.digest
    if not same or frozen.changed_files(snapshot.pk, left):
        return Condition.ALTERED
    return Condition.TAKEN_OUT if snapshot.taken_out else Condition.WHOLE


def is_whole(snapshot: Snapshot) -> bool:
    """Whether every file of a frozen picture is still what it was, byte for byte; reads them all."""
    return condition_of(snapshot) is Condition.WHOLE


def _in_folder(area: Area) -> Dataset:
    return _folder(*_folder_of(area))


def _folder_of(area: Area) -> tuple[Path, int]:
    """The folder that holds the facts of an area, and when it was last written to; a refusal where there is none."""
    line = [step.pk for step in accounts.ancestors(area)]
    rows = {row.area_id: row.folder for row in FactsFolder.objects.filter(area__in=line)}
    named = next((rows[pk] for pk in line if pk in rows), "")
    folder = settings.DATA / named if named else settings.FACTS_FOLDER
    if not any(folder.glob("person.*")):
        raise no_facts(area.name)
    return folder, max(file.stat().st_mtime_ns for file in folder.iterdir())


@lru_cache(maxsize=8)
def _folder(folder: Path, _newest: int) -> Dataset:
    return Dataset.open(folder)
