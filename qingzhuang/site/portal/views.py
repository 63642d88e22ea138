"""Pages without an account: is this paper genuine, is a paper needed, how far is mine."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.certificates import actions, errors, queries
from qingzhuang.site.kit.downloads import attachment, disposition
from qingzhuang.site.kit.often import counted
from qingzhuang.site.kit.requests import Request
from qingzhuang.site.portal.forms import ApplyForm, CheckForm


@login_not_required
@require_http_methods(["GET", "POST"])
@never_cache
def check(request: Request) -> HttpResponse:
    """A typed or scanned text, or a file: valid or not, and no more than stands on the paper anyhow."""
    form, found = CheckForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        counted(request, "check", errors.too_often)
        file = form.cleaned_data["file"]
        found = queries.check_file(file.read()) if file else queries.check_text(form.cleaned_data["text"])
    page = "portal/check.html#answer" if request.htmx else "portal/check.html"
    return render(request, page, {"form": form, "found": found})


@login_not_required
@require_GET
@never_cache
def scanned(request: Request, code: str) -> HttpResponse:
    """Where the code on a paper leads when a telephone opens it."""
    counted(request, "check", errors.too_often)
    return render(request, "portal/check.html", {"form": CheckForm(), "found": queries.check_text(code and f"QZ1:{code}")})


@login_not_required
@require_GET
def trust(request: Request) -> HttpResponse:
    """The keys that are believed and the signed status lists, to check papers without this site."""
    counted(request, "trust", errors.too_often)
    return HttpResponse(queries.trust_file(), content_type="application/json", headers={"Cache-Control": "max-age=600"})


@login_not_required
@require_GET
def offline(request: Request) -> HttpResponse:
    """The page that checks papers without a network, as one file to keep."""
    counted(request, "trust", errors.too_often)
    return attachment("查验证明.html", queries.offline_page().encode())


@login_not_required
@require_GET
def communities(request: Request) -> HttpResponse:
    """Which community: names of places are no secret."""
    return render(request, "portal/communities.html", {"areas": accounts.communities()})


@login_not_required
@require_http_methods(["GET", "POST"])
@never_cache
def apply(request: Request, area: str) -> HttpResponse:
    """Choose the paper, see whether it is needed, agree, and send. Whoever sends gets the same answer, known here or not."""
    place = accounts.community(area)
    if place is None:
        raise Http404
    form = ApplyForm(request.POST or None, area=place, asked=request.GET)
    if request.method == "POST" and form.is_valid():
        counted(request, "apply", errors.too_often)
        _made, ticket = actions.claim(area=place, said=form.claim)
        return redirect("portal:follow", ticket)
    what, body = (request.POST or request.GET).get("what", "")[:60], (request.POST or request.GET).get("body", "other")[:20]
    words = request.GET.get("words", "").strip()[:40]
    context = {"area": place, "form": form, "what": what, "body": body, "words": words, "choices": queries.choices(place, words),
               "bodies": queries.bodies_offered(), "advice": queries.advice(place, what, body)}  # fmt: skip
    return render(request, "portal/apply.html", context)


@login_not_required
@require_GET
@never_cache
def follow(request: Request, ticket: str) -> HttpResponse:
    """How far it has come; the address is the secret."""
    shown = {"ticket": ticket, "one": queries.progress(_followed(request, ticket)), "address": request.build_absolute_uri()}
    return render(request, "portal/follow.html", shown)


def _followed(request: Request, ticket: str) -> queries.Application:
    """The application that a link leads to; 404 for a guessed one, and a refusal for whoever guesses often."""
    counted(request, "follow", errors.too_often)
    one = queries.application_by_ticket(ticket)
    if one is None:
        raise Http404
    return one


@login_not_required
@require_GET
@never_cache
def fetch(request: Request, ticket: str) -> HttpResponse:
    """The signed file, once a worker has seen who asks."""
    _followed(request, ticket)
    paper, data = actions.fetch_by_link(ticket=ticket)
    return HttpResponse(data, content_type="application/pdf", headers={"Content-Disposition": disposition(f"{paper.number}.pdf")})


@login_not_required
@require_POST
@never_cache
def only(request: Request, ticket: str) -> HttpResponse:
    """One fact of the paper by itself, to be sent to whoever asks for no more."""
    _followed(request, ticket)
    text = actions.disclose_by_link(ticket=ticket, fact=request.POST.get("fact", "")[:40])
    return render(request, "portal/only.html", {"ticket": ticket, "text": text})
