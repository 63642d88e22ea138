"""The households of a list: each member is noted in twenty bytes while the rows come in; at the end one household after the other is weighed."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from qingzhuang.intake.kin import CHILDREN, PARENTS, SPOUSES
from qingzhuang.intake.problems import Finding, problem
from qingzhuang.intake.records import HEADS, Record
from qingzhuang.intake.seen import Seen
from qingzhuang.vocabulary import age_on

HEAD_AT = 16
GENERATION = 12  # a parent is at least so much older; some are this young, none are younger
AT_ONCE = 10_000
MOST = 1 << 62  # people of a household, whatever a list says
Kind = tuple[str, str, str]  # part of the row, relation to the head, sex; empty where not told


class Homes:
    """Notes members in the order of the rows. A note is (household, row, kind, day of birth as a number or 0).

    Where a row only says how many there are, the kind is None and the last number is that.
    """

    def __init__(self) -> None:
        self.keys = Seen()
        self.kinds: dict[Kind | None, int] = {}
        self.home, self.row, self.kind, self.number = array("i"), array("i"), array("I"), array("q")

    def add(self, record: Record) -> None:
        """A person of a household."""
        birth = record.value("birth_date")
        kind = (record.part, record.value("relation_to_head") or "", record.value("sex") or "")
        self._note(record, kind, birth.toordinal() if isinstance(birth, date) else 0)

    def count(self, record: Record) -> None:
        """What a household says of the number of its members."""
        written = record.value("member_count")
        if written is not None and record.household:
            self._note(record, None, max(-MOST, min(int(written), MOST)))

    def findings(self, day: date) -> Iterator[Finding]:
        """What is wrong with the households, in the order in which they came."""
        last, home = -1, _Home(0)
        for at, row, kind, number in self._in_order():
            if at != last:
                yield from _of_household(home, day)
                last, home = at, _Home(row)
            home.take(row, kind, number)
        yield from _of_household(home, day)

    def _note(self, record: Record, kind: Kind | None, number: int) -> None:
        home = self.keys.get(record.household)
        if home < 0:
            home = len(self.keys)
            self.keys.put(record.household, home)
        self.home.append(home)
        self.row.append(record.row)
        self.kind.append(self.kinds.setdefault(kind, len(self.kinds)))
        self.number.append(number)

    def _in_order(self) -> Iterator[tuple[int, int, Kind | None, int]]:
        """The notes of one household behind each other."""
        kinds = list(self.kinds)
        order = np.argsort(np.array(self.home, np.int32), kind="stable")
        for start in range(0, len(order), AT_ONCE):
            for at in order[start : start + AT_ONCE].tolist():
                yield self.home[at], self.row[at], kinds[self.kind[at]], self.number[at]


@dataclass(slots=True)
class _Home:
    """One household with all its notes."""

    first: int  # row
    members: int = 0
    heads: list[int] = field(default_factory=list)
    spouses: list[tuple[int, str, str]] = field(default_factory=list)  # row, part, sex
    kin: list[tuple[int, str, str, date]] = field(default_factory=list)  # row, part, relation, birth
    head_birth: date | None = None
    head_sex: str = ""
    related: bool = False
    written: int | None = None

    def take(self, row: int, kind: Kind | None, number: int) -> None:
        if kind is None:
            self.written = number
            return
        part, relation, sex = kind
        self.members += 1
        if not relation:
            return
        self.related = True
        if relation in HEADS:
            self.heads.append(row)
            self.head_birth, self.head_sex = date.fromordinal(number) if number else None, sex
        elif relation in SPOUSES:
            self.spouses.append((row, part, sex))
        elif number and (relation in PARENTS or relation in CHILDREN):
            self.kin.append((row, part, relation, date.fromordinal(number)))


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
    if home.written is not None and home.members and home.written != home.members:
        yield Finding(
            home.first, "household", "member_count", problem("household_count", written=home.written, counted=home.members)
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
