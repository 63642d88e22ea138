"""Who sees what is to be mended, and who mends it: whoever sees facts, and whoever records them."""

from __future__ import annotations

from typing import Any

import rules
from django.http import Http404

from qingzhuang.site.accounts import errors
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.accounts.rights import has_right, in_area

rules.add_rule("quality.see", in_area & has_right("see_facts"))
rules.add_rule("quality.mend", in_area & has_right("record_facts"))


def may(actor: Actor, right: str, thing: Any) -> bool:
    """`thing` has an area."""
    return bool(rules.test_rule(f"quality.{right}", actor, thing))


def check(actor: Actor, right: str, thing: Any) -> None:
    """404 for what the actor may not even see, a gentle refusal for what is seen but left to others."""
    if not may(actor, "see", thing):
        raise Http404
    if not may(actor, right, thing):
        raise errors.not_allowed()
