"""The working calendar: weekends, public holidays and the Saturdays that make up for them; what is not announced yet is said.

Holidays of a year are announced by the State Council in the autumn before (chinesecalendar carries them). Beyond them the days that the
law gives in any case are off (the Regulation on public holidays, as of 2025), all else are plain weeks; that is not sure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import chinese_calendar

MOST_DAYS = 2000
BY_LAW = frozenset(((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)))
BY_THE_MOON = frozenset(  # New Year's eve and three days, Qingming, Dragon Boat and Mid-Autumn: until they are announced
    date(2027, month, day) for month, day in ((2, 5), (2, 6), (2, 7), (2, 8), (4, 5), (6, 9), (9, 15))
)


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """Working days between two days, without the first and with the last; `sure` is false where holidays are not announced yet.

    `holidays` are the public holidays on the way, `made_up` the weekend days on which people work.
    """

    days: int
    sure: bool
    holidays: tuple[date, ...] = ()
    made_up: tuple[date, ...] = ()


@cache
def announced_until() -> date:
    """The last day of the last year whose holidays are known."""
    return date(max(chinese_calendar.holidays).year, 12, 31)


def is_working_day(day: date) -> bool:
    """Whether people work on a day; beyond what is announced, Monday to Friday but for the days that the law gives.

    >>> is_working_day(date(2026, 10, 1)), is_working_day(date(2026, 10, 10)), is_working_day(date(2026, 11, 28))
    (False, True, False)
    """
    if date(2004, 1, 1) <= day <= announced_until():
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < 5 and (day.month, day.day) not in BY_LAW and day not in BY_THE_MOON


def working_time(start: date, end: date) -> WorkingTime:
    """What lies between two days.

    >>> working_time(date(2026, 9, 30), date(2026, 10, 10)).days
    3
    """
    if end <= start:
        return WorkingTime(0, sure=True)
    last = min(end, start + timedelta(days=MOST_DAYS))
    days = [start + timedelta(days=step) for step in range(1, (last - start).days + 1)]
    known = [day for day in days if day <= announced_until()]
    return WorkingTime(
        days=sum(is_working_day(day) for day in days),
        sure=end <= announced_until(),
        holidays=tuple(day for day in known if day.weekday() < 5 and not is_working_day(day)),
        made_up=tuple(day for day in known if day.weekday() >= 5 and is_working_day(day)),
    )


def back_from(day: date, working_days: int) -> date:
    """The day so many working days before another: when work must begin.

    >>> back_from(date(2026, 10, 10), 3)
    datetime.date(2026, 9, 30)
    """
    while working_days > 0:
        day -= timedelta(days=1)
        working_days -= is_working_day(day)
    return day


def on_working_day(day: date) -> date:
    """The day itself, or the last working day before it: a report is not due on a holiday."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
