"""Days and hours in a message: 11月30日17:00前, 明天下班前, 本周五上午10点前, 月底前; and the time that figures are about."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

OFFICE_ENDS = time(17, 30)
DAY_ENDS = time(23, 59)
FAR_BACK = 180  # days: a day of the year that lies further back means next year's
NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
WEEKDAYS = "一二三四五六日"
DAYS_AHEAD = {"今天": 0, "今日": 0, "当天": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3}

CLOCK = (
    r"(?P<part>上午|早上|中午|下午|晚上|晚)?\s*"
    r"(?:(?P<hour>[0-2]?\d)\s*(?:[:：]\s*(?P<minute>[0-5]\d)|[点时](?:(?P<minute2>[0-5]?\d)分?|(?P<half>半))?(?:整|钟)?)|(?P<off>下班|中午))?"
)
DAY = (
    r"(?:(?:(?P<year>20\d\d)\s*年\s*)?(?P<month>1[0-2]|0?[1-9])\s*月\s*(?P<day>3[01]|[12]\d|0?[1-9])\s*[日号]"
    r"|(?P<iso>20\d\d[-/.][01]?\d[-/.][0-3]?\d)"
    r"|(?P<word>大后天|今天|今日|当天|明天|明日|后天)"
    r"|(?P<week>本周|这周|下周|周)(?P<weekday>[一二三四五六日天])"
    r"|(?P<end>本月底|月底|本月末|月末)|(?:本月|当月)?(?P<only>3[01]|[12]\d|0?[1-9])\s*[日号])"
)
DEADLINE = re.compile(rf"(?:{DAY})?\s*(?:[（(]\s*(?:星期|周)[一二三四五六日天]\s*[）)])?\s*{CLOCK}\s*(?:之前|以前|前)")
EVERY = re.compile(r"每(?:个)?(?:月|周|季度|半年|年)(?:度)?")


@dataclass(frozen=True, slots=True)
class Told:
    """A moment or a time, and the words that say it."""

    value: datetime | tuple[date, date]
    words: str


def deadline(text: str, now: datetime) -> Told | None:
    """The first moment by which something is wanted; without an hour the end of the day. None where none is named."""
    for found in DEADLINE.finditer(text):
        if found.start() and EVERY.search(text[max(0, found.start() - 4) : found.start()]):
            continue  # 每月5日前 tells a rhythm, not a day
        moment = _moment(found, now)
        if moment is not None:
            return Told(moment, found.group().strip())
    return None


def _moment(found: re.Match[str], now: datetime) -> datetime | None:
    day = _day(found, now.date())
    hour = _hour(found)
    if day is None:
        return datetime.combine(now.date(), hour) if hour is not None else None  # 17:00前: today
    return datetime.combine(day, hour or DAY_ENDS)


def _day(found: re.Match[str], today: date) -> date | None:
    told = found.groupdict()
    if told["iso"]:
        year, month, day = (int(part) for part in re.split(r"[-/.]", told["iso"]))
        return _date(year, month, day)
    if told["month"]:
        return day_of_year(int(told["month"]), int(told["day"]), told["year"], today)
    if told["word"]:
        return today + timedelta(days=DAYS_AHEAD[told["word"]])
    if told["weekday"]:
        at = WEEKDAYS.index(told["weekday"].replace("天", "日"))
        ahead = at - today.weekday() + (7 if told["week"] == "下周" else 0)
        return today + timedelta(days=ahead + (7 if ahead < 0 and told["week"] == "周" else 0))
    if told["end"]:
        return today.replace(day=calendar.monthrange(today.year, today.month)[1])
    if told["only"]:
        return _date(today.year, today.month, int(told["only"]))
    return None


def day_of_year(month: int, day: int, year: str | None, today: date) -> date | None:
    """A day without a year is the nearest one: a little past is past, far past is next year's.

    >>> day_of_year(11, 20, None, date(2026, 11, 29)), day_of_year(1, 5, None, date(2026, 12, 20))
    (datetime.date(2026, 11, 20), datetime.date(2027, 1, 5))
    """
    found = _date(int(year) if year else today.year, month, day)
    if found is not None and not year and (today - found).days > FAR_BACK:
        return _date(today.year + 1, month, day)
    return found


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None  # 2月30日


def _hour(found: re.Match[str]) -> time | None:
    told = found.groupdict()
    if told["off"]:
        return OFFICE_ENDS if told["off"] == "下班" else time(12)
    if not told["hour"]:
        return {"上午": time(12), "中午": time(12), "下午": OFFICE_ENDS}.get(told["part"] or "")
    hour = int(told["hour"])
    minute = 30 if told["half"] else int(told["minute"] or told["minute2"] or 0)
    if told["part"] in ("下午", "晚上", "晚") and hour < 12:
        hour += 12
    return time(hour, minute) if hour < 24 else DAY_ENDS


# ---------------------------------------------------------------- the time that figures are about
UNTIL = re.compile(
    r"(?:截至|截止到?|统计时点[:：]?)\s*(?:(?P<year>20\d\d)年)?(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>3[01]|[12]?\d)日|底|末)?(?!.{0,6}前)"
)
MONTH = re.compile(r"(?:(?P<year>20\d\d)年)?(?P<month>1[0-2]|0?[1-9])月份")
QUARTER = re.compile(r"(?:(?P<year>20\d\d)年)?(?:第)?(?P<quarter>[一二三四1-4])季度")
HALF = re.compile(r"(?:(?P<year>20\d\d)年)?(?P<half>上半年|下半年)")
YEAR = re.compile(r"(?P<year>20\d\d)年(?:度|全年)")
NEAR = re.compile(r"(?P<near>上个?月|本月|上季度|本季度|去年|今年|本年度)")


def period(text: str, today: date) -> Told | None:
    """First and last day of the time that figures are about; None where the message names none."""
    for pattern, days in ((MONTH, _month), (QUARTER, _quarter), (HALF, _half), (YEAR, _year), (NEAR, _near)):
        found = pattern.search(text)
        if found:
            return Told(days(found, today), found.group())
    return None


def as_of(text: str, today: date) -> Told | None:
    """截至10月31日, 截至10月底: the day on which figures are taken, as a moment at the end of that day."""
    found = UNTIL.search(text)
    if not found:
        return None
    month = int(found["month"])
    first = day_of_year(month, 1, found["year"], today) or today
    last = calendar.monthrange(first.year, month)[1]
    return Told(datetime.combine(first.replace(day=min(int(found["day"] or last), last)), DAY_ENDS), found.group())


def _span(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _of_year(found: re.Match[str], today: date, first: int) -> int:
    """The year said, else the latest in which the time has begun."""
    return int(found["year"]) if found["year"] else today.year - (1 if first > today.month else 0)


def _month(found: re.Match[str], today: date) -> tuple[date, date]:
    month = int(found["month"])
    return _span(_of_year(found, today, month), month, month)


def _quarter(found: re.Match[str], today: date) -> tuple[date, date]:
    first = NUMBERS[found["quarter"]] * 3 - 2
    return _span(_of_year(found, today, first), first, first + 2)


def _half(found: re.Match[str], today: date) -> tuple[date, date]:
    first = 1 if found["half"] == "上半年" else 7
    return _span(_of_year(found, today, first), first, first + 5)


def _year(found: re.Match[str], today: date) -> tuple[date, date]:
    return _span(int(found["year"]), 1, 12)


def _near(found: re.Match[str], today: date) -> tuple[date, date]:
    word = found["near"]
    if "月" in word:
        day = today.replace(day=1) - timedelta(days=1) if word.startswith("上") else today
        return _span(day.year, day.month, day.month)
    if "季" in word:
        first = (today.month - 1) // 3 * 3 + 1 - (3 if word.startswith("上") else 0)
        return _span(today.year, first, first + 2) if first > 0 else _span(today.year - 1, 10, 12)
    return _span(today.year - (word == "去年"), 1, 12)
