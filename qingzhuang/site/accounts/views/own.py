"""Pages about oneself: password, second factor, where one is signed in."""

from __future__ import annotations

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from qingzhuang.site.accounts import actions, errors, queries
from qingzhuang.site.accounts.forms import CodeForm, PasswordForm
from qingzhuang.site.accounts.sessions import PASSED
from qingzhuang.site.accounts.views.sign_in import code_is_right
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.kit.requests import Request

MAY_REPLACE = "may_replace"  # in the session: who has a second factor has just shown a code of it
SECRET = "new_second_factor"  # in the session: the secret of an authenticator that has not shown a code yet


@require_GET
def me(request: Request) -> HttpResponse:
    """One's posts, password, second factor and sessions on one page."""
    sessions = queries.sessions_of(request.user, timezone.now())
    return render(
        request,
        "accounts/me.html",
        {
            "sessions": sessions,
            "this": request.session.session_key,
            "has_second_factor": queries.has_second_factor(request.user),
            "demanded": queries.demands_second_factor(request.posts),
        },
    )


def password(request: Request) -> HttpResponse:
    form = PasswordForm(request.POST or None, request=request)
    if form.is_valid():
        actions.change_password(request.user, password=form.cleaned_data["new"], session=request.session.session_key or "")
        update_session_auth_hash(request, request.user)
        messages.success(request, _("The password is changed; all other devices are signed out."))
        return redirect("accounts:me")
    return render(request, "accounts/password.html", {"form": form, "must": request.user.must_change_password})


@never_cache
def add_second_factor(request: Request) -> HttpResponse:
    """Show the picture for the authenticator; a right code ties it, and the recovery codes are shown once."""
    if queries.has_second_factor(request.user) and not request.session.get(MAY_REPLACE):
        return redirect("accounts:me")
    secret = request.session.setdefault(SECRET, generate_totp_secret())
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            codes = actions.add_second_factor(request.user, secret=secret, code=form.cleaned_data["code"])
        except Refusal as refusal:
            form.add_error("code", refusal.what)
        else:
            for key in (SECRET, MAY_REPLACE):
                request.session.pop(key, None)
            request.session[PASSED] = True
            return render(request, "accounts/recovery_codes.html", {"codes": codes})
    adapter = get_adapter()
    drawn = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret)).split("?>")[-1]
    return render(request, "accounts/add_second_factor.html", {"form": form, "secret": secret, "picture": mark_safe(drawn)})


@never_cache
@require_POST
def change_second_factor(request: Request) -> HttpResponse:
    """Make new recovery codes, set up another telephone, or take the second factor away; all ask for a code first."""
    form = CodeForm(request.POST)
    if not form.is_valid() or not code_is_right(request, request.user, form.cleaned_data["code"]):
        raise errors.wrong_code()
    if "another" in request.POST:
        request.session[MAY_REPLACE] = True
        return redirect("accounts:add_second_factor")
    if "remove" in request.POST:
        actions.remove_second_factor(request.user)
        request.session[PASSED] = False
        messages.success(request, _("The second factor is taken away."))
        return redirect("accounts:me")
    return render(request, "accounts/recovery_codes.html", {"codes": actions.new_recovery_codes(request.user)})


@require_POST
def end_sessions(request: Request) -> HttpResponse:
    """Sign out one other browser, or all of them."""
    if found := request.POST.get("session"):
        actions.end_session(request.user, handle=found)
    else:
        actions.end_other_sessions(request.user, session=request.session.session_key)
    return redirect("accounts:me")
