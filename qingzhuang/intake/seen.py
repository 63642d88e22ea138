"""Keys that were met in a long list, each with a number, in some twenty bytes: a dict of texts takes ten times as much."""

from __future__ import annotations

from array import array
from collections.abc import Hashable

LEAST = 64  # places of an empty table; a power of two


class Seen:
    """Key → number. Of a key only its hash (64 bits) is held: that two keys of a million share one is less likely than 1 in 10⁷.

    >>> seen = Seen()
    >>> seen.put("990101198001010014", 7)
    >>> seen.get("990101198001010014"), seen.get("990101198001010022")
    (7, -1)
    """

    __slots__ = ("count", "hashes", "mask", "numbers")

    def __init__(self) -> None:
        self.count = 0
        self._clear(LEAST)

    def __len__(self) -> int:
        return self.count

    def __contains__(self, key: Hashable) -> bool:
        return self.get(key) >= 0

    def get(self, key: Hashable) -> int:
        """The number of a key; -1 where it was not met."""
        wanted, hashes, numbers, mask = hash(key), self.hashes, self.numbers, self.mask
        at = wanted & mask
        while number := numbers[at]:
            if hashes[at] == wanted:
                return number - 1
            at = (at + 1) & mask
        return -1

    def put(self, key: Hashable, number: int) -> None:
        """Give a key a number from 0 to 2³¹ − 2; one that it had before is forgotten."""
        if 3 * self.count >= 2 * self.mask:
            self._grow()
        self._put(hash(key), number + 1)

    def _put(self, wanted: int, number: int) -> None:
        hashes, numbers, mask = self.hashes, self.numbers, self.mask
        at = wanted & mask
        while numbers[at] and hashes[at] != wanted:
            at = (at + 1) & mask
        if not numbers[at]:
            hashes[at] = wanted
            self.count += 1
        numbers[at] = number

    def _grow(self) -> None:
        before = zip(self.hashes, self.numbers, strict=True)
        self.count = 0
        self._clear(2 * (self.mask + 1))
        for wanted, number in before:
            if number:
                self._put(wanted, number)

    def _clear(self, size: int) -> None:
        self.mask = size - 1
        self.hashes, self.numbers = array("q", bytes(8 * size)), array("i", bytes(4 * size))
