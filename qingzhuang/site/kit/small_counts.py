"""Figures for readers who see no people: a count of a few is as good as a name, so it is not told.

Counts from 1 up to the one before `smallest` are told as "fewer than". Where one of several figures that add up is hidden, the
others could give it away; they are then told as ranges of twice `smallest`. Nought is told: that nobody is meant
names nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _


def guarded(figures: Sequence[int | None], smallest: int) -> list[str]:
    """Figures that belong together, as they may be told; `smallest` 0 or 1 tells all.

    >>> guarded([120, 3, None, 0], 0)
    ['120', '3', '—', '0']
    """
    hidden = any(figure is not None and 0 < figure < smallest for figure in figures)
    return [_told(figure, smallest, hidden) for figure in figures]


def _told(figure: int | None, smallest: int, hidden: bool) -> str:
    if figure is None:
        return "—"
    if 0 < figure < smallest:
        return _("fewer than %(count)d") % {"count": smallest}
    if hidden and figure:
        width = 2 * smallest
        high = -(-figure // width) * width
        return f"{max(high - width + 1, smallest)}–{high}"
    return str(figure)
