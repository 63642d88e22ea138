"""What the page of questions refuses."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qingzhuang.site.kit.errors import Refusal


def not_offered(word: str) -> Refusal:
    return Refusal(
        "asking.not_offered",
        _("“%(word)s” cannot have this meaning.") % {"word": word},
        _("A word may only mean what is offered beside it, so that nobody is searched for through a number."),
        _("Ask again, and choose one of the meanings beside the word."),
    )
