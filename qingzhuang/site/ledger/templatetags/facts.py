"""Words of the ledger in templates."""

from __future__ import annotations

from django import template

from qingzhuang.site.ledger import wording

register = template.Library()


@register.filter
def entity_words(entity: str) -> str:
    return wording.entity_words(entity)
