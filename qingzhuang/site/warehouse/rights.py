"""Who may keep and let go pictures of the facts: predicates over the tree of areas."""

from __future__ import annotations

from typing import Any

import rules
from django.http import Http404

from qingzhuang.site.accounts import errors
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.accounts.rights import has_right, in_area


@rules.predicate
def is_own(post: Actor, thing: Any) -> bool:
    """A picture taken by the same person."""
    by = getattr(thing, "taken_by", None)
    return post is not None and by is not None and by.person_id == post.person_id


rules.add_rule("warehouse.see", in_area & has_right("see_facts"))
rules.add_rule("warehouse.freeze", in_area & has_right("fill_form"))
rules.add_rule("warehouse.release", in_area & (has_right("delete_form") | (is_own & has_right("delete_own_form"))))


def may(actor: Actor, right: str, thing: Any) -> bool:
    """`thing` has an area."""
    return bool(rules.test_rule(f"warehouse.{right}", actor, thing))


def check(actor: Actor | None, right: str, thing: Any) -> None:
    """404 for what the actor may not even see, a gentle refusal for what is seen but left to others. None is the machine."""
    if actor is None:
        return
    if not may(actor, "see", thing):
        raise Http404
    if not may(actor, right, thing):
        raise errors.not_allowed()
