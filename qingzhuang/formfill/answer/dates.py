"""Dates written the way the form asks: by a pattern in a note, by an example, or by what its label calls for.

>>> DateStyle(".", day=False).text(date(1990, 3, 5))
'1990.03'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# letters in a hint or note (yyyy-MM-dd), or an example value (1990/02/28, 2015年3月)
LETTERS = re.compile(r"[yY]{4}(年|[-/.])?([mM]{1,2})(?:月|[-/.])?([dD]{1,2})?")
SAMPLE = re.compile(r"(?<!\d)(?:19|20)\d{2}(年|[-/.])(\d{1,2})(?:月|[-/.])?(\d{1,2})?日?(?!\d)")
DIGITS = re.compile(r"(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)")
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
MONTH_ENOUGH = ("出生年月",)
YEAR_ENOUGH = ("年份", "年度", "年代", "哪年", "何年")


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How a date is written as text: the sign between, two digits or not, with the day or without."""

    between: str = "-"
    padded: bool = True
    day: bool = True
    month: bool = True

    def text(self, day: date) -> str:
        """The date in this style."""
        if not self.month:
            return str(day.year)
        month, number = (f"{day.month:02}", f"{day.day:02}") if self.padded else (str(day.month), str(day.day))
        if self.between == "年":
            return f"{day.year}年{month}月{number}日" if self.day else f"{day.year}年{month}月"
        return self.between.join([str(day.year), month, *([number] if self.day else [])])


def is_date_format(number_format: str) -> bool:
    """Whether a number format shows dates: it has a year, or month and day, outside quotes.

    >>> is_date_format('yyyy"年"m"月"'), is_date_format("General"), is_date_format("@")
    (True, False, False)
    """
    bare = QUOTED.sub("", number_format).lower()
    return "general" not in bare and ("y" in bare or ("m" in bare and "d" in bare))


def date_style(label: str, hints: Iterable[str]) -> DateStyle:
    """The style that hints, notes and examples of the blank show; without any, by the label, else 1990-03-05."""
    for hint in hints:
        style = _shown_in(hint)
        if style is not None:
            return style
    if label.endswith(YEAR_ENOUGH):
        return DateStyle(month=False)
    if any(word in label for word in MONTH_ENOUGH) and "日" not in label:
        return DateStyle(".", day=False)
    return DateStyle()


def _shown_in(hint: str) -> DateStyle | None:
    if match := LETTERS.search(hint):
        between = match.group(1) or ""
        return DateStyle(between, len(match.group(2)) == 2, match.group(3) is not None)
    if match := SAMPLE.search(hint):
        return DateStyle(match.group(1), len(match.group(2)) == 2, match.group(3) is not None)
    return DateStyle("") if DIGITS.search(hint) else None
