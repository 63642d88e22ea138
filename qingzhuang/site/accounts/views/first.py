"""The page of the first set-up; once there is an account it does not exist."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from qingzhuang.site.accounts import actions, first, queries
from qingzhuang.site.accounts.forms import SetUpForm
from qingzhuang.site.kit.errors import Refusal


@login_not_required
@never_cache
def set_up(request: HttpRequest) -> HttpResponse:
    if queries.anybody():
        raise Http404
    form = SetUpForm(request.POST or None)
    if form.is_valid() and _made(request, form):
        messages.success(request, _("The site is set up. Sign in with the account you have just made."))
        return redirect("accounts:sign_in")
    return render(request, "accounts/first.html", {"form": form})


def _made(request: HttpRequest, form: SetUpForm) -> bool:
    told = form.cleaned_data
    if not first.is_right(request, told["code"]):
        form.add_error("code", _("This is not the code that was printed where the site was started."))
        return False
    try:
        actions.set_up(line=told["line"], username=told["username"], name=told["name"], password=told["new"], role=told["role"])
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
