"""Signed returns in which somebody stands whose values were taken out: rows of lists go, figures, manifest and seal stay."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from qingzhuang.seal.manifests import canonical, digest_of
from qingzhuang.site.kit import files
from qingzhuang.site.ledger.actions import Sweep
from qingzhuang.site.returns import kept
from qingzhuang.site.returns.logic.content import Content
from qingzhuang.site.returns.models import Explanation, Remark, Return, Round, Version


def sweep_returns(sweep: Sweep) -> int:
    """For `ledger.also_sweep`. The file that was handed out is still known by its digest; the copy kept here goes where it names them."""
    changed, traces = 0, sweep.traces
    for version in Version.objects.filter(owed__area__in=sweep.areas).iterator(50):
        changed += _version(sweep, version)
    for owed in Return.objects.filter(area__in=sweep.areas).exclude(draft="", found={}).iterator(200):
        _owed(sweep, owed)
    for told in (Explanation, Remark):
        for one in told.objects.filter(owed__area__in=sweep.areas).iterator(500):
            field = "text" if told is Explanation else "reason"
            if traces.in_text(getattr(one, field)):
                told.objects.filter(pk=one.pk).update(**{field: ""})
    for found in Round.objects.filter(area__in=sweep.areas):
        changed += files.drop_if(found.sha256, "", lambda data: traces.in_file(data, alone=True))
        if traces.in_value(found.understanding, alone=True):
            Round.objects.filter(pk=found.pk).update(understanding=traces.cleaned(found.understanding, alone=True))
    return changed + _strays(sweep)


def _strays(sweep: Sweep) -> int:
    known = {name for pair in Version.objects.values_list("stored", "content") for name in pair}
    known |= set(Return.objects.values_list("draft", flat=True))
    return sum(
        files.drop_if(name, kept.ROOM, lambda data: sweep.traces.in_file(kept.plain(data)))
        for name in files.strays(kept.ROOM, known)
    )


def _version(sweep: Sweep, version: Version) -> int:
    """The copy of the file, and the rows of its content; what is left is noted, so that it is known from what was altered."""
    traces, went, content = sweep.traces, False, version.content
    if files.is_there(version.content, kept.ROOM):
        told = kept.load(version.content).as_json()
        left = without(told, sweep)
        content = kept.keep(Content.from_json(left)) if left != told else version.content
    if files.is_there(version.stored, kept.ROOM):
        went = traces.in_file(kept.load_file(version.stored))
    if content == version.content and not went:
        return 0
    mark = {**sweep.mark, "content": digest_of(canonical(kept.load(content).as_json())), "file": went}
    old, version.content = version.content, content
    with transaction.atomic():
        version.taken_out = [*version.taken_out, mark]
        version.save(update_fields=["content", "taken_out"])
    if old != content and not Version.objects.filter(content=old).exists() and not Return.objects.filter(draft=old).exists():
        files.drop(old, kept.ROOM)
    if went:
        files.drop(version.stored, kept.ROOM)
    return 1


def without(told: dict[str, Any], sweep: Sweep) -> dict[str, Any]:
    """The content of a version as JSON, each row of a list that names one of them emptied."""
    traces = sweep.traces
    rows = {(grid, row) for grid, row, _column, value in told["cells"] if traces.in_value(value)}
    rows |= {tuple(line["at"][:2]) for line in told["lines"] if traces.in_value([line["value"], line["shares"]])}
    cells = [[grid, row, column, "" if (grid, row) in rows else value] for grid, row, column, value in told["cells"]]
    lines = [
        {**line, "value": "", "shares": [[code, "", at] for code, _value, at in line["shares"]]}
        if tuple(line["at"][:2]) in rows
        else line
        for line in told["lines"]
    ]
    given = [
        {**one, "value": "", "shares": []}
        if tuple(one["at"][:2]) in rows or traces.in_value([one["value"], one["shares"]])
        else one
        for one in told.get("given", ())
    ]
    told = {**told, "given": given} if given else told
    return {**told, "cells": cells, "lines": lines, "paragraphs": traces.cleaned(told["paragraphs"]),
            "answers": traces.cleaned(told["answers"]), "both": traces.cleaned(told["both"])}  # fmt: skip


def _owed(sweep: Sweep, owed: Return) -> None:
    """What is not signed is worked out again when it is looked at."""
    clean: dict[str, Any] = {}
    if owed.draft and files.is_there(owed.draft, kept.ROOM) and sweep.traces.in_value(kept.load(owed.draft).as_json()):
        clean |= {"draft": "", "stamp": ""}
    if sweep.traces.in_value(owed.found):
        clean["found"] = sweep.traces.cleaned(owed.found)
    if clean:
        Return.objects.filter(pk=owed.pk).update(**clean)
        if "draft" in clean:
            files.drop(owed.draft, kept.ROOM)
