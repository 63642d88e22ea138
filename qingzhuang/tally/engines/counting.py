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

import numpy as np
import numpy.typing as npt

from qingzhuang.tally.bits import Mask, Whole, Words, pack, slots_in

WORD = 64
RARE = 8  # a mask of less than an eighth of all records is rare
# measured: what going through a word for a set costs, where putting one bit of one mask apart costs 1; and what a set costs
# besides, in words
WORD_COST, SET_WORDS = 1.2, 4000
MOST_IN_16_BITS = 65_535 // WORD  # words of a community whose bits can be counted in 16 bits
Counts = npt.NDArray[np.int64]
Indexed = Sequence[Words] | Mapping[int, Words]


def count_all(masks: Sequence[Mask], valid: Words, sets: Sequence[tuple[int, ...]], starts: Whole) -> tuple[Counts, Counts]:
    """How many records meet each set of masks, per community: surely, and how many more may. Shapes: sets × communities.

    `sets` are places in `masks`, which hold bits of records only; the empty set counts all `valid` records.
    """
    sure, unknown = np.zeros((2, len(sets), len(starts)), np.int64)
    if not len(starts) or not sets:
        return sure, unknown
    apart, rest = _by_rarest(masks, valid, sets)
    for home, rows in apart.items():
        slots = slots_in(masks[home].maybe)
        sure[rows], unknown[rows] = _among(masks, starts, slots, [sets[row] for row in rows])
    if rest:
        sure[rest] = _count([mask.sure for mask in masks], valid, [sets[row] for row in rest], starts)
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
    byte, bit = (source >> 3).reshape(-1), (source & 7).reshape(-1).astype(np.uint8)
    valid = _upright(pack(there.reshape(-1)), areas)

    def line(words: Words) -> Words:
        return _upright(pack(((words.view(np.uint8)[byte] >> bit) & 1).view(np.bool_)), areas) & valid

    lines = {}
    for place in {place for one in sets for place in one}:
        sure = line(masks[place].sure)
        lines[place] = np.concatenate((sure, sure if masks[place].settled else line(masks[place].maybe)), axis=1)
    counted = _count(lines, np.concatenate((valid, valid), axis=1), sets)
    return counted[:, :areas], counted[:, areas:] - counted[:, :areas]


def _upright(words: Words, areas: int) -> Words:
    """Words that lie community by community as a matrix with a column for each community."""
    return np.ascontiguousarray(words.reshape(areas, -1).T)


def _count(masks: Indexed, valid: Words, sets: Sequence[tuple[int, ...]], starts: Whole | None = None) -> Counts:
    """How many bits are set where all masks of a set are: in each run of words that begins at one of `starts`, or, where
    masks are matrices, in each column."""
    runs = np.diff(starts, append=len(valid)) if starts is not None else np.full(valid.shape[1], len(valid))
    counted = np.zeros((len(sets), len(runs)), np.uint16 if int(runs.max()) <= MOST_IN_16_BITS else np.uint32)
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
    starts: Whole | None,
    counted: npt.NDArray[np.unsignedinteger],
) -> None:
    """Go through sorted sets with the masks and-ed so far on a stack; arrays are used again and again."""
    stack: list[Words] = [valid]
    spare: list[Words] = []
    ones = np.empty(valid.shape, np.uint8)
    keys: tuple[int, ...] = ()
    last = -1
    kind = counted.dtype
    both, bits, add, add_rows = np.bitwise_and, np.bitwise_count, np.add.reduceat, np.add.reduce
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
        if starts is None:
            add_rows(ones, axis=0, dtype=kind, out=counted[row])
        else:
            add(ones, starts, dtype=kind, out=counted[row])
        keys, last = key, row
