"""Who may see definitions and numbers, who may see the people between two numbers, and who chooses for an area."""

from __future__ import annotations

from typing import Any

import rules
from django.http import Http404

from qingzhuang.site.accounts import errors
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.accounts.rights import has_right, in_area

rules.add_rule("definitions.see", in_area & has_right("ask_questions"))
rules.add_rule("definitions.people", in_area & has_right("see_facts"))
rules.add_rule("definitions.choose", in_area & has_right("define_fields"))


def may(actor: Actor, right: str, thing: Any) -> bool:
    """`thing` has an area."""
    return bool(rules.test_rule(f"definitions.{right}", actor, thing))


def check(actor: Actor, right: str, thing: Any) -> None:
    """404 for what the actor may not even see, a gentle refusal for what is seen but left to others."""
    if not may(actor, "see", thing):
        raise Http404
    if not may(actor, right, thing):
        raise errors.not_allowed()
