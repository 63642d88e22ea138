"""A refusal as a page, or as a fragment for htmx: what happened, why, what to do next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from qingzhuang.site.kit.errors import Refusal


def page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    template = "ui/refusal.html#notice" if getattr(request, "htmx", False) else "ui/refusal.html"
    return render(request, template, {"refusal": refusal}, status=refusal.status)
