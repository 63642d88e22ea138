"""The known people, found by keys: ID number, birth date with the sound of the surname, telephone, name.

Keys are kept as sorted hashes (twelve bytes a key), looked up for many records at once; whatever they find is compared in full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from qingzhuang.intake.match.decide import Match, decide
from qingzhuang.intake.match.names import plain, surname_sound
from qingzhuang.intake.match.person import Person

MOST_ALIKE = 60  # candidates of one record that are compared; people called 王伟 are many
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the ledger. `key` is the ledger's own; `values` are current facts by field name, for `compare`.

    `id_number` and `phone` may be keyed hashes instead of the numbers: then give `Keys` that hash the numbers of rows the same way.
    """

    key: str
    name: str
    id_number: str = ""
    birth_date: date | None = None
    sex: str = ""
    phone: str = ""
    address: str = ""
    household: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


def _as_it_is(number: str) -> str:
    return number


@dataclass(frozen=True, slots=True)
class Keys:
    """How the numbers of rows become what known people have: as they are, or keyed hashes."""

    id_number: Callable[[str], str] = _as_it_is
    phone: Callable[[str], str] = _as_it_is


class KnownIndex:
    """People known, from any iterable; matching a record does not depend on the order of either side.

    >>> index = KnownIndex([Known("p1", "张小芳", "990101198001010014", date(1980, 1, 1))])
    >>> found = index.match(Person("张小芳", "990101198001010014"))
    >>> found.verdict.value, found.key, [reason.code for reason in found.reasons]
    ('same', 'p1', ['id_equal', 'name_equal'])
    """

    def __init__(self, people: Iterable[Known], keys: Keys | None = None) -> None:
        self.people = list(people)
        self.keys = keys or Keys()
        self.blocks = tuple(_Block(map(make, self.people)) for make in KNOWN_KEYS)

    def match(self, person: Person) -> Match:
        """The known person that one record is about."""
        return next(self.match_all((person,)))

    def match_all(self, people: Sequence[Person]) -> Iterator[Match]:
        """A match for each record, in their order; for speed some thousand at a time."""
        keyed = [self._keyed(person) for person in people]
        places = [block.find([make(person) for person in keyed]) for block, make in zip(self.blocks, ROW_KEYS, strict=True)]
        for at, person in enumerate(keyed):
            by_id = places[0][at]
            if by_id:
                first = decide(person, [self.people[place] for place in by_id])
                if first.settled:
                    yield first
                    continue
            found = list(dict.fromkeys(place for block in places for place in block[at]))[:MOST_ALIKE]
            yield decide(person, [self.people[place] for place in found])

    def _keyed(self, person: Person) -> Person:
        if not person.id_number and not person.phone:
            return person
        number = self.keys.id_number(person.id_number) if person.id_number else ""
        phone = self.keys.phone(person.phone) if person.phone else ""
        return Person(person.name, number, person.birth, person.sex, phone, person.address, person.household)


def _birth_key(name: str, birth: object) -> int:
    return hash((birth.toordinal(), surname_sound(name))) if isinstance(birth, date) and name else 0


# one key of each sort; 0 is none. Names alone find candidates only for rows without a birth date
KNOWN_KEYS: tuple[Callable[[Known], int], ...] = (
    lambda known: hash(known.id_number) if known.id_number else 0,
    lambda known: _birth_key(known.name, known.birth_date),
    lambda known: hash(known.phone) if known.phone else 0,
    lambda known: hash(plain(known.name)) if known.name else 0,
)
ROW_KEYS: tuple[Callable[[Person], int], ...] = (
    lambda person: hash(person.id_number) if person.id_number else 0,
    lambda person: _birth_key(person.name, person.birth),
    lambda person: hash(person.phone) if person.phone else 0,
    lambda person: hash(plain(person.name)) if person.name and not isinstance(person.birth, date) else 0,
)


class _Block:
    """One sort of key: sorted hashes with the places of the people that have them."""

    def __init__(self, hashes: Iterable[int]) -> None:
        found: Ints = np.fromiter(hashes, np.int64)
        places = np.flatnonzero(found)
        order = np.argsort(found[places], kind="stable")
        self.hashes: Ints = found[places][order]
        self.places: npt.NDArray[np.int32] = places[order].astype(np.int32)

    def find(self, wanted: Sequence[int]) -> list[list[int]]:
        """The places for each of many keys."""
        keys = np.array(wanted, np.int64)
        first = np.searchsorted(self.hashes, keys, "left")
        last = np.searchsorted(self.hashes, keys, "right")
        last = np.where(keys == 0, first, np.minimum(last, first + MOST_ALIKE))
        places = self.places
        return [places[a:b].tolist() if b > a else [] for a, b in zip(first.tolist(), last.tolist(), strict=True)]
