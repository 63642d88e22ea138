"""What the page of definitions refuses."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qingzhuang.site.kit.errors import Refusal


def unknown(text: str) -> Refusal:
    return Refusal(
        "definitions.unknown",
        _("There is no definition “%(text)s”.") % {"text": text},
        _("Each definition has a name and a version; the list shows all of them."),
        _("Choose one from the list."),
        status=404,
    )


def not_alike() -> Refusal:
    return Refusal(
        "definitions.not_alike",
        _("These two definitions count different kinds of records."),
        _("People are compared with people and households with households."),
        _("Choose two definitions of the same kind."),
    )


def no_reason() -> Refusal:
    return Refusal(
        "definitions.no_reason",
        _("The choice of a definition needs a reason."),
        _("Whoever reads the number later wants to know on which paper the choice rests."),
        _("Write the document or the decision, in one line."),
    )
