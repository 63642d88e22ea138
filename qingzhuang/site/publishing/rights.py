"""Who may look files through and see the notices of an area."""

from __future__ import annotations

import rules

from qingzhuang.site.accounts.rights import RightsOf, has_right, in_area

rules.add_rule("publishing.see", in_area & has_right("see_form"))
rules.add_rule("publishing.publish", in_area & has_right("fill_form"))


_rights = RightsOf("publishing")
may, check = _rights.may, _rights.check
