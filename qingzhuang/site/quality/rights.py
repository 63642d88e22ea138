"""Who sees what is to be mended, and who mends it: whoever sees facts, and whoever records them."""

from __future__ import annotations

import rules

from qingzhuang.site.accounts.rights import RightsOf, has_right, in_area

rules.add_rule("quality.see", in_area & has_right("see_facts"))
rules.add_rule("quality.mend", in_area & has_right("record_facts"))


_rights = RightsOf("quality")
may, check = _rights.may, _rights.check
