"""The first page: one place to drop a form."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from qingzhuang.site.kit.requests import Request
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.site.publishing import queries as publishing
from qingzhuang.site.reports import queries as reports
from qingzhuang.site.reports.forms import UploadForm

LAST = 5


@require_GET
def home(request: Request) -> HttpResponse:
    initial = {"area": request.post.area.code, "as_of": timezone.localdate()}
    form = UploadForm(initial=initial, areas=reports.areas_for(request.post), language=get_language() or "")
    context = {
        "form": form,
        "reviews": reports.reviews_for(request.post, LAST),
        "first_day": ledger.is_empty_for(request.post),
        "notices_due": publishing.due_for(request.post, timezone.localdate()),
    }
    return render(request, "desk/home.html", context)
