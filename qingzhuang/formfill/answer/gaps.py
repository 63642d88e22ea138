"""Values put into the gaps of printed text: behind a label, before a unit, between 年 月 日.

>>> compose("统计单位：          统计时间：", "统计单位", "晴川社区")
'统计单位：晴川社区  统计时间：'
>>> compose("    年  月  日", "年", date(2026, 11, 2))
'2026年11月 2日'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Union
from unicodedata import east_asian_width

from qingzhuang.vocabulary import fold

GAP = r"[ \t\u3000\u00a0_＿]"
DATE_GAP = re.compile(rf"((?:{GAP}|\d)*)年((?:{GAP}|\d)*)月(?:((?:{GAP}|\d)*)日)?")
PERIOD_GAP = re.compile(rf"((?:{GAP}|[\d./-])*)至((?:{GAP}|[\d./-])*)")
BEHIND = re.compile(rf"{GAP}*(?:[(（][^()（）]*[)）])?{GAP}*[:：]?")
# a value stands before these, not behind them: 晴川街道, 三组, 2单元
UNITS_OF_PLACE = tuple(
    "省 自治区 市 州 盟 县 区 旗 街道 街道办 街道办事处 镇 乡 村 社区 居委会 村委会 居民委员会 村民委员会 派出所 警务室 分局 公安局 组 "
    "小组 村民小组 小区 网格 楼 栋 幢 单元 室 号 学校 班".split()
)
UNITS_OF_NUMBER = tuple("人 户 元 岁 年 月 日 个 次 间 套 亩 平方米 ㎡ % 号 栋 室 楼 组 万元".split())
BRACKETED = re.compile(r"[(（]([^()（）]{1,8})[)）]")
Filling = Union[str, date]


def compose(text: str, label: str, value: Filling) -> str:
    """The text of a cell with a value put to one of its labels; labels and what else is printed stay.

    The value goes behind the label, or before it where the label is a unit of place standing behind a gap. A date fills
    a printed 年 月 日.
    """
    found = find_label(text, label)
    if found is None:
        return _append(text, value)
    start, end = found
    if isinstance(value, date):
        begin = 0 if fold(label)[0] in "年月日" else start  # a pattern that is its own label has its first gap before it
        dated = fill_dates(text[begin:], (value,))
        if dated is not None:
            return text[:begin] + dated
        value = f"{value.year}年{value.month}月{value.day}日"
    if _stands_before(text, label, end):
        return _before(text, start, value)
    behind = BEHIND.match(text, end)
    end = behind.end() if behind and behind.group().strip(" \t\u3000_＿") else end
    return _behind(text, end, value)


def find_label(text: str, label: str) -> tuple[int, int] | None:
    """Where a label stands in a text, whatever blanks and widths it is written with."""
    letters = [(piece, place) for place, sign in enumerate(text) for piece in fold(sign)]
    at = "".join(piece for piece, _ in letters).find(fold(label))
    if at < 0 or not fold(label):
        return None
    return letters[at][1], letters[at + len(fold(label)) - 1][1] + 1


def fill_dates(text: str, days: Sequence[date]) -> str | None:
    """The printed 年 月 日 filled in, one pattern for each day; None where there are fewer patterns.

    >>> fill_dates("自   年  月至   年  月", (date(1968, 3, 1), date(1972, 2, 1)))
    '自1968年 3月至1972年 2月'
    """
    spots = list(DATE_GAP.finditer(text))[: len(days)]
    if len(spots) < len(days):
        return None
    for spot, day in reversed(list(zip(spots, days, strict=True))):
        parts = [(3, day.day), (2, day.month), (1, day.year)]
        for group, number in parts:
            if spot.group(group) is not None:
                start, end = spot.span(group)
                text = text[:start] + str(number).rjust(_width(text[start:end])) + text[end:]
    return text


def fill_period(text: str, days: tuple[date, date]) -> str | None:
    """`(      至      )` or two printed 年 月 日 with the first and last day; None where neither is printed.

    >>> fill_period("(        至        )", (date(2026, 1, 1), date(2026, 3, 31)))
    '(2026-01-01至2026-03-31)'
    """
    dated = fill_dates(text, days)
    if dated is not None:
        return dated
    spot = PERIOD_GAP.search(text)
    if spot is None:
        return None
    return f"{text[: spot.start()]}{days[0].isoformat()}至{days[1].isoformat()}{text[spot.end() :]}"


def _stands_before(text: str, label: str, end: int) -> bool:
    plain = BRACKETED.sub("", fold(label)).rstrip(":：")
    after = BEHIND.match(text, end)
    colon = bool(after and after.group().rstrip().endswith((":", "：")))
    return not colon and plain in (*UNITS_OF_PLACE, "年", "年度", "月", "月份", "季度")


def _before(text: str, start: int, value: str) -> str:
    """`    街道` → `晴川街道`: the value ends where the label begins, without saying the unit twice."""
    head = text[:start]
    gap = re.search(rf"{GAP}*$", head)
    kept = head[: gap.start()] if gap else head
    room = _width(gap.group()) if gap else 0
    value = _without_unit(value, text[start:])
    least = 1 if kept.strip() else 0
    return kept + " " * max(room - _width(value), least) + value + text[start:]


def _without_unit(value: str, after: str) -> str:
    """The value less the unit that is printed behind it: 旭阳区 before `县（市、区）` is 旭阳."""
    first = re.match(r"[^\s(（:：]+", after)
    units = [first.group()] if first else []
    if (bracket := BRACKETED.search(after)) and first and bracket.start() == first.end():
        units += re.split("[、/，,]", bracket.group(1))
    for unit in sorted(units, key=len, reverse=True):
        if unit and value.endswith(unit) and len(value) > len(unit):
            return value[: -len(unit)]
    return value


def _behind(text: str, end: int, value: str) -> str:
    gap_end = end
    while gap_end < len(text) and re.match(GAP, text[gap_end]):
        gap_end += 1
    gap, tail = text[end:gap_end], text[gap_end:]
    if not gap and tail and not re.match(r"[\s(（\[【]", tail):  # filled before: last month's value gives way
        old = re.match(rf"(?:(?!{GAP}{GAP})[^\n])*", tail)
        tail = tail[old.end() :] if old else tail
        return text[:end] + value + tail
    if not tail.strip():
        rest = "_" * max(0, _width(gap) - _width(value)) if "_" in gap or "＿" in gap else ""
        return text[:end] + value + rest + tail
    room = _width(gap)
    units = UNITS_OF_NUMBER if re.fullmatch(r"[\d.,]+", value) else UNITS_OF_PLACE
    if tail.startswith(units) and not _is_label(tail):
        value = _without_unit(value, tail)
        return text[:end] + " " * max(0, room - _width(value)) + value + tail
    least = 0 if re.match(r"[(（\[【]", tail) else 2
    return text[:end] + value + " " * max(room - _width(value), least) + tail


def _is_label(tail: str) -> bool:
    """Whether a text begins with a further label, as its colon says."""
    return re.match(r"[^\s:：]+(?:[ \u3000][^\s:：])*[:：]", tail) is not None


def _append(text: str, value: Filling) -> str:
    if isinstance(value, date):
        dated = fill_dates(text, (value,))
        if dated is not None:
            return dated
        value = f"{value.year}年{value.month}月{value.day}日"
    text = text.rstrip()
    return f"{text}{'' if not text or text.endswith((':', '：')) else ' '}{value}"


def _width(text: str) -> int:
    """Columns a text takes: a Chinese sign two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
