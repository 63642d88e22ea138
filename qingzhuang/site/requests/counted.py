"""How many blanks of each kind nobody can fill from the ledger: counted in the background, kept with its moment, read by the pages."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from qingzhuang import __version__
from qingzhuang.formfill.asks import Ask
from qingzhuang.site.accounts.queries import Area, Level
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger.queries import own_fields_mark
from qingzhuang.site.requests import logic
from qingzhuang.site.requests.known import ASK, NOT_OURS, states_of
from qingzhuang.site.requests.models import CatalogueCount, Kind
from qingzhuang.site.warehouse import queries as warehouse
from qingzhuang.tally import Scope


@dataclass(frozen=True, slots=True)
class Counted:
    """Blanks that have to be asked, by kind; of kinds that were not counted yet there is none. `fresh` says whether facts, day, program
    and kinds are still those that were counted."""

    blanks: dict[UUID, int]
    at: datetime | None
    fresh: bool


def counted_in(area: Area, kinds: Sequence[Kind]) -> Counted:
    """What was counted last for an area; nothing is counted by this."""
    kept = CatalogueCount.objects.filter(area=area).first()
    held = kept.counts if kept else {}
    blanks = {kind.pk: held[mark] for kind in kinds if (mark := mark_of(kind)) in held}
    return Counted(
        blanks, kept.counted_at if kept else None, bool(kept and kept.mark == facts_mark(area) and len(blanks) == len(kinds))
    )


def facts_mark(area: Area) -> str:
    """Another one as soon as the facts, the day or the program are others."""
    return _name(warehouse.mark_of(area), timezone.localdate(), __version__, own_fields_mark())


def mark_of(kind: Kind) -> str:
    return _name(kind.pk, kind.sha256, len(kind.asks))


def _name(*parts: object) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


def count(area: Area, kinds: Sequence[Kind]) -> dict[str, int]:
    """The blanks to ask of each kind by its mark, all kinds in one pass over the facts: all blanks where there are no facts."""
    each = [logic.asks_from(kind.asks) for kind in kinds]
    flat: list[Ask] = [ask for asks in each for ask in asks]
    try:
        scope = Scope(area.code, timezone.localdate())
        states = states_of(flat, warehouse.dataset_of_area(area), scope, replace(scope, area=_sample_of(area)))
    except Refusal:
        states = [ASK] * len(flat)
    found, at = {}, 0
    for kind, asks in zip(kinds, each, strict=True):
        found[mark_of(kind)] = sum(state in (ASK, NOT_OURS) for state in states[at : at + len(asks)])
        at += len(asks)
    return found


def _sample_of(area: Area) -> str:
    """The community whose lists are looked at: the first below the area, else that area itself."""
    below = Area.objects.filter(level=Level.COMMUNITY, code__startswith=area.code_prefix)
    return below.order_by("code").values_list("code", flat=True).first() or area.code
