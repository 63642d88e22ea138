"""Questions for the next visit, by household: to print, and to answer."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from qingzhuang.site.kit.requests import Request
from qingzhuang.site.quality import pages, queries
from qingzhuang.site.quality.actions import questions as actions


@require_GET
@never_cache
def index(request: Request) -> HttpResponse:
    """Households with what is not known of them; prints as a list for a visit."""
    area = queries.area_for(request.post, request.GET.get("area", ""))
    page = actions.show_questions(request.post, area=area, page=request.GET.get("page", "1"))
    return render(request, "quality/questions.html", {"area": area, "page": page, "visits": pages.visits(request.post, page)})


@require_POST
def answer(request: Request, pk: int) -> HttpResponse:
    """The answer, or why there is none."""
    said, value = request.POST.get("do", ""), request.POST.get("value", "").strip()
    if said == "close":
        actions.close(request.post, pk=pk, reason=value)
        messages.success(request, _("It is not asked again."))
    elif value:
        actions.answer(request.post, pk=pk, value=value, source=request.POST.get("source", "visit"))
        messages.success(request, _("Recorded. It counts from now on."))
    where = {"area": request.POST.get("area", "")}
    return redirect(f"{reverse('quality:questions')}?{urlencode(where)}")
