"""The words on the paper: places of a wording filled with facts, pieces in brackets left out where a fact in them is not known."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from qingzhuang.site.certificates.logic.kinds import PLACE, Kind

PIECE = re.compile(r"\[([^\[\]]*)\]")


class NotFilled(ValueError):
    """A place of the wording has no value and stands in no brackets; the argument is its name."""


def letter(kind: Kind, values: Mapping[str, str], language: str) -> tuple[str, ...]:
    """The paragraphs of a paper. Raises NotFilled for the first place that has no value.

    >>> from qingzhuang.site.certificates.logic.kinds import kinds
    >>> values = {"name": "苏晓梅", "sex": "女", "id_number": "…", "address": "临江社区1栋101"}
    >>> letter(kinds()["residence"], values, "zh-Hans")
    ('兹证明苏晓梅，女，居民身份证号码…，现居住于临江社区1栋101。', '特此证明。')
    """
    return filled(kind.wording.get(language) or kind.wording["zh-Hans"], values)


def filled(paragraphs: Sequence[str], values: Mapping[str, str]) -> tuple[str, ...]:
    """Places of any text filled, as `letter` does."""
    return tuple(_line(paragraph, values) for paragraph in paragraphs)


def _line(text: str, values: Mapping[str, str]) -> str:
    def piece(found: re.Match[str]) -> str:
        return found[1] if all(values.get(name) for name in PLACE.findall(found[1])) else ""

    def place(found: re.Match[str]) -> str:
        if not values.get(found[1]):
            raise NotFilled(found[1])
        return values[found[1]]

    return PLACE.sub(place, PIECE.sub(piece, text))


def day_words(day: date, language: str) -> str:
    """A day as letters have it.

    >>> day_words(date(2026, 3, 5), "zh-Hans"), day_words(date(2026, 3, 5), "en")
    ('2026年3月5日', '5 March 2026')
    """
    if language == "en":
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
