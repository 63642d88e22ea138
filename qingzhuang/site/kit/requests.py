"""The request as this site's middleware leaves it: a person in a post, and what htmx said."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


class Request(HttpRequest):
    """For annotations only; Django makes a WSGIRequest with these attributes."""

    post: Any
    posts: list[Any]
    htmx: Any
