"""Writes of the warehouse: the dataset brought up to date, pictures kept and let go."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor, Area, Level
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.ledger.actions import Sweep
from qingzhuang.site.ledger.queries import keyring
from qingzhuang.site.warehouse import errors, frozen, rights
from qingzhuang.site.warehouse.grounds import grounds_of, kept_in_ledger
from qingzhuang.site.warehouse.logic.frozen import digest_of
from qingzhuang.site.warehouse.models import Snapshot
from qingzhuang.site.warehouse.opening import tree_of
from qingzhuang.site.warehouse.queries import shelf_of
from qingzhuang.site.warehouse.shelf import drop_past, ledger_shelf
from qingzhuang.site.warehouse.writing import Told, bring_up_to_date


class _Place:
    """What rights ask about a picture that is not there yet."""

    def __init__(self, area: Area) -> None:
        self.area = area


def refresh(actor: Actor | None, *, area: Area | None = None, anew: bool = False, told: Told | None = None) -> int:
    """Write what is stale of the communities of an area (None: all); `anew` writes everything. Returns how many there are.

    Reports need not call it: they bring up to date what they read. It is for set-up, and after an import.
    """
    rights.check(actor, "see", _Place(area) if area else None)  # nobody but the machine may ask for all
    grounds = kept_in_ledger(grounds_of(area))
    bring_up_to_date(ledger_shelf(), grounds, anew=anew, told=told)
    return len(grounds)


def freeze(
    actor: Actor | None, *, area: Area, day: date | None = None, known: datetime | None = None, share: bool = False
) -> Snapshot:
    """Keep the facts of an area as they are now (or were on a day, as known at a moment), until released.

    With `share` a picture that is kept already and is the same to the byte is given instead of another one.
    Raises 404 outside the actor's area, Refusal where the ledger knows nothing of the area.
    """
    rights.check(actor, "freeze", _Place(area))
    grounds = kept_in_ledger(grounds_of(area))
    if not grounds:
        raise errors.no_facts(area.name)
    moment, number = timezone.now(), uuid4()
    shelf, then = shelf_of(day, known)
    current = bring_up_to_date(shelf, grounds, then=then)
    tree = tree_of(area)
    day = day or timezone.localdate()
    book = current.naming(ledger_shelf().book().names)
    same = Snapshot.objects.filter(area=area, day=day, digest=digest_of(book, tree, area.code, day), released_at=None)
    if share and (there := same.first()) is not None:
        return there
    book = frozen.lay_down(number, shelf, book, tree)
    try:
        with transaction.atomic():
            found = Snapshot.objects.create(
                id=number, area=area, day=day, known=known or moment, digest=digest_of(book, tree, area.code, day), taken_by=actor
            )
            _noted(actor, "picture.frozen", found)
    except BaseException:
        frozen.take_away(number)
        raise
    return found


def write_anew(areas: Iterable[Area]) -> None:
    """After values were taken out of the ledger: the parts of these areas without them, and no older part left anywhere."""
    for area in areas:
        if grounds := kept_in_ledger(grounds_of(area)):
            bring_up_to_date(ledger_shelf(), grounds, anew=True)
    ledger_shelf().without_retired()
    drop_past()


def sweep_columns(sweep: Sweep) -> int:
    """For `ledger.also_sweep`: the columns for counting are written anew, and no older part is left."""
    write_anew(Area.objects.filter(pk__in=sweep.areas, level=Level.COMMUNITY.value))
    return 0


def sweep_pictures(sweep: Sweep) -> int:
    """For `ledger.also_sweep`: records leave the pictures that hold them; each picture says so, and its digest stays what was signed.

    What will be left is noted before a file is replaced: cut short in between, the file is still what was signed, and it is done again.
    """
    changed = 0
    for picture in Snapshot.objects.filter(area__in=sweep.areas, released_at__isnull=True):
        went = frozen.without(picture.pk, sweep.traces.records, keyring())
        if went:
            left = {file: hashlib.sha256(data).hexdigest() for file, (data, _rows) in went.items()}
            mark = {**sweep.mark, "records": sum(rows for _data, rows in went.values()), "files": left}
            picture.taken_out = [*picture.taken_out, mark]
            picture.save(update_fields=["taken_out"])
            frozen.replace(picture.pk, {file: data for file, (data, _rows) in went.items()})
            changed += 1
    return changed


@transaction.atomic
def release(actor: Actor | None, *, snapshot: Snapshot) -> None:
    """Let the files of a picture go; what it was remains as its digest. Raises Refusal the second time."""
    rights.check(actor, "release", snapshot)
    found = Snapshot.objects.select_for_update(of=("self",)).get(pk=snapshot.pk)
    if found.released_at:
        raise errors.released()
    found.released_at = timezone.now()
    found.save(update_fields=["released_at"])
    _noted(actor, "picture.released", found)
    transaction.on_commit(lambda: frozen.take_away(found.pk))


def _noted(actor: Actor | None, deed: str, snapshot: Snapshot) -> None:
    audit.record(
        actor and actor.person, deed=deed, area=snapshot.area.code, subject=snapshot.log_subject, area_name=snapshot.area.name,
        day=snapshot.day.isoformat(),
    )  # fmt: skip
