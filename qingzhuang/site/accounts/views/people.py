"""Pages of people and their posts, for whoever manages accounts."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from qingzhuang.site.accounts import actions, errors, queries, rights
from qingzhuang.site.accounts.forms import PersonForm, PostForm, SubjectForm
from qingzhuang.site.accounts.logic import new_password
from qingzhuang.site.accounts.models import User
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.kit.requests import Request, whole


@require_GET
def people(request: Request) -> HttpResponse:
    words, page = request.GET.get("q", "").strip(), request.GET.get("page", "1")
    found = queries.people_for(request.post, words, whole(page, 1))
    today = timezone.localdate()
    rows = [(person, queries.held_in(request.post, person, today)) for person in found]
    return render(request, "accounts/people.html", {"page": found, "rows": rows, "words": words})


@never_cache
def new_person(request: Request) -> HttpResponse:
    """An account with its first post; the password is shown once, on the page that follows."""
    queries.check_manages(request.post)
    form = PersonForm(request.POST or None, areas=queries.areas_for(request.post), roles=queries.roles_for(request.post))
    if form.is_valid():
        told, password = form.cleaned_data, new_password()
        post = (told["area"], told["role"], told["begins"])
        try:
            person = actions.create_account(
                request.post,
                username=told["username"],
                name=told["name"],
                password=password,
                post=post,
                ends=told["ends"],
                office=told["office"],
            )
            return render(request, "accounts/new_password.html", {"person": person, "password": password})
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return render(request, "accounts/new_person.html", {"form": form})


def person(request: Request, pk: int) -> HttpResponse:
    """One person: the posts that lie in one's own area, and what can be done."""
    found = queries.person_for(request.post, pk)
    form = PostForm(request.POST or None, areas=queries.areas_for(request.post), roles=queries.roles_for(request.post))
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.give_post(
                request.post,
                person=found,
                area=told["area"],
                role=told["role"],
                begins=told["begins"],
                ends=told["ends"],
                office=told["office"],
            )
            return redirect("accounts:person", pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return _page(request, found, form)


def _page(request: Request, found: User, form: PostForm) -> HttpResponse:
    return render(
        request,
        "accounts/person.html",
        {
            "person": found,
            "held": queries.posts_for(request.post, found),
            "today": timezone.localdate(),
            "form": form,
            "subject": SubjectForm(initial={"subject": found.subject or ""}),
            "gives": {role.value for role in queries.roles_for(request.post)},
            "outside": settings.OIDC_NAME,
            "looks_after": rights.may(request.post, "look_after", found),
            "has_second_factor": queries.has_second_factor(found),
        },
    )


@require_POST
def end_post(request: Request, pk: int) -> HttpResponse:
    post = queries.post_for(request.post, pk)
    actions.end_post(request.post, post=post)
    return redirect("accounts:person", post.person_id)


@never_cache
@require_POST
def reset_password(request: Request, pk: int) -> HttpResponse:
    found = queries.person_for(request.post, pk)
    password = actions.reset_password(request.post, person=found)
    return render(request, "accounts/new_password.html", {"person": found, "password": password})


@require_POST
def link(request: Request, pk: int) -> HttpResponse:
    found = queries.person_for(request.post, pk)
    form = SubjectForm(request.POST)
    if not form.is_valid():
        raise errors.bad_subject()
    actions.link_subject(request.post, person=found, subject=form.cleaned_data["subject"].strip())
    return _done(request, found, _("Kept."))


def _simple(act: Callable[..., None], words: Callable[[], str]) -> Callable[..., HttpResponse]:
    """A button that needs nothing but the person."""

    @require_POST
    def view(request: Request, pk: int) -> HttpResponse:
        found = queries.person_for(request.post, pk)
        act(request.post, person=found)
        return _done(request, found, words())

    return view


def _done(request: Request, found: User, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("accounts:person", found.pk)


close = _simple(actions.close_account, lambda: _("The account is closed and signed out everywhere."))
reopen = _simple(actions.reopen_account, lambda: _("The account is open again."))
end_sessions = _simple(actions.end_sessions_of, lambda: _("Signed out everywhere."))
remove_second_factor = _simple(actions.remove_second_factor_of, lambda: _("The second factor is taken away."))
shred = _simple(actions.shred_name, lambda: _("The name is taken out. What was done stays in the log."))
