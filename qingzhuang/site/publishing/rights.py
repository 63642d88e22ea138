"""Who may look files through and see the notices of an area."""

from __future__ import annotations

from typing import Any

import rules
from django.http import Http404

from qingzhuang.site.accounts import errors
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.accounts.rights import has_right, in_area

rules.add_rule("publishing.see", in_area & has_right("see_form"))
rules.add_rule("publishing.publish", in_area & has_right("fill_form"))


def may(actor: Actor, right: str, thing: Any) -> bool:
    """`thing` has an area."""
    return bool(rules.test_rule(f"publishing.{right}", actor, thing))


def check(actor: Actor, right: str, thing: Any) -> None:
    """404 for what the actor may not even see, a gentle refusal for what is left to others."""
    if not may(actor, "see", thing):
        raise Http404
    if not may(actor, right, thing):
        raise errors.not_allowed()
