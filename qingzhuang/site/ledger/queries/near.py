"""What stands around a record, for life events and the daily run. Guards nothing: whoever asks has checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from qingzhuang.site.accounts.queries import Area
from qingzhuang.site.ledger.keys import ring
from qingzhuang.site.ledger.logic.drafts import identity_of
from qingzhuang.site.ledger.logic.sealing import opened
from qingzhuang.site.ledger.logic.sources import State
from qingzhuang.site.ledger.models import Link, Record

TERM = {"sqlite": """JSON_EXTRACT("facts", '$."{name}"')""", "postgresql": """("facts" ->> '{name}')"""}


def naming(targets: Collection[int], roles: Collection[str], entity: str = "") -> set[int]:
    """The records that name one of these in one of the roles: members of households, those who live in dwellings."""
    asked = Link.objects.filter(target__in=targets, role__in=roles)
    if entity:
        asked = asked.filter(source__entity=entity, source__state=State.PRESENT.value)
    return set(asked.values_list("source_id", flat=True))


def pointers_to(target: int) -> dict[int, tuple[str, ...]]:
    """The records that name this one, and in which fields."""
    found: dict[int, tuple[str, ...]] = {}
    for source, role in Link.objects.filter(target=target).values_list("source_id", "role"):
        found[source] = (*found.get(source, ()), role)
    return found


def named(numbers: Iterable[int]) -> QuerySet[Record]:
    return Record.objects.filter(pk__in=set(numbers)).select_related("area")


def same_person(name: str, id_number: str) -> Record | None:
    """The record of somebody by two keys, wherever in the installation it is: the whole ID number and the full name."""
    identity = identity_of(ring(), "person", {"id_number": id_number})
    if not identity:
        return None
    found = Record.objects.filter(entity="person", identity=identity, name=name.strip()).exclude(state=State.MERGED.value)
    return found.select_related("area").order_by("pk").first()


def members_of(household: int, areas: Collection[int]) -> QuerySet[Record]:
    """Who lives in a household today, of these areas: by index, no fact is opened, so that one of ten thousand is a list like any."""
    asked = Record.objects.filter(links__target=household, links__role="household", area__in=areas, entity="person")
    return asked.filter(state=State.PRESENT.value)


def are_more(household: int, role: str, than: int) -> bool:
    """Whether more people live there than a number, without counting them all."""
    there = Link.objects.filter(target=household, role=role, source__entity="person", source__state=State.PRESENT.value)
    return len(there.order_by().values_list("pk")[: than + 1]) > than


def somebody_else(place: int, role: str, gone: Collection[int]) -> bool:
    """Whether anybody who is there lives in a household or dwelling besides these."""
    there = Link.objects.filter(target=place, role=role, source__entity="person", source__state=State.PRESENT.value)
    first = there.order_by().values_list("source_id", flat=True)[: len(gone) + 1]
    return bool(set(first) - set(gone))


def kin_in(household: int, eldest: int) -> set[int]:
    """The members whose relation to the head says something, and the eldest of all."""
    there = Record.objects.filter(links__target=household, links__role="household", entity="person", state=State.PRESENT.value)
    related = there.filter(facts__relation_to_head__isnull=False).exclude(facts__relation_to_head="not_related")
    oldest = there.filter(born__isnull=False).order_by("born", "pk").values_list("pk", flat=True)[:eldest]
    first = there.order_by("pk").values_list("pk", flat=True)[:eldest]  # where no birth day is known
    return {*related.values_list("pk", flat=True), *oldest, *first}


def people_called(area: Area, names: Collection[str]) -> dict[str, list[tuple[int, dict[str, Any]]]]:
    """The people of an area and below by these names, each with number and facts in plain text; merged ones are left out."""
    asked = Record.objects.filter(area__code__startswith=area.code_prefix, entity="person").exclude(state=State.MERGED.value)
    found: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    keys = ring()
    for pk, name, facts in asked.order_by("pk").values_list("pk", "name", "facts").iterator(2000):
        if name in names:
            found.setdefault(name, []).append((pk, opened(keys, facts)))
    return found


def born_between(after: date, last: date) -> QuerySet[Record]:
    """Persons who are there and were born after one day, up to and with another; one walk along the index of birth days."""
    return Record.objects.filter(born__gt=after, born__lte=last, entity="person", state=State.PRESENT.value)


def with_term(name: str, first: date, last: date) -> QuerySet[Record]:
    """Persons who are there and of whom a fact is a day between two (both in), by the index of migration 0005."""
    term = TERM[connection.vendor].format(name=name)
    there = Record.objects.filter(entity="person", state=State.PRESENT.value)
    return there.extra(where=[f"{term} BETWEEN %s AND %s"], params=[first.isoformat(), last.isoformat()])


def dead_with(fields: Collection[str]) -> QuerySet[Record]:
    """The dead of whom one of these yes/no facts still holds."""
    still = Q()
    for name in fields:
        still |= Q(**{f"facts__{name}": True})
    return Record.objects.filter(still, entity="person", state=State.DEAD.value)
