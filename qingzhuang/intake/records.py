"""From clean rows to records: the row's own person, the head and the members beside him, and the household they are of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qingzhuang.intake.clean import CleanBatch
from qingzhuang.intake.problems import Cleaned, Problem, Severity, problem
from qingzhuang.intake.read import Table
from qingzhuang.intake.values.id_number import birth_inside, birth_of_placeholder

PLAYED = re.compile(r"^household\.(head|member\[\d+\])\.(.+)$")
HEADS = frozenset(("head", "self"))
FROM_ID = problem("from_id")
FROM_STAND_IN = problem("from_stand_in")
Values = dict[str, Cleaned[Any]]


@dataclass(frozen=True, slots=True)
class Record:
    """One record out of a row.

    `values` goes from the name of a field without its entity (`id_number`) to its clean value. `part` is empty for the row's own
    record, `head`, `member[2]` for people beside it, `household` for what the row says of the household. `household` is a key within the
    file that is equal for all of one household, empty where it cannot be told.
    """

    entity: str
    row: int
    values: Values
    part: str = ""
    household: str = ""
    section: str = ""
    problems: tuple[Problem, ...] = ()

    def value(self, name: str) -> Any:
        """The clean value of a field; None where there is none."""
        found = self.values.get(name)
        return None if found is None else found.value

    @property
    def refused(self) -> bool:
        """Whether nothing of it can be taken."""
        return any(found.severity is Severity.REFUSE for found in self.problems)


@dataclass(slots=True)
class _Group:
    """The household that rows are in just now."""

    key: str = ""
    head: str = ""
    told: str = ""  # the key whose own record was given out last


def records_of(table: Table, batches: Iterable[CleanBatch]) -> Iterator[Record]:
    """The records of a table in the order of its rows. What an ID number says of birth date and sex is put in where it is missing."""
    maker: RecordMaker | None = None
    for batch in batches:
        if maker is None:
            maker = RecordMaker(table, [column.concept for column in batch.columns])
        yield from maker.of(batch)


class RecordMaker:
    """Makes the records of one table, batch by batch; knows which column goes to which record of a row.

    `concepts` are the meanings of the columns of the batches. `places` says of a part (`head`; empty for the row's own record) and a field
    (`id_number`) in which of these columns it stands.
    """

    def __init__(self, table: Table, concepts: list[str]) -> None:
        own_name = "person.name" in concepts or "person.id_number" in concepts
        self.own = "person" if own_name or table.entity == "person" else table.entity
        played = any(PLAYED.match(concept) for concept in concepts)
        self.by_head = played and not own_name  # a row is a household: what it says of a person it says of the head
        parts: dict[tuple[str, str], list[tuple[int, str]]] = {}
        for at, concept in enumerate(concepts):
            parts.setdefault(self._place(concept, own_name), []).append((at, concept))
        self.parts = {place: [(at, _name(place, concept)) for at, concept in found] for place, found in parts.items()}
        self.places = {(part, name): at for (_, part), found in self.parts.items() for at, name in found}
        self.group = _Group()

    def of(self, batch: CleanBatch) -> Iterator[Record]:
        """The records of a batch, in the order of its rows."""
        rows = zip(*batch.values, strict=True) if batch.values else iter([()] * len(batch.rows))
        for row, cleaned, section, joined in zip(batch.rows, rows, batch.sections, batch.joined, strict=True):
            yield from self.row(row, cleaned, section, joined)

    def _place(self, concept: str, own_name: bool) -> tuple[str, str]:
        """Entity and part that a column belongs to."""
        match = PLAYED.match(concept)
        if match and not (own_name and match.group(1) == "head"):
            return "person", match.group(1)
        entity = concept.partition(".")[0]
        if entity == "person":
            return "person", "head" if self.by_head else ""
        return entity, "" if entity == self.own else entity

    def row(self, row: int, cleaned: Sequence[Cleaned[Any]], section: str, joined: bool) -> Iterator[Record]:
        """All records of one row: people first, then the household and what else is told."""
        made: dict[tuple[str, str], Values] = {}
        for place, columns in self.parts.items():
            for at, _ in columns:
                if cleaned[at].raw is not None:
                    made[place] = {name: cleaned[at] for at, name in columns}
                    break
        home = made.get(("household", "household")) or made.get(("household", "")) or {}
        key = self._household(row, made, home, joined)
        head = made.get(("person", "head"))
        for (entity, part), values in made.items():
            if entity == "person":
                if head is not None and part.startswith("member") and _same(head, values):
                    continue
                if part == "head":
                    values.setdefault("relation_to_head", Cleaned("head", None))
                yield Record(entity, row, with_derived(values), part, key, section, _faults(values))
            elif entity != "household" or not key or key != self.group.told:
                if entity == "household":
                    self.group.told = key
                yield Record(entity, row, values, part, key if entity == "household" else "", section)

    def _household(self, row: int, made: Mapping[tuple[str, str], Values], home: Values, joined: bool) -> str:
        """The key of the household: its number, its head's ID number, or the run of rows that begins with a head."""
        number, head_number = _text(home.get("id")), _text(home.get("head.id_number"))
        if number:
            return f"id:{number}"
        if self.by_head:
            return f"row:{row}"
        if head_number:
            return f"head:{head_number}"
        person = made.get(("person", ""), {})
        relation = _text(person.get("relation_to_head"))
        if relation in HEADS:
            self.group.key, self.group.head = f"row:{row}", _text(person.get("name"))
        elif not relation and not joined:
            self.group.key = ""
        named = _text(home.get("head.name"))
        if named and self.group.key and named != self.group.head:
            return ""
        return self.group.key


def with_derived(values: Values) -> Values:
    """Values with birth date and sex from the ID number where the file does not say them, and a note that it is so."""
    number = values.get("id_number")
    if number is None:
        return values
    more: Values = {}
    if number.value is None:
        birth = birth_of_placeholder(number) if number.problems else None
        if birth is not None and _missing(values, "birth_date"):
            more["birth_date"] = Cleaned(birth, None, (FROM_STAND_IN,))
    else:
        text = number.value
        if _missing(values, "birth_date"):
            more["birth_date"] = Cleaned(birth_inside(text), None, (FROM_ID,))
        if _missing(values, "sex"):
            more["sex"] = Cleaned("male" if int(text[16]) % 2 else "female", None, (FROM_ID,))
    return {**values, **more} if more else values


def _missing(values: Values, name: str) -> bool:
    found = values.get(name)
    return found is None or found.raw is None


def _faults(values: Values) -> tuple[Problem, ...]:
    """What makes a person's record useless: nothing that could tell who it is."""
    name, number = values.get("name"), values.get("id_number")
    if (name is None or name.value is None) and (number is None or number.value is None):
        doubtful = any(c is not None and c.problems for c in (name, number))
        return (problem("row_name_doubtful" if doubtful else "row_no_name"),)
    return ()


def _same(head: Values, member: Values) -> bool:
    """Whether a member beside the head is the head once more."""
    number = _text(member.get("id_number"))
    if number and number == _text(head.get("id_number")):
        return True
    relation = _text(member.get("relation_to_head"))
    return relation in HEADS and _text(member.get("name")) == _text(head.get("name"))


def _text(cleaned: Cleaned[Any] | None) -> str:
    return "" if cleaned is None or cleaned.value is None else str(cleaned.value)


def _name(place: tuple[str, str], concept: str) -> str:
    match = PLAYED.match(concept)
    if match and place[0] == "person":
        return match.group(2)
    return concept.partition(".")[2]
