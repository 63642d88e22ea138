"""Taking back what was recorded: a statement, or a whole recording with all its parts. The journal keeps both."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.ledger import errors, rights
from qingzhuang.site.ledger.actions.journal import open_recording
from qingzhuang.site.ledger.actions.picture import refresh
from qingzhuang.site.ledger.logic.sources import Source
from qingzhuang.site.ledger.models import Conflict, Recording, Statement
from qingzhuang.site.ledger.queries.changes import said_in
from qingzhuang.site.ledger.queries.journal import said_of

AT_ONCE = 5000


@transaction.atomic
def undo_recording(actor: Actor | None, *, recording: Recording, reason: str = "") -> Recording:
    """Take back a recording and its parts, or an undoing: what held before holds again. Raises Refusal the second time."""
    rights.check(actor, "undo" if recording.source == Source.IMPORT.value else "record", recording)
    if recording.source == Source.SHRED.value:
        raise errors.already_shredded()
    if recording.undoings.filter(undoings__isnull=True).exists():
        raise errors.already_undone()
    undoing = open_recording(actor, source=Source.UNDO, area=recording.area, title=reason, undoes=recording)
    touched = _again(_touched_by(recording))
    _noted(actor, undoing, touched)
    return undoing


@transaction.atomic
def undo_statement(actor: Actor | None, *, statement: Statement, reason: str = "") -> Recording:
    """Take back what one recording said of one record."""
    rights.check(actor, "record", statement.record)
    if statement.recording.source == Source.SHRED.value:
        raise errors.already_shredded()
    if statement.undoings.filter(undoings__isnull=True).exists():
        raise errors.already_undone()
    undoing = open_recording(actor, source=Source.UNDO, area=statement.record.area, title=reason, undoes_statement=statement)
    _again(Statement.objects.filter(pk=statement.pk))
    _noted(actor, undoing, 1)
    return undoing


def _touched_by(recording: Recording) -> object:
    """Statements whose standing changes: of the recording and its parts, or of what an undoing had taken back."""
    if recording.undoes_statement_id:
        return Statement.objects.filter(pk=recording.undoes_statement_id)
    target = recording.undoes or recording
    while target.undoes_id:
        target = target.undoes
    return said_in(target)


def _again(statements: object) -> int:
    """Refresh the records of these statements; how many there are. Their versions move on, so that snapshots notice."""
    latest = Statement.objects.aggregate(last=Max("pk"))["last"] or 0
    records = sorted(set(statements.values_list("record_id", flat=True)))  # type: ignore[attr-defined]
    Conflict.objects.filter(offered__in=statements, settled_by__isnull=True).delete()
    for start in range(0, len(records), AT_ONCE):
        part = records[start : start + AT_ONCE]
        refresh(said_of(part), dict.fromkeys(part, latest), timezone.localdate())
    return len(records)


def _noted(actor: Actor | None, undoing: Recording, records: int) -> None:
    audit.record(
        actor and actor.person, deed="facts.undone", area=undoing.area.code, subject=f"recording:{undoing.undoes_id or undoing.pk}",
        records=records,
    )  # fmt: skip
