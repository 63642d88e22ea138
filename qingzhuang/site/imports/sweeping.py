"""Lists in which somebody stands whose values were taken out: the row goes, its number and what became of it stay."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qingzhuang.site.imports import kept
from qingzhuang.site.imports.logic.states import AT_WORK, ROOM, Run
from qingzhuang.site.imports.models import Choice, ImportRun, Meaning, Part
from qingzhuang.site.kit import files
from qingzhuang.site.ledger.actions import NotYet, Sweep

MOVING = tuple(state.value for state in (*AT_WORK, Run.PREVIEWED))


def sweep_lists(sweep: Sweep) -> int:
    """For `ledger.also_sweep`: rows leave the kept parts, the file as it came goes whole. A list that is being taken over is left until then."""
    changed, waits = 0, False
    for run in ImportRun.objects.filter(area__in=sweep.areas).prefetch_related("parts"):
        if run.state in MOVING:
            waits = waits or _names_them(sweep, run)
            continue
        changed += files.drop_if(run.sha256, ROOM, sweep.traces.in_file)
        changed += sum(_part(sweep, part) for part in run.parts.all())
        _told(sweep, run)
    headings = {one.pk for one in Meaning.objects.filter(area__in=sweep.areas) if sweep.traces.in_text(one.heading, alone=True)}
    Meaning.objects.filter(pk__in=headings).delete()
    if waits:
        raise NotYet
    return changed + _strays(sweep)


def _strays(sweep: Sweep) -> int:
    """Parts of plans that were cut short."""
    known = {name for pair in Part.objects.values_list("kept", "found_later") for name in pair}
    known |= set(ImportRun.objects.values_list("sha256", flat=True))
    return sum(
        files.drop_if(name, ROOM, lambda data: sweep.traces.in_file(kept.plain(data))) for name in files.strays(ROOM, known)
    )


def _names_them(sweep: Sweep, run: ImportRun) -> bool:
    return files.is_there(run.sha256, ROOM) and sweep.traces.in_file(files.load(run.sha256, ROOM))


def _told(sweep: Sweep, run: ImportRun) -> None:
    """What was noted of the list: its name, how it was read, what people decided."""
    if sweep.traces.in_text(run.file_name):
        run.file_name = f"{str(run.pk)[:8]}.{run.format or 'file'}"
    run.seen = sweep.traces.cleaned(run.seen)
    ImportRun.objects.filter(pk=run.pk).update(file_name=run.file_name, seen=run.seen)
    for choice in run.choices.all():
        if choice.kind == "value" or sweep.traces.in_value([choice.subject, choice.value]):  # typed values have done their work
            Choice.objects.filter(pk=choice.pk).update(value={}, subject=sweep.traces.cleaned(choice.subject))


def _part(sweep: Sweep, part: Part) -> int:
    if not files.is_there(part.kept, ROOM):
        return 0
    content = kept.load(part.kept)
    rows = {row.row for row in content.rows if _is_about(sweep, row)}
    if not rows and not any(draft[0] in sweep.traces.records for draft in content.drafts):
        return _found_later(sweep, part, rows)
    for row in content.rows:
        if row.row in rows:
            row.label, row.values, row.problems, row.offers = "", [], [], []
        row.offers = [offer for offer in row.offers if offer[0] not in sweep.traces.records]
    content.drafts = [draft for draft in content.drafts if not _holds(sweep, draft)]
    content.moves = [move for move in content.moves if not _holds(sweep, move)]
    content.values = kept.values_text(row.values for row in content.rows)
    _replaced(part, "kept", kept.keep(content))
    _found_later(sweep, part, rows)
    return 1


def _found_later(sweep: Sweep, part: Part, rows: Iterable[int]) -> int:
    if not part.found_later or not files.is_there(part.found_later, ROOM):
        return 0
    found = kept.load_found(part.found_later)
    left = {row: told for row, told in found.items() if row not in rows and not sweep.traces.in_value(told)}
    if len(left) < len(found):
        _replaced(part, "found_later", kept.keep_found(left))
    return int(len(left) < len(found))


def _replaced(part: Part, field: str, sha256: str) -> None:
    old = getattr(part, field)
    setattr(part, field, sha256)
    part.save(update_fields=[field])
    if old != sha256:
        files.drop(old, ROOM)


def _is_about(sweep: Sweep, row: kept.Row) -> bool:
    told = [row.label, *row.values, row.problems]
    return row.record in sweep.traces.records or sweep.traces.in_value(told)


def _holds(sweep: Sweep, draft: Any) -> bool:
    return draft[0] in sweep.traces.records or sweep.traces.in_value(list(draft))
