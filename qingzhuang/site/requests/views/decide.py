"""Deciding: five ways side by side, the letter, and the answer from the ledger."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from qingzhuang.site.kit import outgoing
from qingzhuang.site.kit.downloads import attachment
from qingzhuang.site.kit.requests import Request
from qingzhuang.site.requests import actions, letters, live, pages, queries, rights
from qingzhuang.site.requests.errors import no_kind
from qingzhuang.site.requests.forms import DecideForm
from qingzhuang.site.requests.logic import Verdict


@require_http_methods(["GET", "POST"])
def decide(request: Request, pk: UUID) -> HttpResponse:
    """The five ways with what each would do; one click decides."""
    found = queries.request_for(request.post, pk)
    rights.check(request.post, "decide", found)
    form = DecideForm(request.POST or None)
    if request.method == "POST":
        if not form.is_valid():
            raise no_kind()
        said = form.cleaned_data
        actions.decide_request(
            request.post, request=found, verdict=Verdict(said["verdict"]), reason=said["reason"], enter=said["enter"],
            kind=queries.kind_for(request.post, said["kind"]) if said["kind"] else None, tone=said["tone"] or "neutral",
        )  # fmt: skip
        onward = outgoing.tell(request.post, found) if found.goes_out else ""
        if onward:
            return redirect(onward)
        return redirect("requests:letter" if said["verdict"] == Verdict.RETURN.value else "requests:request", pk)
    return render(request, "requests/decide.html", pages.decision(request.post, found, get_language() or ""))


@require_GET
def letter(request: Request, pk: UUID) -> HttpResponse:
    """The letter to whoever asked, in one of three tones, to print."""
    found = queries.request_for(request.post, pk)
    tone = request.GET.get("tone", "") or found.tone or "neutral"
    context = {"asked": found, "tone": tone, "tones": letters.TONES.items()}
    return render(
        request, "requests/letter.html", context | {"letter": letters.letter_for(request.post, found, tone, get_language() or "")}
    )


@require_GET
def answer(request: Request, pk: UUID) -> HttpResponse:
    """The figures as they are now, and the files that were made."""
    found = queries.request_for(request.post, pk)
    rights.check(request.post, "take", found)
    figures = live.figures_for(request.post, found)
    return render(request, "requests/answer.html", {"asked": found, "figures": figures, "given": found.given.all()})


@require_GET
def given(request: Request, pk: UUID, number: int) -> HttpResponse:
    """A file made from the ledger."""
    found = queries.request_for(request.post, pk)
    file = get_object_or_404(found.given, pk=number)
    return attachment(file.name, actions.hand_out(request.post, given=file))


@require_GET
def view(request: Request, pk: UUID) -> HttpResponse:
    """What the asker of a merged request gets of the kind's form."""
    found = queries.request_for(request.post, pk)
    if found.kind is None or found.understanding is None:
        raise Http404
    return attachment(f"{found.title}.xlsx", actions.view_of(found.kind, found))
