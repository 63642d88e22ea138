"""Forms and filled files that point at somebody whose values were taken out: what goes of them, and what stays."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from qingzhuang.site.kit import files
from qingzhuang.site.ledger.actions import Sweep
from qingzhuang.site.reports import errors
from qingzhuang.site.reports.models import Decision, Filled, KnownForm, Lesson, Review


def sweep_forms(sweep: Sweep) -> int:
    """For `ledger.also_sweep`: filled files go, and forms that came with such a row; day, counts and what was taught of the form stay."""
    traces, changed = sweep.traces, 0
    for stray in files.strays(
        "", {*Review.objects.values_list("sha256", flat=True), *Filled.objects.values_list("sha256", flat=True)}
    ):
        changed += files.drop_if(stray, "", lambda data: traces.in_file(data, alone=True))
    for filled in Filled.objects.filter(review__area__in=sweep.areas):
        changed += files.drop_if(filled.sha256, "", traces.in_file)
        if traces.in_text(filled.name):
            Filled.objects.filter(pk=filled.pk).update(name=f"{filled.pk}.{filled.name.rpartition('.')[2][:8]}")
    for review in Review.objects.filter(area__in=sweep.areas).iterator(50):
        changed += _form(sweep, review)
    for decision in Decision.objects.filter(review__area__in=sweep.areas).exclude(typed="").iterator(500):
        if traces.in_text(decision.typed):
            Decision.objects.filter(pk=decision.pk).update(typed="")
    for kept in (Lesson, KnownForm):
        told = {row.pk for row in kept.objects.filter(area__in=sweep.areas) if traces.in_value(_paths(row), alone=True)}
        kept.objects.filter(pk__in=told).delete()
    return changed


def _paths(row: Lesson | KnownForm) -> list[object]:
    return [row.path, row.context] if isinstance(row, Lesson) else [row.paths, row.title]


@transaction.atomic
def _form(sweep: Sweep, review: Review) -> int:
    """A form as it came: its bytes and what was read of it go where somebody stands in it, and then it is a form no more."""
    traces = sweep.traces
    went = files.drop_if(review.sha256, "", lambda data: traces.in_file(data, alone=True))
    told = {"title": review.title, "file_name": review.file_name}
    clean = {
        name: "" if name == "title" else f"{review.pk}.{review.format or 'file'}"
        for name, text in told.items()
        if traces.in_text(text)
    }
    if went or traces.in_value(review.understanding, alone=True):
        gone = errors.taken_out()
        clean |= {"understanding": None, "refusal": {"code": gone.code, "what": gone.what, "why": gone.why, "todo": gone.todo}}
        review.decisions.filter(blank__in=[one.blank for one in review.decisions.all() if traces.in_text(one.blank)]).delete()
    if numbers := [key for key in review.subjects if key.isdigit() and int(key) in traces.records]:
        clean["subjects"] = [key for key in review.subjects if key not in numbers]
    if clean:
        Review.objects.filter(pk=review.pk).update(version=F("version") + 1, **clean)
    return int(went)
