"""Thousands of counts in one pass: questions that share conditions share the work.

Each question is a set of masks to be and-ed. Sets are sorted, commonest mask first, so that neighbours share their
beginning; going through them like through a dictionary, each shared beginning is and-ed once and only its end changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from qingzhuang.tally.bits import Mask, Whole, Words

Counts = npt.NDArray[np.int64]
WORTH_A_THREAD = 4_000_000  # words to go through before a second thread pays


def count_all(masks: Sequence[Mask], valid: Words, sets: Sequence[tuple[int, ...]], starts: Whole) -> tuple[Counts, Counts]:
    """How many records meet each set of masks, per community: surely, and maybe. Shapes: sets × communities.

    `sets` are places in `masks`, which hold bits of records only; the empty set counts all `valid` records.
    """
    sure, maybe = np.zeros((2, len(sets), len(starts)), np.int64)
    if not len(starts) or not sets:
        return sure, maybe
    common = Counter(place for one in sets for place in one)
    rank = {place: number for number, (place, _) in enumerate(common.most_common())}
    ranked = [tuple(sorted(rank[place] for place in set(one))) for one in sets]
    by_rank = [masks[place] for place, _ in common.most_common()]
    order = sorted(range(len(sets)), key=ranked.__getitem__)
    halves = [order]
    if len(order) * len(valid) > WORTH_A_THREAD:
        halves = [order[: len(order) // 2], order[len(order) // 2 :]]
    with ThreadPoolExecutor(len(halves)) as pool:
        list(pool.map(lambda part: _Walk(by_rank, valid, starts).go(part, ranked, sure, maybe), halves))
    return sure, maybe


class _Walk:
    """One way through sorted sets, with the masks and-ed so far on a stack; its arrays are used again and again."""

    def __init__(self, masks: Sequence[Mask], valid: Words, starts: Whole) -> None:
        self.masks = masks
        self.starts = starts
        self.stack: list[Mask] = [Mask(valid, valid)]
        self.keys: list[int] = []
        self.spare: list[tuple[Words, Words]] = []
        self.ones = np.empty(len(valid), np.uint8)

    def go(self, order: Sequence[int], ranked: Sequence[tuple[int, ...]], sure: Counts, maybe: Counts) -> None:
        before: tuple[int, ...] | None = None
        last = 0
        for place in order:
            key = ranked[place]
            if key == before:
                sure[place], maybe[place] = sure[last], maybe[last]
                continue
            mask = self._down_to(key)
            self._count(mask.sure, sure[place])
            if mask.settled:
                maybe[place] = sure[place]
            else:
                self._count(mask.maybe, maybe[place])
            before, last = key, place

    def _count(self, words: Words, into: npt.NDArray[np.int64]) -> None:
        np.bitwise_count(words, out=self.ones)
        np.add.reduceat(self.ones, self.starts, dtype=np.int64, out=into)

    def _down_to(self, key: tuple[int, ...]) -> Mask:
        shared = 0
        while shared < len(self.keys) and shared < len(key) and self.keys[shared] == key[shared]:
            shared += 1
        del self.keys[shared:], self.stack[shared + 1 :]
        for number in key[shared:]:
            self.stack.append(self._both(self.stack[-1], self.masks[number], len(self.stack)))
            self.keys.append(number)
        return self.stack[-1]

    def _both(self, one: Mask, other: Mask, depth: int) -> Mask:
        if depth == 1:  # the first is all records: and-ing changes nothing
            return other
        while len(self.spare) <= depth:
            self.spare.append((np.empty_like(one.sure), np.empty_like(one.sure)))
        into, into_maybe = self.spare[depth]
        sure = np.bitwise_and(one.sure, other.sure, out=into)
        if one.settled and other.settled:
            return Mask(sure, sure)
        return Mask(sure, np.bitwise_and(one.maybe, other.maybe, out=into_maybe))
