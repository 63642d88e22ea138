"""The versions of a request's form: which is in use, what another would change, and bringing one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from qingzhuang.site.kit.downloads import attachment
from qingzhuang.site.kit.requests import Request
from qingzhuang.site.requests import actions, pages, queries
from qingzhuang.site.requests.forms import NewFormForm


@require_http_methods(["GET", "POST"])
def every(request: Request, pk: UUID) -> HttpResponse:
    """All versions with what each changed; a POST brings another."""
    found = queries.request_for(request.post, pk)
    if request.method == "POST":
        form = NewFormForm(request.POST, request.FILES)
        said = form.cleaned_data if form.is_valid() else {"reason": "", "file": None}
        file = said["file"]
        actions.propose_form(
            request.post, request=found, name=file.name if file else "", data=file.read() if file else b"", reason=said["reason"]
        )
        return redirect("requests:forms", pk)
    return render(request, "requests/forms.html", pages.forms(request.post, found) | {"form": NewFormForm()})


@require_GET
def blank(request: Request, pk: UUID, number: int) -> HttpResponse:
    """One version as it came."""
    version = queries.form_version_for(request.post, pk, number)
    return attachment(version.file_name, queries.form_of(version))
