"""Figures for readers who see no people, in words: a count of a few is as good as a name, so it is not told (`tally.small`).

A small one is told as "fewer than", one that would give it away as a range of twice `smallest`, an amount of few records not at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.utils.translation import gettext as _

from qingzhuang.tally.small import Figure, Sum, hide, is_small, span


def guarded(figures: Sequence[int | None], smallest: int) -> list[str]:
    """Figures of which nobody knows how they hang together, in words: all of them are blurred as soon as one is small.

    >>> guarded([120, 3, None, 0], 0)
    ['120', '3', '—', '0']
    """
    some = any(is_small(figure, smallest) for figure in figures)
    return ["—" if figure is None else _told(figure, smallest) if some and figure else str(figure) for figure in figures]


def instead(figures: Sequence[Figure], smallest: int, sums: Iterable[Sum], besides: Collection[int] = ()) -> list[str | None]:
    """What is told in place of each figure that is hidden by `tally.small.hide`; None where it is told as it is. Amounts of few records
    (`besides`) are not told at all."""
    hidden = hide(figures, sums, smallest, besides)
    return [
        None if place not in hidden else "…" if place in besides else _told(figure, smallest)
        for place, figure in enumerate(figures)
    ]


def _told(figure: Figure, smallest: int) -> str:
    if is_small(figure, smallest):
        return _("fewer than %(count)d") % {"count": smallest}
    low, high = span(figure, smallest)
    return f"{low}–{high}"
