"""Who may do what with a form: predicates over the tree of areas."""

from __future__ import annotations

from typing import Any

import rules
from django.http import Http404

from qingzhuang.site.accounts import errors
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.accounts.rights import has_right, in_area, is_owner

rules.add_rule("reports.see", in_area & has_right("see_form"))
rules.add_rule("reports.fill", in_area & has_right("fill_form"))
rules.add_rule("reports.delete", in_area & (has_right("delete_form") | (is_owner & has_right("delete_own_form"))))
rules.add_rule("reports.forget", in_area & has_right("fill_form"))


def may(actor: Actor, right: str, thing: Any) -> bool:
    return bool(rules.test_rule(f"reports.{right}", actor, thing))


def check(actor: Actor, right: str, thing: Any) -> None:
    """404 for what the actor may not even see, a gentle refusal for what is seen but left to others."""
    if not may(actor, "see", thing):
        raise Http404
    if not may(actor, right, thing):
        raise errors.not_allowed()
