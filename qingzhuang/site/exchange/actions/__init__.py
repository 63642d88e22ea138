"""Everything that programs and files are given or bring; each has its line in the log."""

from qingzhuang.site.exchange.actions.batches import record_batch
from qingzhuang.site.exchange.actions.calls import (
    list_areas,
    list_fields,
    note_refusal,
    read_changes,
    read_record,
    read_records,
)
from qingzhuang.site.exchange.actions.tokens import Made, end_token, make_token, use_token

__all__ = [
    "Made", "end_token", "list_areas", "list_fields", "make_token", "note_refusal", "read_changes", "read_record", "read_records",
    "record_batch", "use_token",
]  # fmt: skip
