"""Any refusal that a view lets through becomes its page; a session that is over leads to the page for signing in."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from qingzhuang.site.kit import disk
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ui import refusals

log = logging.getLogger(__name__)


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "htmx", False) and response.headers.get("Location", "").startswith(reverse(settings.LOGIN_URL)):
            return HttpResponseClientRedirect(reverse(settings.LOGIN_URL))  # the session is over: sign in on a whole page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        refusal = exception if isinstance(exception, Refusal) else disk.refusal_of(exception)
        if refusal is None:
            return None
        if refusal is not exception:
            log.error("the disk: %s", refusal.code, exc_info=exception)
        return refusals.page(request, refusal)
