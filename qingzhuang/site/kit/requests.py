"""The request as this site's middleware leaves it: a person in a post, and what htmx said."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

MOST_DIGITS = 18  # fits the numbers of every database


class Request(HttpRequest):
    """For annotations only; Django makes a WSGIRequest with these attributes."""

    post: Any
    posts: list[Any]
    htmx: Any


def whole(text: str | None, default: int = 0) -> int:
    """A whole number as an address or a page sends it; the default for whatever is none, and for what no database holds.

    >>> whole("12"), whole("²", 1), whole("-3"), whole("9" * 40), whole(None, 1)
    (12, 1, 0, 0, 1)
    """
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else default
