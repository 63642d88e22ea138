"""How one blank wants its values: number format, date style, the form's own words for codes, unit.

`manner_of` reads that from the form once; `show` then writes value after value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from qingzhuang.formfill.answer.choices import Choice, pick, words_for
from qingzhuang.formfill.answer.dates import DateStyle, is_date_format
from qingzhuang.formfill.edits import EditValue
from qingzhuang.vocabulary import Field, fold

# what one unit is in the smallest of its kind
MONEY = {"元": 1, "百元": 100, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}
AREA = {
    "平方米": 1,
    "平米": 1,
    "平方": 1,
    "m2": 1,
    "m²": 1,
    "㎡": 1,
    "亩": 2000 / 3,
    "公顷": 10_000,
    "平方公里": 1_000_000,
    "km2": 1_000_000,
}
LENGTH = {"米": 1, "m": 1, "公里": 1_000, "千米": 1_000, "km": 1_000, "厘米": 0.01, "cm": 0.01}
FIGURE = re.compile(r"-?(?:0|[1-9]\d{0,9})(?:\.\d{1,6})?", re.ASCII)
KINDS: tuple[Mapping[str, float], ...] = (MONEY, AREA, LENGTH)


PLAIN_DATES = DateStyle()


@dataclass(frozen=True, slots=True)
class Manner:
    """The style of a blank. `tick` is the sign that stands for yes where the form wants one (√)."""

    number_format: str = "General"
    dates: DateStyle = PLAIN_DATES
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    tick: str = ""
    separator: str = "、"
    has_or_not: bool = False  # 有/无 instead of 是/否


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as it will stand in the cell; `doubt` says in words why a person should look at it."""

    value: EditValue
    doubt: str = ""


Show = Callable[[Any], Shown]
NOTHING = Shown(None)


def show(field: Field | None, manner: Manner) -> Show:
    """The function that writes values of a field in a manner; values equal to earlier ones are not worked out again."""
    writer = _writer(field, manner)
    known: dict[Any, Shown] = {}

    def shown(value: Any) -> Shown:
        if value is None or value == "":
            return NOTHING
        key = tuple(value) if isinstance(value, (list, tuple)) else value
        found = known.get(key)
        if found is None:
            found = known[key] = writer(value)
        return found

    return shown


def _writer(field: Field | None, manner: Manner) -> Show:
    if field is None:
        return lambda value: _free(value, manner)
    if field.codes is not None and field.type != "codes":
        return lambda value: _code(value, field, manner)
    match field.type:
        case "date":
            return lambda value: _date(value, manner)
        case "boolean":
            return lambda value: _yes_no(bool(value), field, manner)
        case "codes":
            return lambda value: _codes(value, field, manner)
        case "integer" | "number":
            return lambda value: Shown(number(value, field.unit, manner) if isinstance(value, (int, float)) else str(value))
        case _:
            return lambda value: _text(value, field, manner)


def number(value: float, unit: str, manner: Manner) -> int | float:
    """A number in the unit of the form: 12,345 元 in a column of 万元 is 1.2345. Whole numbers stay whole."""
    factor = factor_between(unit, manner.unit)
    if factor != 1:
        return tidy(value * factor, 4)
    return tidy(value, 2)


def percent(value: float, manner: Manner) -> int | float | str:
    """A rate given in per cent, the way the cell shows rates: as a fraction under a % format, as `93.5` where % is printed,
    else with its sign."""
    if "%" in manner.number_format:
        return tidy(value / 100, 6)
    if "%" in manner.unit or "％" in manner.unit:
        return tidy(value, 2)
    return f"{tidy(value, 2)}%"


def factor_between(held: str, wanted: str) -> float:
    """What a number must be multiplied by to go from one unit to another; 1 where they are no units of one kind.

    >>> factor_between("元", "万元")
    0.0001
    """
    for kind in KINDS:
        have, want = _unit_in(held, kind), _unit_in(wanted, kind)
        if have and want:
            return kind[have] / kind[want]
    return 1


def _unit_in(text: str, kind: Mapping[str, float]) -> str:
    """The unit of a kind that a unit text names: `户、万元` names 万元 among money."""
    for piece in fold(text).replace("/", "、").replace(",", "、").replace("，", "、").split("、"):
        for unit in kind:
            if piece.lower() in (unit, fold(unit)):
                return unit
    return ""


def tidy(value: float, places: int) -> int | float:
    """Rounded half up as on paper; a whole number without a point.

    >>> tidy(2.675, 2), tidy(3.0, 2)
    (2.68, 3)
    """
    if isinstance(value, int):
        return value
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


def typed_value(text: str) -> int | float | str:
    """What a person typed: a figure as a number; long numbers and those with a leading nought are names of things.

    >>> typed_value("100"), typed_value("2.5"), typed_value("0830"), typed_value("13900000001")
    (100, 2.5, '0830', '13900000001')
    """
    if not FIGURE.fullmatch(text.strip()):
        return text
    return float(text) if "." in text else int(text)


def _date(value: Any, manner: Manner) -> Shown:
    if isinstance(value, datetime):
        value = value.date()
    if not isinstance(value, date):
        return Shown(str(value))
    if is_date_format(manner.number_format):
        return Shown(value)
    text = manner.dates.text(value)
    return Shown(int(text) if text.isdigit() and len(text) == 4 else text)


def _yes_no(value: bool, field: Field, manner: Manner) -> Shown:
    if manner.choices:
        chosen = pick(words_for(field, value), manner.choices)
        if chosen is not None:
            return Shown(manner.choices[chosen].write)
        if value and len(manner.choices) == 1:
            return Shown(manner.choices[0].write)
    if manner.tick:
        return Shown(manner.tick if value else None)
    if manner.has_or_not:
        return Shown("有" if value else "无")
    return Shown("是" if value else "否")


def _code(value: Any, field: Field, manner: Manner) -> Shown:
    words = words_for(field, value)
    if not manner.choices:
        return Shown(words[0] if words else str(value))
    chosen = pick(words, manner.choices)
    if chosen is None:
        return Shown(None, f"表上的选项里没有“{words[0]}”")
    return Shown(manner.choices[chosen].write)


def _codes(value: Any, field: Field, manner: Manner) -> Shown:
    names = value if isinstance(value, (list, tuple)) else str(value).split(";")
    shown = [_code(name, field, manner) for name in names]
    doubt = next((one.doubt for one in shown if one.doubt), "")
    return Shown(manner.separator.join(str(one.value) for one in shown if one.value is not None) or None, doubt)


def _text(value: Any, field: Field, manner: Manner) -> Shown:
    if isinstance(value, (date, datetime)):
        return _date(value, manner)
    text = str(value)
    if manner.choices:  # a bank, a village: taken from the list where the list has it
        chosen = pick((text,), manner.choices)
        if chosen is not None:
            return Shown(manner.choices[chosen].write)
        return Shown(text, f"下拉选项里没有“{text}”")
    return Shown(text)


def _free(value: Any, manner: Manner) -> Shown:
    """A value without a field: a count, a sum, an average."""
    if isinstance(value, (date, datetime)):
        return _date(value, manner)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Shown(number(value, "", manner))
    return Shown(str(value))
