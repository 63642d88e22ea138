"""What is kept here of records whose values are taken out: the keys under which senders know them."""

from __future__ import annotations

from collections.abc import Sequence

from qingzhuang.site.exchange.models import SenderKey
from qingzhuang.site.ledger.queries import Record


def forget_keys(records: Sequence[Record]) -> None:
    """For `ledger.also_shred`: called inside its transaction. A sender that names the key again meets nobody and makes a new record."""
    SenderKey.objects.filter(record__in=[record.pk for record in records]).delete()
