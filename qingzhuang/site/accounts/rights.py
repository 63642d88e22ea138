"""Predicates of the `rules` library over posts, areas and people; other areas combine them into their own rights."""

from __future__ import annotations

from typing import Any

import rules
from django.http import Http404
from django.utils import timezone

from qingzhuang.site.accounts import errors
from qingzhuang.site.accounts.logic import Role, gives
from qingzhuang.site.accounts.models import Area, Post, User


def has_right(right: str) -> Any:
    """A predicate: the post's role includes this right."""

    @rules.predicate(name=f"has_right:{right}")
    def predicate(post: Post, _thing: Any = None) -> bool:
        return post is not None and post.may(right)

    return predicate


@rules.predicate
def in_area(post: Post, thing: Any) -> bool:
    """The thing's area is the post's area or lies below it."""
    return post is not None and thing is not None and post.area.contains(thing.area)


@rules.predicate
def is_owner(post: Post, thing: Any) -> bool:
    return post is not None and thing is not None and thing.owner_id == post.person_id


@rules.predicate
def is_area(post: Post, area: Any) -> bool:
    """The area itself is the post's area or lies below it."""
    return post is not None and isinstance(area, Area) and post.area.contains(area)


@rules.predicate
def works_here(post: Post, person: User) -> bool:
    """The person has or had a post in the area or below. Whoever never had a post is seen by the operator only."""
    if post is None or person is None:
        return False
    posts = list(person.posts.select_related("area"))
    return any(post.area.contains(other.area) for other in posts) if posts else post.role == Role.OPERATOR


@rules.predicate
def looks_after(post: Post, person: User) -> bool:
    """Every post by which the person counts lies in the area and is of a kind that one gives; nobody looks after oneself."""
    if post is None or person is None or person.pk == post.person_id:
        return False
    given, standing = gives(post.role), person.standing(timezone.localdate())
    return all(Role(other.role) in given and post.area.contains(other.area) for other in standing)


class RightsOf:
    """The two questions that every area asks of its rules, which are named `<area>.<right>`; a thing has an area.

    >>> may, check = RightsOf("events").may, RightsOf("events").check
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def may(self, actor: Post, right: str, thing: Any) -> bool:
        return bool(rules.test_rule(f"{self.name}.{right}", actor, thing))

    def check(self, actor: Post, right: str, thing: Any, *, seen: str = "see") -> None:
        """404 for what the actor may not even see, a gentle refusal for what is seen but left to others."""
        if not self.may(actor, seen, thing):
            raise Http404
        if not self.may(actor, right, thing):
            raise errors.not_allowed()

    def check_unless_machine(self, actor: Post | None, right: str, thing: Any) -> None:
        """The same; None is the machine, which may everything."""
        if actor is not None:
            self.check(actor, right, thing)


rules.add_rule("accounts.see", has_right("manage_accounts") & works_here)
rules.add_rule("accounts.look_after", has_right("manage_accounts") & works_here & looks_after)
rules.add_rule("accounts.see_area", has_right("manage_areas") & is_area)


may = RightsOf("accounts").may


def check_person(actor: Post, person: User) -> None:
    """404 for somebody who does not work in the area, a refusal for somebody whom others look after."""
    if not may(actor, "see", person):
        raise Http404
    if person.pk == actor.person_id:
        raise errors.not_yourself()
    if not may(actor, "look_after", person):
        raise errors.beyond_your_post()


def check_area(actor: Post, area: Area) -> None:
    if not may(actor, "see_area", area):
        raise Http404
