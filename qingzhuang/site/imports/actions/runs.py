"""What a person does with a whole import: bring it, say its day, take it over, take it back, throw it away."""

from __future__ import annotations

import io
from datetime import date
from typing import IO, Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.errors import not_allowed
from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.imports import errors, rights
from qingzhuang.site.imports.logic.states import AT_WORK, ROOM, Run
from qingzhuang.site.imports.models import ImportRun
from qingzhuang.site.kit import files

LIVE = (*AT_WORK, Run.PREVIEWED)
DROPPABLE = (Run.PREVIEWED, Run.REFUSED, Run.FAILED, Run.UNDONE)


def bring_roster(
    actor: Actor, *, name: str, data: bytes | IO[bytes], area_code: str = "", day: date | None = None, again: bool = False
) -> tuple[ImportRun, bool]:
    """Take a list in and keep its bytes; it is read in the background. Whether it is a new run, or the one that somebody
    brought the same file for already: `again` reads a file once more that was taken over before."""
    area = accounts.area_for(actor, area_code or actor.area.code)
    if not actor.may("import_facts"):
        raise not_allowed()
    file = io.BytesIO(data) if isinstance(data, bytes) else data
    size = file.seek(0, io.SEEK_END)
    if size > settings.ROSTER_LIMIT:
        raise errors.too_large(settings.ROSTER_LIMIT)
    sha256 = files.keep_file(file, ROOM)
    if found := _brought(area, sha256, again):
        return found, False
    try:
        return _new_run(actor, area, sha256, name, size, day), True
    except IntegrityError:  # somebody else brought it this very moment
        found = _brought(area, sha256, again)
        if found is None:
            raise
        return found, False


def _brought(area: Area, sha256: str, again: bool) -> ImportRun | None:
    states = LIVE if again else (*LIVE, Run.DONE)
    return ImportRun.objects.filter(area=area, sha256=sha256, state__in=[state.value for state in states]).first()


@transaction.atomic
def _new_run(actor: Actor, area: Area, sha256: str, name: str, size: int, day: date | None) -> ImportRun:
    run = ImportRun.objects.create(
        owner=actor.person, post=actor, area=area, sha256=sha256, file_name=_clean(name), size=size, created_at=timezone.now(),
        day=day or timezone.localdate(),
    )  # fmt: skip
    _note(actor, run, "import.brought", name=run.file_name)
    return run


def _clean(name: str) -> str:
    """The name without folders and control signs."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable())[-200:] or "list"


@transaction.atomic
def set_day(actor: Actor, *, run: ImportRun, day: date) -> None:
    """Say of which day the list is: its facts hold from then on."""
    run = _locked(actor, run, "bring", Run.PREVIEWED)
    run.day, run.state, run.decided = min(day, timezone.localdate()), Run.WAITING.value, run.decided + 1
    run.save(update_fields=["day", "state", "decided"])


@transaction.atomic
def take_over(actor: Actor, *, run: ImportRun) -> None:
    """Have a previewed list recorded: what the preview says, nothing else."""
    run = _locked(actor, run, "bring", Run.PREVIEWED)
    run.state, run.rows_done, run.post = Run.QUEUED.value, 0, actor
    run.save(update_fields=["state", "rows_done", "post"])
    _note(actor, run, "import.ordered", name=run.file_name)


@transaction.atomic
def take_back(actor: Actor, *, run: ImportRun) -> None:
    """Have everything that was recorded of a list taken back."""
    run = _locked(actor, run, "undo", Run.DONE, Run.FAILED)
    if run.recording_id is None:
        raise errors.not_now()
    run.state, run.rows_done, run.post = Run.UNDOING.value, 0, actor
    run.save(update_fields=["state", "rows_done", "post"])
    _note(actor, run, "import.taken_back", name=run.file_name)


@transaction.atomic
def read_again(actor: Actor, *, run: ImportRun) -> ImportRun:
    """Read the file of a run once more: after a fault the same run, after taking over a new one that keeps its decisions."""
    if run.state == Run.FAILED.value:
        run = _locked(actor, run, "bring", Run.FAILED)
        run.state = (Run.QUEUED if run.recording_id else Run.WAITING).value
        run.save(update_fields=["state"])
        return run
    old = _locked(actor, run, "bring", Run.DONE, Run.UNDONE, Run.REFUSED)
    if found := _brought(old.area, old.sha256, True):
        return found
    new = _new_run(actor, old.area, old.sha256, old.file_name, old.size, old.day)
    for choice in old.choices.all():
        choice.pk, choice.run = None, new
        choice.save()
    return new


@transaction.atomic
def discard_run(actor: Actor, *, run: ImportRun) -> None:
    """Throw a list away that was not taken over, with its file where no other run has it."""
    run = _locked(actor, run, "undo", *DROPPABLE)
    dropped = [sha256 for pair in run.parts.values_list("kept", "found_later") for sha256 in pair if sha256]
    if not ImportRun.objects.filter(sha256=run.sha256).exclude(pk=run.pk).exists():
        dropped.append(run.sha256)
    _note(actor, run, "import.discarded", name=run.file_name)
    run.delete()
    transaction.on_commit(lambda: [files.drop(sha256, ROOM) for sha256 in dropped] and None)


def _locked(actor: Actor, run: ImportRun, right: str, *states: Run) -> ImportRun:
    """The run as it is now, held until the transaction ends; a refusal where it has moved on meanwhile."""
    rights.check(actor, right, run)
    found = ImportRun.objects.select_for_update(of=("self",)).select_related("area", "owner").get(pk=run.pk)
    if found.state not in {state.value for state in states}:
        raise errors.not_now()
    return found


def _note(actor: Actor, run: ImportRun, deed: str, **detail: Any) -> None:
    audit.record(actor.person, deed=deed, area=run.area.code, subject=run.log_subject, **detail)
