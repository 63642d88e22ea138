"""Definitions (口径): whom a word means, on which day, within which period, in which bands, says which document.

The same word with two definitions is normal; each is a version with its source, and one is the default. A *banding* says how
ages are cut where the borders of a form overlap; a *rate* is an allowance whose amount depends on the age and the place.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import pairwise


class DayRule(str, Enum):
    """The day on which ages and terms are counted, seen from the day of the report."""

    REPORT = "report_day"
    YEAR_END = "year_end"  # 31 December of the year of the report: the payment year
    JUNE_30 = "june_30"  # 30 June of that year
    BIRTHDAY_MONTH = "birthday_month"  # who has the birthday in this month counts from its first day on

    def day(self, report: date) -> date:
        """The day that counts.

        >>> DayRule.YEAR_END.day(date(2025, 3, 9)), DayRule.BIRTHDAY_MONTH.day(date(2024, 2, 9))
        (datetime.date(2025, 12, 31), datetime.date(2024, 2, 29))
        """
        match self:
            case DayRule.YEAR_END:
                return date(report.year, 12, 31)
            case DayRule.JUNE_30:
                return date(report.year, 6, 30)
            case DayRule.BIRTHDAY_MONTH:
                return report.replace(day=monthrange(report.year, report.month)[1])
        return report


class Period(str, Enum):
    """Which births and deaths are in: those of a year, and when that year begins and ends."""

    NONE = ""
    CALENDAR = "calendar_year"
    FAMILY_PLANNING = "family_planning_year"  # 1 October to 30 September, named by the year of its end

    def span(self, report: date) -> tuple[date, date] | None:
        """First and last day of the year that the day of the report lies in; None where there is no such bound.

        >>> Period.FAMILY_PLANNING.span(date(2025, 10, 1))
        (datetime.date(2025, 10, 1), datetime.date(2026, 9, 30))
        """
        match self:
            case Period.CALENDAR:
                return date(report.year, 1, 1), date(report.year, 12, 31)
            case Period.FAMILY_PLANNING:
                begins = report.year if report.month >= 10 else report.year - 1
                return date(begins, 10, 1), date(begins + 1, 9, 30)
        return None


class Border(str, Enum):
    """Where somebody belongs whose age two bands of a form name: 18–60 and 60 and over."""

    NONE = ""  # no border is named twice
    LOWER = "lower"
    UPPER = "upper"
    BOTH = "both"  # counted twice, as printed


@dataclass(frozen=True, slots=True)
class Definition:
    """A named condition in the question language: 育龄妇女 → `sex=female and age>=15 and age<=49`.

    Several versions may share words; `default` marks the one taken where a form does not say. An empty `condition` means
    every record. `text` is the definition in words where the condition alone does not say enough. `day` and `period` are
    seen from the day of the report. `bands` names the banding that goes with it. `source` is the document, `clause` the
    place in it. It is valid `since` and `until` a day (both in), in the places whose division code begins with `place`. `once` says
    that somebody whom two places have on record counts once when their numbers are put together (an allowance is paid once).
    """

    name: str
    version: str
    words: tuple[str, ...]
    entity: str
    condition: str
    source: str = ""
    note: str = ""
    default: bool = True
    text: tuple[tuple[str, str], ...] = ()
    day: DayRule = DayRule.REPORT
    period: Period = Period.NONE
    bands: str = ""
    clause: str = ""
    since: date | None = None
    until: date | None = None
    place: str = ""
    once: bool = False

    @property
    def key(self) -> str:
        """Name and version as one word, the way the command line and the site name a definition.

        >>> Definition("child", "14", (), "person", "age<=14").key
        'child@14'
        """
        return f"{self.name}@{self.version}"

    def holds(self, place: str, day: date) -> bool:
        """Whether it is in force in a place on a day."""
        in_time = (self.since is None or self.since <= day) and (self.until is None or day <= self.until)
        return in_time and place.startswith(self.place)


@dataclass(frozen=True, slots=True)
class Band:
    """Full years from `low` to `high`, both in; None is open. `label` is what the form prints."""

    label: str
    low: int | None
    high: int | None

    @property
    def condition(self) -> str:
        """In the question language.

        >>> Band("18-60", 18, 59).condition
        'age>=18 and age<=59'
        """
        ends = (f"age>={self.low}" if self.low is not None else "", f"age<={self.high}" if self.high is not None else "")
        return " and ".join(filter(None, ends))


@dataclass(frozen=True, slots=True)
class Banding:
    """How ages are cut: the bands as printed, and where somebody on a border that is named twice belongs."""

    name: str
    version: str
    words: tuple[str, ...]
    printed: tuple[Band, ...]
    border: Border
    source: str
    note: str = ""

    @property
    def key(self) -> str:
        return f"{self.name}@{self.version}"

    @property
    def bands(self) -> tuple[Band, ...]:
        """The bands as they are counted: each age in one of them, unless the border rule is to count it twice.

        >>> printed = Band("18-60", 18, 60), Band("60+", 60, None)
        >>> [(b.low, b.high) for b in Banding("ages", "1", (), printed, Border.UPPER, "").bands]
        [(18, 59), (60, None)]
        """
        found = list(self.printed)
        for place, (below, above) in enumerate(pairwise(self.printed)):
            if below.high is None or above.low is None or below.high < above.low or self.border is Border.BOTH:
                continue
            if self.border is Border.UPPER:
                found[place] = Band(below.label, found[place].low, above.low - 1)
            else:
                found[place + 1] = Band(above.label, below.high + 1, above.high)
        return tuple(found)

    @property
    def shared(self) -> tuple[int, ...]:
        """The ages that two printed bands name."""
        return tuple(
            age
            for below, above in pairwise(self.printed)
            if below.high is not None and above.low is not None
            for age in range(above.low, below.high + 1)
        )
