"""What the pages of this area refuse."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qingzhuang.site.kit.errors import Refusal


def gone() -> Refusal:
    return Refusal(
        "quality.gone",
        _("This is no longer to be mended."),
        _("Somebody mended it, or the facts have changed since the page was shown."),
        _("Load the list again."),
        status=409,
    )


def not_certain() -> Refusal:
    return Refusal(
        "quality.not_certain",
        _("This cannot be mended by a click."),
        _("It is not certain which of the facts is wrong, and nothing is guessed."),
        _("Open the record, ask, and correct the fact that is wrong."),
    )


def no_reason() -> Refusal:
    return Refusal(
        "quality.no_reason",
        _("It was not said why this stays as it is."),
        _("Whoever looks at the list later wants to know why it was set aside."),
        _("Write the reason in one line."),
    )
