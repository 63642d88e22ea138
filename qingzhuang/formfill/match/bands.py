"""Bands of numbers in words: 60周岁以上, 14-18岁, 未满18岁, 6.1-7.

以上, 及以上, 以下, 以内, （含） take the bound in; 不满, 不足, 未满, （不含）, 小于, 大于 leave it out; of 36-45 both ends are in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qingzhuang.tally.question import Compare, Comparison, Condition, both

NUMBER = r"(\d{1,7}(?:\.\d+)?|[一二两三四五六七八九十百]{1,5}(?=周?岁|[到至-][一二两三四五六七八九十百]{1,5}周?岁))"
YEARS = r"(周岁|岁)?"
TAKEN = r"(\(含\)|\(含\d*周?岁?\)|含|\(包含\)|\(不含\)|\(不含\d*周?岁?\)|,?不含\d*周?岁?)?"
TO = r"(?:-{1,2}|~|—{1,2}|–|―|－|至|到|～)"
RANGE = re.compile(rf"{NUMBER}{YEARS}{TAKEN}{TO}{NUMBER}{YEARS}{TAKEN}(?:(?:及)?以下)?")
BETWEEN = re.compile(
    rf"{NUMBER}{YEARS}{TAKEN}(?:及)?以上{TAKEN}[,、至到-]?(不满|未满|不足|不到)?{NUMBER}{YEARS}{TAKEN}((?:及)?以下)?"
)
ABOVE = re.compile(
    rf"(?:年?满|达到|大于等于|>=|≥)?{NUMBER}{YEARS}{TAKEN}(?:及其?|或)?以上{TAKEN}|(?:年满|满|≥|>=)\s?{NUMBER}{YEARS}的?"
)
OVER = re.compile(rf"(?:超过|大于|高于|多于|>){NUMBER}{YEARS}")
BELOW = re.compile(rf"{NUMBER}{YEARS}{TAKEN}(?:及其?|或)?以[下内]{TAKEN}|(?:≤|<=){NUMBER}{YEARS}")
UNDER = re.compile(rf"(?:不满|未满|不足|小于|低于|不到|少于|<){NUMBER}{YEARS}")
EXACT = re.compile(rf"{NUMBER}(周岁|岁)(?:组|的)?")
SOME_NUMBER = re.compile(r"\d|[一二两三四五六七八九十百]周?岁")
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}


@dataclass(frozen=True, slots=True)
class Band:
    """Bounds with their comparison; `years` says that 岁 was written, so that it must be an age."""

    low: tuple[Comparison, float] | None
    high: tuple[Comparison, float] | None
    years: bool

    def on(self, field: str) -> Condition:
        """The band as a condition on a numeric field."""
        parts = [Compare(field, op, _whole(value)) for op, value in (b for b in (self.low, self.high) if b is not None)]
        if len(parts) == 2 and parts[0].value == parts[1].value and (parts[0].op, parts[1].op) == (">=", "<="):
            return Compare(field, "=", parts[0].value)
        return both(*parts)


def find_bands(text: str) -> Iterator[tuple[int, int, Band]]:
    """Every band in a folded text with its start and end, longest reading first."""
    if not SOME_NUMBER.search(text):
        return
    for pattern, make in (
        (BETWEEN, _between),
        (RANGE, _range),
        (ABOVE, _above),
        (OVER, _over),
        (BELOW, _below),
        (UNDER, _under),
        (EXACT, _exact),
    ):
        for match in pattern.finditer(text):
            band = make(match)
            if band is not None:
                yield match.start(), match.end(), band


def chinese_number(text: str) -> float:
    """六十 → 60; digits as they are."""
    if text[0].isdigit():
        return float(text)
    total = current = 0
    for char in text:
        if char == "百":
            total, current = total + (current or 1) * 100, 0
        elif char == "十":
            total, current = total + (current or 1) * 10, 0
        else:
            current = DIGITS[char]
    return float(total + current)


def _whole(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _out(*marks: str | None) -> bool:
    return any(mark is not None and "不含" in mark for mark in marks)


def _range(m: re.Match[str]) -> Band | None:
    low, high = chinese_number(m[1]), chinese_number(m[4])
    if high < low:
        return None
    if "." in m[1] and m[1].endswith("1") and "." in m[1]:  # 6.1-7 after 6以下: the gap belongs to the upper band
        return Band((">", round(low - 0.1, 6)), ("<=", high), bool(m[2] or m[5]))
    return Band((">" if _out(m[3]) else ">=", low), ("<" if _out(m[6]) else "<=", high), bool(m[2] or m[5]))


def _between(m: re.Match[str]) -> Band | None:
    low, high = chinese_number(m[1]), chinese_number(m[6])
    if high <= low or not (m[5] or m[9]):
        return None
    upper: Comparison = "<" if m[5] or _out(m[8]) else "<="
    return Band((">" if _out(m[3], m[4]) else ">=", low), (upper, high), bool(m[2] or m[7]))


def _above(m: re.Match[str]) -> Band:
    number = m[1] or m[5]
    return Band((">" if _out(m[3], m[4]) else ">=", chinese_number(number)), None, bool(m[2] or m[6]))


def _over(m: re.Match[str]) -> Band:
    return Band((">", chinese_number(m[1])), None, bool(m[2]))


def _below(m: re.Match[str]) -> Band:
    number = m[1] or m[5]
    return Band(None, ("<" if _out(m[3], m[4]) else "<=", chinese_number(number)), bool(m[2] or m[6]))


def _under(m: re.Match[str]) -> Band:
    return Band(None, ("<", chinese_number(m[1])), bool(m[2]))


def _exact(m: re.Match[str]) -> Band:
    value = chinese_number(m[1])
    return Band((">=", value), ("<=", value), True)
