"""The waterfall from one number to another: each step with its words, its people, and where it is drawn. No database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import floor
from typing import Any
from unicodedata import east_asian_width

from qingzhuang.tally.words.changes import signed

WIDTH, ROW = 440, 34  # of the picture, in its own units
LEFT, RIGHT = 138, 62  # room for the words, and for the numbers
LONGEST = 15  # half-width signs of a label
NEAR = 0.6  # where the steps are this close to the top, the axis does not begin at nought


@dataclass(frozen=True, slots=True)
class Step:
    """What leads from one number to the next: words, a shorter form of them for the picture, people as they may be shown."""

    words: str
    amount: float
    short: str = ""
    people: tuple[Any, ...] = ()
    more: int = 0
    link: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A step as it is drawn: `total` is the number it leads to, `joint` where the line to the next bar stands.

    `kind` is came or went for a step, whole for the number at either end.
    """

    step: Step
    kind: str
    amount: str
    total: str
    label: str
    x: float
    width: float
    y: int
    joint: float

    @property
    def text_x(self) -> float:
        """Where the amount is written: behind the bar."""
        return self.x + self.width + 6


@dataclass(frozen=True, slots=True)
class Fall:
    """From `before` to `after`. `question` in words where a figure has several; `axis` is the number at the left edge."""

    before: str
    after: str
    bars: tuple[Bar, ...]
    question: str = ""
    axis: str = "0"
    width: int = WIDTH
    height: int = 0
    left: int = LEFT
    is_torn: bool = False
    steps: tuple[Bar, ...] = field(default=())


def fall(before: float, steps: Sequence[Step], first: str, last: str, question: str = "") -> Fall:
    """The waterfall; `first` and `last` are what the bars at both ends are called.

    >>> found = fall(57, [Step("moved in", 4), Step("died", -1)], "October", "November")
    >>> [(bar.kind, bar.amount, bar.total) for bar in found.bars]
    [('whole', '57', '57'), ('came', '+4', '61'), ('went', '−1', '60'), ('whole', '60', '60')]
    """
    totals = list(accumulate((step.amount for step in steps), initial=before))
    low, high = min(totals), max(totals)
    torn = low > NEAR * high and low > 0
    base = max(0, floor(low - (high - low or 1) * 0.6)) if torn else min(low, 0)
    room = (high - base) or 1

    def at(number: float) -> float:
        return round(LEFT + (number - base) / room * (WIDTH - LEFT - RIGHT), 1)

    bars = [_bar(Step(first, before, first), "whole", base, before, at, 0)]
    for place, (step, begin, end) in enumerate(zip(steps, totals, totals[1:], strict=False), 1):
        bars.append(_bar(step, "came" if step.amount >= 0 else "went", begin, end, at, place))
    bars.append(_bar(Step(last, totals[-1], last), "whole", base, totals[-1], at, len(bars)))
    return Fall(
        plain(before), plain(totals[-1]), tuple(bars), question, plain(base), height=len(bars) * ROW + 6, is_torn=torn,
        steps=tuple(bars[1:-1]),
    )  # fmt: skip


def _bar(step: Step, kind: str, begin: float, end: float, at: Any, place: int) -> Bar:
    left, right = sorted((at(begin), at(end)))
    amount = plain(step.amount) if kind == "whole" else signed(round(step.amount, 6))
    return Bar(
        step, kind, amount, plain(end), shortened(step.short or step.words), left, round(max(right - left, 2), 1),
        place * ROW + 4, at(end),
    )  # fmt: skip


def plain(number: float) -> str:
    """A number as a page shows it: whole where it is whole.

    >>> plain(1200.0), plain(2.456)
    ('1,200', '2.46')
    """
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.2f}".rstrip("0").rstrip(".")


def shortened(text: str, most: int = LONGEST) -> str:
    """A label that fits beside its bar; a Chinese sign is as wide as two others.

    >>> shortened("死亡"), shortened("改成了“城乡低保对象”的")
    ('死亡', '改成了“城乡…')
    """
    widths = list(accumulate(2 if east_asian_width(sign) in "WFA" else 1 for sign in text))
    if not widths or widths[-1] <= most:
        return text
    return text[: sum(width < most - 1 for width in widths)] + "…"
