"""Who may ask, and who sees the people behind an answer."""

from __future__ import annotations

from typing import Any

import rules
from django.http import Http404

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.accounts.rights import has_right, in_area

rules.add_rule("asking.ask", in_area & has_right("ask_questions"))
rules.add_rule("asking.people", in_area & has_right("see_facts"))


def may(actor: Actor, right: str, thing: Any) -> bool:
    """`thing` has an area."""
    return bool(rules.test_rule(f"asking.{right}", actor, thing))


def check(actor: Actor, right: str, thing: Any) -> None:
    if not may(actor, right, thing):
        raise Http404
