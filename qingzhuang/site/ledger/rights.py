"""Who may do what with facts: predicates over the tree of areas."""

from __future__ import annotations

from typing import Any

import rules
from django.http import Http404

from qingzhuang.site.accounts import errors
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.accounts.rights import RightsOf, has_right, in_area


@rules.predicate
def is_own(post: Actor, thing: Any) -> bool:
    """A recording made by the same person."""
    by = getattr(thing, "recorded_by", None)
    return post is not None and by is not None and by.person_id == post.person_id


for _name, _right in (
    ("see", "see_facts"),
    ("record", "record_facts"),
    ("reveal", "reveal_facts"),
    ("import", "import_facts"),
    ("settle", "resolve_conflict"),
    ("export", "export_facts"),
    ("define", "define_fields"),
    ("shred", "shred_facts"),
):
    rules.add_rule(f"ledger.{_name}", in_area & has_right(_right))

rules.add_rule("ledger.undo", in_area & (has_right("undo_import") | (is_own & has_right("undo_own_import"))))


_rights = RightsOf("ledger")
may, check = _rights.may, _rights.check_unless_machine


def check_define(actor: Actor, place: Any) -> None:
    """The same for fields of one's own: some who define them see no facts."""
    if not may(actor, "see", place) and not may(actor, "define", place):
        raise Http404
    if not may(actor, "define", place):
        raise errors.not_allowed()
