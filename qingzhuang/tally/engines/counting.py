"""Thousands of counts in one pass: questions that share conditions share the work.

Each question is a set of masks to be and-ed. Three things keep that quick:

- Sets are sorted, so that neighbours share their beginning; going through them like through a dictionary, each shared
  beginning is and-ed once and only its end changes.
- Most cells are about few people: the disabled, those on allowance. The records of a rare mask are put together apart, and
  all sets that hold this mask are counted among these records only.
- Who surely meets a set is counted over all records. Who may meet it differs only by records of which something is unknown,
  usually few: these too are put together apart, and only they are gone through again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from qingzhuang.tally.bits import Flags, Mask, Whole, Words, pack, unpack

WORD = 64
RARE = 8  # a mask of less than an eighth of all records is rare
WORD_COST = 1.5  # what going through a word for a set costs, where putting one bit of one mask apart costs 1
MOST_IN_16_BITS = 65_535 // WORD  # words of a community whose bits can be counted in 16 bits
Counts = npt.NDArray[np.int64]
Sets = Mapping[int, tuple[int, ...]]  # row → its masks


def count_all(masks: Sequence[Mask], valid: Words, sets: Sequence[tuple[int, ...]], starts: Whole) -> tuple[Counts, Counts]:
    """How many records meet each set of masks, per community: surely, and how many more may. Shapes: sets × communities.

    `sets` are places in `masks`, which hold bits of records only; the empty set counts all `valid` records.
    """
    sure, unknown = np.zeros((2, len(sets), len(starts)), np.int64)
    if not len(starts) or not sets:
        return sure, unknown
    apart, rest = _by_rarest(masks, valid, sets)
    bits = _Bits(masks, starts)
    for home, rows in apart.items():
        sure[rows], unknown[rows] = bits.among(np.flatnonzero(unpack(masks[home].maybe)), [sets[row] for row in rows])
    if rest:
        sure[rest] = _count([mask.sure for mask in masks], valid, [sets[row] for row in rest], starts)
        open_ = {place for place, mask in enumerate(masks) if not mask.settled}
        again = [row for row in rest if not open_.isdisjoint(sets[row])]
        if again:
            _, unknown[again] = bits.among(
                bits.in_doubt({place for row in again for place in sets[row]}), [sets[row] for row in again]
            )
    return sure, unknown


def _by_rarest(masks: Sequence[Mask], valid: Words, sets: Sequence[tuple[int, ...]]) -> tuple[dict[int, list[int]], list[int]]:
    """The rows whose sets hold a rare mask, by that mask; and all other rows."""
    size = [int(np.bitwise_count(mask.maybe).sum()) for mask in masks]
    most = int(np.bitwise_count(valid).sum()) // RARE
    homes: dict[int, list[int]] = {}
    rest: list[int] = []
    for row, one in enumerate(sets):
        rarest = min(one, key=size.__getitem__, default=-1)
        if rarest >= 0 and size[rarest] < most:
            homes.setdefault(rarest, []).append(row)
        else:
            rest.append(row)
    for home, rows in list(homes.items()):
        masks_used = len({place for row in rows for place in sets[row]})
        spared = len(rows) * (len(valid) - 2 * size[home] // WORD)
        if WORD_COST * spared <= masks_used * size[home]:
            rest.extend(homes.pop(home))
    return homes, rest


@dataclass(slots=True)
class _Bits:
    """The bits of all masks one by one, as far as they were needed."""

    masks: Sequence[Mask]
    starts: Whole
    flags: dict[tuple[int, bool], Flags] = field(default_factory=dict)

    def in_doubt(self, places: Iterable[int]) -> Whole:
        """The slots of records of which one of some masks says nothing."""
        doubt = np.zeros_like(self.masks[0].sure)
        for place in places:
            if not self.masks[place].settled:
                doubt |= self.masks[place].sure ^ self.masks[place].maybe
        return np.flatnonzero(unpack(doubt))

    def among(self, slots: Whole, sets: Sequence[tuple[int, ...]]) -> tuple[Counts, Counts]:
        """Counts among the records of some slots: surely, and how many more may."""
        area = np.searchsorted(self.starts, slots // WORD, side="right") - 1
        sizes = np.bincount(area, minlength=len(self.starts))
        words = np.maximum(-(-sizes // WORD), 1)  # a community without any keeps an empty word
        starts = np.concatenate(([0], np.cumsum(words)[:-1])).astype(np.int64)
        total = int(words.sum())
        first = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        source = np.full(total * WORD, -1)  # the last flag, which is no record's, fills the words up
        source[np.arange(len(slots)) - first[area] + starts[area] * WORD] = slots
        # who is sure, and behind it who may be, so that one way through the sets counts both
        used = sorted({place for one in sets for place in one})
        again = {place: number for number, place in enumerate(used)}
        lines = [self._lines(place, source) for place in used]
        there = np.tile(pack(source >= 0), 2)
        counted = _count(
            lines, there, [tuple(again[place] for place in one) for one in sets], np.concatenate((starts, starts + total))
        )
        sure, maybe = counted[:, : len(starts)], counted[:, len(starts) :]
        return sure, maybe - sure

    def _lines(self, place: int, source: Whole) -> Words:
        sure = pack(self._flags(place, False)[source])
        maybe = sure if self.masks[place].settled else pack(self._flags(place, True)[source])
        return np.concatenate((sure, maybe))

    def _flags(self, place: int, maybe: bool) -> Flags:
        if (place, maybe) not in self.flags:
            mask = self.masks[place]
            self.flags[place, maybe] = np.append(unpack(mask.maybe if maybe else mask.sure), False)
        return self.flags[place, maybe]


def _count(masks: Sequence[Words], valid: Words, sets: Sequence[tuple[int, ...]], starts: Whole) -> Counts:
    """How many bits are set where all masks of a set are, in each run of words that begins at one of `starts`."""
    longest = int(np.diff(starts, append=len(valid)).max())
    counted = np.zeros((len(sets), len(starts)), np.uint16 if longest <= MOST_IN_16_BITS else np.uint32)
    common = Counter(place for one in sets for place in one)
    by_rank = sorted(common, key=lambda place: -common[place])
    rank = {place: number for number, place in enumerate(by_rank)}
    ranked = [tuple(sorted(map(rank.__getitem__, one))) for one in sets]
    order = sorted(range(len(sets)), key=ranked.__getitem__)
    _walk([masks[place] for place in by_rank], valid, [(row, ranked[row]) for row in order], starts, counted)
    return counted.astype(np.int64)


def _walk(
    masks: Sequence[Words],
    valid: Words,
    ranked: Iterable[tuple[int, tuple[int, ...]]],
    starts: Whole,
    counted: npt.NDArray[np.unsignedinteger],
) -> None:
    """Go through sorted sets with the masks and-ed so far on a stack; arrays are used again and again."""
    stack: list[Words] = [valid]
    spare: list[Words] = []
    ones = np.empty(len(valid), np.uint8)
    keys: tuple[int, ...] = ()
    last = -1
    kind = counted.dtype
    both, bits, add = np.bitwise_and, np.bitwise_count, np.add.reduceat
    for row, key in ranked:
        if last >= 0 and key == keys:
            counted[row] = counted[last]
            continue
        shared, most = 0, min(len(keys), len(key))
        while shared < most and keys[shared] == key[shared]:
            shared += 1
        del stack[shared + 1 :]
        for depth in range(shared, len(key)):
            if depth == 0:  # and-ing with all records changes nothing
                stack.append(masks[key[0]])
                continue
            if len(spare) < depth:
                spare.append(np.empty_like(valid))
            stack.append(both(stack[-1], masks[key[depth]], out=spare[depth - 1]))
        bits(stack[-1], out=ones)
        add(ones, starts, dtype=kind, out=counted[row])
        keys, last = key, row
