"""What is handed out of an import, or looked at: noted in the log."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.imports import queries, rights
from qingzhuang.site.imports.models import ImportRun


@transaction.atomic
def note_shown(actor: Actor, *, run: ImportRun, rows: int) -> None:
    """Somebody looked at rows with what stands in them."""
    rights.check(actor, "see", run)
    audit.record(actor.person, deed="import.shown", area=run.area.code, subject=run.log_subject, rows=rows)


@transaction.atomic
def hand_out(actor: Actor, *, run: ImportRun) -> Iterator[queries.Shown]:
    """The rows of a run for its report; handing them out is noted."""
    rights.check(actor, "bring", run)
    audit.record(
        actor.person, deed="import.reported", area=run.area.code, subject=run.log_subject, name=run.file_name, rows=run.rows_total
    )
    return queries.all_rows_for(actor, run)
