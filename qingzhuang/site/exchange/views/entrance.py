"""The door of the interface: who calls, how often, and what every refusal looks like."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from qingzhuang.site.exchange import actions, errors
from qingzhuang.site.exchange.queries import Caller
from qingzhuang.site.kit import disk, often
from qingzhuang.site.kit.errors import Refusal

log = logging.getLogger(__name__)


class Bearer(HttpBearer):
    """`Authorization: Bearer qz1_…`"""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        return actions.use_token(token)


class PerToken(BaseThrottle):
    """So many requests of a token within each minute of the clock."""

    def allow_request(self, request: HttpRequest) -> bool:
        calls = often.count(f"token {request.auth.token.pk}", minute=often.this_minute())  # type: ignore[attr-defined]
        return bool(calls <= settings.API_CALLS_A_MINUTE)

    def wait(self) -> float:
        return often.MINUTE - time.time() % often.MINUTE


def told(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal as programs get it, with a line in the log where it is known who asked."""
    caller = getattr(request, "auth", None)
    if isinstance(caller, Caller) and refusal.status not in (429, 500, 503, 507):
        actions.note_refusal(caller, code=refusal.code)
    said = {"code": refusal.code, "what": refusal.what, "why": refusal.why, "todo": refusal.todo}
    response = JsonResponse(said, status=refusal.status, json_dumps_params={"ensure_ascii": False})
    if refusal.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def refuse_in_one_shape(api: NinjaAPI) -> None:
    """Whatever is raised inside becomes `{code, what, why, todo}`."""
    makers: dict[type[Exception], Callable[[Any], Refusal]] = {
        Refusal: lambda refusal: refusal,
        Http404: lambda _found: errors.not_found(),
        AuthenticationError: lambda _nobody: errors.no_token(),
        Throttled: lambda _often: errors.too_often(settings.API_CALLS_A_MINUTE),
        RequestDataTooBig: lambda _large: errors.too_much(),
        ValidationError: _of_validation,
        HttpError: lambda fault: errors.not_json() if fault.status_code == 400 else errors.bad_request("", str(fault)),
        Exception: _of_fault,
    }
    for kind, make in makers.items():
        api.add_exception_handler(kind, lambda request, found, make=make: told(request, make(found)))


def _of_validation(found: ValidationError) -> Refusal:
    first = found.errors[0] if found.errors else {}
    where = ".".join(str(part) for part in first.get("loc", ()))
    return errors.bad_request(where[:200], str(first.get("msg", ""))[:200])


def _of_fault(found: Exception) -> Refusal:
    log.error("the interface broke", exc_info=found)
    return disk.refusal_of(found) or errors.broken()


def at_the_door(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view of the interface: no session, no page for signing in, no copy kept on the way, one shape of refusals."""

    def entered(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **named)
        except Http404:
            response = told(request, errors.not_found())
        if response.status_code == 405:
            refused = told(request, errors.wrong_method())
            refused.headers["Allow"] = response.headers.get("Allow", "")
            response = refused
        add_never_cache_headers(response)
        patch_vary_headers(response, ("Authorization",))
        return response

    entered.login_required = False  # type: ignore[attr-defined]
    entered.csrf_exempt = True  # type: ignore[attr-defined]
    return entered


@at_the_door
def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Any other address below /api/v1."""
    return told(request, errors.not_found())
