"""Fields of one's own: the list, a new one, one with its versions."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.kit.requests import Request
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger import queries as facts
from qingzhuang.site.quality import pages
from qingzhuang.site.quality.forms import FieldForm, RevisionForm


@require_GET
def index(request: Request) -> HttpResponse:
    """The fields that areas here defined for themselves."""
    lines = [pages.field_line(row) for row in facts.own_fields_for(request.post)]
    return render(request, "quality/fields.html", {"lines": lines, "may_define": request.post.may("define_fields")})


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Define one; while its name is typed, fields that mean something near it are shown."""
    form = FieldForm(request.POST or None, areas=facts.places_to_define_for(request.post))
    alike = pages.alike(request.GET.get("label", "") or request.POST.get("label", ""))
    if request.htmx:
        return render(request, "quality/new_field.html#alike", {"alike": alike})
    if request.method == "POST" and form.is_valid():
        made = ledger.define_field(
            request.post, area=accounts.area_for(request.post, form.cleaned_data["area"]), **form.said
        )  # fmt: skip
        messages.success(request, _("Defined. Forms that have it as a heading are understood from now on."))
        return redirect("quality:field", made.name)
    return render(request, "quality/new_field.html", {"form": form, "alike": alike})


@require_http_methods(["GET", "POST"])
def one(request: Request, name: str) -> HttpResponse:
    """A field with its reasons and versions; whoever may define fields changes reasons, term and values."""
    row = facts.own_field_for(request.post, name)
    form = RevisionForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        ledger.revise_field(request.post, field=row, **form.said)
        messages.success(request, _("Changed. The version before stays in the list."))
        return redirect("quality:field", name)
    versions = [pages.field_line(version) for version in facts.versions_for(request.post, name)]
    may = not row.retired and facts.may_define(request.post, row.area)
    return render(request, "quality/field.html", {"line": versions[0], "versions": versions, "form": form, "may_define": may})


@require_POST
def retire(request: Request, name: str) -> HttpResponse:
    """Ask it no more."""
    ledger.retire_field(request.post, field=facts.own_field_for(request.post, name))
    messages.success(request, _("Retired. What was recorded stays readable."))
    return redirect("quality:fields")
