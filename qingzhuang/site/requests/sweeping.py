"""Requests, kinds and answers in which somebody stands whose values were taken out."""

from __future__ import annotations

from qingzhuang.site.kit import files
from qingzhuang.site.ledger.actions import Sweep
from qingzhuang.site.requests.models import Given, Kind, Objection, Request
from qingzhuang.site.requests.queries.kinds import ROOM

TEXTS = ("title", "message", "reason", "purpose", "population", "file_name")


def sweep_requests(sweep: Sweep) -> int:
    """For `ledger.also_sweep`: answers that list them go; a form that names them is kept as a list of questions without its file."""
    traces, changed = sweep.traces, 0
    for given in Given.objects.filter(request__area__in=sweep.areas):
        changed += files.drop_if(given.sha256, ROOM, traces.in_file)
    for kind in (Kind, Request):
        for asked in kind.objects.filter(area__in=sweep.areas).iterator(50):
            changed += _asked(sweep, asked)
    for objection in Objection.objects.filter(request__area__in=sweep.areas):
        told = traces.cleaned([objection.reason, objection.answer])
        if told != [objection.reason, objection.answer]:
            Objection.objects.filter(pk=objection.pk).update(reason=told[0], answer=told[1])
    return changed


def _asked(sweep: Sweep, asked: Kind | Request) -> int:
    traces = sweep.traces
    went = files.drop_if(asked.sha256, ROOM, lambda data: traces.in_file(data, alone=True))
    clean = {name: "" for name in TEXTS if traces.in_text(getattr(asked, name, "") or "", alone=name == "title")}
    if went:
        clean |= {"sha256": "", "file_name": "", "understanding": None}
    elif traces.in_value(asked.understanding, alone=True):
        clean["understanding"] = None
    if traces.in_value(asked.asks, alone=True):
        clean["asks"] = traces.cleaned(asked.asks, alone=True)
    if clean:
        type(asked).objects.filter(pk=asked.pk).update(**clean)
    return int(went)
