"""Reads of people and areas."""

from __future__ import annotations

from datetime import date

from django.http import Http404

from qingzhuang.site.accounts.logic import DIGITS, ROLES, Level, Role, code_prefix
from qingzhuang.site.accounts.models import Area, Post, User

FULL = 12  # digits of a division code; only a grid has more
Actor = Post  # who acts: a person in a post
__all__ = [  # other areas take the words of this one from here
    "Actor", "Area", "Level", "Role", "ancestors", "anybody", "area_for", "area_names", "areas_for", "code_prefix", "posts_of",
]  # fmt: skip


def posts_of(person: User, *, on: date) -> list[Post]:
    """The posts that a person holds on a day, oldest first."""
    posts = Post.objects.filter(person=person).select_related("area", "person")
    return [post for post in posts if post.holds_on(on) and post.role in ROLES]


def areas_for(actor: Post) -> list[Area]:
    """The actor's area and everything below it, in the order of codes."""
    return list(Area.objects.filter(code__startswith=actor.area.code_prefix))


def area_for(actor: Post, code: str) -> Area:
    """An area at or below the actor's own; anything else is not found."""
    found = Area.objects.filter(code=code).first()
    if found is None or not actor.area.contains(found):
        raise Http404
    return found


def ancestors(area: Area) -> list[Area]:
    """The area itself first, then upward; one question, since codes tell where an area lies."""
    codes = {code_prefix(area.code, level).ljust(max(DIGITS[level], FULL), "0") for level in Level}
    above = [other for other in Area.objects.filter(code__in=codes) if other.contains(area)]
    return sorted(above, key=lambda other: -len(other.code_prefix))


def area_names(area: Area) -> list[str]:
    """From the top to the area: 泸州市, 纳溪区, …"""
    return [step.name for step in reversed(ancestors(area))]


def anybody() -> bool:
    """Whether there is any account yet."""
    return User.objects.exists()
