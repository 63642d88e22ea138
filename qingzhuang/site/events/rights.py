"""Who may record events: whoever may record facts in the area of the record."""

from __future__ import annotations

import rules

from qingzhuang.site.accounts.rights import RightsOf, has_right, in_area

rules.add_rule("events.see", in_area & has_right("see_facts"))
rules.add_rule("events.record", in_area & has_right("record_facts"))


_rights = RightsOf("events")
may, check = _rights.may, _rights.check_unless_machine
