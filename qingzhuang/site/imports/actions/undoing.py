"""Taking back: what was recorded of a list is taken back part by part, the last first."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from qingzhuang.site.imports.logic.states import Run
from qingzhuang.site.imports.models import ImportRun, Part
from qingzhuang.site.ledger import actions as ledger


def undo(run: ImportRun) -> None:
    """Take back each part in a transaction of its own; one that was taken back before is passed over."""
    for number in run.parts.exclude(recording=None).order_by("-number").values_list("pk", flat=True):
        _undo_part(run, number)
    ImportRun.objects.filter(pk=run.pk).update(state=Run.UNDONE.value)
    run.state = Run.UNDONE.value


@transaction.atomic
def _undo_part(run: ImportRun, number: int) -> None:
    part = Part.objects.select_for_update(of=("self",)).select_related("recording").get(pk=number)
    taken = [one for one in _recordings(run, part) if not one.undoings.filter(undoings__isnull=True).exists()]
    for recording in taken:
        ledger.undo_recording(run.post, recording=recording, reason=run.file_name)
    if taken:
        ImportRun.objects.filter(pk=run.pk).update(rows_done=F("rows_done") + part.rows, beat_at=timezone.now())


def _recordings(run: ImportRun, part: Part) -> list[Any]:
    """The recording of a part, and those of decisions that were made with it: all up to the next part's."""
    later = run.recording.parts.filter(pk__in=run.parts.values("recording"), pk__gt=part.recording_id).order_by("pk").first()
    found = run.recording.parts.filter(pk__gte=part.recording_id)
    return list((found.filter(pk__lt=later.pk) if later else found).order_by("-pk"))
