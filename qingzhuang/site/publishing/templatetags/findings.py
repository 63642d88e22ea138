"""Kinds of findings in words."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.utils.translation import gettext

register = template.Library()


@register.filter
def kind_words(kind: str) -> str:
    return {
        "id_number": gettext("ID number"), "phone": gettext("Telephone"), "account": gettext("Bank account"),
        "name": gettext("Name"), "address": gettext("Address"), "small": gettext("Figure under %(count)d") % {"count": settings.SMALLEST_COUNT},
    }.get(kind, kind)  # fmt: skip


@register.filter
def state_of(kind: str) -> str:
    """Full numbers are what a file is refused for; the rest is advice."""
    return "asked" if kind in ("id_number", "phone", "account") else "unsure"
