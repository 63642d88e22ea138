"""Days in every style of Chinese files; what is ambiguous is asked, what is only a month stays a month."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Union

from qingzhuang.formfill.read.number_format import to_moment
from qingzhuang.intake.problems import Cleaned, problem
from qingzhuang.intake.sources import Raw
from qingzhuang.intake.values.text import as_text, digits_lost, folded, nothing
from qingzhuang.tally.columns import read_day

DayValue = Union[date, str]  # a text where only the month (2012-03) or the year (2012) is known
FIRST_YEAR, LAST_YEAR = 1850, 2100
FIRST_SERIAL, LAST_SERIAL = 10_000, 73_050  # 1927 to 2099; smaller numbers are years or nothing
TIME = re.compile(r"[T ]?\d{1,2}[:：]\d{2}([:：]\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$")
USUAL = re.compile(r"([0-9]{4})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?")
MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?份?$|(\d{4})(\d{2})$")
YEAR = re.compile(r"(\d{4})年?$")
SHORT = re.compile(r"'?(\d{2})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})[日号]?)?月?$|(\d{2})(\d{2})(\d{2})$")
ORDER = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$")
CHINESE = re.compile(r"[〇○零一二三四五六七八九十两年月日号]{6,}")
NUMERALS = {sign: str(at) for at, sign in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
LONG_TERM = frozenset(("长期", "永久", "长期有效", "永久有效", "至今", "9999-12-31", "99991231", "20991231", "2099-12-31"))
RANGE = re.compile(r"\d{4}.*(至|到|~|～|—)\D*\d")
MAY_MEAN = frozenset(("date_two_digit_year", "date_order", "date_tenth"))  # another source may say which day it is


def clean_day(raw: Raw, day: date | None = None, past: bool = False) -> Cleaned[DayValue]:
    """A day; a text `2012-03` or `2012` where no more is known. `past`: it must not be after `day`, which is today.

    >>> clean_day("2025.8.15").value, clean_day("1953年10月").value, clean_day(45000).value, clean_day("85-3-2").problems[0].code
    (datetime.date(2025, 8, 15), '1953-10', datetime.date(2023, 3, 15), 'date_two_digit_year')
    """
    cleaned = _clean(raw)
    if past and day is not None and isinstance(cleaned.value, date) and cleaned.value > day:
        return Cleaned(None, raw, (*cleaned.problems, problem("date_future", cleaned.value)))
    return cleaned


def _clean(raw: Raw) -> Cleaned[DayValue]:
    if isinstance(raw, str) and (match := USUAL.fullmatch(raw)) and raw not in LONG_TERM:  # nearly all of a usual column
        year, month, number = match.groups()
        whole = _day(int(year), int(month), int(number))
        if whole is not None:
            return _made(whole, raw)
    if isinstance(raw, datetime):
        return _made(raw.date(), raw)
    if isinstance(raw, date):
        return _made(raw, raw)
    found = nothing(raw)
    if found is not None:
        return Cleaned(None, raw, found.problems)
    if digits_lost(raw):
        return Cleaned(None, raw, (problem("digits_lost"),))
    if isinstance(raw, float) and raw != int(raw):
        return _decimal(raw)
    return _text(raw, as_text(raw).strip())


def _text(raw: Raw, text: str) -> Cleaned[DayValue]:
    plain = folded(text).lstrip("'")
    if plain in LONG_TERM:
        return Cleaned(None, raw, (problem("date_long_term"),))
    if re.search(r"农历|阴历|正月|腊月|初[一二三四五六七八九十]", plain):
        return Cleaned(None, raw, (problem("date_lunar"),))
    timed = TIME.sub("", re.sub(r"(\d)\s+(?=\d{1,2}[:：])", r"\1T", text.strip()))
    plain = re.sub(r"(?<=日)[生]$|出生$|生$", "", folded(timed).lstrip("'")).replace("号", "日").replace("。", ".").rstrip(".")
    if CHINESE.fullmatch(plain):
        plain = _from_chinese(plain)
    if RANGE.search(plain):
        return Cleaned(None, raw, (problem("date_range"),))
    plain = re.sub(r"^(\d{4})[—–\\、,，:](\d{1,2})[—–\\、,，:](\d{1,2})$", r"\1-\2-\3", plain)
    whole = read_day(plain)
    if whole is not None:
        return _made(whole, raw, plain, timed != text.strip())
    if re.fullmatch(r"\d{5}", plain) and FIRST_SERIAL <= int(plain) <= LAST_SERIAL:
        moment = to_moment(float(plain))
        if isinstance(moment, date):
            return Cleaned(moment, raw, (problem("date_serial", day=moment.isoformat()),))
    return _less(raw, plain)


def _less(raw: Raw, plain: str) -> Cleaned[DayValue]:
    """Less than a whole day, or a whole one that can be read in two ways."""
    if match := MONTH.fullmatch(plain):
        year, month = (int(part) for part in (match.groups()[:2] if match.group(1) else match.groups()[2:]))
        if 1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR:
            return Cleaned(f"{year}-{month:02d}", raw, (problem("date_month_only"),))
        if match.group(1) or not SHORT.fullmatch(plain):
            return Cleaned(None, raw, (problem("date_none"),))
    if (match := YEAR.fullmatch(plain)) and FIRST_YEAR <= int(match.group(1)) <= LAST_YEAR:
        return Cleaned(match.group(1), raw, (problem("date_year_only"),))
    if SHORT.fullmatch(plain):
        return Cleaned(None, raw, (problem("date_two_digit_year"),))
    if match := ORDER.fullmatch(plain):
        return _either_order(raw, *(int(part) for part in match.groups()))
    if re.fullmatch(r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D?|\d{8}", plain):
        return Cleaned(None, raw, (problem("date_none"),))
    return Cleaned(None, raw, (problem("date_unread"),))


def _decimal(raw: float) -> Cleaned[DayValue]:
    """1953.1 in a number cell: January, or October that lost its 0. A serial number with a time of day is a day."""
    if FIRST_SERIAL <= raw <= LAST_SERIAL:
        moment = to_moment(raw)
        if isinstance(moment, datetime):
            return Cleaned(moment.date(), raw, (problem("date_serial", day=moment.date().isoformat()), problem("date_time_out")))
    text = f"{raw:.2f}".rstrip("0")
    year, _, month = text.partition(".")
    if FIRST_YEAR <= int(year) <= LAST_YEAR and abs(raw - float(text)) < 1e-9:
        if month == "1":
            return Cleaned(None, raw, (problem("date_tenth", one=f"{year}-01", ten=f"{year}-10"),))
        if 1 <= int(month) <= 12:
            return Cleaned(f"{year}-{int(month):02d}", raw, (problem("date_month_only"),))
    return Cleaned(None, raw, (problem("date_unread"),))


def _either_order(raw: Raw, first: int, second: int, year: int) -> Cleaned[DayValue]:
    """3/4/2012 may be March or April; 13/4/2012 cannot."""
    both = [day for month, number in ((first, second), (second, first)) if (day := _day(year, month, number)) is not None]
    if len(set(both)) == 1:
        return _made(both[0], raw, "")
    return Cleaned(None, raw, (problem("date_order" if both else "date_none"),))


def _made(day: date, raw: Raw, plain: str = "", timed: bool = False) -> Cleaned[DayValue]:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return Cleaned(None, raw, (problem("date_none"),))
    problems = []
    if isinstance(raw, str) and raw != day.isoformat():
        problems.append(problem("date_written"))
    if timed:
        problems.append(problem("date_time_out"))
    return Cleaned(day, raw, tuple(problems))


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _from_chinese(plain: str) -> str:
    """二〇一二年三月二十一日 → 2012年3月21日."""
    out = []
    for part in re.findall(r"[^年月日号]+[年月日号]?", plain):
        digits, unit = (part[:-1], part[-1]) if part[-1] in "年月日号" else (part, "")
        if unit in ("月", "日", "号") and "十" in digits:
            tens, _, ones = digits.partition("十")
            digits = f"{int(NUMERALS.get(tens, '1')) * 10 + int(NUMERALS.get(ones, '0'))}"
        out.append("".join(NUMERALS.get(sign, sign) for sign in digits) + unit)
    return "".join(out)


def settles(day: date, written: Cleaned[DayValue]) -> bool:
    """Whether a day known from elsewhere is one of those that a written one may mean: two digits of a year, a month, either order.

    >>> settles(date(1958, 3, 2), clean_day("58.3")), settles(date(1958, 3, 2), clean_day("58.4"))
    (True, False)
    """
    if written.value is not None:
        return isinstance(written.value, str) and day.isoformat().startswith(written.value)
    if not any(found.code in MAY_MEAN for found in written.problems):
        return False
    text = folded(str(written.raw)).lstrip("'")
    parts = [int(part) for part in re.findall(r"\d\d" if re.fullmatch(r"(\d\d){2,3}", text) else r"\d+", text)]
    orders = [(day.year % 100, day.month, day.day), (day.month, day.day, day.year), (day.day, day.month, day.year)]
    if parts == [day.year, 1]:  # 1953.1 in a number cell, January or October
        return day.month in (1, 10)
    return len(parts) > 1 and any(list(order[: len(parts)]) == parts for order in orders[: 1 if len(parts) < 3 else 3])
