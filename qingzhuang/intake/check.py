"""What cannot be true of a record, a household or the whole file; nothing that is only unusual.

`Checker` is fed records one by one, and keeps of each person a few bytes (to see duplicates) and of each open household its members.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from qingzhuang.intake.kin import CHILDREN, FEMALE, MALE, PARENTS, SPOUSES
from qingzhuang.intake.problems import Cleaned, Problem, problem
from qingzhuang.intake.records import HEADS, Record, Values
from qingzhuang.vocabulary import age_on

OLDEST = 120
MARRIED_AT = 15
HEAD_AT = 16
GENERATION = 12  # a parent is at least so much older; some are this young, none are younger
ALLOWANCES = tuple(
    f"welfare.{name}"
    for name in (
        "subsistence_allowance urban_subsistence_allowance rural_subsistence_allowance five_guarantee old_age_allowance payment_amount"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with its place: the row, the part of it (empty for its own record), and the field it is about."""

    row: int
    part: str
    field: str
    problem: Problem


def check_person(values: Values, day: date) -> list[tuple[str, Problem]]:
    """What contradicts itself in one person's values: field and problem.

    >>> from qingzhuang.intake.problems import Cleaned
    >>> wrong = {"id_number": Cleaned("990101198001010014", ""), "sex": Cleaned("female", "女")}
    >>> [found.code for _, found in check_person(wrong, date(2026, 11, 30))]
    ['sex_not_id']
    """
    found: list[tuple[str, Problem]] = []
    get = values.get
    number, birth, sex = _value(get("id_number")), _value(get("birth_date")), _value(get("sex"))
    if number is not None:
        if birth is not None and not _same_day(number, birth):
            inside = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
            found.append(("birth_date", problem("birth_not_id", written=str(birth), inside=inside)))
        if sex in ("male", "female") and (number[16] in "13579") != (sex == "male"):
            found.append(("sex", problem("sex_not_id")))
    relation = _value(get("relation_to_head"))
    if relation is not None and (sex == "male" and relation in FEMALE or sex == "female" and relation in MALE):
        found.append(("relation_to_head", problem("relation_sex")))
    _of_age(values, birth, day, found)
    _of_death(values, birth, found)
    return found


def _of_age(values: Values, birth: object, day: date, found: list[tuple[str, Problem]]) -> None:
    if not isinstance(birth, date) or birth > day:
        return
    years = day.year - birth.year
    if years > OLDEST and (age := age_on(birth, day)) > OLDEST:
        found.append(("birth_date", problem("age_impossible", age=age)))
    written = _value(values.get("age"))
    if written is not None and abs(written - (age := age_on(birth, day))) > 1:
        found.append(("age", problem("age_not_birth", written=int(written), worked=age)))
    if (
        years <= MARRIED_AT
        and age_on(birth, day) < MARRIED_AT
        and _value(values.get("marital_status")) not in (None, "unmarried")
    ):
        found.append(("marital_status", problem("married_child", age=age_on(birth, day))))


def _of_death(values: Values, birth: object, found: list[tuple[str, Problem]]) -> None:
    died = _value(values.get("death_date"))
    if died is None and not _value(values.get("deceased")):
        return
    if isinstance(died, date) and isinstance(birth, date) and died < birth:
        found.append(("death_date", problem("death_before_birth")))
    for name in ALLOWANCES:
        if _value(values.get(name)):
            found.append((name, problem("dead_with_allowance")))


@dataclass(slots=True)
class _Home:
    """A household while its rows come in."""

    rows: list[tuple[int, str]] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    spouses: list[tuple[int, str, str]] = field(default_factory=list)  # row, part, sex
    kin: list[tuple[int, str, str, date]] = field(default_factory=list)  # row, part, relation, birth
    head_birth: date | None = None
    head_sex: str = ""
    related: bool = False
    written: int | None = None
    first: int = 0


class Checker:
    """Checks the records of one file in their order. `required` are the fields that must not be empty, with their headings."""

    def __init__(self, day: date, required: Mapping[str, str] | None = None) -> None:
        self.day, self.required = day, dict(required or {})
        self.numbers: dict[int, tuple[int, int]] = {}  # hash of the number → row, hash of the name
        self.named: dict[int, tuple[int, bool]] = {}  # hash of name and birth → row, whether there was a number
        self.homes: dict[str, _Home] = {}

    def findings(self, records: Iterable[Record]) -> Iterator[tuple[Record | None, list[Finding]]]:
        """Each record with what was found of it; at the end, with None, what was found of the households."""
        for record in records:
            yield record, self.check(record)
        yield None, list(self.finish())

    def check(self, record: Record) -> list[Finding]:
        """What is wrong with one record, by itself and beside those before it."""
        row, part, values = record.row, record.part, record.values
        found = [Finding(row, part, "", fault) for fault in record.problems]
        for name, heading in self.required.items():
            cleaned = values.get(name)
            if cleaned is not None and cleaned.raw is None and not part:
                found.append(Finding(row, part, name, problem("required_blank", heading=heading)))
        if record.entity == "household":
            self._household(record)
        if record.entity != "person" or record.refused:
            return found
        found += [Finding(row, part, name, fault) for name, fault in check_person(values, self.day)]
        twice = self._twice(record)
        if twice is not None:
            found.append(Finding(row, part, "id_number" if twice.code == "duplicate_id" else "", twice))
        if record.household:
            self._member(record)
        return found

    def finish(self) -> Iterator[Finding]:
        """What is wrong with the households, when all rows have been seen."""
        for home in self.homes.values():
            yield from _of_household(home, self.day)
        self.homes.clear()

    def _twice(self, record: Record) -> Problem | None:
        number, name, birth = record.value("id_number"), record.value("name"), record.value("birth_date")
        if number is not None:
            key, called = hash(number), hash(name)
            before = self.numbers.get(key)
            if before is not None:
                same = before[1] == called or name is None
                return problem("duplicate_row" if same else "duplicate_id", row=before[0])
            self.numbers[key] = (record.row, called)
        if name is None or not isinstance(birth, date):
            return None
        both = hash((name, birth))
        earlier = self.named.get(both)
        if earlier is None:
            self.named[both] = (record.row, number is not None)
        elif not (earlier[1] and number is not None):  # two sound numbers that differ are two people
            return problem("duplicate_name_birth", row=earlier[0])
        return None

    def _household(self, record: Record) -> None:
        written = record.value("member_count")
        if written is not None and record.household:
            self._home(record).written = int(written)

    def _home(self, record: Record) -> _Home:
        home = self.homes.get(record.household)
        if home is None:
            home = self.homes[record.household] = _Home(first=record.row)
        return home

    def _member(self, record: Record) -> None:
        home = self._home(record)
        relation, birth, sex = record.value("relation_to_head"), record.value("birth_date"), record.value("sex")
        home.rows.append((record.row, record.part))
        if relation is None:
            return
        home.related = True
        if relation in HEADS:
            home.heads.append(record.row)
            home.head_birth = birth if isinstance(birth, date) else None
            home.head_sex = sex or ""
        elif relation in SPOUSES:
            home.spouses.append((record.row, record.part, sex or ""))
        elif isinstance(birth, date) and (relation in PARENTS or relation in CHILDREN):
            home.kin.append((record.row, record.part, relation, birth))


def _of_household(home: _Home, day: date) -> Iterator[Finding]:
    if home.related and not home.heads:
        yield Finding(home.first, "", "relation_to_head", problem("household_no_head"))
    if len(home.heads) > 1:
        for row in home.heads[1:]:
            yield Finding(row, "", "relation_to_head", problem("household_two_heads", count=len(home.heads), row=home.heads[0]))
    if len(home.spouses) > 1:
        row, part, _ = home.spouses[1]
        yield Finding(
            row, part, "relation_to_head", problem("household_two_spouses", count=len(home.spouses), row=home.spouses[0][0])
        )
    if home.written is not None and home.rows and home.written != len(home.rows):
        yield Finding(
            home.first, "household", "member_count", problem("household_count", written=home.written, counted=len(home.rows))
        )
    if len(home.heads) != 1:
        return
    if home.head_sex:
        for row, part, sex in home.spouses:
            if sex == home.head_sex:
                yield Finding(row, part, "sex", problem("spouse_same_sex"))
    if home.head_birth is None:
        return
    if (age := age_on(home.head_birth, day)) < HEAD_AT:
        yield Finding(home.heads[0], "", "birth_date", problem("head_child", age=age))
    yield from _of_generations(home, home.head_birth)


def _of_generations(home: _Home, head: date) -> Iterator[Finding]:
    for row, part, relation, birth in home.kin:
        years = (birth - head).days // 365
        if relation in PARENTS and -years < GENERATION:
            yield Finding(row, part, "birth_date", problem("parent_younger", years=-years))
        elif relation in CHILDREN and years < GENERATION:
            yield Finding(row, part, "birth_date", problem("child_older", years=years))


def _value(cleaned: Cleaned[Any] | None) -> Any:
    return None if cleaned is None else cleaned.value


def _same_day(number: str, birth: object) -> bool:
    """Whether a written birth date, whole or not, is that of the number."""
    if isinstance(birth, date):
        return int(number[6:14]) == birth.year * 10_000 + birth.month * 100 + birth.day
    return number[6:14].startswith(str(birth).replace("-", ""))
