"""What is kept here of records whose values are taken out: reasons and questions, which go with them."""

from __future__ import annotations

from collections.abc import Sequence

from qingzhuang.site.ledger.queries import Record
from qingzhuang.site.quality.models import OpenQuestion, SetAside


def forget_what_was_said(records: Sequence[Record]) -> None:
    """For `ledger.also_shred`: called inside its transaction, after right and rule were checked."""
    numbers = [record.pk for record in records]
    SetAside.objects.filter(record__in=numbers).delete()
    OpenQuestion.objects.filter(record__in=numbers).delete()
