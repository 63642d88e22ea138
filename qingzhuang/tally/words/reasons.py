"""Why somebody is not counted, in words: 到 2025-06-30 是 79 周岁，还差 3 个月满 80 周岁."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from qingzhuang.tally import question as q
from qingzhuang.tally.differ import Reason, field_of
from qingzhuang.tally.resolve import condition_of, find
from qingzhuang.tally.scope import PERIOD_FIELDS, Plain
from qingzhuang.tally.words import condition_in_words
from qingzhuang.tally.words.reading import path_label
from qingzhuang.vocabulary import Banding, Definition, Field, Payment, Rate, Vocabulary, label_in, load

FEW_DAYS = 31
WANTED = re.compile(r"(?<=要求)(?=\d)")
# key → (Chinese, English)
WORDS = {
    "period": ("{label}是 {value}，不在 {first} 至 {last} 之内", "{label} is {value}, which is not within {first} to {last}"),
    "unknown": ("不知道{label}，要求{need}", "nobody knows {label}; wanted: {need}"),
    "open": ("{label}是{value}，说不准是否符合{need}", "{label} is {value}; nobody can tell whether it is {need}"),
    "young": ("到 {day} 是 {value} 周岁，还差 {left}满 {bound} 周岁", "on {day} aged {value}, {left} short of {bound}"),
    "old": ("到 {day} 已是 {value} 周岁，要求{need}", "on {day} already aged {value}; wanted: {need}"),
    "age": ("年龄是 {value} 周岁，要求{need}", "aged {value}; wanted: {need}"),
    "short": ("到 {day} {label}是 {value} 个月，还差 {left}满 {bound} 个月", "on {day} {label} is {value}, {left} short of {bound}"),
    "long": ("到 {day} {label}已是 {value} 个月，要求{need}", "on {day} {label} is already {value}; wanted: {need}"),
    "value": ("{label}是{value}，要求{need}", "{label} is {value}; wanted: {need}"),
    "empty": ("{label}没有登记，要求{need}", "{label} is empty; wanted: {need}"),
    "whole": ("不符合“{need}”", "does not meet “{need}”"),
    "days": ("{n} 天", "{n} days"),
    "months": ("{n} 个月", "{n} months"),
    "months_more": ("{n} 个多月", "more than {n} months"),
    "years": ("{n} 年多", "more than {n} years"),
    "year": ("{n} 年", "{n} years"),
    "report_day": ("按统计日", "on the day of the report"),
    "year_end": ("按当年 12 月 31 日", "on 31 December of the year"),
    "june_30": ("按当年 6 月 30 日", "on 30 June of the year"),
    "birthday_month": ("按生日当月", "from the month of the birthday on"),
    "calendar_year": ("按日历年度", "by the calendar year"),
    "border_lower": ("{ages} 周岁归下一段", "{ages} belong to the lower band"),
    "border_upper": ("{ages} 周岁归上一段", "{ages} belong to the upper band"),
    "border_both": ("{ages} 周岁两段都数", "{ages} are counted in both"),
    "amount": ("{ages} {amount} 元", "{ages} {amount} yuan"),
    "from_to": ("{low} 至 {high} 周岁", "{low} to {high}"),
    "from": ("{low} 周岁及以上", "{low} and over"),
    "per_month": ("每月：", "a month: "),
    "per_year": ("每年：", "a year: "),
    "month": ("每月", "a month"),
    "per_annum": ("每年", "a year"),
    "stopped": ("{event}，已停发", "{event}: no longer paid"),
    "ends": ("{event}次月停发", "ends the month after {event}"),
    "ends_after": ("{event}满 {n} 个月的次月停发", "ends the month after {n} months of {event}"),
    "death": ("死亡", "death"),
    "move_out": ("迁出", "moving away"),
    "lost_contact": ("失去联系", "lost contact"),
    "family_planning_year": ("按计划生育年度（10 月 1 日至次年 9 月 30 日）", "by the family-planning year (1 October to 30 September)"),
}  # fmt: skip


def reason_in_words(reason: Reason, language: str = "zh-Hans", vocabulary: Vocabulary | None = None) -> str:
    """A reason in 简体中文, 繁體中文 or English; without a value the condition that decides."""
    said = _said(reason, "en" if language == "en" else "zh-Hans", vocabulary or load())
    return label_in({"zh-Hans": said}, "zh-Hant") if language == "zh-Hant" else said


def definition_in_words(definition: Definition, language: str = "zh-Hans", vocabulary: Vocabulary | None = None) -> str:
    """What a definition says: its own text, else its condition in words; then its day and its year where they are its own.

    >>> definition_in_words(load().definition("very_elderly", "june-30"))
    '80 周岁及以上，按当年 6 月 30 日'
    """
    plain, words = "en" if language == "en" else "zh-Hans", vocabulary or load()
    text = dict(definition.text).get(plain) or condition_in_words(condition_of(definition), definition.entity, plain, words)
    rules = [rule for rule in (definition.day.value, definition.period.value) if rule not in ("", "report_day")]
    own_year = bool(definition.text) and bool(definition.period.value)  # the text has said it
    said = ("; " if plain == "en" else "，").join([text, *([] if own_year else [_word(rule, plain) for rule in rules])])
    return label_in({"zh-Hans": said}, "zh-Hant") if language == "zh-Hant" else said


def rate_in_words(rate: Rate, language: str = "zh-Hans", day: date | None = None) -> str:
    """An allowance: amounts by age, the day the age is counted on, and what ends it.

    >>> rate_in_words(next(rate for rate in load().rates if rate.version == "10-a-month"))
    '每月：80 至 89 周岁 10 元；按当年 6 月 30 日；死亡次月停发'
    """
    plain = "en" if language == "en" else "zh-Hans"
    table = rate.tables[-1] if day is None else rate.table(day)
    said = []
    if table is not None:
        bands = (
            _word(
                "amount",
                plain,
                ages=_word("from" if b.high is None else "from_to", plain, low=b.low, high=b.high),
                amount=b.amount,
            )
            for b in table.bands
        )
        said.append(_word(f"per_{table.per}", plain) + (", " if plain == "en" else "，").join(bands))
    said.append(_word(rate.day.value, plain))
    for stop in rate.stops:
        said.append(_word("ends_after" if stop.months else "ends", plain, event=_word(stop.event, plain), n=stop.months))
    joined = ("; " if plain == "en" else "；").join(said)
    return label_in({"zh-Hans": joined}, "zh-Hant") if language == "zh-Hant" else joined


def banding_in_words(banding: Banding, language: str = "zh-Hans") -> str:
    """How ages are cut, and where a border belongs that two bands name.

    >>> banding_in_words(next(one for one in load().bandings if one.key == "workers@30-40-50"))
    '<=30，31-40，41-50，50+；50 周岁归下一段'
    """
    plain = "en" if language == "en" else "zh-Hans"
    said = (", " if plain == "en" else "，").join(band.label for band in banding.printed)
    if banding.shared:
        ages = (", " if plain == "en" else "、").join(map(str, banding.shared))
        said += ("; " if plain == "en" else "；") + _word(f"border_{banding.border.value}", plain, ages=ages)
    return label_in({"zh-Hans": said}, "zh-Hant") if language == "zh-Hant" else said


def payment_in_words(due: Payment, language: str = "zh-Hans") -> str:
    """What somebody gets: 85 周岁，每月 100 元; or what ended it."""
    plain = "en" if language == "en" else "zh-Hans"
    if due.stopped:
        said = _word("stopped", plain, event=_word(due.stopped, plain))
    else:
        per = _word("month" if due.per == "month" else "per_annum", plain)
        amount = f"{due.amount} yuan {per}" if plain == "en" else f"{per} {due.amount} 元"
        said = f"aged {due.age}, {amount}" if plain == "en" else f"{due.age} 周岁，{amount}"
    return label_in({"zh-Hans": said}, "zh-Hant") if language == "zh-Hant" else said


def _word(key: str, language: str, **parts: object) -> str:
    said = WORDS[key][language == "en"].format(**parts)
    return said if language == "en" else WANTED.sub(" ", said)


def _said(reason: Reason, language: str, vocabulary: Vocabulary) -> str:
    if reason.period is not None:
        label = label_in(find(PERIOD_FIELDS[reason.entity], reason.entity, vocabulary).field.label, language)
        first, last = reason.period
        return _word("period", language, label=label, value=reason.value or "…", first=first, last=last)
    wanted = reason.condition if reason.wanted else q.Not(reason.condition)
    need = condition_in_words(wanted, reason.entity, language, vocabulary)
    name = field_of(reason.condition)
    if not name:
        return _word("whole", language, need=need)
    found = find(name, reason.entity, vocabulary)
    field, label = found.field, _label(found.path, language, vocabulary)
    need = need.removeprefix(label).removeprefix("为").removeprefix(" is ").strip() or need
    if reason.value is None:
        if reason.unknown:
            return _word("unknown", language, label=label, need=need)
        return _bare(reason, need, label, language, vocabulary)
    if field.derived and reason.began is not None:
        whose = label.removesuffix(label_in(field.label, language)).removesuffix("的").removesuffix(" of the ")
        return whose + _term(reason, field, need, label, language)
    if field.type == "boolean" and not reason.unknown:
        return condition_in_words(q.Not(wanted) if reason.wanted else reason.condition, reason.entity, language, vocabulary)
    key = "open" if reason.unknown else "age" if field.derived == "age_on" else "value"
    return _word(key, language, label=label, value=_value(reason.value, field, language), need=need)


def _bare(reason: Reason, need: str, label: str, language: str, vocabulary: Vocabulary) -> str:
    """Without a value: the condition turned round, which is what all of a group have in common."""
    if isinstance(reason.condition, q.Holds):
        contrary = q.Not(reason.condition) if reason.wanted else reason.condition
        return condition_in_words(contrary, reason.entity, language, vocabulary)
    return _word("whole", language, need=need if label in need else f"{label}{'：' if language != 'en' else ': '}{need}")


def _label(path: str, language: str, vocabulary: Vocabulary) -> str:
    if language == "en":
        return path_label(path, vocabulary, "en", lambda whose, what: f"{what} of the {whose}", lambda n, what: f"{what} no. {n}")
    return path_label(path, vocabulary, "zh-Hans", lambda whose, what: f"{whose}的{what}", lambda n, what: f"第 {n} 位{what}")


def _value(value: Plain, field: Field, language: str) -> str:
    if field.codes is not None:
        names = [one for one in str(value).split(";") if one]
        labels = [label_in(code.label, language) for code in field.codes.values if code.name in names]
        return "、".join(labels) or str(value)
    if isinstance(value, bool):
        return {"en": ("no", "yes")}.get(language, ("否", "是"))[value]
    return f"{value:g}" if isinstance(value, float) else f" {value}" if language != "en" else str(value)


# ---------------------------------------------------------------- ages and terms
def _term(reason: Reason, field: Field, need: str, label: str, language: str) -> str:
    """An age or a number of months on the day, and how much is missing."""
    assert reason.began is not None
    age = field.derived == "age_on"
    condition = reason.condition
    if not (isinstance(condition, q.Compare) and (condition.op in (">=", ">")) == reason.wanted):
        return _word("old" if age else "long", language, day=reason.day, value=reason.value, label=label, need=need)
    bound = int(float(condition.value)) + (condition.op in (">", "<="))
    reached = _later(reason.began, bound * (12 if age else 1))
    left = _left(reason.day, reached, language)
    return _word("young" if age else "short", language, day=reason.day, value=reason.value, label=label, left=left, bound=bound)


def _left(day: date, reached: date, language: str) -> str:
    """How long it is from a day to a later one: 12 天, 3 个月, 2 年多."""
    if (reached - day).days < FEW_DAYS:
        return _word("days", language, n=(reached - day).days)
    same = min(
        day.day, monthrange(reached.year, reached.month)[1]
    )  # from the 31st of March to the 30th of June it is three months
    months = (reached.year - day.year) * 12 + reached.month - day.month - (reached.day < same)
    if months >= 24:
        return _word("years" if months % 12 else "year", language, n=months // 12)
    return _word("months" if reached.day == same else "months_more", language, n=months)


def _later(day: date, months: int) -> date:
    """The same day so many months later; of a month without such a day the first of the next."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day > monthrange(year, month + 1)[1]:
        return date(year, month + 2, 1)
    return date(year, month + 1, day.day)
