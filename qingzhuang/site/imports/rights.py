"""Who may do what with an import: predicates over the tree of areas."""

from __future__ import annotations

import rules

from qingzhuang.site.accounts.rights import RightsOf, has_right, in_area, is_owner

rules.add_rule("imports.see", in_area & has_right("see_facts"))
rules.add_rule("imports.bring", in_area & has_right("import_facts"))
rules.add_rule("imports.undo", in_area & (has_right("undo_import") | (is_owner & has_right("undo_own_import"))))


_rights = RightsOf("imports")
may, check = _rights.may, _rights.check
