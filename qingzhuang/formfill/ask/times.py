"""Times as people say them: 本月, 去年, 近三个月, 2025年6月, 截至6月30日 — seen from the day of the question.

>>> from datetime import date
>>> find_time("上个月新增低保", date(2025, 12, 31)).period
(datetime.date(2025, 11, 1), datetime.date(2025, 11, 30))
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from qingzhuang.formfill.match.bands import chinese_number

NUM = r"(\d{1,3}|[一二两三四五六七八九十]{1,3})"
YEAR = r"(\d{4})年度?"
DAY_OF = re.compile(
    rf"(?:截至|截止到?|到|至)(?:{YEAR})?(\d{{1,2}})月(?:(\d{{1,2}})[日号]|底|末)|(?:截至|截止到?|到){YEAR}(?:底|末)"
)
LAST = re.compile(rf"(?:最近|近|过去){NUM}?个?(天|日|周|星期|月|年)(?:以来|内)?")
MONTH_OF = re.compile(rf"{YEAR}(\d{{1,2}})月份?|(?<!\d)(\d{{1,2}})月份?(?!\d)")
HALF_OF = re.compile(rf"(?:{YEAR}|今年|本年)?(上半年|下半年|第?[一二三四1-4]季度)")
WHOLE_YEAR = re.compile(rf"{YEAR}")
NAMED = re.compile(
    r"本月份?|这个月|当月|[上下]个?月份?|本季度?|这个季度|上个?季度|今年以来|今年|本年度?|当年|去年|前年|明年|上年度?|本周|这周|上周|今天|昨天"
)
DAY_NAMED = re.compile(
    r"(?:截至|截止到?|到|至)?(?:(上个?月|本月|这个月|当月)|(前年|去年|上年|今年|本年)年?|(?<!\d)(?:(\d{4})年)?(\d{1,2})月)(?:底|末)"
)
POINT = r"(?:(\d{4})年|(前年|去年|上年|今年|本年))?(?:(\d{1,2})(?:月份?)?(?!\d))?"
FROM_TO = re.compile(rf"(?:自|从)?{POINT}(?:到|至|-|—){POINT}(?<=[月份年])(?:底|末)?(?![龄满])")
SINCE = re.compile(rf"(?:自|从)?{POINT}(?<=[月份年])(?:以来|以后|之后|至今|起|开始)")
BACK = {"前年": 2, "去年": 1, "上年": 1}
DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7}


@dataclass(frozen=True, slots=True)
class Time:
    """A time found in a text: from `start` to `end` of the text, the days it means, or the one day it is to be counted on."""

    start: int
    end: int
    period: tuple[date, date] | None
    day: date | None = None


def find_time(text: str, today: date) -> Time | None:
    """The first time that a folded text names; None where it names none or one that does not exist."""
    for pattern, since in ((FROM_TO, False), (SINCE, True)):
        for one in pattern.finditer(text):
            if (period := _from_to(one, today, since)) is not None:
                return Time(one.start(), one.end(), period)
    for pattern, day_of in ((DAY_OF, _day_of), (DAY_NAMED, _day_named)):
        found = pattern.search(text)
        day = day_of(found, today) if found is not None else None
        if found is not None and day is not None:
            return Time(found.start(), found.end(), None, day)
        if found is not None and pattern is DAY_OF:
            return None
    for pattern, read in ((LAST, _last), (HALF_OF, _half), (MONTH_OF, _month), (WHOLE_YEAR, _year), (NAMED, _named)):
        match = pattern.search(text)
        if match is not None and (period := read(match, today)) is not None:
            return Time(match.start(), match.end(), period)
    return None


def month(year: int, number: int) -> tuple[date, date]:
    """The first and last day of a month; months beyond 1 to 12 run into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; the 29th of February becomes the 1st of March."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


def _day_of(match: re.Match[str], today: date) -> date | None:
    if match[4]:
        return date(int(match[4]), 12, 31)
    year, number = int(match[1] or today.year), int(match[2])
    if not 1 <= number <= 12 or not 1 <= year <= 9998:
        return None
    last = month(year, number)[1]
    return last if match[3] is None else date(year, number, int(match[3])) if 1 <= int(match[3]) <= last.day else None


def _day_named(match: re.Match[str], today: date) -> date | None:
    """The end of a month or year by its name; None where it is still to come."""
    if match[4]:
        if not 1 <= int(match[4]) <= 12 or match[3] == "0000":
            return None
        day = month(int(match[3] or today.year), int(match[4]))[1]
    elif match[1]:
        day = month(today.year, today.month - match[1].startswith("上"))[1]
    else:
        day = date(today.year - BACK.get(match[2], 0), 12, 31)
    return day if day <= today else None


def _from_to(match: re.Match[str], today: date, since: bool) -> tuple[date, date] | None:
    """去年12月到今年3月, 1-6月, 2020年以来: a year said once holds for both ends; what is no month or runs backwards is no time."""
    first = _point(match[1], match[2], match[3], today, today.year)
    if since:
        return (first[0], today) if first is not None and first[0] <= today else None
    last = _point(match[4], match[5], match[6], today, first[0].year if first is not None else today.year)
    return (first[0], last[1]) if first is not None and last is not None and first[0] <= last[1] else None


def _point(year: str | None, named: str | None, number: str | None, today: date, usual: int) -> tuple[date, date] | None:
    if not (year or named or number) or year == "0000":
        return None
    of = int(year) if year else today.year - BACK.get(named, 0) if named else usual
    if number is None:
        return date(of, 1, 1), date(of, 12, 31)
    return month(of, int(number)) if 1 <= int(number) <= 12 else None


def _last(match: re.Match[str], today: date) -> tuple[date, date] | None:
    many, unit = int(chinese_number(match[1])) if match[1] else 1, match[2]
    if unit in DAYS:
        return today - timedelta(days=many * DAYS[unit] - 1), today
    months = many * (12 if unit == "年" else 1)
    if months > 1200:
        return None
    first, last = month(today.year, today.month - months)
    return min(first.replace(day=min(today.day, last.day)) + timedelta(days=1), today), today


def _half(match: re.Match[str], today: date) -> tuple[date, date] | None:
    year, said = int(match[1] or today.year), match[2]
    if said.endswith("半年"):
        return (date(year, 1, 1), date(year, 6, 30)) if said[0] == "上" else (date(year, 7, 1), date(year, 12, 31))
    quarter = "一二三四1234".index(said.removeprefix("第")[0]) % 4
    return month(year, quarter * 3 + 1)[0], month(year, quarter * 3 + 3)[1]


def _month(match: re.Match[str], today: date) -> tuple[date, date] | None:
    year, number = int(match[1] or today.year), int(match[2] or match[3])
    return month(year, number) if 1 <= number <= 12 and year else None


def _year(match: re.Match[str], today: date) -> tuple[date, date] | None:
    year = int(match[1])
    return (date(year, 1, 1), date(year, 12, 31)) if year else None


def _named(match: re.Match[str], today: date) -> tuple[date, date]:
    said = match[0]
    quarter = (today.month - 1) // 3
    if said == "前年" or said == "明年":
        year = today.year + (1 if said == "明年" else -2)
        return date(year, 1, 1), date(year, 12, 31)
    if said[0] == "下":
        return month(today.year, today.month + 1)
    if said[0] in "上去":
        if "月" in said:
            return month(today.year, today.month - 1)
        if "季" in said:
            return month(today.year, quarter * 3 - 2)[0], month(today.year, quarter * 3)[1]
        if "周" in said:
            monday = today - timedelta(days=today.weekday() + 7)
            return monday, monday + timedelta(days=6)
        return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    if "月" in said:
        return month(today.year, today.month)
    if "季" in said:
        return month(today.year, quarter * 3 + 1)[0], month(today.year, quarter * 3 + 3)[1]
    if "周" in said:
        return today - timedelta(days=today.weekday()), today
    if said.endswith("天"):
        day = today - timedelta(days=said[0] == "昨")
        return day, day
    return date(today.year, 1, 1), date(today.year, 12, 31)
