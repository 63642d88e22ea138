"""Sign in at another service and come back."""

from __future__ import annotations

from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from qingzhuang.site.accounts import actions, errors, outside, queries
from qingzhuang.site.accounts.sessions import OUTSIDE
from qingzhuang.site.accounts.views.sign_in import go_on, safe_target


@login_not_required
@never_cache
@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """Off to the other service, with a state and a proof that only this browser can bring back."""
    if not settings.OIDC_NAME:
        raise Http404
    if request.user.is_authenticated:
        return redirect("desk:home")
    try:
        return outside.provider(request).redirect(request, "login", next_url=safe_target(request, request.GET.get("next", "")))
    except (OSError, LookupError, ValueError) as fault:  # not reached, or answered nonsense
        raise errors.outside_failed() from fault


@login_not_required
@never_cache
@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """Whom the other service has named gets in, if there is an account here."""
    if not settings.OIDC_NAME:
        raise Http404
    try:
        OAuth2CallbackView.adapter_view(outside.Protocol(request, outside.PROVIDER))(request)
    except outside.Shown as shown:
        person = queries.person_by_subject(shown.subject, shown.username)
        if person is None:
            raise errors.unknown_outside() from None
        actions.link_on_sign_in(person, subject=shown.subject)
        request.session[OUTSIDE] = True
        return go_on(request, person, shown.target)
    except (OSError, LookupError, ValueError) as fault:
        raise errors.outside_failed() from fault
    raise errors.outside_failed()
