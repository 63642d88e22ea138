"""What a restored backup replaced lies aside in the data folder, with everything that was held then: after a month it goes."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from qingzhuang.site.backup import logic
from qingzhuang.site.ledger.actions import NotYet, Sweep

ASIDE_DAYS = 30


def sweep_aside(_sweep: Sweep) -> int:
    """For `ledger.also_sweep`: nobody looks into these folders, so they go whole, and not before the restored installation has proved good."""
    gone = 0
    for folder in sorted(Path(settings.DATA).glob(f"{logic.ASIDE}*")):
        if timezone.now().timestamp() - folder.stat().st_mtime < ASIDE_DAYS * 86_400:
            raise NotYet
        shutil.rmtree(folder)
        gone += 1
    return gone
