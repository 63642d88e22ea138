"""The tree of areas: put one on it, give it another name."""

from __future__ import annotations

from django.db import transaction

from qingzhuang.site.accounts import errors, rights
from qingzhuang.site.accounts.logic import DIGITS, Level, full_code
from qingzhuang.site.accounts.models import Area, Post
from qingzhuang.site.audit import actions as audit


@transaction.atomic
def add_area(actor: Post | None, *, code: str, name: str, level: Level, parent: Area | None) -> Area:
    """Put an area on the tree below another. The machine may do it twice: the second time gives the name that is new."""
    kept = full_code(code, level)
    if not kept or (parent is not None and not _below(kept, level, parent)):
        raise errors.bad_code()
    if actor is None:
        return Area.objects.update_or_create(code=kept, defaults={"name": name, "level": level.value, "parent": parent})[0]
    if parent is None:
        raise errors.beyond_your_post()
    rights.check_area(actor, parent)
    if taken := Area.objects.filter(code=kept).first():
        raise errors.code_taken(taken.name)
    area = Area.objects.create(code=kept, name=name, level=level.value, parent=parent)
    audit.record(actor.person, deed="area.added", area=area.code, subject=f"area:{area.code}", name=name, parent=parent.name)
    return area


@transaction.atomic
def rename_area(actor: Post, *, area: Area, name: str) -> Area:
    rights.check_area(actor, area)
    before, area.name = area.name, name
    area.save(update_fields=["name"])
    audit.record(actor.person, deed="area.renamed", area=area.code, subject=f"area:{area.code}", before=before, name=name)
    return area


def _below(code: str, level: Level, parent: Area) -> bool:
    return DIGITS[level] > DIGITS[Level(parent.level)] and code.startswith(parent.code_prefix)
