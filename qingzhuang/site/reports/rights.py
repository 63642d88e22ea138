"""Who may do what with a form: predicates over the tree of areas."""

from __future__ import annotations

import rules

from qingzhuang.site.accounts.rights import RightsOf, has_right, in_area, is_owner

rules.add_rule("reports.see", in_area & has_right("see_form"))
rules.add_rule("reports.fill", in_area & has_right("fill_form"))
rules.add_rule("reports.delete", in_area & (has_right("delete_form") | (is_owner & has_right("delete_own_form"))))
rules.add_rule("reports.forget", in_area & has_right("fill_form"))


_rights = RightsOf("reports")
may, check = _rights.may, _rights.check
