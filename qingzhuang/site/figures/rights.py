"""Who may have a figure explained, and who sees the people behind it."""

from __future__ import annotations

import rules

from qingzhuang.site.accounts.rights import RightsOf, has_right, in_area

rules.add_rule("figures.see", in_area & has_right("ask_questions"))
rules.add_rule("figures.people", in_area & has_right("see_facts"))

_rights = RightsOf("figures")
may, check = _rights.may, _rights.check
