"""When a recurring report is about which time, and when it is due: on a working day, never on a holiday."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from qingzhuang.site.kit.workdays import back_from, is_working_day, on_working_day

DUE = time(17, 30)
MORNING = time(9)
AHEAD = 7  # days before the end of its period that a report prepares itself
MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """A time that figures are about, both days in."""

    first: date
    last: date

    @property
    def words(self) -> str:
        """2026-11, 2026-07 – 2026-09, or a week by its days.

        >>> Period(date(2026, 7, 1), date(2026, 9, 30)).words
        '2026-07 – 2026-09'
        """
        if self.first.day != 1:
            return f"{self.first.isoformat()} – {self.last.isoformat()}"
        first, last = self.first.isoformat()[:7], self.last.isoformat()[:7]
        return first if first == last else f"{first} – {last}"


def period_of(day: date, frequency: str) -> Period | None:
    """The period of a recurring report in which a day lies; None for what is asked once.

    >>> period_of(date(2026, 11, 29), "quarterly")
    Period(first=datetime.date(2026, 10, 1), last=datetime.date(2026, 12, 31))
    """
    if frequency == "weekly":
        first = day - timedelta(days=day.weekday())
        return Period(first, first + timedelta(days=6))
    if frequency not in MONTHS:
        return None
    months = MONTHS[frequency]
    month = (day.month - 1) // months * months + 1
    last = month + months - 1
    return Period(date(day.year, month, 1), date(day.year, last, calendar.monthrange(day.year, last)[1]))


def due_period(day: date, frequency: str) -> Period | None:
    """The latest period that is to be prepared on a day: the one that ends within AHEAD days, else the one before."""
    now = period_of(day, frequency)
    if now is None:
        return None
    return now if now.last - day <= timedelta(days=AHEAD) else period_of(now.first - timedelta(days=1), frequency)


def due_on(period: Period, due_after: int) -> date:
    """The day on which a report is due: so many days after its period, or the working day before, but never before the period is over.

    >>> due_on(Period(date(2026, 9, 1), date(2026, 9, 30)), 5)
    datetime.date(2026, 10, 8)
    """
    due = on_working_day(period.last + timedelta(days=due_after))
    after = period.last + timedelta(days=1)
    while due <= period.last:
        due = after if is_working_day(after) else due
        after += timedelta(days=1)
    return due


def remind_at(due: datetime) -> datetime:
    """The one moment at which anybody may be reminded: nine o'clock on the working day before it is due. Nobody is chased before, and
    never at night or on a day off."""
    return datetime.combine(back_from(due.date(), 1), MORNING, due.tzinfo)
