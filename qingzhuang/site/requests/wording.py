"""Words of codes that are kept: verdicts, states, frequencies, states of blanks, in the reader's language."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from qingzhuang.site.ledger.queries import whole_vocabulary
from qingzhuang.tally import QuestionError, in_words, parse_asked
from qingzhuang.vocabulary import UnknownName

ENGINE_LANGUAGE = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}  # of the site → of the engines

VERDICTS: dict[str, Any] = {
    "answer": _("answered from the ledger"),
    "merge": _("merged with an existing report"),
    "shorten": _("shortened: only what is new is asked"),
    "send": _("sent to the communities"),
    "return": _("returned with a letter"),
}
STATES: dict[str, Any] = {
    "registered": _("waits for the desk"),
    "objected": _("a community objects"),
    "answered": _("answered from the ledger"),
    "merged": _("merged with an existing report"),
    "shortened": _("sent, only what is new"),
    "sent": _("sent to the communities"),
    "returned": _("returned with a letter"),
    "closed": _("closed"),
}
KIND_STATES: dict[str, Any] = {"draft": _("draft"), "in_force": _("in force"), "retired": _("retired")}
FREQUENCIES: dict[str, Any] = {
    "once": _("once"),
    "weekly": _("every week"),
    "monthly": _("every month"),
    "quarterly": _("every quarter"),
    "half_yearly": _("every half-year"),
    "yearly": _("every year"),
}
BLANKS: dict[str, Any] = {
    "known": _("known"),
    "derived": _("derivable"),
    "ask": _("to ask"),
    "not_ours": _("not in the ledger"),
}
CHOICES: dict[str, Any] = {
    "ask": _("Ask people: no fact of the ledger, each community finds out and types it"),
    "leave": _("Leave it to each community, as before"),
}
TONES: dict[str, Any] = {"firm": _("firm"), "neutral": _("plain"), "warm": _("warm")}


def verdict_words(verdict: str) -> str:
    return str(VERDICTS.get(verdict, verdict))


def engine_language(language: str) -> str:
    return ENGINE_LANGUAGE.get(language, "zh-Hans")


@lru_cache(maxsize=8192)
def question_in_words(question: str, language: str) -> str:
    """The question of a blank as a sentence; for what is no fact of the ledger, that it is none."""
    if not question:
        with override(language):
            return _now("not a fact of the ledger")
    try:
        return in_words(parse_asked(question), engine_language(language), whole_vocabulary())
    except (QuestionError, UnknownName):
        return question
