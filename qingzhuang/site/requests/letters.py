"""The letter that sends a request back: the rules it does not meet, their clauses, and the desk's own sentence."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format

from qingzhuang.rulebook import Letter, letter_of, load
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.kit.languages import in_script
from qingzhuang.site.requests.models import Request
from qingzhuang.site.requests.passport import passport_for
from qingzhuang.site.requests.wording import TONES, engine_language

__all__ = ["TONES", "letter_for"]
NOBODY = {"zh-Hans": "来文单位", "zh-Hant": "來文單位", "en": "whom it concerns"}


def letter_for(actor: Actor, request: Request, tone: str, language: str) -> Letter:
    """The letter in the reader's language; an unknown tone is the plain one. Before the decision it is a draft of it."""
    told_language = engine_language(language)
    day = request.decided_at or timezone.now()
    told = {
        "to": in_script(request.asker, language) or NOBODY[told_language],
        "from_": in_script(request.area.name, language),
        "title": in_script(request.title, language),
        "day": date_format(timezone.localdate(day), "Y-m-d"),
        "reason": in_script(request.reason, language),
    }
    sheet = passport_for(actor, request)
    return letter_of(load("china"), "return", tone if tone in TONES else "neutral", told_language, sheet.verdicts, told)
