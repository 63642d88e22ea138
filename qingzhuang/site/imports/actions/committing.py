"""Taking over: the plan is recorded part by part, each in one transaction, so that it can stop anywhere and go on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from qingzhuang.intake.pace import collector_paused
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.imports import kept
from qingzhuang.site.imports.actions.planning import ground_of, plan
from qingzhuang.site.imports.actions.readying import READY, Ready, TwoHands, calls, is_worth_a_process, of_content
from qingzhuang.site.imports.logic.numbers import Numbers
from qingzhuang.site.imports.logic.states import Run
from qingzhuang.site.imports.models import ImportRun, Part
from qingzhuang.site.kit.aside import Aside
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger.queries import known


def commit(run: ImportRun) -> None:
    """Record what the preview showed. Where the ledger has moved since so that the preview would be another, it waits again."""
    if run.recording_id is None:
        if run.is_stale or run.ground != ground_of(run.area):
            shown = run.counts
            plan(run)
            if run.state != Run.PREVIEWED.value:
                return
            if run.counts != shown:
                ImportRun.objects.filter(pk=run.pk).update(counts={**run.counts, "moved": True})
                return
        _begin(run)
    with collector_paused():
        _commit_parts(run)
    _finish(run)


def _commit_parts(run: ImportRun) -> None:
    """Part by part; of many the next one is made ready by a process beside, while one is written."""
    run.refresh_from_db(fields=["numbers"])
    parts = list(run.parts.filter(recording=None).values_list("pk", "kept"))
    if not is_worth_a_process(len(parts)):
        for number, _kept in parts:
            _commit_part(run.pk, number, None)
        return
    with Aside(READY) as beside:
        hands = TwoHands(beside, calls([kept for _number, kept in parts], run.numbers, run.day, timezone.localdate()))
        for place, (number, _kept) in enumerate(parts):
            _commit_part(run.pk, number, hands.take(place))


@transaction.atomic
def _begin(run: ImportRun) -> None:
    recording = ledger.open_recording(
        run.post, source=ledger.Source.IMPORT, area=run.area, title=run.file_name, reference=run.sha256
    )
    run.numbers = Numbers.of(ledger.new_numbers(run.counts.get("records", 0))).stored()
    run.recording, run.state, run.rows_done = recording, Run.COMMITTING.value, 0
    run.save(update_fields=["recording", "numbers", "state", "rows_done"])


@transaction.atomic
def _commit_part(run_number: Any, part_number: int, given: Ready | None) -> None:
    """Record one part; what was made ready beside counts only if nothing that it stands on has moved since."""
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("area", "post", "recording").get(pk=run_number)
    part = Part.objects.select_for_update().get(pk=part_number)
    if part.recording_id is not None:
        return
    today = timezone.localdate()
    is_moved = ground_of(run.area) != run.ground
    if given is None or is_moved or given.numbers != run.numbers:
        content, numbers = kept.load(part.kept), Numbers.from_stored(run.numbers)
        if is_moved:  # somebody else wrote meanwhile: nobody may come twice by it
            numbers.instead.update(_met_meanwhile(content.drafts))
        given = of_content(content, known.keyring(), numbers.stored(), run.day, today)
    recording = _recording(run, ledger.Source.IMPORT)
    ledger.append_prepared(recording, given.new, today=today)
    ledger.append(recording, given.about_known, today=today)
    if given.moves:
        moves = [ledger.Draft(record, facts, run.day) for record, facts in given.moves]
        ledger.append(_recording(run, ledger.Source.DECISION), moves)
    part.recording = recording
    part.save(update_fields=["recording"])
    run.numbers, run.ground = given.numbers, ground_of(run.area)
    run.rows_done, run.beat_at = run.rows_done + part.rows, timezone.now()
    run.tries = 0  # it came further
    run.save(update_fields=["numbers", "ground", "rows_done", "beat_at", "tries"])


def _recording(run: ImportRun, source: ledger.Source) -> Any:
    """A recording that is part of the run's: what the list says, or what was decided about it."""
    return ledger.open_recording(
        run.post, source=source, area=run.area, title=run.file_name, reference=run.sha256, part_of=run.recording
    )


def _met_meanwhile(drafts: Iterable[Sequence[Any]]) -> dict[int, int]:
    """New records whose identity somebody else has recorded since the plan: place of the new one → the known record."""
    found: dict[int, int] = {}
    for kind, name in (("person", "id_number"), ("organisation", "credit_code"), ("dwelling", "code")):
        wanted = {draft[3][name]: draft[0] for draft in drafts if draft[1] == kind and draft[3].get(name)}
        found |= {wanted[number]: record.pk for number, record in known.known_by_identity(kind, wanted).items()}
    return found


@transaction.atomic
def _finish(run: ImportRun) -> None:
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("area", "post__person").get(pk=run.pk)
    if run.state != Run.COMMITTING.value:
        return
    run.state = Run.DONE.value
    run.save(update_fields=["state"])
    outcomes = run.counts.get("outcomes", {})
    audit.record(
        run.post.person, deed="import.done", area=run.area.code, subject=run.log_subject, name=run.file_name,
        new=outcomes.get("new", 0), changed=outcomes.get("changed", 0), same=outcomes.get("same", 0),
    )  # fmt: skip
