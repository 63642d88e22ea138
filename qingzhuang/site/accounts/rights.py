"""Predicates of the `rules` library over posts and areas; other areas combine them into their own rights."""

from __future__ import annotations

from typing import Any

import rules

from qingzhuang.site.accounts.models import Post


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
