"""Figures so small that they may tell who is meant, and which others would give them away: one rule for whoever sees no people.

A figure of 1 up to the one before `smallest` is hidden. Where a sum of figures that are told would leave only one value for a hidden
one, another is hidden with it, the smallest first, until every hidden figure may be several numbers (secondary suppression, as
statistical offices do it; see Willenborg and de Waal, Elements of Statistical Disclosure Control). A nought names nobody and is told.

>>> sorted(hide([41, 2, 9, 30], [Sum(0, (1, 2, 3))]))
[1, 2]
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf

SMALLEST = 5  # figures below it are small, where nobody says otherwise
Figure = int | float | None  # None: not known


@dataclass(frozen=True, slots=True)
class Sum:
    """Places of figures: `whole` is at least the parts together; what it is more stands nowhere and is guarded like a figure.

    Without a whole (None) the parts are taken to add up to a number that is told elsewhere.
    """

    whole: int | None
    parts: tuple[int, ...]


def is_small(figure: Figure, smallest: int = SMALLEST) -> bool:
    """Whether a figure may tell who is meant; none does where `smallest` is below 3, since "fewer than 2" says all."""
    return figure is not None and 0 < figure < smallest and smallest > 2


def hide(
    figures: Sequence[Figure], sums: Iterable[Sum], smallest: int = SMALLEST, besides: Collection[int] = ()
) -> frozenset[int]:
    """The places of figures that are not told as they are: the small ones, those `besides` (an amount of few records), and those that
    would give one of them away by one of the sums."""
    hidden = {place for place, figure in enumerate(figures) if is_small(figure, smallest)} | set(besides)
    known = [one for one in sums if _adds_up(one, figures)] if smallest > 2 else []
    moved = True
    while moved:
        moved = False
        for one in known:
            while (more := _gives_away(one, figures, hidden, besides, smallest)) is not None:
                hidden.add(more)
                moved = True
    return frozenset(hidden)


def span(figure: Figure, smallest: int) -> tuple[int, int]:
    """Between which numbers a hidden figure is told to lie: 1 to 4, else a range of twice `smallest`."""
    if figure is None or is_small(figure, smallest):
        return 1, smallest - 1
    width = 2 * smallest
    high = int(-(-figure // width) * width)
    return max(high - width + 1, smallest), high


def _adds_up(one: Sum, figures: Sequence[Figure]) -> bool:
    """Parts that overlap, or of which some are not known, are no sum that anybody could reckon with."""
    if any(figures[place] is None for place in one.parts):
        return False
    return one.whole is None or _rest(one, figures) >= 0


def _rest(one: Sum, figures: Sequence[Figure]) -> float:
    """What the whole is more than its parts."""
    if one.whole is None:
        return 0
    whole = figures[one.whole]
    return -1 if whole is None else whole - sum(figures[place] or 0 for place in one.parts)


def _gives_away(one: Sum, figures: Sequence[Figure], hidden: set[int], besides: Collection[int], smallest: int) -> int | None:
    """What has to be hidden besides, since a hidden figure of this sum could be only one number; None where nothing has to be."""
    unknown = list(_unknown(one, figures, hidden, besides, smallest))
    if not any(_is_fixed(at, unknown) for at in range(len(unknown))):
        return None
    parts = [place for place in one.parts if place not in hidden and figures[place]]
    if parts:
        return min(parts, key=lambda place: (figures[place] or 0, place))
    whole = one.whole
    return whole if whole is not None and whole not in hidden and figures[whole] else None


@dataclass(frozen=True, slots=True)
class _Unknown:
    """A number that a reader has to work out of `parts + rest - whole = 0`, and between which it must lie."""

    sign: int
    number: float
    low: float
    high: float
    is_guarded: bool = True


def _unknown(
    one: Sum, figures: Sequence[Figure], hidden: set[int], besides: Collection[int], smallest: int
) -> Iterator[_Unknown]:
    signs = [(place, 1) for place in one.parts] + ([(one.whole, -1)] if one.whole is not None else [])
    for place, sign in signs:
        if place in hidden:
            low, high = (0, inf) if place in besides else span(figures[place], smallest)
            yield _Unknown(sign, figures[place] or 0, low, high)
    if rest := _rest(one, figures):
        yield _Unknown(1, rest, 0, inf, is_small(rest, smallest))


def _is_fixed(at: int, unknown: Sequence[_Unknown]) -> bool:
    """Whether one number alone is left for what must not be told, by those between which the others must lie."""
    here, down, up = unknown[at], 0.0, 0.0  # how far it can fall and rise as the others do
    for one in (*unknown[:at], *unknown[at + 1 :]):
        fall, rise = one.number - one.low, one.high - one.number
        down, up = (down + rise, up + fall) if one.sign == here.sign else (down + fall, up + rise)
    return here.is_guarded and max(here.low, here.number - down) == min(here.high, here.number + up)
