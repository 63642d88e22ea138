"""Sign in, sign out, choose the post to act in."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from qingzhuang.site.accounts import actions
from qingzhuang.site.accounts.forms import SignInForm


@method_decorator(login_not_required, name="dispatch")
class SignIn(auth.LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: SignInForm) -> HttpResponse:
        response = super().form_valid(form)
        actions.note_sign_in(form.get_user(), signed_in=True)
        return response


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
