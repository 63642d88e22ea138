"""What the page of a figure refuses."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qingzhuang.site.kit.errors import Refusal


def no_figure() -> Refusal:
    return Refusal(
        "figures.no_figure",
        _("There is no figure to explain at this address."),
        _("A figure is explained by its question, its place and its day; the address names no question that gives a number."),
        _("Go back to the page with the figure and choose it there."),
        status=404,
    )


def points_at_somebody() -> Refusal:
    return Refusal(
        "figures.points_at_somebody",
        _("This figure is not told here: its question names somebody."),
        _(
            "It asks by a name, a number, an address or the day of a birth, and whoever sees figures and no people is not told of one person."
        ),
        _("Ask by groups: age, kind, level, place."),
        status=403,
    )
