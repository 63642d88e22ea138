"""Sign in with password and second factor, sign out, choose the post to act in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from qingzhuang.site.accounts import actions, errors, queries
from qingzhuang.site.accounts.forms import CodeForm, SignInForm
from qingzhuang.site.accounts.logic import device_of
from qingzhuang.site.accounts.models import User
from qingzhuang.site.accounts.second_factor import MARK
from qingzhuang.site.accounts.sessions import BEGUN, DEVICE, OUTSIDE, PASSED

HALF = "half"  # in the session: who has given the password and still owes the code
HALF_MINUTES = 5
PASSWORD_BACKEND = "django.contrib.auth.backends.ModelBackend"


@method_decorator(login_not_required, name="dispatch")
class SignIn(auth.LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(outside=settings.OIDC_NAME, **more)

    def get(self, request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if not queries.anybody():
            return redirect("accounts:first")
        return super().get(request, *arguments, **named)

    def form_valid(self, form: SignInForm) -> HttpResponse:
        self.request.session.pop(OUTSIDE, None)
        return go_on(self.request, form.get_user(), self.get_success_url())


def go_on(request: HttpRequest, person: Any, target: str) -> HttpResponse:
    """Who somebody is has been shown; whoever has a second factor shows that, too."""
    if not queries.has_second_factor(person):
        return enter(request, person, target, passed=False)
    request.session.cycle_key()
    request.session[HALF] = {"person": person.pk, "at": timezone.now().isoformat(), "target": target}
    return redirect("accounts:second_factor")


def enter(request: HttpRequest, person: User, target: str, *, passed: bool) -> HttpResponse:
    """Begin a session of its own, which ends after a working day whatever is done in it."""
    request.session.pop(HALF, None)
    outside = request.session.pop(OUTSIDE, False)
    login(request, person, backend=PASSWORD_BACKEND)
    now = timezone.now()
    request.session[BEGUN] = now.isoformat()
    request.session[DEVICE] = device_of(request.headers.get("User-Agent", ""))
    request.session[PASSED], request.session[OUTSIDE] = passed, outside
    request.session.set_expiry(now + timedelta(seconds=settings.SESSION_COOKIE_AGE))
    actions.note_sign_in(person, signed_in=True)
    return redirect(safe_target(request, target))


def safe_target(request: HttpRequest, target: str) -> str:
    """An address of this site, else the first page."""
    fine = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if fine else resolve_url(settings.LOGIN_REDIRECT_URL)


@login_not_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """The page that asks for the code, for whoever has just given the password."""
    half = request.session.get(HALF)
    person = _half_signed_in(half)
    if person is None:
        return redirect("accounts:sign_in")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if code_is_right(request, person, form.cleaned_data["code"]):
            return enter(request, person, half["target"], passed=True)
        form.add_error("code", errors.wrong_code().what)
    return render(request, "accounts/second_factor.html", {"form": form})


def code_is_right(request: HttpRequest, person: User, code: str) -> bool:
    """Checks a code through the backends, so that wrong ones are counted and lock."""
    return authenticate(request, username=person.username + MARK, person=person, code=code) is not None


def _half_signed_in(half: dict[str, Any] | None) -> User | None:
    if not half or timezone.now() - datetime.fromisoformat(half["at"]) > timedelta(minutes=HALF_MINUTES):
        return None
    return User.objects.filter(pk=half["person"], is_active=True).first()


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    actions.note_sign_in(request.user, signed_in=False)  # type: ignore[arg-type]
    return auth.LogoutView.as_view(next_page=settings.LOGOUT_REDIRECT_URL)(request)


@require_POST
def choose_post(request: HttpRequest) -> HttpResponse:
    """Act in another of one's own posts."""
    wanted = request.POST.get("post", "")
    if wanted not in {str(post.pk) for post in request.posts}:  # type: ignore[attr-defined]
        raise Http404
    request.session["post"] = int(wanted)
    return redirect("desk:home")
