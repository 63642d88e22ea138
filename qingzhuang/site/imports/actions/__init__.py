"""Everything that is done with imports."""

from qingzhuang.site.imports.actions.carrying import carry_on
from qingzhuang.site.imports.actions.deciding import decide
from qingzhuang.site.imports.actions.reading import KEPT_ROWS as QUICK
from qingzhuang.site.imports.actions.reports import hand_out, note_shown
from qingzhuang.site.imports.actions.runs import bring_roster, discard_run, read_again, set_day, take_back, take_over

__all__ = [
    "QUICK", "bring_roster", "carry_on", "decide", "discard_run", "hand_out", "note_shown", "read_again", "set_day", "take_back",
    "take_over",
]  # fmt: skip
