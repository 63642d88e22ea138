"""Who asks, issues, agrees, revokes and draws kinds: predicates over the tree of areas."""

from __future__ import annotations

import rules

from qingzhuang.site.accounts.rights import RightsOf, has_right, in_area

for _name, _right in (
    ("see", "see_facts"),
    ("issue", "issue_certificate"),
    ("revoke", "revoke_certificate"),
    ("draw", "draw_kind"),
):
    rules.add_rule(f"certificates.{_name}", in_area & has_right(_right))


_rights = RightsOf("certificates")
may, check = _rights.may, _rights.check_unless_machine
