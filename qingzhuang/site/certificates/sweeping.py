"""Lists for which papers were made at once: the line of somebody whose values were taken out goes; the papers keep their own term."""

from __future__ import annotations

from collections.abc import Collection

from qingzhuang.site.certificates.models import Application, Batch, Stage
from qingzhuang.site.ledger.actions import Sweep
from qingzhuang.site.ledger.queries import known

UNDER_WAY = (Stage.CLAIMED, Stage.FACTS, Stage.WAITING, Stage.READY)


def sweep_batches(sweep: Sweep) -> int:
    """For `ledger.also_sweep`: lines that name them become empty in their place; a batch that is worked through needs none of them."""
    for batch in Batch.objects.filter(area__in=sweep.areas):
        sealed = bytes(batch.lines)
        lines = known.open_bytes(sealed).decode().split("\n") if sealed else []
        left = ["" if sweep.traces.in_text(line) else line for line in lines]
        if left != lines:
            Batch.objects.filter(pk=batch.pk).update(lines=known.seal_bytes("\n".join(left).encode()))
    return 0


def with_paper_under_way(numbers: Collection[int]) -> set[int]:
    """For `ledger.register_matter`: of whom a paper is asked for and not made yet."""
    asked = Application.objects.filter(record__in=numbers, stage__in=UNDER_WAY)
    return {pk for pk in asked.values_list("record_id", flat=True) if pk is not None}
