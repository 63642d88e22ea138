"""What cannot be true of the facts of a community: each trouble with its record, its field, and the mend where that is certain.

The checks of one person and of a household are those of lists that are taken over (`qingzhuang.intake.check`): what is refused there
cannot stand here unseen. Nothing that is only unusual is a trouble.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from qingzhuang.intake import Checker, Cleaned, Record, Severity, check_person
from qingzhuang.intake.check import ALLOWANCES
from qingzhuang.intake.match.decide import judge
from qingzhuang.intake.match.known import Known
from qingzhuang.intake.match.person import Person
from qingzhuang.intake.records import HEADS
from qingzhuang.intake.values.id_number import clean_id_number, looks_sound
from qingzhuang.vocabulary import read_id_number
from qingzhuang.vocabulary.derive import check_digit

Codes = Mapping[str, Mapping[str, frozenset[str]]]
# what the checks look at; all else need not be carried about
READ = frozenset("name id_number birth_date sex relation_to_head age marital_status death_date deceased".split()) | frozenset(
    ALLOWANCES
)
DAYS = ("birth_date", "death_date")
TWICE = frozenset(("duplicate_id", "duplicate_row", "duplicate_name_birth"))
OF_OTHERS = frozenset(("household_no_head", "household_count"))  # told here by the household's own record
IMPOSSIBLE_OF_DEAD = frozenset(("age_impossible",))


@dataclass(frozen=True, slots=True)
class Thing:
    """A record of the picture, its facts in plain text."""

    pk: int
    entity: str
    state: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing to mend. `mend` are facts that put it right for certain; `choice` facts that put it right if the ID number is.

    `other` is the record that it is the same as, `score` how alike the two are (0 to 1).
    """

    kind: str
    record: int
    field: str
    mend: Mapping[str, Any] = field(default_factory=dict)
    choice: Mapping[str, Any] = field(default_factory=dict)
    other: int = 0
    score: float = 0.0
    about: str = ""

    @property
    def sign(self) -> str:
        """By what it is known again when it was set aside: another value is another trouble."""
        return f"{self.kind}:{self.field}:{self.other}:{self.about}"[:120]


def troubles(things: Iterable[Thing], codes: Codes, day: date) -> list[Trouble]:
    """Everything that is wrong with these records. `codes` are the names of the values of each coded field, by entity and field."""
    listed = sorted(things, key=lambda thing: thing.pk)
    people = [thing for thing in listed if thing.entity == "person"]
    homes = [thing for thing in listed if thing.entity == "household" and thing.state == "present"]
    found: list[Trouble] = []
    for thing in listed:
        if thing.state in ("present", "dead"):
            found += _codes(thing, codes)
    found += _people(people, day)
    found += _homes(homes, [one for one in people if one.state == "present"])
    return found


def _codes(thing: Thing, codes: Codes) -> Iterator[Trouble]:
    for name in codes.get(thing.entity, {}).keys() & thing.facts.keys():
        known, value = codes[thing.entity][name], thing.facts[name]
        if value is not None:
            wrong = [one for one in (value if isinstance(value, list) else [value]) if one not in known]
            if wrong:
                yield Trouble("code_unknown", thing.pk, name, about=str(wrong[0])[:40])


# ---------------------------------------------------------------- people
def _people(people: Sequence[Thing], day: date) -> Iterator[Trouble]:
    checker, by_pk = Checker(day), {one.pk: one for one in people}
    for one in people:
        if one.state not in ("present", "dead"):
            continue
        values = _values(one)
        number = one.facts.get("id_number")
        if number and not (looks_sound(number) and check_digit(number[:17]) == number[17] and "id_number" in values):
            yield from _number(one, str(number), day)
        if one.state == "dead":
            for name, fault in check_person(values, day):
                if fault.code not in IMPOSSIBLE_OF_DEAD:
                    yield _contradiction(one, name, fault.code)
            continue
        if not one.facts.get("household"):
            yield Trouble("no_household", one.pk, "household")
        for found in checker.check(Record("person", one.pk, values, household=str(one.facts.get("household") or ""))):
            yield from _found(found.row, found.field, found.problem.code, dict(found.problem.about), by_pk)
    for found in checker.finish():
        if found.problem.code not in OF_OTHERS:
            yield from _found(found.row, found.field, found.problem.code, dict(found.problem.about), by_pk)


def _found(row: int, name: str, code: str, about: Mapping[str, Any], by_pk: Mapping[int, Thing]) -> Iterator[Trouble]:
    if code in TWICE:
        other = int(about["row"])
        yield Trouble("twice", row, name or "name", other=other, score=likeness(by_pk[row], by_pk[other]), about=code)
    else:
        yield _contradiction(by_pk[row], name, code)


def _contradiction(one: Thing, name: str, code: str) -> Trouble:
    """What the ID number says is offered, never taken by itself: either of the two may be wrong."""
    read = read_id_number(str(one.facts.get("id_number") or ""))
    choice: dict[str, Any] = {}
    if code == "birth_not_id" and read.birth_date:
        choice = {"birth_date": read.birth_date.isoformat()}
    if code == "sex_not_id" and read.sex:
        choice = {"sex": read.sex}
    return Trouble(code, one.pk, name, choice=choice)


def _number(one: Thing, number: str, day: date) -> Iterator[Trouble]:
    """An ID number that is none, or that is only written in another way."""
    cleaned = clean_id_number(number, day)
    if cleaned.value is not None:
        if cleaned.value != number:
            yield Trouble("id_written", one.pk, "id_number", mend={"id_number": cleaned.value})
        return
    grave = [fault.code for fault in cleaned.problems if fault.severity is not Severity.MENDED]
    code = grave[0] if grave else "id_malformed"
    yield Trouble("id_placeholder" if code.startswith("id_placeholder") else code, one.pk, "id_number")


def _values(one: Thing) -> dict[str, Cleaned[Any]]:
    """Facts as the checks want them. An ID number that is none says nothing of birth and sex."""
    values: dict[str, Cleaned[Any]] = {}
    for name in READ & one.facts.keys():
        value = one.facts[name]
        if name in DAYS:
            value = _day(value)
        elif name == "id_number":
            value = clean_id_number(str(value)).value
        if value is not None:
            values[name] = Cleaned(value, value)
    number = values.get("id_number")
    if number is not None:
        read = read_id_number(number.value)
        values.setdefault("birth_date", Cleaned(read.birth_date, None))
        values.setdefault("sex", Cleaned(read.sex, None))
    if one.state == "dead":
        values.setdefault("deceased", Cleaned(True, True))
    return values


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def likeness(one: Thing, other: Thing) -> float:
    """How alike two people are, by the weights of the engine that matches lists."""
    facts = other.facts
    number, born = str(facts.get("id_number") or ""), _day(facts.get("birth_date"))
    known = Known(
        str(other.pk), str(facts.get("name") or ""), number, born or read_id_number(number).birth_date, str(facts.get("sex") or ""),
        str(facts.get("phone") or ""), str(facts.get("residence_address") or ""), str(facts.get("household") or ""),
    )  # fmt: skip
    mine = one.facts
    number = str(mine.get("id_number") or "")
    person = Person(
        str(mine.get("name") or ""), number, _day(mine.get("birth_date")) or read_id_number(number).birth_date,
        str(mine.get("sex") or ""), str(mine.get("phone") or ""), str(mine.get("residence_address") or ""), str(mine.get("household") or ""),
    )  # fmt: skip
    return judge(person, known).score


# ---------------------------------------------------------------- households
def _homes(homes: Sequence[Thing], people: Sequence[Thing]) -> Iterator[Trouble]:
    members: dict[int, list[Thing]] = defaultdict(list)
    for one in people:
        if home := one.facts.get("household"):
            members[home].append(one)
    for home in homes:
        own = members.get(home.pk, [])
        heads = [one.pk for one in own if one.facts.get("relation_to_head") in HEADS]
        head = home.facts.get("head")
        if head is None and len(heads) == 1:
            yield Trouble("head_not_named", home.pk, "head", mend={"head": heads[0]})
        elif head is None and own:
            yield Trouble("household_no_head", home.pk, "head")
        elif head is not None and own and head not in {one.pk for one in own}:
            yield Trouble("head_elsewhere", home.pk, "head", mend={"head": heads[0]} if len(heads) == 1 else {})
