"""Who may see definitions and numbers, who may see the people between two numbers, and who chooses for an area."""

from __future__ import annotations

import rules

from qingzhuang.site.accounts.rights import RightsOf, has_right, in_area

rules.add_rule("definitions.see", in_area & has_right("ask_questions"))
rules.add_rule("definitions.people", in_area & has_right("see_facts"))
rules.add_rule("definitions.choose", in_area & has_right("define_fields"))


_rights = RightsOf("definitions")
may, check = _rights.may, _rights.check
