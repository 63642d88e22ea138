"""Pages of the desk: rounds, how far their places are, and what is done with a round as a whole."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.kit.downloads import attachment
from qingzhuang.site.kit.requests import Request
from qingzhuang.site.requests import queries as requests
from qingzhuang.site.returns import actions, background, queries, rights
from qingzhuang.site.returns.forms import ReasonForm, RegroupForm
from qingzhuang.site.returns.models import Round


@require_GET
def every(request: Request) -> HttpResponse:
    """The rounds that the actor may see."""
    queries.may_verify(request.post)
    found = queries.rounds_for(request.post)
    short = queries.shorts_of(found)
    told = [(one, short.get(one.pk)) for one in found]
    context = {"rounds": told, "newer": queries.superseded_for(request.post)[:50], "to_begin": queries.to_begin_for(request.post)}
    return render(request, "returns/rounds.html", context)


@require_GET
def of_request(request: Request, pk: UUID) -> HttpResponse:
    """From a request to its round; where there is none yet, to the place where it is begun."""
    queries.may_verify(request.post)
    newest = queries.newest_round_of(requests.request_for(request.post, pk))
    return redirect("returns:round", newest.pk) if newest else redirect("returns:rounds")


@require_GET
def view(request: Request, pk: UUID) -> HttpResponse:
    """What the asker of a merged request gets of the report, as it was signed."""
    return attachment(*actions.take_view(request.post, request=pk))


@require_POST
def begin(request: Request, pk: UUID) -> HttpResponse:
    """Have a request answered by all its communities."""
    found = actions.begin_round(request.post, request=requests.request_for(request.post, pk))
    background.fill_round.enqueue(str(found.pk))
    return redirect("returns:round", found.pk)


@require_POST
def use_form(request: Request, pk: UUID, number: int) -> HttpResponse:
    """Ask a new version of the form from now on; a round under way begins anew with it."""
    queries.may_verify(request.post)
    version = requests.form_version_for(request.post, pk, number)
    begun = actions.use_form(request.post, version=version)
    if begun is None:
        return redirect("requests:request", pk)
    background.fill_round.enqueue(str(begun.pk))
    return redirect("returns:round", begun.pk)


@require_GET
def show(request: Request, pk: UUID) -> HttpResponse:
    return render(request, "returns/round.html", _context(request, queries.round_for(request.post, pk)))


@require_GET
def files(request: Request, pk: UUID) -> HttpResponse:
    """All signed files of the round in one zip."""
    found = queries.round_for(request.post, pk)
    return attachment(f"{found.title}.zip", actions.take_round(request.post, found=found))


@require_GET
def progress(request: Request, pk: UUID) -> HttpResponse:
    """The bar alone, for htmx; when the work is done the whole page is loaded."""
    found = queries.round_for(request.post, pk)
    if not request.htmx:
        return redirect("returns:round", pk)
    if found.state != Round.State.FILLING:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "returns/round.html#progress", _context(request, found))


@require_POST
def go_on(request: Request, pk: UUID) -> HttpResponse:
    """Let the machine go on where it broke off."""
    actions.go_on(request.post, found=queries.round_for(request.post, pk))
    background.fill_round.enqueue(str(pk))
    return redirect("returns:round", pk)


@require_POST
def lock(request: Request, pk: UUID) -> HttpResponse:
    actions.lock_round(request.post, found=queries.round_for(request.post, pk), reason=_reason(request))
    return redirect("returns:round", pk)


@require_POST
def reopen(request: Request, pk: UUID) -> HttpResponse:
    actions.reopen_round(request.post, found=queries.round_for(request.post, pk), reason=_reason(request))
    return redirect("returns:round", pk)


@require_POST
def regroup(request: Request, pk: UUID) -> HttpResponse:
    """Communities merged or split while the round lasts."""
    found = queries.round_for(request.post, pk)
    form = _regroup_form(request, found, request.POST)
    said = form.cleaned_data if form.is_valid() else {"gone": "", "into": [], "reason": ""}
    gone = accounts.area_for(request.post, said["gone"]) if said["gone"] else None
    into = [accounts.area_for(request.post, code) for code in said["into"]]
    actions.regroup(request.post, found=found, gone=gone, into=into, reason=said["reason"])
    background.fill_round.enqueue(str(pk))
    return redirect("returns:round", pk)


def _context(request: Request, found: Round) -> dict[str, Any]:
    told = queries.progress_of(request.post, found)
    may_run = rights.may(request.post, "run_round", found)
    signed = sum(one.state == "signed" for one in told.rows)
    return {
        "files": signed if signed > 1 and rights.may(request.post, "take_files", found) else 0,
        "round": found, "progress": told, "may_run": may_run, "new_places": queries.new_places_for(request.post, found),
        "collected": queries.collected_for(request.post, found), "form_changed": found.request.sha256 != found.sha256,
        "may_see": request.post.may("see_return"), "regroup": _regroup_form(request, found) if may_run else None,
        "unsure": queries.open_readings_of(found) if may_run and found.state != Round.State.LOCKED else 0,
        "at_work": found.state == Round.State.FILLING,
    }  # fmt: skip


def _regroup_form(request: Request, found: Round, data: Any = None) -> RegroupForm:
    told = queries.progress_of(request.post, found)
    here = [one.area for one in told.rows if not one.rolled and one.state != "void"]
    return RegroupForm(data, gone=here, into=[*here, *queries.new_places_for(request.post, found)])


def _reason(request: Request) -> str:
    form = ReasonForm(request.POST)
    return str(form.cleaned_data["reason"]) if form.is_valid() else ""
