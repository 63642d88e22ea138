"""What is kept here of records whose values are taken out: what was due of them."""

from __future__ import annotations

from collections.abc import Sequence

from qingzhuang.site.events.models import Proposal
from qingzhuang.site.ledger.queries import Record


def forget_what_was_due(records: Sequence[Record]) -> None:
    """For `ledger.also_shred`: called inside its transaction, after right and rule were checked."""
    Proposal.objects.filter(record__in=[record.pk for record in records]).delete()
