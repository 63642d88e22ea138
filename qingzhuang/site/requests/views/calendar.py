"""What is due, by day, and the secret address under which a calendar program reads it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from qingzhuang.site.kit.requests import Request
from qingzhuang.site.requests import actions, ics, queries


@never_cache
@require_http_methods(["GET", "POST"])
def show(request: Request) -> HttpResponse:
    """The dues of the next time; a POST makes the address anew or ends it. A new one is shown once."""
    if not request.post.may("see_requests"):
        raise Http404
    secret = ""
    if request.method == "POST":
        if "end" in request.POST:
            actions.end_calendar(request.post)
            return redirect("requests:calendar")
        secret = actions.open_calendar(request.post)
    address = request.build_absolute_uri(reverse("requests:feed", args=[secret])) if secret else ""
    dues = queries.due_for(request.post, timezone.localdate())
    context = {"dues": dues, "address": address, "feed": queries.calendar_for(request.post), "now": timezone.now()}
    return render(request, "requests/calendar.html", context)


@login_not_required
@never_cache
@require_GET
def feed(request: Request, secret: str) -> HttpResponse:
    """The calendar behind a secret address; a wrong one is not found."""
    holder = queries.holder_of(secret)
    if holder is None:
        raise Http404
    dues = queries.due_for(holder, timezone.localdate())
    data = ics.calendar_of(
        dues, holder.area.name, timezone.now(), lambda pk: request.build_absolute_uri(reverse("requests:request", args=[pk]))
    )  # fmt: skip
    return HttpResponse(data, content_type="text/calendar; charset=utf-8")
