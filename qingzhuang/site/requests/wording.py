"""Words of codes that are kept: verdicts, states and frequencies in the reader's language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

VERDICTS: dict[str, Any] = {
    "answer": _("answered from the ledger"),
    "merge": _("merged with an existing report"),
    "shorten": _("shortened: only what is new is asked"),
    "send": _("sent to the communities"),
    "return": _("returned with a letter"),
}


def verdict_words(verdict: str) -> str:
    return str(VERDICTS.get(verdict, verdict))
