"""The language of a page: what the reader chose, else Chinese; an English Windows in a Chinese office is no choice."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import opencc
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

TRADITIONAL = "zh-hant"
ENGINES = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}


def engine_language() -> str:
    """The language of the page as the engines name it."""
    return ENGINES.get(translation.get_language() or "", "zh-Hans")


class LanguageMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.known = {code for code, _name in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in self.known else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2tw")  # by character: names of places must stay names


@lru_cache(maxsize=4096)
def in_script(text: str, language: str) -> str:
    """Chinese text of an engine in the script of the page.

    >>> in_script("填表单位", "zh-hant")
    '填表單位'
    """
    return _converter().convert(text) if language == TRADITIONAL else text
