"""The search box: name, pinyin, initials, tail of a number, address, within the reader's areas."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.kit import masking
from qingzhuang.site.ledger.keys import ring
from qingzhuang.site.ledger.logic.finding import NUMBERS, TAIL, number_of, wanted
from qingzhuang.site.ledger.logic.sealing import opened
from qingzhuang.site.ledger.logic.sources import State
from qingzhuang.site.ledger.models import Record, Sign

MOST = 20
TAILS = 400  # records whose number ends alike that are opened to compare longer ends


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found: enough to recognise it."""

    pk: int
    entity: str
    name: str
    number: str  # covered
    place: str
    state: str


def found_for(actor: Actor, words: str, *, entity: str = "", most: int = MOST) -> list[Hit]:
    """The records that the words may mean, the best kind of sign first; who is there before who is gone, people before houses."""
    if not actor.may("see_facts"):
        return []
    areas = [area.pk for area in accounts.areas_for(actor)]
    found: dict[int, Record] = {}
    for low, high in wanted(ring(), words):
        longer = number_of(words) if low.startswith(TAIL) and len(number_of(words)) > 4 else ""
        for record in _records(areas, low, high, entity, TAILS if longer else most):
            if not longer or _ends(record, longer):
                found.setdefault(record.pk, record)
        if len(found) >= most:
            break
    ranked = sorted(found.values(), key=lambda record: (record.state != State.PRESENT.value, record.entity != "person"))
    return [_hit(record) for record in ranked[:most]]


def _records(areas: list[int], low: str, high: str, entity: str, most: int) -> QuerySet[Record]:
    signs = Sign.objects.filter(area__in=areas, text__gte=low, text__lte=high)
    if entity:
        signs = signs.filter(record__entity=entity)
    numbers = list(signs.order_by().values_list("record_id", flat=True)[: most * 2])
    return Record.objects.filter(pk__in=numbers).select_related("area").order_by("pk")


def _ends(record: Record, tail: str) -> bool:
    facts = opened(ring(), {name: record.facts[name] for name in NUMBERS if name in record.facts})
    return any(number_of(value).endswith(tail) for value in facts.values())


def _hit(record: Record) -> Hit:
    facts = opened(ring(), {name: record.facts[name] for name in ("id_number", "code") if name in record.facts})
    place = record.facts.get("residence_address") or record.facts.get("address") or record.area.name
    number = masking.numbers(str(facts.get("id_number") or facts.get("code") or ""))
    return Hit(record.pk, record.entity, record.name, number, str(place), record.state)
