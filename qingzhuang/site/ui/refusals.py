"""A refusal as a page, or as a fragment for htmx: what happened, why, what to do next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.http import reswap, retarget

from qingzhuang.site.kit.errors import Refusal


def page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    if not getattr(request, "htmx", False):
        return render(request, "ui/refusal.html", {"refusal": refusal}, status=refusal.status)
    response = render(request, "ui/refusal.html#notice", {"refusal": refusal})
    return retarget(reswap(response, "afterbegin show:top"), "#main")  # htmx swaps only what came with 200
