"""Trying a sample form: it is brought like any other."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from qingzhuang.site.demo.samples import sample
from qingzhuang.site.kit.requests import Request
from qingzhuang.site.reports import actions


@require_POST
def use(request: Request) -> HttpResponse:
    found = sample(request.POST.get("sample", ""))
    if found is None:
        raise Http404
    review = actions.bring_form(request.post, name=found.saved_as, data=found.data())
    return redirect("reports:review", review.pk)
