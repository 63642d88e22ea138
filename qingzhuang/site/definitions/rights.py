"""Who may see definitions and numbers, who may see the people between two numbers, who chooses for an area, who teaches it a word."""

from __future__ import annotations

import rules

from qingzhuang.site.accounts.rights import RightsOf, has_right, in_area

rules.add_rule("definitions.see", in_area & has_right("ask_questions"))
rules.add_rule("definitions.people", in_area & has_right("see_facts"))
rules.add_rule("definitions.choose", in_area & has_right("define_fields"))
rules.add_rule("definitions.teach", in_area & has_right("fill_form"))


_rights = RightsOf("definitions")
may, check = _rights.may, _rights.check
