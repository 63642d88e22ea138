"""What can be done with a record beyond its facts: areas that build on the ledger offer it, its page shows the row of buttons."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Offer:
    """`url` is the name of an address that takes the number of the record and `argument`; of a request its number alone, of a version of
    its form both numbers. `place` is the place in the row."""

    entity: str
    url: str
    argument: str
    right: str
    label: Any  # a lazy translation
    place: int


_OFFERS: dict[tuple[str, str, str], Offer] = {}


def register(*, entity: str, url: str, argument: str, right: str, label: Any, place: int) -> None:
    """`register(entity="person", url="events:event", argument="death", right="record_facts", label=_("Death"), place=2)`"""
    _OFFERS[entity, url, argument] = Offer(entity, url, argument, right, label, place)


def offers_of(entity: str, rights: Collection[str]) -> list[Offer]:
    """What somebody with these rights is offered for a record, in order."""
    found = (offer for offer in _OFFERS.values() if offer.entity == entity and offer.right in rights)
    return sorted(found, key=lambda offer: (offer.place, offer.argument))
