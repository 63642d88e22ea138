"""Pages of a place: what it owes, and one return with what waits for a person."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qingzhuang.site.kit.requests import Request, whole
from qingzhuang.site.returns import actions, background, clock, queries, rights
from qingzhuang.site.returns.forms import ReasonForm
from qingzhuang.site.returns.logic.found import Found

MOST = 30  # of each kind on the page of what is owed, unless all are asked for


@require_GET
def owed(request: Request) -> HttpResponse:
    """What the place owes: due, ready, waiting for whom."""
    most = queries.SHOWN if "all" in request.GET else MOST
    found = queries.owed_for(request.post, most)
    if stale := found.stale:
        background.bring_up_to_date(stale)
        found = queries.owed_for(request.post, most)
    context = {
        "owed": found, "newer": queries.superseded_for(request.post)[:50], "may_sign": request.post.may("sign_return"),
    }  # fmt: skip
    return render(request, "returns/owed.html", context)


@require_POST
def newer(request: Request) -> HttpResponse:
    """Taken note of: there are newer versions of what was used."""
    queries.may_verify(request.post)
    actions.note_newer(request.post)
    return redirect("returns:owed" if request.post.may("see_return") else "returns:rounds")


@require_GET
def show(request: Request, pk: UUID) -> HttpResponse:
    """One return: what is unsure, what must be asked, what changed, what looks odd; nothing else."""
    owed = actions.keep_fresh(queries.return_for(request.post, pk))
    found = Found.from_json(owed.found)
    explained = {one.subject: one.text for one in owed.explanations.all()}
    if owed.is_owed and not owed.rolled and rights.may(request.post, "sign", owed):
        clock.begin(request.session, owed.pk, len(found.left(explained)))
    still = [one for one in found.asked if one.key not in explained]
    context = {
        "left_asked": {"typed": any(one.rows for one in still), "several": len(still) if len(still) > 1 else 0},
        "owed": owed, "found": found, "left": found.left(explained), "explained": explained, "remarks": owed.remarks.filter(settled_by=None),
        "versions": owed.versions.select_related("signed_by__person"), "whole": queries.whole_of(owed), "last": queries.last_of(owed),
        "settled": queries.settled_for(request.post, owed, get_language() or ""),
        "may": {right: rights.may(request.post, right, owed) for right in ("sign", "correct", "hand_back", "see_people")},
    }  # fmt: skip
    return render(request, "returns/show.html", context)


@require_POST
def sign(request: Request, pk: UUID) -> HttpResponse:
    """Sign it as it was looked at."""
    owed, form = queries.return_for(request.post, pk), _said(request)
    version = actions.sign(request.post, owed=owed, stamp=form["stamp"])
    clock.end(request.session, version)
    background.after(owed)
    messages.success(
        request, _("Signed: version %(number)s, seal %(seal)s") % {"number": version.number, "seal": version.seal[:12]}
    )
    return redirect("returns:owed") if request.POST.get("from") == "owed" else redirect("returns:show", pk)


@require_POST
def confirm(request: Request, pk: UUID, blank: int) -> HttpResponse:
    """An unsure blank is right."""
    actions.confirm(request.post, owed=queries.return_for(request.post, pk), number=blank)
    return redirect("returns:show", pk)


@require_POST
def answer(request: Request, pk: UUID) -> HttpResponse:
    """What belongs into blanks that are asked, typed beside them."""
    numbers = {name: whole(name[6:], -1) for name in request.POST if name.startswith("blank-")}
    typed = {number: request.POST.getlist(name) for name, number in numbers.items() if number >= 0}
    actions.answer(request.post, owed=queries.return_for(request.post, pk), typed=typed)
    return redirect("returns:show", pk)


@require_POST
def explain(request: Request, pk: UUID) -> HttpResponse:
    """Why something is right, or stays empty."""
    owed, form = queries.return_for(request.post, pk), _said(request)
    actions.explain(request.post, owed=owed, subject=form["subject"], text=form["reason"])
    return redirect("returns:show", pk)


@require_POST
def hand_back(request: Request, pk: UUID) -> HttpResponse:
    """Hand one cell back with a reason."""
    owed, form = queries.return_for(request.post, pk), _said(request)
    actions.hand_back(request.post, owed=owed, cell=form["cell"], reason=form["reason"])
    return redirect("returns:show", pk)


@require_POST
def correct(request: Request, pk: UUID) -> HttpResponse:
    """Open a signed return for a correction."""
    owed, form = queries.return_for(request.post, pk), _said(request)
    actions.correct(request.post, owed=owed, reason=form["reason"])
    return redirect("returns:show", pk)


def _said(request: Request) -> dict[str, str]:
    form = ReasonForm(request.POST)
    return form.cleaned_data if form.is_valid() else {"reason": "", "subject": "", "cell": "", "stamp": ""}
