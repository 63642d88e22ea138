"""Thousands of counts in one pass: questions that share conditions share the work.

Each question is a set of masks to be and-ed. Sets are sorted, commonest mask first, so that neighbours share their
beginning; going through them like through a dictionary, each shared beginning is and-ed once and only its end changes.

Who surely meets a set is counted over all records. Who may meet it differs only by records of which something is unknown,
usually few: these are put together apart, and only they are gone through again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from qingzhuang.tally.bits import Mask, Whole, Words, pack, unpack

WORD = 64
WORTH_A_THREAD = 4_000_000  # words to go through before a second thread pays
MOST_IN_16_BITS = 65_535 // WORD  # words of a community whose bits can be counted in 16 bits
Counts = npt.NDArray[np.int64]
Sets = Mapping[int, tuple[int, ...]]  # row → ranks of its masks, in order


def count_all(masks: Sequence[Mask], valid: Words, sets: Sequence[tuple[int, ...]], starts: Whole) -> tuple[Counts, Counts]:
    """How many records meet each set of masks, per community: surely, and how many more may. Shapes: sets × communities.

    `sets` are places in `masks`, which hold bits of records only; the empty set counts all `valid` records.
    """
    unknown = np.zeros((len(sets), len(starts)), np.int64)
    if not len(starts) or not sets:
        return unknown.copy(), unknown
    common = Counter(place for one in sets for place in one)
    by_rank = sorted(common, key=lambda place: -common[place])
    rank = {place: number for number, place in enumerate(by_rank)}
    ranked = {row: tuple(sorted(map(rank.__getitem__, one))) for row, one in enumerate(sets)}
    order = sorted(ranked, key=ranked.__getitem__)
    sure = _count([masks[place].sure for place in by_rank], valid, order, ranked, starts)
    open_ = {number for number, place in enumerate(by_rank) if not masks[place].settled}
    again = [row for row in order if not open_.isdisjoint(ranked[row])]
    if again:
        slots, few_starts, places = _in_doubt([masks[place] for place in by_rank], starts, len(valid))
        few = [_gathered((masks[place].sure, masks[place].maybe), slots, places) for place in by_rank]
        few_valid = _gathered((valid, valid), slots, places)[0]
        at_least = _count([one for one, _ in few], few_valid, again, ranked, few_starts)
        at_most = _count([other for _, other in few], few_valid, again, ranked, few_starts)
        unknown[again] = at_most[again] - at_least[again]
    return sure, unknown


# ---------------------------------------------------------------- records of which something is unknown
def _in_doubt(masks: Sequence[Mask], starts: Whole, words: int) -> tuple[Whole, Whole, Whole]:
    """The slots of such records; the first word of each community when only they are kept; the slot that each gets there."""
    doubt = np.zeros(words, np.uint64)
    for mask in masks:
        if not mask.settled:
            doubt |= mask.sure ^ mask.maybe
    slots = np.flatnonzero(unpack(doubt))
    area = np.searchsorted(starts, slots // WORD, side="right") - 1
    sizes = np.bincount(area, minlength=len(starts))
    few_words = np.maximum(-(-sizes // WORD), 1)  # a community without any keeps an empty word
    few_starts = np.concatenate(([0], np.cumsum(few_words)[:-1])).astype(np.int64)
    first = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    places = np.arange(len(slots)) - first[area] + few_starts[area] * WORD
    return slots, few_starts, np.append(places, int(few_words.sum()) * WORD)


def _gathered(lines: tuple[Words, Words], slots: Whole, places: Whole) -> tuple[Words, Words]:
    """Bits of some slots put together; the last of `places` is how many slots there are."""
    made = []
    for words in lines if lines[0] is not lines[1] else lines[:1]:
        flags = np.zeros(int(places[-1]), np.bool_)
        flags[places[:-1]] = unpack(words)[slots]
        made.append(pack(flags))
    return made[0], made[-1]


# ---------------------------------------------------------------- counting
def _count(masks: Sequence[Words], valid: Words, order: Sequence[int], ranked: Sets, starts: Whole) -> Counts:
    """Counts of the rows in `order` (sorted by their sets); other rows stay 0."""
    longest = int(np.diff(starts, append=len(valid)).max())
    counted = np.zeros((len(ranked), len(starts)), np.uint16 if longest <= MOST_IN_16_BITS else np.uint32)
    if len(order) * len(valid) < WORTH_A_THREAD:
        _walk(masks, valid, order, ranked, starts, counted)
    else:  # NumPy lets go of the interpreter inside each step, so that two threads use two processors
        halves = (order[: len(order) // 2], order[len(order) // 2 :])
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda half: _walk(masks, valid, half, ranked, starts, counted), halves))
    return counted.astype(np.int64)


def _walk(
    masks: Sequence[Words],
    valid: Words,
    order: Iterable[int],
    ranked: Sets,
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
    for row in order:
        key = ranked[row]
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
