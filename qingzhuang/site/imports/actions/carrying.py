"""The machine's part: a run is carried on from state to state until it waits for a person."""

from __future__ import annotations

import logging
from collections.abc import Callable
from uuid import UUID

from django.db.models import F

from qingzhuang.formfill.errors import FormError
from qingzhuang.site.imports import errors
from qingzhuang.site.imports.actions.committing import commit
from qingzhuang.site.imports.actions.planning import plan
from qingzhuang.site.imports.actions.undoing import undo
from qingzhuang.site.imports.logic.states import Run
from qingzhuang.site.imports.models import ImportRun
from qingzhuang.site.kit.errors import Refusal

TRIES = 3
log = logging.getLogger(__name__)
STEPS = {
    Run.WAITING: plan,
    Run.READING: plan,
    Run.QUEUED: commit,
    Run.COMMITTING: commit,
    Run.UNDOING: undo,
}


def carry_on(number: UUID) -> None:
    """Do what the state of a run calls for. Refusals and faults are kept with the run, where its page shows them."""
    while (run := ImportRun.objects.select_related("area", "post__person", "owner").filter(pk=number).first()) is not None:
        step = STEPS.get(Run(run.state))
        if step is None:
            return
        if not _try(run, step):
            return


def _try(run: ImportRun, step: Callable[[ImportRun], None]) -> bool:
    """One step; whether there may be another."""
    if run.tries >= TRIES:
        _stop(run, Run.FAILED, errors.fault_of_ours())
        return False
    ImportRun.objects.filter(pk=run.pk).update(tries=F("tries") + 1)
    try:
        step(run)
    except (FormError, Refusal) as refusal:
        _stop(run, Run.REFUSED, refusal)
        return False
    except Exception:  # a fault of ours: the list and what was taken over must not be lost with it
        log.exception("import %s broke off", run.pk)
        _stop(run, Run.FAILED, errors.fault_of_ours())
        return False
    ImportRun.objects.filter(pk=run.pk).update(tries=0)
    return True


def _stop(run: ImportRun, state: Run, refusal: FormError | Refusal) -> None:
    told = {"code": refusal.code, "what": refusal.what, "why": refusal.why, "todo": refusal.todo}
    ImportRun.objects.filter(pk=run.pk).update(state=state.value, refusal=told, tries=0)
