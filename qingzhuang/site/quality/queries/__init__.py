"""What is to be mended in a community: worked out when it is looked at, and kept in memory until a fact changes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Sum
from django.http import Http404
from django.utils import timezone

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Actor, Area, Level
from qingzhuang.site.kit.recent import Recent
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.site.quality import rights
from qingzhuang.site.quality.logic.troubles import Thing, Trouble, troubles
from qingzhuang.site.quality.models import FieldNeed, SetAside
from qingzhuang.vocabulary import load

PAGE = 30
YEAR = timedelta(days=366)
_known: Recent[tuple[ledger.Mark, tuple[Trouble, ...]]] = Recent(12)


class At:
    """An area as the predicates want it."""

    def __init__(self, area: Area) -> None:
        self.area = area


def area_for(actor: Actor, code: str) -> Area:
    """A community or grid whose facts the actor may see; 404 for any other."""
    area = accounts.area_for(actor, code) if code else actor.area
    if not rights.may(actor, "see", At(area)):
        raise Http404
    return area


def communities_for(actor: Actor) -> list[Area]:
    """The communities that the actor may look at one by one."""
    if not actor.may("see_facts"):
        raise Http404
    return [area for area in accounts.areas_for(actor) if area.level == Level.COMMUNITY.value]


def is_small(area: Area) -> bool:
    """A community or a grid: what lies above is looked at community by community."""
    return area.level in (Level.COMMUNITY.value, Level.GRID.value)


def troubles_in(area: Area, day: date | None = None) -> tuple[Trouble, ...]:
    """What is to be mended in a community or grid, without what was set aside. Guards nothing."""
    numbers = list(Area.objects.filter(code__startswith=area.code_prefix).values_list("pk", flat=True))
    versions = tuple(sorted(ledger.versions_of(numbers).items()))
    day = day or timezone.localdate()
    key = (area.pk, versions, day)

    def work_out() -> tuple[ledger.Mark, tuple[Trouble, ...]]:
        return ledger.journal_mark(), tuple(troubles(_things(numbers), _codes(), day))

    mark, found = _known.get(key, work_out)
    if ledger.vanished({(mark.recording, mark.at)}):  # the database was put back since
        _known.clear()
        mark, found = _known.get(key, work_out)
    aside = set(SetAside.objects.filter(record__area__in=numbers).values_list("record_id", "sign"))
    return tuple(one for one in found if (one.record, one.sign) not in aside)


def _things(areas: Sequence[int]) -> Iterable[Thing]:
    ring = ledger.keyring()
    rows = [(row.pk, row.entity, row.state, json.loads(row.facts)) for row in ledger.stored_in(areas) if row.entity in KINDS]
    for name in ("id_number", "phone"):  # all at once: opening one by one costs more than all the checks
        told = [facts for _pk, _entity, _state, facts in rows if facts.get(name)]
        for facts, plain in zip(told, ring.open_all([facts[name] for facts in told]), strict=True):
            facts[name] = plain
    return [Thing(*row) for row in rows]


KINDS = ("person", "household", "dwelling")


@lru_cache(maxsize=1)
def _codes() -> dict[str, dict[str, frozenset[str]]]:
    entities = load().entities
    return {
        entity: {
            name: frozenset(value.name for value in field.codes.values)
            for name, field in entities[entity].fields.items()
            if field.codes is not None and field.type in ("code", "codes")
        }
        for entity in KINDS
    }


def needs_in(area: Area, day: date | None = None) -> Counter[str]:
    """How often forms asked for each field in the last twelve months, in the area and above it."""
    since = (day or timezone.localdate()) - YEAR
    line = [step.pk for step in accounts.ancestors(area)]
    asked = FieldNeed.objects.filter(area__in=line, month__gte=since.replace(day=1)).values_list("path")
    return Counter(dict(asked.annotate(times=Sum("asked"))))


def kinds_for(actor: Actor, area: Area) -> list[tuple[str, int, int, bool]]:
    """Kind, how many, how often forms asked for the field, whether all can be mended at once; what forms need comes first."""
    rights.check(actor, "see", At(area))
    found, needs = troubles_in(area), needs_in(area)
    many = Counter(one.kind for one in found)
    asked: Counter[str] = Counter()
    certain: Counter[str] = Counter()
    for one in found:
        asked[one.kind] = max(asked[one.kind], needs[f"person.{one.field}"], needs[f"household.{one.field}"])
        certain[one.kind] += bool(one.mend)
    ranked = sorted(many, key=lambda kind: (-asked[kind], -many[kind], kind))
    return [(kind, many[kind], asked[kind], certain[kind] == many[kind]) for kind in ranked]


def page_for(actor: Actor, area: Area, kind: str, page: Any) -> Page[Trouble]:
    """The troubles of a kind, a page at a time."""
    rights.check(actor, "see", At(area))
    return Paginator([one for one in troubles_in(area) if one.kind == kind], PAGE).get_page(page)


def trouble_for(actor: Actor, area: Area, record: int, sign: str) -> Trouble | None:
    """One of them as it stands now; None where it is mended by now."""
    rights.check(actor, "see", At(area))
    return next((one for one in troubles_in(area) if one.record == record and one.sign == sign), None)
