"""Who may keep and let go pictures of the facts: predicates over the tree of areas."""

from __future__ import annotations

from typing import Any

import rules

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.accounts.rights import RightsOf, has_right, in_area


@rules.predicate
def is_own(post: Actor, thing: Any) -> bool:
    """A picture taken by the same person."""
    by = getattr(thing, "taken_by", None)
    return post is not None and by is not None and by.person_id == post.person_id


rules.add_rule("warehouse.see", in_area & has_right("see_facts"))
rules.add_rule("warehouse.freeze", in_area & has_right("fill_form"))
rules.add_rule("warehouse.release", in_area & (has_right("delete_form") | (is_own & has_right("delete_own_form"))))


_rights = RightsOf("warehouse")
may, check = _rights.may, _rights.check_unless_machine
