"""How a record stands to the rule of shredding, and which records go with it."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from qingzhuang.site.ledger.keys import ring
from qingzhuang.site.ledger.logic.sealing import opened
from qingzhuang.site.ledger.logic.shredding import Standing, standing
from qingzhuang.site.ledger.logic.sources import MERGED_INTO, STATE, State
from qingzhuang.site.ledger.models import Record, Statement
from qingzhuang.site.ledger.queries.journal import held_of

LIFE = ("birth", "death")


def standing_of(record: Record) -> Standing:
    """Whether a record is gone, since when, and from when on its time is over; of one that was taken back since that day."""
    held = held_of([record.pk], timezone.localdate()).get(record.pk, {})
    last = Statement.objects.filter(record=record).select_related("recording").order_by("-pk").first()
    told = timezone.localtime(last.recording.at).date() if last else None
    since = held[STATE].since if STATE in held else told
    empty = not Statement.objects.filter(record=record).exclude(facts={}, contested__isnull=True).exists()
    return standing(record.state, since, settings.FACTS_KEPT_DAYS, empty)


def goes_with(record: Record) -> list[Record]:
    """Doubles that were merged into it, and the births and deaths that tell of the same person, of its own area and below."""
    near = Record.objects.filter(area__code__startswith=record.area.code[:12]).exclude(pk=record.pk).select_related("area")
    doubles = near.filter(entity=record.entity, state=State.MERGED.value, **{f"facts__{MERGED_INTO}": record.pk})
    if record.entity != "person":
        return list(doubles)
    number = opened(ring(), record.facts).get("id_number")
    life = [one for one in near.filter(Q(entity__in=LIFE)) if number and opened(ring(), one.facts).get("id_number") == number]
    return [*doubles, *life]
