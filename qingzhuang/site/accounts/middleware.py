"""Puts the acting post on the request: the one chosen in this session, else the first that holds today."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from qingzhuang.site.accounts import errors, queries

OPEN = ("accounts", "ui")  # areas that a person without a post may use: to sign out, to change the language


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
        request.post = next((post for post in posts if post.pk == chosen), posts[0] if posts else None)  # type: ignore[attr-defined]
        match = request.resolver_match
        if not posts and match is not None and match.app_name not in OPEN:
            from qingzhuang.site.ui.refusals import page

            return page(request, errors.no_post())
        return None
