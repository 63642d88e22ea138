"""Everything that programs and files are given or bring; each has its line in the log."""

from qingzhuang.site.exchange.actions.batches import record_batch
from qingzhuang.site.exchange.actions.calls import (
    list_areas,
    list_fields,
    note_call,
    note_refusal,
    read_changes,
    read_record,
    read_records,
)
from qingzhuang.site.exchange.actions.everything import give_everything, take_everything
from qingzhuang.site.exchange.actions.files import Given, Taken, give_standard_file, take_standard_file
from qingzhuang.site.exchange.actions.snapshots import send_snapshot
from qingzhuang.site.exchange.actions.tokens import Made, end_token, make_token, use_token

__all__ = [
    "Given", "Made", "Taken", "end_token", "give_everything", "give_standard_file", "list_areas", "list_fields",
    "make_token", "note_call", "note_refusal", "read_changes", "read_record", "read_records",
    "record_batch", "send_snapshot", "take_everything", "take_standard_file", "use_token",
]  # fmt: skip
