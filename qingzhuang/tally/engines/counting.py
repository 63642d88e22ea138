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
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from qingzhuang.tally.bits import Mask, Whole, Words, pack, slots_in

WORD = 64
RARE = 8  # a mask of less than an eighth of all records is rare
# measured: what going through a word for a set costs, where putting one bit of one mask apart costs 1; and what a set costs
# besides, in words
WORD_COST, SET_WORDS = 1.2, 4000
AT_ONCE = 32  # sets that are and-ed, counted and added up in one step
MOST_IN_16_BITS = 65_535 // WORD  # words of a community whose bits can be counted in 16 bits
Counts = npt.NDArray[np.int32]


def count_all(masks: Sequence[Mask], valid: Words, sets: Sequence[tuple[int, ...]], starts: Whole) -> tuple[Counts, Counts]:
    """How many records meet each set of masks, per community: surely, and how many more may. Shapes: sets × communities.

    `sets` are places in `masks`, which hold bits of records only; the empty set counts all `valid` records.
    """
    sure, unknown = np.zeros((2, len(sets), len(starts)), np.int32)
    if not len(starts) or not sets:
        return sure, unknown
    apart, rest = _by_rarest(masks, valid, sets)
    for home, rows in apart.items():
        slots = slots_in(masks[home].maybe)
        sure[rows], unknown[rows] = _among(masks, starts, slots, [sets[row] for row in rows])
    if rest:
        sure[rest] = _count_runs([mask.sure for mask in masks], valid, [sets[row] for row in rest], starts)
        open_ = {place for place, mask in enumerate(masks) if not mask.settled}
        again = [row for row in rest if not open_.isdisjoint(sets[row])]
        if again:
            slots = _in_doubt(masks[place] for place in {place for row in again for place in sets[row]})
            _, unknown[again] = _among(masks, starts, slots, [sets[row] for row in again])
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
        spared = len(rows) * (len(valid) - 2 * size[home] // WORD - SET_WORDS)
        if WORD_COST * spared <= masks_used * size[home]:
            rest.extend(homes.pop(home))
    return homes, rest


def _in_doubt(masks: Iterable[Mask]) -> Whole:
    """The slots of records of which one of some masks says nothing."""
    open_ = [mask.sure ^ mask.maybe for mask in masks if not mask.settled]
    return slots_in(np.bitwise_or.reduce(open_))


def _among(masks: Sequence[Mask], starts: Whole, slots: Whole, sets: Sequence[tuple[int, ...]]) -> tuple[Counts, Counts]:
    """Counts among the records of some slots, which are in order: surely, and how many more may.

    The words of each community stand in a column of their own, all columns equally long, so that adding up per community is
    adding up rows. Who is sure stands in the left half, who may be in the right half: one way through the sets counts both.
    """
    areas = len(starts)
    sizes = np.diff(np.append(np.searchsorted(slots, starts * WORD), len(slots)))
    deep = max(int(sizes.max(initial=0) + WORD - 1) // WORD, 1)
    there = np.arange(deep * WORD) < sizes[:, None]
    source = np.zeros((areas, deep * WORD), np.int64)
    source[there] = slots
    byte, bit = (source >> 3).reshape(-1), np.uint8(1) << (source & 7).reshape(-1).astype(np.uint8)
    valid = _upright(pack(there.reshape(-1)), areas)

    def line(words: Words) -> Words:
        return _upright(pack(words.view(np.uint8)[byte] & bit), areas)

    used, ranked = _ranked(sets)
    lines = np.empty((len(used), deep, 2 * areas), np.uint64)
    for number, place in enumerate(used):
        lines[number, :, :areas] = line(masks[place].sure)
        lines[number, :, areas:] = lines[number, :, :areas] if masks[place].settled else line(masks[place].maybe)
    counted = _count_columns(lines, np.concatenate((valid, valid), axis=1), ranked)
    return counted[:, :areas], counted[:, areas:] - counted[:, :areas]


def _upright(words: Words, areas: int) -> Words:
    """Words that lie community by community as a matrix with a column for each community."""
    return np.ascontiguousarray(words.reshape(areas, -1).T)


def _ranked(sets: Sequence[tuple[int, ...]]) -> tuple[list[int], list[tuple[int, ...]]]:
    """The masks that sets hold, those of most sets first, and each set as places among them: so many sets begin alike."""
    common = Counter(place for one in sets for place in one)
    used = sorted(common, key=lambda place: (-common[place], place))
    rank = {place: number for number, place in enumerate(used)}
    return used, [tuple(sorted(map(rank.__getitem__, one))) for one in sets]


def _count_columns(lines: Words, valid: Words, sets: Sequence[tuple[int, ...]]) -> Counts:
    """How many bits of each column are set where all lines of a set are; sets that differ in their last line go together."""
    counted = np.zeros((len(sets), valid.shape[1]), np.uint16 if len(valid) <= MOST_IN_16_BITS else np.uint32)
    begun: dict[tuple[int, ...], Words] = {(): valid}

    def begin(key: tuple[int, ...]) -> Words:
        if key not in begun:
            begun[key] = begin(key[:-1]) & lines[key[-1]]
        return begun[key]

    alike: dict[tuple[int, ...], list[int]] = {}
    for row, key in enumerate(sets):
        alike.setdefault(key[:-1], []).append(row)
    for key, rows in alike.items():
        if not key and () in sets:  # nothing is asked: all of them
            nothing = [row for row in rows if not sets[row]]
            counted[nothing] = np.add.reduce(np.bitwise_count(valid), axis=0, dtype=counted.dtype)
            rows = [row for row in rows if sets[row]]
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            words = lines[[sets[row][-1] for row in some]]
            words &= begin(key)
            counted[some] = np.add.reduce(np.bitwise_count(words), axis=1, dtype=counted.dtype)
    return counted.astype(np.int32)


def _count_runs(masks: Sequence[Words], valid: Words, sets: Sequence[tuple[int, ...]], starts: Whole) -> Counts:
    """How many bits are set where all masks of a set are, in each run of words that begins at one of `starts`.

    Sets are gone through in order, with the masks and-ed so far on a stack; arrays are used again and again.
    """
    longest = int(np.diff(starts, append=len(valid)).max())
    counted = np.zeros((len(sets), len(starts)), np.uint16 if longest <= MOST_IN_16_BITS else np.uint32)
    used, ranked = _ranked(sets)
    stack, spare, ones = [valid], list[Words](), np.empty(len(valid), np.uint8)
    keys: tuple[int, ...] = ()
    last = -1
    for row in sorted(range(len(sets)), key=ranked.__getitem__):
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
                stack.append(masks[used[key[0]]])
                continue
            if len(spare) < depth:
                spare.append(np.empty_like(valid))
            stack.append(np.bitwise_and(stack[-1], masks[used[key[depth]]], out=spare[depth - 1]))
        np.bitwise_count(stack[-1], out=ones)
        np.add.reduceat(ones, starts, dtype=counted.dtype, out=counted[row])
        keys, last = key, row
    return counted.astype(np.int32)
