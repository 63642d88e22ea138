"""Tags for pages of returns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def of(told: Mapping[str, Any], key: str) -> Any:
    """What a mapping says of a key that only the page knows."""
    return told.get(key)
