"""Truth values of all records of an entity as packed bits, and how they combine.

A mask holds two lines of 64-bit words: records for which something surely holds, and records for which it may hold (sure
or unknown). Where nothing is unknown both are the same array, and work is done once. This is Kleene's three-valued logic:
true is (1, 1), unknown (0, 1), false (0, 0).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Mask:
    """Who is surely in, and who may be in; `maybe` is `sure` itself where nothing is unknown."""

    sure: Words
    maybe: Words

    @property
    def settled(self) -> bool:
        """Whether nothing is unknown."""
        return self.maybe is self.sure

    def __and__(self, other: Mask) -> Mask:
        sure = self.sure & other.sure
        return Mask(sure, sure if self.settled and other.settled else self.maybe & other.maybe)

    def __or__(self, other: Mask) -> Mask:
        sure = self.sure | other.sure
        return Mask(sure, sure if self.settled and other.settled else self.maybe | other.maybe)

    def negated(self, valid: Words) -> Mask:
        """Not: what may hold no longer surely fails."""
        sure = valid & ~self.maybe
        return Mask(sure, sure if self.settled else valid & ~self.sure)


def pack(flags: Flags | npt.NDArray[np.uint8]) -> Words:
    """Booleans, or numbers that are not 0, one a slot, to words; the number of slots is a multiple of 64."""
    return np.packbits(flags, bitorder="little").view(np.uint64)


def unpack(words: Words | npt.NDArray[np.uint8]) -> Flags:
    """Words, or single bytes of them, back to booleans."""
    return np.unpackbits(words.view(np.uint8), bitorder="little").view(np.bool_)


def slots_in(words: Words) -> Whole:
    """The slots whose bit is set, in order."""
    octets = words.view(np.uint8)
    used: Whole = np.flatnonzero(octets != 0)
    if 2 * len(used) > len(octets):
        return np.flatnonzero(unpack(words))
    # a rare mask: only bytes with something in them are looked at
    placed: Whole = np.flatnonzero(unpack(octets[used]))
    slots: Whole = (used[placed >> 3] << 3) + (placed & 7)
    return slots
