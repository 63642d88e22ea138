"""What falls due on a day: who joins or leaves a list by its definition, which cards and allowances end, who is out of reach."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import Any

from qingzhuang.vocabulary import Definition, UnknownName, load, months_before

ONE_DAY = timedelta(days=1)
AHEAD = BEHIND = timedelta(days=30)  # cards are told of a month before they end, and for a month after
OUT_OF_REACH = 3  # months


class Kind(str, Enum):
    JOINS = "joins"
    LEAVES = "leaves"
    CARD = "card"
    ENDS = "ends"
    OUT_OF_REACH = "out_of_reach"
    DEATH = "death"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A list that people join or leave by age. `version` is empty where each area's own choice holds.

    `flag`: only those of whom this yes/no fact holds. `facts`: what accepting records.
    """

    name: str
    version: str = ""
    leaves: bool = False
    flag: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


MILESTONES = (
    Milestone("young_people"),  # 14
    Milestone("working_age"),  # 16
    Milestone("adult"),  # 18
    Milestone("elderly"),  # 60
    Milestone("very_elderly", facts={"welfare.old_age_allowance": True}),  # 80
    Milestone("very_elderly", "90"),
    Milestone("centenarian"),
    Milestone("left_behind_child", leaves=True, flag="left_behind", facts={"left_behind": False}),
    Milestone("orphans", leaves=True, flag="orphan", facts={"orphan": False}),
)


@dataclass(frozen=True, slots=True)
class Term:
    """A day among the facts on which something ends. `years` after the day kept; `stops` the yes/no facts that end with it."""

    field: str
    listing: str
    kind: Kind = Kind.CARD
    years: int = 0
    stops: tuple[str, ...] = ()


TERMS = (
    Term("id_expiry_date", "id_card"),
    Term("residence_permit.expiry_date", "residence_permit"),
    Term("disability.certificate_date", "disability_certificate", years=10),  # valid for ten years
    Term("welfare.end_date", "welfare", Kind.ENDS, stops=("welfare.subsistence_allowance", "welfare.urban_subsistence_allowance",
                                                        "welfare.rural_subsistence_allowance")),
    Term("preferential.end_date", "preferential", Kind.ENDS, stops=("preferential.exists",)),
)  # fmt: skip
CONTACT = "contact_lost_since"


def age_of(definition: Definition, *, leaves: bool) -> int | None:
    """The age at which people join a list (`age>=60`) or leave it (`age<16`, `age<=14`); None where no age decides."""
    found = re.search(r"age<(=?)(\d+)" if leaves else r"age>(=?)(\d+)", definition.condition)
    if found is None:
        return None
    with_it = found[1] == "="
    return int(found[2]) + (with_it if leaves else not with_it)


def born_for(definition: Definition, age: int, day: date) -> tuple[date, date] | None:
    """Who reaches an age on a day by the day rule of a definition: born after the first day, up to and with the second.

    None where nobody does: by a rule of the year's end all join on 1 January.

    >>> born_for(load().definition("elderly"), 60, date(2026, 11, 28))
    (datetime.date(1966, 11, 27), datetime.date(1966, 11, 28))
    """
    before, now = (last_born(definition.day.day(one), age) for one in (day - ONE_DAY, day))
    return (before, now) if before < now else None


def last_born(day: date, age: int) -> date:
    """The latest day of birth with which somebody is so old on a day; born on 29 February, on 1 March of other years.

    >>> last_born(date(2026, 2, 28), 18), last_born(date(2026, 3, 1), 18), last_born(date(2028, 2, 29), 18)
    (datetime.date(2008, 2, 28), datetime.date(2008, 3, 1), datetime.date(2010, 2, 28))
    """
    try:
        return day.replace(year=day.year - age)
    except ValueError:
        return date(day.year - age, 2, 28)


def span_of(term: Term, day: date) -> tuple[date, date]:
    """The days that a fact must lie between (both in) for its term to be told of on a day."""
    first, last = day - BEHIND, day + (AHEAD if term.kind is Kind.CARD else timedelta(0))
    return years_before(first, term.years), years_before(last, term.years)


def end_of(term: Term, kept: date) -> date:
    """The day on which it ends."""
    return years_before(kept, -term.years)


def years_before(day: date, years: int) -> date:
    return months_before(day, 12 * years)


def lost_between(day: date) -> tuple[date, date]:
    """When the last contact was with those of whom it is three months on a day, or not much more."""
    last = months_before(day, OUT_OF_REACH)
    return last - BEHIND, last


def version_named(name: str, version: str) -> Definition:
    """A definition in a version; in the default one where the version is gone from the vocabulary."""
    try:
        return load().definition(name, version)
    except UnknownName:
        return load().definition(name)
