"""Taking back: what was recorded of a list is taken back part by part, the last first."""

from __future__ import annotations

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
    part = Part.objects.select_for_update(of=("self",)).select_related("recording__area").get(pk=number)
    if part.recording.undoings.filter(undoings__isnull=True).exists():
        return
    ledger.undo_recording(run.post, recording=part.recording, reason=run.file_name)
    ImportRun.objects.filter(pk=run.pk).update(rows_done=F("rows_done") + part.rows, beat_at=timezone.now())
