"""Thousands of counts in one pass: questions that share conditions share the work.

Each question is a set of masks to be and-ed. Sets are sorted, commonest mask first, so that neighbours share their
beginning; going through them like through a dictionary, each shared beginning is and-ed once and only its end changes.
Masks with unknown records come last: until then one line of words does for both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from qingzhuang.tally.bits import Mask, Whole, Words

Counts = npt.NDArray[np.int64]
WORTH_A_THREAD = 4_000_000  # words to go through before a second thread pays
FEW_WORDS = 8  # one word in so many may hold unknown records for them to be gone through apart
MOST_IN_16_BITS = 65_535 // 64  # words of a community whose bits can be counted in 16 bits


def count_all(masks: Sequence[Mask], valid: Words, sets: Sequence[tuple[int, ...]], starts: Whole) -> tuple[Counts, Counts]:
    """How many records meet each set of masks, per community: surely, and maybe. Shapes: sets × communities.

    `sets` are places in `masks`, which hold bits of records only; the empty set counts all `valid` records.

    Where unknown records stand in few words (500 of a million without a birth date), who is sure is counted over all
    words and only those few words are gone through again for who may be.
    """
    sure, maybe = np.zeros((2, len(sets), len(starts)), np.int64)
    if not len(starts) or not sets:
        return sure, maybe
    few = _few_words(masks, starts, len(valid))
    thin = [Mask(m.sure, m.sure) if few[place] else m for place, m in enumerate(masks)]
    some = [any(few[place] for place in one) for one in sets]
    plain = [all(thin[place].settled for place in one) for one in sets]
    again = [row for row in range(len(sets)) if some[row] and plain[row]]
    rest = [row for row in range(len(sets)) if some[row] and not plain[row]]
    _count_sets(thin, valid, [row for row in range(len(sets)) if plain[row] or not some[row]], sets, starts, sure, maybe)
    if again:
        words = _words_in_doubt([masks[place] for place in range(len(masks)) if few[place]], starts)
        cut = [Mask(m.sure[words], m.maybe[words]) if few[place] else _settled(m.sure[words]) for place, m in enumerate(masks)]
        part_sure, part_maybe = np.zeros((2, len(sets), len(starts)), np.int64)
        _count_sets(cut, valid[words], again, sets, np.searchsorted(words, starts), part_sure, part_maybe)
        maybe[again] += part_maybe[again] - part_sure[again]
    if rest:
        _count_sets(masks, valid, rest, sets, starts, sure, maybe)
    return sure, maybe


def _settled(words: Words) -> Mask:
    return Mask(words, words)


def _few_words(masks: Sequence[Mask], starts: Whole, words: int) -> list[bool]:
    """Which masks have unknown records in so few words that these are worth going through apart."""
    most = max(words // FEW_WORDS - len(starts), 0)
    return [not m.settled and int(np.count_nonzero(m.sure != m.maybe)) < most for m in masks]


def _words_in_doubt(masks: Sequence[Mask], starts: Whole) -> Whole:
    """The words where some mask has unknown records; the first word of each community is always among them."""
    doubt = np.zeros(len(masks[0].sure), np.bool_)
    doubt[starts] = True
    for mask in masks:
        doubt |= mask.sure != mask.maybe
    return np.flatnonzero(doubt)


def _count_sets(
    masks: Sequence[Mask],
    valid: Words,
    rows: Sequence[int],
    sets: Sequence[tuple[int, ...]],
    starts: Whole,
    sure: Counts,
    maybe: Counts,
) -> None:
    """Count the sets of some rows into those rows."""
    common = Counter(place for row in rows for place in sets[row])
    by_rank = sorted(common, key=lambda place: (not masks[place].settled, -common[place]))
    rank = {place: number for number, place in enumerate(by_rank)}
    ranked = {row: tuple(sorted(map(rank.__getitem__, sets[row]))) for row in rows}
    order = sorted(rows, key=ranked.__getitem__)
    halves = [order]
    if len(order) * len(valid) > WORTH_A_THREAD:
        halves = [order[: len(order) // 2], order[len(order) // 2 :]]
    ranked_masks = [masks[place] for place in by_rank]
    with ThreadPoolExecutor(len(halves)) as pool:
        list(pool.map(lambda part: _Walk(ranked_masks, valid, starts).go(part, ranked, sure, maybe), halves))


class _Walk:
    """One way through sorted sets, with the masks and-ed so far on a stack; its arrays are used again and again."""

    def __init__(self, masks: Sequence[Mask], valid: Words, starts: Whole) -> None:
        self.masks = masks
        self.starts = starts
        self.stack: list[Mask] = [Mask(valid, valid)]
        self.keys: tuple[int, ...] = ()
        self.spare: list[tuple[Words, Words]] = []
        self.ones = np.empty(len(valid), np.uint8)
        longest = int(np.diff(starts, append=len(valid)).max())
        self.kind = np.uint16 if longest <= MOST_IN_16_BITS else np.uint32

    def go(self, order: Sequence[int], ranked: Mapping[int, tuple[int, ...]], sure: Counts, maybe: Counts) -> None:
        before: tuple[int, ...] | None = None
        last = 0
        for place in order:
            key = ranked[place]
            if key == before:
                sure[place], maybe[place] = sure[last], maybe[last]
                continue
            mask = self._down_to(key)
            sure[place] = self._count(mask.sure)
            maybe[place] = sure[place] if mask.maybe is mask.sure else self._count(mask.maybe)
            before, last = key, place

    def _count(self, words: Words) -> npt.NDArray[np.unsignedinteger]:
        np.bitwise_count(words, out=self.ones)
        return np.add.reduceat(self.ones, self.starts, dtype=self.kind)

    def _down_to(self, key: tuple[int, ...]) -> Mask:
        """The masks of a set and-ed, going on from where the last set and this one part."""
        shared, most = 0, min(len(self.keys), len(key))
        while shared < most and self.keys[shared] == key[shared]:
            shared += 1
        del self.stack[shared + 1 :]
        mask = self.stack[-1]
        for depth in range(shared, len(key)):
            mask = self._both(mask, self.masks[key[depth]], depth)
            self.stack.append(mask)
        self.keys = key
        return mask

    def _both(self, one: Mask, other: Mask, depth: int) -> Mask:
        if depth == 0:  # and-ing with all records changes nothing
            return other
        while len(self.spare) <= depth:
            self.spare.append((np.empty_like(one.sure), np.empty_like(one.sure)))
        into, into_maybe = self.spare[depth]
        sure = np.bitwise_and(one.sure, other.sure, out=into)
        if one.maybe is one.sure and other.maybe is other.sure:
            return Mask(sure, sure)
        return Mask(sure, np.bitwise_and(one.maybe, other.maybe, out=into_maybe))
