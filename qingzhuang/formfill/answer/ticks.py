"""Choices printed in a cell with boxes or circles, ticked in place.

>>> tick("男○ 女○", {1})
'男○ 女●'
>>> tick("□常住（居住6个月以上）□临住", {0})
'■常住（居住6个月以上）□临住'
>>> tick("[]城市低保 []农村低保", {0})
'[√]城市低保 []农村低保'
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date

from qingzhuang.formfill.answer.choices import Choice, numbered

FULL = {"○": "●", "◯": "●", "〇": "●", "⭕": "●", "◎": "●", "□": "■", "▢": "■", "◻": "■", "☐": "☑", "口": "■"}
EMPTY = {"●": "○", "◉": "○", "■": "□", "▣": "□", "☑": "☐", "☒": "☐"}
BRACKETS = r"[\[【(（〔［][ \t\u3000√✓✔]*[\]】)）〕］]"
MARK = re.compile(rf"[{''.join(FULL).replace('口', '')}{''.join(EMPTY)}]|{BRACKETS}")
COLON = re.compile(r"[：:]")
EDGES = " \t\r\n\u3000,，;；、。/|"


@dataclass(frozen=True, slots=True)
class Box:
    """A mark in a text and the words it stands for."""

    start: int
    end: int
    says: str


def boxes(text: str) -> tuple[Box, ...]:
    """The boxes of a printed text with their words; none where the marks stand for no words (an empty bracket)."""
    marks = list(MARK.finditer(text))
    if not marks:
        return ()
    head = COLON.split(text[: marks[0].start()])[-1].strip(EDGES)
    tail = text[marks[-1].end() :].strip(EDGES)
    before = not head or bool(tail)  # the mark stands before its words
    found = []
    for number, mark in enumerate(marks):
        if before:
            end = marks[number + 1].start() if number + 1 < len(marks) else len(text)
            says = text[mark.end() : end]
        else:
            start = marks[number - 1].end() if number else 0
            says = COLON.split(text[start : mark.start()])[-1]
        found.append(Box(mark.start(), mark.end(), re.sub(r"^\s*\d{1,2}[.、．]", "", says.strip(EDGES)).strip(EDGES)))
    return tuple(found) if all(box.says for box in found) else ()


def choices_in(text: str) -> tuple[Choice, ...]:
    """The words of the boxes, to pick from."""
    return tuple(Choice(box.says, box.says) for box in boxes(text))


def tick(text: str, chosen: Set[int]) -> str:
    """The text with the chosen boxes full and all others empty; the text around them stays."""
    for number, box in reversed(list(enumerate(boxes(text)))):
        text = text[: box.start] + _marked(text[box.start : box.end], number in chosen) + text[box.end :]
    return text


def is_number_box(text: str) -> bool:
    """Whether a text lists numbered choices and leaves boxes for their numbers: `1男 2女 9未说明 □`."""
    first = MARK.search(text)
    return first is not None and not MARK.sub("", text[first.start() :]).strip(EDGES) and len(numbered(text[: first.start()])) > 1


def into_boxes(text: str, numbers: Sequence[str]) -> str:
    """The boxes replaced by numbers, from the first on; boxes too many stay.

    >>> into_boxes("1男 2女 □", ["2"])
    '1男 2女 2'
    """
    left = list(numbers)
    return MARK.sub(lambda mark: left.pop(0) if left else mark.group(), text)


def spelled(text: str, value: str | date) -> str | None:
    """A date or number written into one box for each sign; None where the boxes do not fit.

    >>> spelled("□□□□ □□ □□", date(1954, 2, 21))
    '1954 02 21'
    """
    signs = value.strftime("%Y%m%d") if isinstance(value, date) else value
    marks = MARK.findall(text)
    if len(marks) < 6 or len(marks) not in (len(signs), 6) or re.sub(r"[-\s年月日/.]", "", MARK.sub("", text)):
        return None
    if len(signs) != len(marks) and not isinstance(value, date):
        return None
    return into_boxes(text, list(signs))


def _marked(mark: str, full: bool) -> str:
    if len(mark) > 1:
        inside = mark[1:-1]
        if full:
            return f"{mark[0]}√{mark[-1]}" if len(inside) < 2 else f"{mark[0]}{'√'.center(len(inside))}{mark[-1]}"
        return mark[0] + re.sub("[√✓✔]", "\u3000" if "\u3000" in inside else " " if len(inside) > 1 else "", inside) + mark[-1]
    return FULL.get(mark, mark) if full else EMPTY.get(mark, mark)
