"""Puts the acting post on the request, and leads to what somebody must do first: a new password, a second factor."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from qingzhuang.site.accounts import errors, queries
from qingzhuang.site.accounts.queries import Actor as Post
from qingzhuang.site.accounts.sessions import OUTSIDE, PASSED

OPEN = ("accounts", "ui")  # areas that a person without a post may use: to sign out, to change the language
FIRST = ("accounts:password", "accounts:add_second_factor", "accounts:sign_out", "ui:language")  # open before duties are done


class PostMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        request.post = None  # type: ignore[attr-defined]
        request.posts = []  # type: ignore[attr-defined]
        if not request.user.is_authenticated:
            return None
        posts = queries.posts_of(request.user, on=timezone.localdate())  # type: ignore[arg-type]
        chosen = request.session.get("post")
        request.posts = posts  # type: ignore[attr-defined]
        request.post = next((post for post in posts if post.pk == chosen), _first(posts))  # type: ignore[attr-defined]
        match = request.resolver_match
        duty = duty_of(request, posts)
        if duty and match is not None and match.view_name not in FIRST:
            return redirect(duty)
        if not posts and match is not None and match.app_name not in OPEN:
            from qingzhuang.site.ui.refusals import page

            return page(request, errors.no_post())
        return None


def _first(posts: list[Post]) -> Post | None:
    """The post to begin in: the oldest in which one serves people, before one that looks after the machine or the log."""
    return min(posts, key=lambda post: not post.may("see_facts"), default=None)


def duty_of(request: HttpRequest, posts: list[Post]) -> str:
    """The page that must be done with before any other; empty where there is none."""
    if request.user.must_change_password and not request.session.get(OUTSIDE):  # type: ignore[union-attr]
        return "accounts:password"
    if queries.demands_second_factor(posts) and not request.session.get(PASSED):
        return "accounts:add_second_factor"
    return ""
