"""Who asks, issues, agrees, revokes and draws kinds: predicates over the tree of areas."""

from __future__ import annotations

from typing import Any

import rules
from django.http import Http404

from qingzhuang.site.accounts import errors
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.accounts.rights import has_right, in_area

for _name, _right in (
    ("see", "see_facts"),
    ("issue", "issue_certificate"),
    ("revoke", "revoke_certificate"),
    ("draw", "draw_kind"),
):
    rules.add_rule(f"certificates.{_name}", in_area & has_right(_right))


def may(actor: Actor, right: str, thing: Any) -> bool:
    """`thing` has an area: an application, a certificate, a record."""
    return bool(rules.test_rule(f"certificates.{right}", actor, thing))


def check(actor: Actor | None, right: str, thing: Any) -> None:
    """404 for what the actor may not even see, a gentle refusal for what is seen but left to others. None is the machine."""
    if actor is None:
        return
    if not may(actor, "see", thing):
        raise Http404
    if not may(actor, right, thing):
        raise errors.not_allowed()
