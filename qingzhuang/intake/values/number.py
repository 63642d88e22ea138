"""Numbers with what people write around them: units, 约, thousands signs, words."""

from __future__ import annotations

import re

from qingzhuang.formfill.match.bands import chinese_number
from qingzhuang.intake.problems import Cleaned, Problem, problem
from qingzhuang.intake.sources import Raw
from qingzhuang.intake.values.text import as_text, folded, nothing

NUMBER = re.compile(r"([¥￥$])?([+-]?\d[\d,，]*(?:\.\d+)?|[+-]?\.\d+)([^\d]*)")
RANGE = re.compile(r"\d+(\.\d+)?[^\d]{0,3}[-~～—至到]+\d+")
ABOUT = re.compile(r"^(?:大约|约莫|约|近|大概|左右)|(?:左右|上下|余|多)(?=\D*$)|(?<=\d)[余多](?=\D*$)")
WORDS = re.compile(r"([一二三四五六七八九十百]+)([^\d一二三四五六七八九十百]*)")
TIMES = {"百": 100, "千": 1000, "万": 10_000, "亿": 10**8, "k": 1000, "w": 10_000}
SAME = (
    frozenset(("元", "块", "块钱", "元整", "圆", "rmb", "cny", "元人民币")),
    frozenset(("平方米", "平方", "平米", "平", "方")),
    frozenset(("岁", "周岁")),
    frozenset(("人", "口", "名", "位", "口人", "个人", "个")),
    frozenset(("亩",)),
    frozenset(("厘米", "cm", "公分")),
    frozenset(("米", "m")),
    frozenset(("公斤", "kg", "千克")),
    frozenset(("斤",)),
    frozenset(("年", "周年")),
    frozenset(("月", "个月")),
    frozenset(("间", "室")),
    frozenset(("层", "楼")),
    frozenset(("户",)),
    frozenset(("%",)),
)
RATES = re.compile(r"/(人|月|年|户|人/月|人/年)$|(每|/)(人|月|年|户)")


def clean_number(raw: Raw, whole: bool = False, unit: str = "", negative: bool = False) -> Cleaned[float]:
    """A number in the unit of its field; `whole` for counts, `negative` where less than nothing makes sense.

    >>> clean_number("1,200元", unit="元").value, clean_number("约85㎡").value, clean_number("1.2万", unit="元").value
    (1200.0, 85.0, 12000.0)
    """
    if isinstance(raw, (int, float)):
        return _judged(float(raw), raw, [], whole, negative)
    found = nothing(raw)
    if found is not None:
        return Cleaned(None, raw, found.problems)
    problems: list[Problem] = []
    plain = re.sub(r"m[2²]", "平方米", folded(as_text(raw)).rstrip("。.;；、,，").lower())
    if RANGE.search(plain):
        return Cleaned(None, raw, (problem("number_range"),))
    about = ABOUT.sub("", plain)
    if about != plain:
        problems.append(problem("number_about"))
    match = NUMBER.fullmatch(about)
    if match is None:
        return _in_words(about, raw, problems, whole, unit)
    number = float(match.group(2).replace(",", "").replace("，", ""))
    return _in_unit(number, match.group(3), raw, problems, (whole, unit, negative))


def _in_unit(number: float, written: str, raw: Raw, problems: list[Problem], wanted: tuple[bool, str, bool]) -> Cleaned[float]:
    whole, unit, negative = wanted
    rest = written
    times = TIMES.get(rest[:1], 1) if rest else 1
    if times != 1:
        rest = rest[1:]
        if unit.startswith("万") and times == TIMES["万"]:
            times = 1
    elif unit.startswith("万") and not rest:
        times = 1
    bare = RATES.sub("", rest).strip("()")
    if bare and not _same_unit(bare, unit.removeprefix("万")):
        about = {"unit": written, "wanted": unit}
        return Cleaned(None, raw, (*problems, problem("number_other_unit" if unit else "number_unread", None, **about)))
    if times != 1:
        number *= times
        problems.append(problem("number_times", unit=written, number=f"{number:.10g}"))
    elif written:
        problems.append(problem("number_unit_out", unit=written))
    return _judged(round(number, 6), raw, problems, whole, negative)


def _same_unit(written: str, wanted: str) -> bool:
    if not wanted:
        return any(written in same for same in SAME)
    plain = re.sub(r"m[2²]", "平方米", folded(RATES.sub("", wanted)).lower())
    return written == plain or any(written in same and plain in same for same in SAME)


def _in_words(text: str, raw: Raw, problems: list[Problem], whole: bool, unit: str) -> Cleaned[float]:
    match = WORDS.fullmatch(text)
    number = chinese_number(match.group(1)) if match else None
    if match is None or number is None or match.group(2) and not _same_unit(match.group(2), unit):
        return Cleaned(None, raw, (problem("number_unread"),))
    return _judged(float(number), raw, [*problems, problem("number_words", number=f"{number:g}")], whole, False)


def _judged(number: float, raw: Raw, problems: list[Problem], whole: bool, negative: bool) -> Cleaned[float]:
    if whole and number != int(number):
        return Cleaned(None, raw, (*problems, problem("number_not_whole")))
    if number < 0 and not negative:
        return Cleaned(None, raw, (*problems, problem("number_negative")))
    return Cleaned(number, raw, tuple(problems))
