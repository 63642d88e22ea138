"""Who may do what with an import: predicates over the tree of areas."""

from __future__ import annotations

from typing import Any

import rules
from django.http import Http404

from qingzhuang.site.accounts import errors
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.accounts.rights import has_right, in_area, is_owner

rules.add_rule("imports.see", in_area & has_right("see_facts"))
rules.add_rule("imports.bring", in_area & has_right("import_facts"))
rules.add_rule("imports.undo", in_area & (has_right("undo_import") | (is_owner & has_right("undo_own_import"))))


def may(actor: Actor, right: str, thing: Any) -> bool:
    return bool(rules.test_rule(f"imports.{right}", actor, thing))


def check(actor: Actor, right: str, thing: Any) -> None:
    """404 for what the actor may not even see, a gentle refusal for what is seen but left to others."""
    if not may(actor, "see", thing):
        raise Http404
    if not may(actor, right, thing):
        raise errors.not_allowed()
