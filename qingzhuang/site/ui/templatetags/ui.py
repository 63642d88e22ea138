"""Tags that every page may use: scripts of the page, engine texts in the reader's script, masked numbers."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from qingzhuang.site.kit import masking
from qingzhuang.site.kit.languages import in_script

register = template.Library()


@register.filter
@stringfilter
def chinese(text: str) -> str:
    """Chinese text of an engine or of a form, in the script of the page."""
    return in_script(text, get_language() or "")


@register.filter
@stringfilter
def masked(text: str) -> str:
    return masking.numbers(text)


@register.simple_tag
def html_language() -> str:
    """The value of the `lang` attribute: zh-Hans, zh-Hant or en."""
    return {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}.get(get_language() or "", "en")


@register.simple_tag(takes_context=True)
def here(context: dict[str, Any], room: str) -> str:
    """Marks the room of the page in the navigation."""
    return mark_safe('aria-current="page"') if context.get("room") == room else ""
