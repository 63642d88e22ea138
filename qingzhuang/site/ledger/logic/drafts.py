"""What is to be recorded, and what the picture of a record shows outside its facts: no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import mul
from typing import Any

from qingzhuang.seal import Keyring
from qingzhuang.site.ledger.logic.finding import number_of
from qingzhuang.site.ledger.logic.fold import Held
from qingzhuang.site.ledger.logic.values import is_relation

IDENTITIES = {"person": "id_number", "organisation": "code", "dwelling": "code"}


@dataclass(frozen=True, slots=True)
class Draft:
    """What one source says of one record: facts in plain, stored form (`values.stored`).

    `record` is an existing id, or for a new record (`entity` and `area` given) one that was set aside by `new_numbers`.
    `changes` says that something has changed since (a move, a death): an older value gives way, however trusted it is.
    """

    record: int
    facts: Mapping[str, Any]
    valid_from: date
    valid_to: date | None = None
    confirms: tuple[str, ...] = ()
    entity: str = ""
    area: int = 0
    changes: bool = False

    @property
    def is_new(self) -> bool:
        return bool(self.entity)


@dataclass(frozen=True, slots=True)
class Split:
    """A draft compared with what is held: what is effective, what waits for a person, what is confirmed, what is replaced."""

    facts: dict[str, Any] = field(default_factory=dict)
    contested: dict[str, Any] = field(default_factory=dict)
    confirms: tuple[str, ...] = ()
    replaces: dict[str, int] = field(default_factory=dict)


def compare(draft: Draft, held: Mapping[str, Held], trust: int) -> Split:
    """What a draft changes. A value that differs from a more trusted one does not take its place; all else does.

    `held` in plain text. Equal values only confirm.
    """
    facts: dict[str, Any] = {}
    contested: dict[str, Any] = {}
    replaces: dict[str, int] = {}
    confirms = [name for name in draft.confirms if name in held]
    for name, value in draft.facts.items():
        now = held.get(name)
        if now is None:
            facts[name] = value
        elif now.value == value:
            if draft.valid_to is None:
                confirms.append(name)
            else:  # the same value, but with an end
                facts[name] = value
        elif now.value is not None and trust < now.trust and not (draft.changes and now.since < draft.valid_from):
            contested[name] = value
        else:
            facts[name] = value
            replaces[name] = now.number
    return Split(facts, contested, tuple(dict.fromkeys(confirms)), replaces)


# What a record is called: people and bodies by their name, houses by where they stand.
NAMED_BY = {
    "household": ("head.name", "address"),
    "dwelling": ("address", "room", "code"),
    "building": ("address", "unit_name", "number"),
    "facility": ("name", "address", "number"),
}


def name_of(entity: str, facts: Mapping[str, Any]) -> str:
    """What a record is called.

    >>> name_of("dwelling", {"owner.name": "王美", "address": "荷塘苑1栋602"})
    '荷塘苑1栋602'
    """
    return next((str(facts[name])[:80] for name in NAMED_BY.get(entity, ("name",)) if facts.get(name)), "")


def born_of(facts: Mapping[str, Any]) -> date | None:
    """The day of birth: recorded, or else from the ID number."""
    if born := facts.get("birth_date"):
        return date.fromisoformat(born)
    number = number_of(facts.get("id_number"))
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14])) if is_sound(number) else None


def identity_of(ring: Keyring, entity: str, facts: Mapping[str, Any]) -> str:
    """The digest of the number that tells a record from all others; empty where there is none or it is no real number.

    Numbers of persons count only with 18 digits and the right check digit (GB 11643): placeholders identify nobody.
    """
    name = IDENTITIES.get(entity)
    number = number_of(facts.get(name)) if name else ""
    if not number or (entity == "person" and not is_sound(number)):
        return ""
    return ring.digest(f"{entity}:{number}")


def is_sound(number: str) -> bool:
    """Whether an ID number of 18 signs has the right check digit and a possible birth date."""
    if len(number) != 18 or not number[:17].isdigit():
        return False
    total = sum(map(mul, map(int, number[:17]), WEIGHTS))
    if "10X98765432"[total % 11] != number[17]:
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return True


WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def links_of(entity: str, facts: Mapping[str, Any]) -> Iterable[tuple[str, int]]:
    """The relations among the facts: role and number of the related record."""
    return ((name, value) for name, value in facts.items() if value.__class__ is int and is_relation(entity, name))
