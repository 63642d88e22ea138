"""Everything that is done with rounds and returns: right, check, write, audit, in one transaction; the actor first."""

from qingzhuang.site.returns.actions.filling import fill_round, keep_fresh, refresh, roll_up, tell_again
from qingzhuang.site.returns.actions.replacing import use_form
from qingzhuang.site.returns.actions.rounds import begin_recurring, begin_round, go_on, lock_round, regroup, reopen_round
from qingzhuang.site.returns.actions.settling import take_settled
from qingzhuang.site.returns.actions.signing import answer, confirm, correct, explain, hand_back, sign
from qingzhuang.site.returns.actions.taking import (
    explain_cell,
    note_newer,
    show_records,
    show_version,
    take_round,
    take_version,
    take_view,
)

__all__ = [
    "answer", "begin_recurring", "begin_round", "confirm", "correct", "explain", "explain_cell", "fill_round", "go_on", "hand_back", "keep_fresh", "lock_round", "note_newer", "refresh", "regroup",
    "reopen_round", "roll_up", "show_records", "show_version", "sign", "take_round", "take_settled", "take_version", "take_view", "tell_again", "use_form",
]  # fmt: skip
