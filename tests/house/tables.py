"""Invariant 1, count the demand and never the person, as a rule about tables.

Every area of the site says in its `__init__.py` what its figures count:

    COUNTS = "forms"        # one of SUBJECTS; a person is not among them

and no table may hold a figure of a person who works here. A table does when one of its names says so (`ranking`, `check_in`),
when the table of accounts has a figure of its own, or when a figure is kept once for each person (and day, month, …).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SUBJECTS = ("nothing", "demands", "forms", "facts", "deeds", "certificates", "cases", "visits", "venues")
BANNED = frozenset(
    """score scores point points rank ranks ranking rankings leaderboard league badge badges streak medal checkin punch punchcard
    attendance kpi performance productivity efficiency diligence workload idle online selfie trajectory track tracks footprint gps
    keystrokes steps bonus demerit demerits""".split()
)
BANNED_PAIRS = (
    "check_in",
    "clock_in",
    "clock_out",
    "sign_in_count",
    "online_time",
    "time_online",
    "last_seen",
    "active_minutes",
    "forced_photo",
)
NUMBERS = frozenset(
    """IntegerField BigIntegerField SmallIntegerField PositiveIntegerField PositiveBigIntegerField PositiveSmallIntegerField
    FloatField DecimalField DurationField""".split()
)


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: str  # the field's class: CharField, PositiveIntegerField, ForeignKey …
    of_worker: bool = False  # points to an account or to a post
    unique: bool = False


@dataclass(frozen=True, slots=True)
class TableShape:
    name: str
    columns: tuple[Column, ...]
    unique_together: tuple[tuple[str, ...], ...] = ()
    is_worker: bool = False  # the table of accounts or of posts itself


def faults(table: TableShape) -> Iterator[str]:
    """Why a table counts a person; nothing where it does not."""
    for name in (table.name, *(column.name for column in table.columns)):
        if says_so(name):
            yield f"{table.name}: the name {name} counts a person"
    figures = [column.name for column in table.columns if column.kind in NUMBERS]
    if not figures:
        return
    if table.is_worker:
        yield f"{table.name}: {', '.join(figures)} is a figure in a table of people who work here"
    workers = {column.name for column in table.columns if column.of_worker}
    once_each = [keys for keys in table.unique_together if workers & set(keys)]
    once_each += [(column.name,) for column in table.columns if column.of_worker and column.unique]
    for keys in once_each:
        counted = [name for name in figures if name not in keys]
        if counted:
            yield f"{table.name}: {', '.join(counted)} is kept once for each {' and '.join(keys)}"


def says_so(name: str) -> bool:
    """Does a name of a table or column speak of measuring a person? Words are compared whole: `pointer` is free."""
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return bool(BANNED & set(snake.split("_"))) or any(pair in snake for pair in BANNED_PAIRS)
