"""Everything that is written of certificates."""

from qingzhuang.site.certificates.actions.asking import Wish, agree, ask, decline, look_again
from qingzhuang.site.certificates.actions.disclosing import disclose, disclose_by_link
from qingzhuang.site.certificates.actions.drawing import Drawn, check_kind, draw_kind, read_form, retire_kind
from qingzhuang.site.certificates.actions.ending import REASONS, revoke, shred_due
from qingzhuang.site.certificates.actions.issuing import fetch_by_link, hand_out, issue
from qingzhuang.site.certificates.actions.keys import bring_key, bring_locked_key, bring_trust
from qingzhuang.site.certificates.actions.looking import export_register, show_papers, show_register
from qingzhuang.site.certificates.actions.many import (
    Wanted,
    batch_file,
    begin_batch,
    forget_lists,
    of_lines,
    read_list,
    work_through,
)
from qingzhuang.site.certificates.actions.telephone import Claim, approve, claim, say_who

__all__ = [
    "REASONS",
    "Claim",
    "Drawn",
    "Wanted",
    "Wish",
    "agree",
    "approve",
    "ask",
    "batch_file",
    "begin_batch",
    "bring_key",
    "bring_locked_key",
    "bring_trust",
    "check_kind",
    "claim",
    "decline",
    "disclose",
    "disclose_by_link",
    "draw_kind",
    "export_register",
    "fetch_by_link",
    "forget_lists",
    "hand_out",
    "issue",
    "look_again",
    "of_lines",
    "read_form",
    "read_list",
    "retire_kind",
    "revoke",
    "say_who",
    "show_papers",
    "show_register",
    "shred_due",
    "work_through",
]
