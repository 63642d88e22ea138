"""What cannot be true of a record, a household or the whole file; nothing that is only unusual.

`Checker` is fed records one by one, and keeps of each person a few bytes (to see duplicates) and of each member of a household a few more.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from qingzhuang.intake.homes import Homes
from qingzhuang.intake.kin import FEMALE, MALE
from qingzhuang.intake.problems import Cleaned, Finding, Problem, problem
from qingzhuang.intake.records import Record, Values
from qingzhuang.intake.seen import Seen
from qingzhuang.vocabulary import age_on

OLDEST = 120
MARRIED_AT = 15
ALLOWANCES = tuple(
    f"welfare.{name}"
    for name in (
        "subsistence_allowance urban_subsistence_allowance rural_subsistence_allowance five_guarantee old_age_allowance payment_amount"
    ).split()
)


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


class Checker:
    """Checks the records of one file in their order. `required` are the fields that must not be empty, with their headings."""

    def __init__(self, day: date, required: Mapping[str, str] | None = None) -> None:
        self.day, self.required = day, dict(required or {})
        self.numbers = Seen()  # number → place in the two lists below
        self.rows, self.called = array("i"), array("q")  # the row where it stood first, hash of the name
        self.named = Seen()  # name and birth → twice the row, and one more where there was a number
        self.homes = Homes()

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
            self.homes.count(record)
        if record.entity != "person" or record.refused:
            return found
        found += [Finding(row, part, name, fault) for name, fault in check_person(values, self.day)]
        twice = self._twice(record)
        if twice is not None:
            found.append(Finding(row, part, "id_number" if twice.code == "duplicate_id" else "", twice))
        if record.household:
            self.homes.add(record)
        return found

    def finish(self) -> Iterator[Finding]:
        """What is wrong with the households, when all rows have been seen."""
        homes, self.homes = self.homes, Homes()
        yield from homes.findings(self.day)

    def _twice(self, record: Record) -> Problem | None:
        number, name, birth = record.value("id_number"), record.value("name"), record.value("birth_date")
        if number is not None:
            before, called = self.numbers.get(number), hash(name)
            if before >= 0:
                same = self.called[before] == called or name is None
                return problem("duplicate_row" if same else "duplicate_id", row=self.rows[before])
            self.numbers.put(number, len(self.rows))
            self.rows.append(record.row)
            self.called.append(called)
        if name is None or not isinstance(birth, date):
            return None
        both, numbered = (name, birth), number is not None
        earlier = self.named.get(both)
        if earlier < 0:
            self.named.put(both, 2 * record.row + numbered)
        elif not (earlier & 1 and numbered):  # two sound numbers that differ are two people
            return problem("duplicate_name_birth", row=earlier >> 1)
        return None


def _value(cleaned: Cleaned[Any] | None) -> Any:
    return None if cleaned is None else cleaned.value


def _same_day(number: str, birth: object) -> bool:
    """Whether a written birth date, whole or not, is that of the number."""
    if isinstance(birth, date):
        return int(number[6:14]) == birth.year * 10_000 + birth.month * 100 + birth.day
    return number[6:14].startswith(str(birth).replace("-", ""))
