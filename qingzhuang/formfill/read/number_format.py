"""Show a stored value the way its number format prints it: dates, percents, thousands, Chinese date words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from qingzhuang.formfill.grid import CellValue

# Formats that files name by number only, as Excel and WPS in Chinese show them (ECMA-376 part 1, 18.8.30).
BUILT_IN: dict[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"¥"#,##0', 6: '"¥"#,##0', 7: '"¥"#,##0.00', 8: '"¥"#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"',
    29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0",
    42: '"¥"#,##0', 43: "#,##0.00", 44: '"¥"#,##0.00', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<noon>AM/PM|A/P|上午/下午)|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?|[aA]{3,4}|e+(?![+-]))"
    r"|(?P<general>[Gg]eneral|G/通用格式)|(?P<number>[0#?][0#?,.]*(?:[eE][+-][0#?]+)?|\.[0#?]+)|(?P<percent>%)|(?P<text>@)|(?P<plain>.)",
    re.DOTALL,
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEK = "一二三四五六日"
_DAY_ZERO = datetime.combine(date(1899, 12, 30), time())
_FIRST_DAY = datetime.combine(date(1899, 12, 31), time())


@dataclass(frozen=True, slots=True)
class _Section:
    parts: tuple[tuple[str, str], ...]
    dated: bool


def is_date(code: str) -> bool:
    """Does this number format print a day or a time?"""
    return any(section.dated for section in _sections(code)[:1])


def takes_text_only(code: str) -> bool:
    """Would a number not stand as the number it is? Text formats make it text, date formats make 65 a day of 1900."""
    return code == "@" or (code != "General" and is_date(code))


def to_moment(serial: float, epoch1904: bool = False) -> date | datetime | time | float:
    """The day and time that a serial number means; the number itself where it means none.

    >>> to_moment(45000)
    datetime.date(2023, 3, 15)
    """
    if epoch1904:
        serial += 1462
    if not 0 <= serial < 2_958_466:
        return serial
    if serial < 1:
        return (_DAY_ZERO + timedelta(milliseconds=round(serial * 86_400_000))).time()
    # the 1900 calendar has a 29 February that never was
    start = _FIRST_DAY if serial < 60 else _DAY_ZERO
    moment = start + timedelta(milliseconds=round(serial * 86_400_000))
    return moment.date() if serial == int(serial) else moment


def to_serial(day: date, epoch1904: bool = False) -> float:
    """The serial number of a day, and of its time where it has one."""
    moment = day if isinstance(day, datetime) else datetime.combine(day, time())
    days = (moment.replace(tzinfo=None) - _DAY_ZERO) / timedelta(days=1)
    return (days if days > 60 else days - 1) - (1462 if epoch1904 else 0)


def shown(value: CellValue, code: str = "General") -> str:
    """The text that a reader of the paper sees.

    >>> shown(0.256, "0.0%"), shown(date(2026, 11, 22), 'yyyy"年"m"月"d"日"'), shown(1234.5, "#,##0.00")
    ('25.6%', '2026年11月22日', '1,234.50')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    sections = _sections(code)
    if isinstance(value, (date, time)):
        return _show_moment(value, sections[0]) if sections[0].dated else str(value)
    if sections[0].dated:
        return general(value)
    try:
        return _show_number(value, sections)
    except (InvalidOperation, ValueError, OverflowError):
        return general(value)


def general(value: float) -> str:
    """A number without a format: eleven significant digits, no needless point."""
    if isinstance(value, int):
        return str(value) if abs(value) < 10**18 else f"{value:.5E}"
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.11g}".replace("e", "E")


@lru_cache(maxsize=2048)
def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[list[tuple[str, str]]] = [[]]
    for match in _TOKEN.finditer(code[:1000]):
        kind = match.lastgroup or "skip"
        text = match[match.lastgroup] if match.lastgroup else ""
        if kind == "plain" and text == ";":
            parts.append([])
        elif kind in ("quoted", "escaped", "plain"):
            parts[-1].append(("literal", text))
        elif kind == "bracket":
            if text.lower().strip("hms") == "" and text:
                parts[-1].append(("elapsed", text.lower()))
            elif text.startswith("$") and (sign := text[1:].partition("-")[0]):
                parts[-1].append(("literal", sign))
            elif text.upper().startswith("DBNUM"):
                parts[-1].append(("chinese", text[5:6]))
        elif kind != "skip":
            parts[-1].append((kind, text))
    return tuple(_Section(_minutes(part), any(kind in ("date", "elapsed") for kind, _ in part)) for part in parts[:4])


def _minutes(parts: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """m is a minute after an hour or before a second, else a month."""
    found = [(kind, text.lower() if kind == "date" else text) for kind, text in parts]
    clock = [index for index, (kind, _) in enumerate(found) if kind in ("date", "elapsed")]
    for at, index in enumerate(clock):
        kind, text = found[index]
        if kind == "date" and text in ("m", "mm"):
            before = found[clock[at - 1]][1] if at else ""
            after = found[clock[at + 1]][1] if at + 1 < len(clock) else ""
            if before.startswith("h") or after.startswith("s"):
                found[index] = ("minute", text)
    return tuple(found)


def _show_moment(value: date | time, section: _Section) -> str:
    moment = datetime.combine(date(1899, 12, 31), value) if isinstance(value, time) else value
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    noon = any(kind == "noon" for kind, _ in section.parts)
    chinese = any(kind == "chinese" for kind, _ in section.parts)
    out = []
    for kind, text in section.parts:
        piece = _moment_part(moment, kind, text, noon)
        out.append(_chinese_digits(piece, text) if chinese and kind == "date" else piece)
    return "".join(out).strip()


def _moment_part(moment: datetime, kind: str, text: str, noon: bool) -> str:
    if kind == "literal":
        return text
    if kind == "minute":
        return f"{moment.minute:0{len(text)}d}"
    if kind == "noon":
        first, _, second = text.partition("/")
        return second if moment.hour >= 12 else first
    if kind == "elapsed":
        hours = (moment - _DAY_ZERO).days * 24 + moment.hour if moment.year > 1900 else moment.hour
        return str({"h": hours, "m": hours * 60 + moment.minute}.get(text[0], moment.second))
    if kind != "date":
        return ""
    letter = text[0]
    if letter in "ye":
        return f"{moment.year % 100:02d}" if text in ("y", "yy") else f"{moment.year:04d}"
    if letter == "m":
        return _MONTHS[moment.month - 1] if len(text) >= 3 else f"{moment.month:0{len(text)}d}"
    if letter == "d":
        return f"{moment.day:0{len(text)}d}" if len(text) < 3 else "星期" + _WEEK[moment.weekday()]
    if letter == "a":
        return ("星期" if len(text) == 4 else "") + _WEEK[moment.weekday()]
    if letter == "h":
        hour = (moment.hour + 11) % 12 + 1 if noon else moment.hour
        return f"{hour:0{min(len(text), 2)}d}"
    return f"{moment.second:0{min(len(text.partition('.')[0]), 2)}d}"


def _chinese_digits(number: str, part: str) -> str:
    """2026 → 二〇二六, 11 → 十一: dates in the format [DBNum1]."""
    digits = "〇一二三四五六七八九"
    if not number.isdigit():
        return number
    if part[0] in "ye":
        return "".join(digits[int(digit)] for digit in number)
    tens, ones = divmod(int(number), 10)
    return ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones or not tens else "")


def _show_number(value: float, sections: tuple[_Section, ...]) -> str:
    section, sign = sections[0], "-" if value < 0 else ""
    if len(sections) > 1 and value < 0:
        section, sign = sections[1], ""
    elif len(sections) > 2 and value == 0:
        section = sections[2]
    if not section.parts:
        return "" if len(sections) > 1 else general(value)
    percents = sum(kind == "percent" for kind, _ in section.parts)
    amount = abs(Decimal(repr(value))) * (100**percents)
    patterns = [text for kind, text in section.parts if kind == "number"]
    if len(patterns) > 1 or any("?/" in text or text == "/" for _, text in section.parts):
        return general(value)  # fractions and numbers in pieces: rare, shown plain
    out = []
    for kind, text in section.parts:
        if kind == "literal":
            out.append(text)
        elif kind == "percent":
            out.append("%")
        elif kind in ("general", "text"):
            out.append(general(abs(value)) if kind == "general" else general(value))
            sign = sign if kind == "general" else ""
        elif kind == "number":
            out.append(_digits(amount, text))
    return (sign + "".join(out)).strip()


def _digits(amount: Decimal, pattern: str) -> str:
    body, exponent, power = pattern.upper().partition("E")
    if exponent:
        places = len(body.partition(".")[2])
        mantissa, _, scale = f"{amount:.{places}E}".partition("E")
        return f"{mantissa}E{scale[:1]}{scale[1:].zfill(len(power) - 1)}"
    while body.endswith(","):  # each trailing comma divides by a thousand
        body, amount = body[:-1], amount / 1000
    whole, _, fraction = body.partition(".")
    places = len(fraction)
    rounded = amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    front, _, back = f"{rounded:f}".partition(".")
    needed = fraction.rfind("0") + 1
    while len(back) > needed and back.endswith("0"):
        back = back[:-1]
    least = whole.replace(",", "").count("0")
    front = "" if front == "0" and not least else front.zfill(least)
    if "," in whole:
        front = f"{int(front or 0):,}".zfill(least) if front else ""
    return front + ("." + back if back or (fraction and places and needed) else "")
