"""The page of the log."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from qingzhuang.site.audit import queries
from qingzhuang.site.kit.requests import Request

PAGE = 50


def log(request: Request) -> HttpResponse:
    """Who did or saw what in the reader's area; `request.post` is set by the accounts area."""
    post = request.post
    if not post.may("read_log"):
        raise Http404
    before = request.GET.get("before", "")
    lines = queries.lines_under(post.area.code_prefix, before=int(before) if before.isdigit() else None, limit=PAGE)
    older = lines[-1].number if len(lines) == PAGE else None
    return render(request, "audit/log.html", {"lines": lines, "older": older})
