"""What accounts refuse."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qingzhuang.site.kit.errors import Refusal


def no_post() -> Refusal:
    return Refusal(
        "accounts.no_post",
        _("Your account has no post yet."),
        _("A post says for which area you work and what you may do there."),
        _("Ask the head of your community or town to give you one."),
        status=403,
    )


def not_allowed() -> Refusal:
    return Refusal(
        "accounts.not_allowed",
        _("Your post does not allow this."),
        _("It is left to the person who brought the form and to the head of the area."),
        _("Ask one of them."),
        status=403,
    )
