"""Everything that is written to the ledger."""

from qingzhuang.site.ledger.actions.conflicts import settle_conflict
from qingzhuang.site.ledger.actions.journal import Written, append, append_prepared, new_numbers, open_recording, take_turn
from qingzhuang.site.ledger.actions.looking import find_records, reveal_record, show_record
from qingzhuang.site.ledger.actions.own import ENTITIES, define_field, retire_field, revise_field
from qingzhuang.site.ledger.actions.records import add_record, record_facts
from qingzhuang.site.ledger.actions.shredding import also_shred, shred_record, shred_time_over
from qingzhuang.site.ledger.actions.sweeping import LIST, NotYet, Sweep, also_sweep, carry_on, carry_on_all, shred_listed
from qingzhuang.site.ledger.actions.turning import turn_day
from qingzhuang.site.ledger.actions.undo import undo_recording, undo_statement
from qingzhuang.site.ledger.actions.whole import take_everything
from qingzhuang.site.ledger.logic.drafts import Draft
from qingzhuang.site.ledger.logic.prepared import Prepared, prepare
from qingzhuang.site.ledger.logic.sources import MERGED_INTO, STATE, Source, State
from qingzhuang.site.ledger.logic.values import stored

__all__ = [  # other areas take the words of this one from here
    "ENTITIES",
    "LIST",
    "MERGED_INTO",
    "STATE",
    "Draft",
    "NotYet",
    "Prepared",
    "Source",
    "State",
    "Sweep",
    "Written",
    "add_record",
    "also_shred",
    "also_sweep",
    "append",
    "append_prepared",
    "carry_on",
    "carry_on_all",
    "define_field",
    "find_records",
    "new_numbers",
    "open_recording",
    "prepare",
    "record_facts",
    "retire_field",
    "reveal_record",
    "revise_field",
    "settle_conflict",
    "show_record",
    "shred_listed",
    "shred_record",
    "shred_time_over",
    "stored",
    "take_everything",
    "take_turn",
    "turn_day",
    "undo_recording",
    "undo_statement",
]  # fmt: skip
