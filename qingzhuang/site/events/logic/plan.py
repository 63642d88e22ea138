"""What an event will change: facts by record and day, and a line for each; made before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple, Protocol

STATE, PRESENT, DEAD, MOVED_OUT, ENDED, MERGED = "state", "present", "dead", "moved_out", "ended", "merged"
OUR_TRUST = 40  # of an event, as in the ledger's table of sources


class Fact(NamedTuple):
    """A value that is held: since when, and how far its source is trusted."""

    value: Any
    since: date
    trust: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """A record as an event sees it. New ones have a number below nought until they are written.

    `elsewhere` marks a record outside the reader's areas: its name is covered.
    """

    pk: int
    entity: str
    area: int
    held: Mapping[str, Fact] = field(default_factory=dict)
    elsewhere: bool = False

    def get(self, name: str) -> Any:
        """What is held of a field; None where nothing is."""
        found = self.held.get(name)
        return found.value if found else None

    @property
    def name(self) -> str:
        return str(self.get("name") or self.get("address") or self.get("room") or "")

    @property
    def is_present(self) -> bool:
        return (self.get(STATE) or PRESENT) == PRESENT

    @property
    def born(self) -> date | None:
        return day_of(self.get("birth_date")) or _born_by(str(self.get("id_number") or ""))

    @property
    def sex(self) -> str:
        number = str(self.get("id_number") or "")
        told = {True: "male", False: "female"}[int(number[16]) % 2 == 1] if len(number) == 18 and number[:17].isdigit() else ""
        return str(self.get("sex") or told)


def day_of(value: Any) -> date | None:
    """A stored day; None where there is none."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def _born_by(number: str) -> date | None:
    return day_of(f"{number[6:10]}-{number[10:12]}-{number[12:14]}") if len(number) == 18 else None


class Around(Protocol):
    """How a scene looks further: a household may have ten thousand members, and few events are about all of them."""

    def bring_all(self, place: int, role: str) -> None:
        """Read everybody who lives in a household or dwelling into the scene."""

    def bring_kin(self, household: int) -> None:
        """Read those whose relation to the head says something, and the eldest; of a household of usual size everybody."""

    def is_crowd(self, household: int) -> bool:
        """Whether it has more members than a family."""

    def somebody_else(self, place: int, role: str, gone: Collection[int]) -> bool:
        """Whether anybody lives there besides those who leave."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The records that an event may touch, by number; who else lives there is read when it is asked for."""

    records: Mapping[int, Known]
    around: Around | None = None

    def find(self, pk: Any) -> Known | None:
        return self.records.get(pk) if isinstance(pk, int) else None

    def members(self, household: Known | None) -> list[Known]:
        """Those who live in a household today, the head first, then by age."""
        if household is not None and self.around is not None:
            self.around.bring_all(household.pk, "household")
        return self._here(household)

    def kin(self, household: Known | None) -> list[Known]:
        """The same of those whose relation to a new head has to be told: in a crowd not of all who are not related."""
        if household is not None and self.around is not None:
            self.around.bring_kin(household.pk)
        return self._here(household)

    def is_crowd(self, household: Known) -> bool:
        return self.around is not None and self.around.is_crowd(household.pk)

    def belongs(self, pk: int, household: Known) -> bool:
        """Whether somebody is a member today, without looking at the others."""
        found = self.find(pk)
        return found is not None and found.is_present and found.get("household") == household.pk

    def is_left(self, place: Known, role: str, gone: Collection[int]) -> bool:
        """Whether nobody lives in a household or dwelling once some are gone."""
        if any(one.pk not in gone and one.get(role) == place.pk and one.is_present for one in self.people()):
            return False
        return self.around is None or not self.around.somebody_else(place.pk, role, gone)

    def _here(self, household: Known | None) -> list[Known]:
        if household is None:
            return []
        found = [one for one in self.people() if one.get("household") == household.pk and one.is_present]
        return sorted(found, key=lambda one: (one.pk != household.get("head"), one.born or date.max, one.pk))

    def people(self) -> Iterable[Known]:
        return (one for one in list(self.records.values()) if one.entity == "person")

    def household_of(self, person: Known) -> Known | None:
        return self.find(person.get("household"))


@dataclass(frozen=True, slots=True)
class Change:
    """New facts of one record from a day on; `entity` and `area` where the record is new."""

    record: int
    facts: dict[str, Any]
    day: date
    entity: str = ""
    area: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One fact that changes, for people: whose, which, from what to what, since when."""

    record: int
    entity: str
    field: str
    before: Any
    after: Any
    day: date


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the person who records should know: a word for the kind, and about whom."""

    kind: str
    record: int = 0


@dataclass(slots=True)
class Plan:
    """Gathers what follows. `say` leaves out what is held already, and begins where the older value gives way."""

    day: date
    _facts: dict[tuple[int, date], dict[str, Any]] = field(default_factory=dict)
    _new: dict[int, Known] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def new(self, entity: str, area: int) -> Known:
        """A record to be made; its number is below nought until it is written."""
        known = Known(-len(self._new) - 1, entity, area)
        self._new[known.pk] = known
        return known

    def say(self, known: Known, facts: Mapping[str, Any], day: date | None = None) -> None:
        for name, value in facts.items():
            before = known.held.get(name)
            if (before.value if before else None) == value:
                continue
            begins = _begins(before, day or self.day)
            self._facts.setdefault((known.pk, begins), {})[name] = value
            self.lines.append(Line(known.pk, known.entity, name, before.value if before else None, value, begins))

    def note(self, kind: str, known: Known | None = None) -> None:
        self.notes.append(Note(kind, known.pk if known else 0))

    @property
    def changes(self) -> list[Change]:
        """What is to be written, new records first; one change for each record and day."""
        found = []
        for (pk, day), facts in sorted(self._facts.items()):
            new = self._new.get(pk)
            found.append(Change(pk, facts, day, new.entity if new else "", new.area if new else 0))
        return found


def _begins(before: Fact | None, day: date) -> date:
    """The first day on which a new value can hold: a value told for a later day would otherwise keep its place.

    >>> _begins(Fact("a", date(2026, 11, 1), 10), date(2026, 10, 15))
    datetime.date(2026, 11, 1)
    """
    if before is None or before.since < day:
        return day
    return before.since if before.trust <= OUR_TRUST else before.since + timedelta(days=1)
