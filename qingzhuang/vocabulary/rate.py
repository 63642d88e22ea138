"""An allowance whose amount depends on the age: what somebody gets on a day, and from which month on nothing more.

>>> from datetime import date
>>> table = RateTable("month", (RateBand(80, 89, 30), RateBand(90, None, 60)))
>>> rate = Rate("allowance", "1", ("高龄津贴",), (table,), (Stop("death", 0),), "made up")
>>> payment(rate, Life(date(1940, 5, 2)), date(2025, 6, 1)).amount
30
>>> payment(rate, Life(date(1940, 5, 2), death_date=date(2025, 5, 9)), date(2025, 6, 1)).stopped
'death'
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qingzhuang.vocabulary.definition import DayRule
from qingzhuang.vocabulary.derive import age_on

Event = Literal["death", "move_out", "lost_contact"]
Per = Literal["month", "year"]
EVENTS: tuple[Event, ...] = ("death", "move_out", "lost_contact")


@dataclass(frozen=True, slots=True)
class RateBand:
    """Full years from `low` to `high` (both in, None is open) get `amount` yuan."""

    low: int
    high: int | None
    amount: int

    def takes(self, age: int) -> bool:
        return self.low <= age and (self.high is None or age <= self.high)


@dataclass(frozen=True, slots=True)
class RateTable:
    """Amounts in force from one day to another (both in, None is open); yuan per month or year."""

    per: Per
    bands: tuple[RateBand, ...]
    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Stop:
    """What ends the payment: from the month after the event, or after so many full `months` of it, nothing more is paid."""

    event: Event
    months: int = 0

    def stopped(self, since: date | None, day: date) -> bool:
        """Whether an event that began on a day has ended the payment of the month that `day` lies in."""
        return since is not None and since < self.before(day)

    def before(self, day: date) -> date:
        """An event that began before this day has ended the payment of the month that `day` lies in.

        >>> Stop("death").before(date(2025, 6, 20)), Stop("lost_contact", 3).before(date(2025, 6, 20))
        (datetime.date(2025, 6, 1), datetime.date(2025, 3, 1))
        """
        return months_before(day.replace(day=1), self.months)


@dataclass(frozen=True, slots=True)
class Rate:
    """An allowance in one version: amounts by age and date, the day on which the age is counted, and what ends it."""

    name: str
    version: str
    words: tuple[str, ...]
    tables: tuple[RateTable, ...]
    stops: tuple[Stop, ...]
    source: str
    clause: str = ""
    note: str = ""
    day: DayRule = DayRule.REPORT
    place: str = ""
    default: bool = False

    @property
    def key(self) -> str:
        return f"{self.name}@{self.version}"

    def table(self, day: date) -> RateTable | None:
        """The amounts in force on a day."""
        return next((table for table in self.tables if table.holds(day)), None)


@dataclass(frozen=True, slots=True)
class Life:
    """What is known of somebody that decides a payment."""

    birth_date: date
    death_date: date | None = None
    move_out_date: date | None = None
    contact_lost_since: date | None = None

    def since(self, event: Event) -> date | None:
        """When an event took place."""
        return {"death": self.death_date, "move_out": self.move_out_date, "lost_contact": self.contact_lost_since}[event]


@dataclass(frozen=True, slots=True)
class Payment:
    """`amount` yuan per month or year, 0 where none is due; `stopped` names the event that ended it."""

    amount: int
    per: Per
    age: int
    stopped: str = ""


def payment(rate: Rate, life: Life, day: date) -> Payment:
    """What is due to somebody in the month (or year) that a day lies in."""
    table, age = rate.table(day), age_on(life.birth_date, rate.day.day(day))
    if table is None:
        return Payment(0, "month", age)
    for stop in rate.stops:
        if stop.stopped(life.since(stop.event), day):
            return Payment(0, table.per, age, stop.event)
    return Payment(next((band.amount for band in table.bands if band.takes(age)), 0), table.per, age)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, the last of the month where there is no such day.

    >>> months_before(date(2025, 3, 31), 1), months_before(date(2025, 1, 15), 6)
    (datetime.date(2025, 2, 28), datetime.date(2024, 7, 15))
    """
    month = day.year * 12 + day.month - 1 - months
    year, place = month // 12, month % 12 + 1
    if year < 1:
        return date.min
    return date(year, place, min(day.day, monthrange(year, place)[1]))
