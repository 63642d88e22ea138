"""The numbers set aside for the new records of a run, kept as ranges; records that came otherwise meanwhile stand instead."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import Any


class Numbers:
    """Place of a new record (-1, -2 …) → its number; a number above zero is one already.

    >>> numbers = Numbers.of([7, 8, 20])
    >>> [numbers[place] for place in (-1, -2, -3, 5)], numbers.stored()
    ([7, 8, 20, 5], {'ranges': [[7, 2], [20, 1]], 'instead': {}})
    """

    def __init__(self, ranges: Iterable[tuple[int, int]], instead: Mapping[int, int] | None = None) -> None:
        self.ranges = [tuple(one) for one in ranges]
        self.instead = dict(instead or {})
        self.starts: list[int] = []
        total = 0
        for _first, count in self.ranges:
            self.starts.append(total)
            total += count

    @classmethod
    def of(cls, numbers: Iterable[int]) -> Numbers:
        """Ranges of single numbers, in their order."""
        ranges: list[list[int]] = []
        for number in numbers:
            if ranges and ranges[-1][0] + ranges[-1][1] == number:
                ranges[-1][1] += 1
            else:
                ranges.append([number, 1])
        return cls((first, count) for first, count in ranges)

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> Numbers:
        return cls(stored["ranges"], {int(place): number for place, number in stored["instead"].items()})

    def stored(self) -> dict[str, Any]:
        return {"ranges": [list(one) for one in self.ranges], "instead": {str(key): value for key, value in self.instead.items()}}

    def __getitem__(self, place: int) -> int:
        if place > 0:
            return place
        if place in self.instead:
            return self.instead[place]
        index = -place - 1
        at = bisect_right(self.starts, index) - 1
        return self.ranges[at][0] + index - self.starts[at]
