"""Registering a demand, its passport, and what is said of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingzhuang.site.kit import outgoing
from qingzhuang.site.kit.downloads import attachment
from qingzhuang.site.kit.requests import Request
from qingzhuang.site.requests import actions, pages, queries
from qingzhuang.site.requests.forms import PassportForm, ReasonForm, RegisterForm


@require_GET
def index(request: Request) -> HttpResponse:
    """What came and what became of it; whoever may, registers another at the top."""
    if not request.post.may("see_requests"):
        raise Http404
    context = pages.index(request.post) | {"form": RegisterForm()}
    return render(request, "requests/index.html", context)


@require_POST
def register(request: Request) -> HttpResponse:
    """Take in a demand and show its passport at once."""
    form = RegisterForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "requests/index.html", pages.index(request.post) | {"form": form}, status=400)
    said, file = form.cleaned_data, form.cleaned_data["file"]
    made = actions.register_request(
        request.post, told=form.told, name=file.name if file else "", data=file.read() if file else b"",
        message=said["message"], typed=said["fields"],
    )  # fmt: skip
    if made.goes_out:  # in the emergency lane, which passes the desk
        outgoing.tell(None, made)
    return redirect("requests:request", made.pk)


@require_GET
def passport(request: Request, pk: UUID) -> HttpResponse:
    """Everything about a request on one page, to print."""
    found = queries.request_for(request.post, pk)
    return render(request, "requests/passport.html", pages.passport(request.post, found, get_language() or ""))


@require_http_methods(["GET", "POST"])
def amend(request: Request, pk: UUID) -> HttpResponse:
    """Mend what is said of a request."""
    found = queries.request_for(request.post, pk)
    pages.check_amend(request.post, found)
    areas = queries.places_for(request.post)
    initial = pages.said_of(found)
    form = PassportForm(request.POST or None, areas=areas, language=get_language() or "", initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.amend_request(request.post, request=found, told=form.told)
        return redirect("requests:request", pk)
    return render(request, "requests/amend.html", {"asked": found, "form": form})


@require_GET
def blank(request: Request, pk: UUID) -> HttpResponse:
    """The form as it came."""
    found = queries.request_for(request.post, pk)
    if not found.sha256:
        raise Http404
    return attachment(found.file_name, queries.form_of(found))


@require_POST
def object_to(request: Request, pk: UUID) -> HttpResponse:
    """A community says why not."""
    found, form = queries.request_for(request.post, pk), ReasonForm(request.POST)
    actions.object_to(request.post, request=found, reason=form.cleaned_data["reason"] if form.is_valid() else "")
    messages.success(request, _("The desk sees your objection and decides again."))
    return redirect("requests:request", pk)


@require_POST
def close(request: Request, pk: UUID) -> HttpResponse:
    """Nothing more is asked of anybody."""
    actions.close_request(request.post, request=queries.request_for(request.post, pk))
    return redirect("requests:request", pk)
