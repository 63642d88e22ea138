"""Pages of imports: bring lists, look them over, settle what must be settled, take over, take back."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qingzhuang.site.imports import actions, background, errors, pages, queries
from qingzhuang.site.imports.forms import BringForm, DayForm, DecisionForm
from qingzhuang.site.imports.models import ImportRun
from qingzhuang.site.kit.requests import Request


@require_GET
def history(request: Request) -> HttpResponse:
    """The place to drop lists on, and what was brought."""
    return pages.history(request)


@require_POST
def bring(request: Request) -> HttpResponse:
    """Take lists in, several at once; one alone is shown, of several the list of imports."""
    form = BringForm(request.POST, request.FILES, areas=queries.areas_for(request.post))
    if getattr(request, "too_large", False):
        raise errors.too_large(settings.ROSTER_LIMIT)
    if not form.is_valid() or not form.cleaned_data["file"]:
        raise errors.no_file()
    said, runs = form.cleaned_data, list[ImportRun]()
    for file in said["file"]:
        found, is_new = actions.bring_roster(
            request.post, name=file.name or "", data=file.file, area_code=said["area"], day=said["day"]
        )
        if is_new:
            background.carry_on.enqueue(str(found.pk))
        else:
            pages.say_brought(request, found)
        runs.append(found)
    return redirect("imports:run", runs[0].pk) if len(runs) == 1 else redirect("imports:history")


@require_GET
def run(request: Request, pk: UUID) -> HttpResponse:
    """How far an import has come, and what waits for a person."""
    return pages.run(request, queries.run_for(request.post, pk))


@require_GET
def progress(request: Request, pk: UUID) -> HttpResponse:
    """The bar alone, for htmx; when the work is done the whole page is loaded."""
    found = queries.run_for(request.post, pk)
    return pages.progress(request, found) if request.htmx else redirect("imports:run", pk)


@require_POST
def decide(request: Request, pk: UUID) -> HttpResponse:
    """One word of a person; the list is worked out again with it."""
    found, form = queries.run_for(request.post, pk), DecisionForm(request.POST)
    if not form.is_valid():
        raise errors.no_such_choice()
    said = form.cleaned_data
    value = pages.value_of(said["kind"], said["value"], request.POST)
    actions.decide(request.post, run=found, kind=said["kind"], subject=said["subject"], value=value)
    if found.rows_total <= actions.QUICK:  # what was read is at hand: the answer is there sooner than a worker would look
        actions.carry_on(pk)
    else:
        background.carry_on.enqueue(str(pk))
    return pages.back(request, pk)


@require_GET
def column(request: Request, pk: UUID, table: int, place: int) -> HttpResponse:
    """Another meaning for a column, by search."""
    return pages.column(request, queries.run_for(request.post, pk), table, place)


@require_GET
def rows(request: Request, pk: UUID) -> HttpResponse:
    """The rows, all or of one outcome or problem, with what was found marked in them."""
    return pages.rows(request, queries.run_for(request.post, pk))


@require_GET
def who(request: Request, pk: UUID) -> HttpResponse:
    """Rows that may be somebody known, side by side."""
    return pages.who(request, queries.run_for(request.post, pk))


@require_POST
def day(request: Request, pk: UUID) -> HttpResponse:
    """Of which day the list is."""
    found, form = queries.run_for(request.post, pk), DayForm(request.POST)
    if form.is_valid():
        actions.set_day(request.post, run=found, day=form.cleaned_data["day"])
        background.carry_on.enqueue(str(pk))
    return redirect("imports:run", pk)


@require_POST
def take_over(request: Request, pk: UUID) -> HttpResponse:
    actions.take_over(request.post, run=queries.run_for(request.post, pk))
    background.carry_on.enqueue(str(pk))
    return redirect("imports:run", pk)


def take_back(request: Request, pk: UUID) -> HttpResponse:
    found = queries.run_for(request.post, pk)
    if request.method != "POST":
        return pages.confirm(request, found, "imports/take_back.html")
    actions.take_back(request.post, run=found)
    background.carry_on.enqueue(str(pk))
    return redirect("imports:run", pk)


@require_POST
def again(request: Request, pk: UUID) -> HttpResponse:
    """Read the file of an import once more."""
    found = actions.read_again(request.post, run=queries.run_for(request.post, pk))
    background.carry_on.enqueue(str(found.pk))
    return redirect("imports:run", found.pk)


def delete(request: Request, pk: UUID) -> HttpResponse:
    found = queries.run_for(request.post, pk)
    if request.method != "POST":
        return pages.confirm(request, found, "imports/delete.html")
    actions.discard_run(request.post, run=found)
    pages.say(request, _("The list was thrown away. Nothing of it is in the ledger."))
    return redirect("imports:history")


@require_GET
def report(request: Request, pk: UUID, kind: str) -> FileResponse:
    """Every row with its outcome and the reasons, as a workbook or as text."""
    found = queries.run_for(request.post, pk)
    if kind not in ("xlsx", "csv"):
        raise Http404
    return pages.report(found, actions.hand_out(request.post, run=found), kind)


@require_GET
def original(request: Request, pk: UUID) -> HttpResponse:
    """The file as it came."""
    found = queries.run_for(request.post, pk)
    return pages.attachment(found.file_name, queries.original_for(request.post, found))
