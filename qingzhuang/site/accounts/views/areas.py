"""The tree of areas: see it, add to it, rename."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qingzhuang.site.accounts import actions, queries
from qingzhuang.site.accounts.forms import AreaForm, RenameForm
from qingzhuang.site.accounts.logic import levels_below
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.kit.requests import Request, whole


def areas(request: Request, code: str = "") -> HttpResponse:
    """One area with what lies right below it; a new one below is added here."""
    area = queries.managed_area_for(request.post, code or request.post.area.code)
    levels = levels_below(area.level)
    form = AreaForm(request.POST or None, levels=levels)
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.add_area(request.post, code=told["code"], name=told["name"], level=told["level"], parent=area)
            return redirect("accounts:area", area.code)
        except Refusal as refusal:
            form.add_error("code", str(refusal))
    page = request.GET.get("page", "1")
    found = queries.children_for(request.post, area, whole(page, 1))
    line = queries.line_for(request.post, area)
    shown = {
        "area": area,
        "page": found,
        "line": line,
        "form": form,
        "levels": levels,
        "rename": RenameForm(initial={"name": area.name}),
    }
    return render(request, "accounts/areas.html", shown)


@require_POST
def rename(request: Request, code: str) -> HttpResponse:
    area = queries.managed_area_for(request.post, code)
    form = RenameForm(request.POST)
    if form.is_valid():
        actions.rename_area(request.post, area=area, name=form.cleaned_data["name"])
        messages.success(request, _("Renamed."))
    return redirect("accounts:area", area.code)
