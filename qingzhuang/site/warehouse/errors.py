"""What the warehouse refuses."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qingzhuang.site.kit.errors import Refusal


def no_facts(area: str) -> Refusal:
    return Refusal(
        "warehouse.no_facts",
        _("There are no facts of %(area)s yet.") % {"area": area},
        _("Forms are filled from the facts of residents, households and dwellings."),
        _("Take over the rosters you have first, under “Take over lists”. To try things out: “qingzhuang site run --demo”."),
        status=409,
    )


def released() -> Refusal:
    return Refusal(
        "warehouse.released",
        _("This picture of the facts was let go."),
        _("Its files are no longer kept; what it was can still be proved by its digest."),
        _("Have the figures counted anew for the same day: the ledger still knows what was known then."),
        status=410,
    )
