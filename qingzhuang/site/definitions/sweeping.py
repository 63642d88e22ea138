"""Words that an office gave a meaning, where somebody's name was typed as one."""

from __future__ import annotations

from qingzhuang.site.definitions.models import Meaning
from qingzhuang.site.ledger.actions import Sweep


def sweep_words(sweep: Sweep) -> int:
    """For `ledger.also_sweep`: a word that names somebody whose values were taken out goes."""
    rows = Meaning.objects.filter(area__in=sweep.areas)
    named = [row.pk for row in rows if sweep.traces.in_text(row.word)]
    return Meaning.objects.filter(pk__in=named).delete()[0]
