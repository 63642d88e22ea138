"""Notices in which somebody stands whose values were taken out: copy and findings go, name of the file and days stay."""

from __future__ import annotations

from qingzhuang.site.kit import files
from qingzhuang.site.ledger.actions import Sweep
from qingzhuang.site.publishing.actions import ROOM
from qingzhuang.site.publishing.models import Notice


def sweep_notices(sweep: Sweep) -> int:
    """For `ledger.also_sweep`: as if the notice had been taken down."""
    changed = 0
    for notice in Notice.objects.filter(area__in=sweep.areas):
        went = files.drop_if(notice.copy, ROOM, sweep.traces.in_file)
        told = sweep.traces.in_value([notice.findings, notice.warnings])
        if went or told or sweep.traces.in_text(notice.name):
            name = notice.name if not sweep.traces.in_text(notice.name) else f"{notice.pk}"
            Notice.objects.filter(pk=notice.pk).update(copy="", findings=[], warnings=[], name=name)
            changed += went
    return changed
