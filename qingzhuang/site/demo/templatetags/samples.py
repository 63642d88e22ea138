"""The samples as a part of the first page."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext

from qingzhuang.site.demo.samples import samples

register = template.Library()


@register.inclusion_tag("demo/samples_part.html", takes_context=True)
def sample_forms(context: dict[str, Any]) -> dict[str, Any]:
    return {"samples": samples(), "csrf_token": context.get("csrf_token")}


@register.filter
def kind_in_words(kind: str) -> str:
    return {
        "roster": gettext("list of people or places"),
        "crosstab": gettext("statistics"),
        "card": gettext("card of one person or household"),
        "mixed": gettext("card with lists"),
    }.get(kind, kind)
