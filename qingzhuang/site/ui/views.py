"""Pages that belong to no area: the language, and what is said when there is no page."""

from __future__ import annotations

import logging

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

log = logging.getLogger(__name__)
A_YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    wanted = request.POST.get("language", "")
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, wanted, max_age=A_YEAR, samesite="Lax", secure=settings.HTTPS)
    return response


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/not_found.html", status=404)


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/broken.html", status=500)


@login_not_required
def not_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Called by a name under which the site is not to be reached; nothing of the request is shown, since nothing of it is believed."""
    return render(request, "ui/not_here.html", status=400)


@login_not_required
def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of a page from before the last sign-in, or sent from elsewhere: nothing of it was done."""
    unseen = settings.HTTPS and not request.is_secure()
    if unseen:
        log.error(
            "HTTPS is set, but the web server in front does not say X-Forwarded-Proto, or is not QINGZHUANG_PROXY (%s)", reason
        )
    return render(request, "ui/stale.html", {"unseen": unseen}, status=403)
