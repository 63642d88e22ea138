"""Where each record of an entity stands among the bits: sorted by community, each community from a new 64-bit word on.

A *row* is the place of a record in its file, a *slot* the place of its bit. Slots that fill a community up to whole words
stand for no record.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qingzhuang.tally.bits import Whole, Words, pack

WORD = 64
LAST_SIGN = "\U0010ffff"
FEW_ROWS = 512  # communities smaller than this are placed all at once, larger ones by copying slices


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The order of the records of one entity.

    `order` is the row of each record once sorted, None where the file is sorted already. `areas` are the communities in
    order, `row_starts` (one more than areas) their first sorted records, `word_starts` (likewise) their first words.
    """

    rows: int
    order: Whole | None
    areas: tuple[str, ...]
    row_starts: Whole
    word_starts: Whole
    valid: Words

    @property
    def slots(self) -> int:
        """How many bits there are in all."""
        return int(self.word_starts[-1]) * WORD

    @property
    def starts(self) -> Whole:
        """The first word of each community."""
        return self.word_starts[:-1]

    def place(self, values: npt.NDArray[np.generic], fill: object) -> npt.NDArray[np.generic]:
        """Values by row to values by slot; `fill` stands where there is no record."""
        if self.order is not None:
            values = values[self.order]
        placed = np.full(self.slots, fill, dtype=values.dtype)
        if self.rows < FEW_ROWS * len(self.areas):
            placed[self._slot_of_sorted()] = values
            return placed
        for first, last, word in zip(self.row_starts[:-1], self.row_starts[1:], self.word_starts[:-1], strict=True):
            placed[word * WORD : word * WORD + last - first] = values[first:last]
        return placed

    def slot_of_row(self) -> Whole:
        """The slot of each row of the file."""
        sorted_slots = self._slot_of_sorted()
        if self.order is None:
            return sorted_slots
        slots = np.empty(self.rows, np.int64)
        slots[self.order] = sorted_slots
        return slots

    def slot_at(self, row: int) -> int:
        """The slot of one row of the file."""
        placed = row if self.order is None else int(np.flatnonzero(self.order == row)[0])
        area = int(np.searchsorted(self.row_starts, placed, side="right")) - 1
        return int(self.word_starts[area]) * WORD + placed - int(self.row_starts[area])

    def rows_at(self, slots: Whole) -> Whole:
        """The rows of slots that stand for records."""
        gaps = self.word_starts * WORD - self.row_starts
        if len(slots) > len(self.areas) and np.all(slots[1:] >= slots[:-1]):  # in order, as bits are: one step a community
            bounds = np.searchsorted(slots, self.word_starts * WORD)
            placed = slots - np.repeat(gaps[:-1], np.diff(bounds))
        else:
            placed = slots - gaps[np.searchsorted(self.word_starts, slots // WORD, side="right") - 1]
        return placed if self.order is None else self.order[placed]

    def span(self, prefix: str) -> tuple[int, int]:
        """The first and one past the last community whose code begins with a prefix."""
        first, last = bisect_left(self.areas, prefix), bisect_left(self.areas, prefix + LAST_SIGN)
        return (first, last) if first < last else (0, 0)

    def _slot_of_sorted(self) -> Whole:
        sizes = np.diff(self.row_starts)
        return np.arange(self.rows) + np.repeat(self.word_starts[:-1] * WORD - self.row_starts[:-1], sizes)


def layout_of(area_index: npt.NDArray[np.generic], names: tuple[str, ...]) -> Layout:
    """The layout for records whose community is `names[area_index]`; communities come in the order of their codes."""
    rows = len(area_index)
    by_code = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(max(len(names), 1), np.int32)
    rank[by_code] = np.arange(len(names))
    runs = np.flatnonzero(np.append(True, area_index[1:] != area_index[:-1])) if rows else np.zeros(0, np.int64)
    ranks, lengths = rank[area_index[runs]], np.diff(runs, append=rows)
    order: Whole | None = None
    if np.any(ranks[1:] < ranks[:-1]):
        order = np.argsort(rank[area_index], kind="stable")
    sizes = np.bincount(ranks, lengths, minlength=len(names)).astype(np.int64)
    present = np.flatnonzero(sizes)
    sizes = sizes[present]
    areas = tuple(names[by_code[place]] for place in present)
    row_starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    word_starts = np.concatenate(([0], np.cumsum(-(-sizes // WORD)))).astype(np.int64)
    unfilled = Layout(rows, order, areas, row_starts, word_starts, np.zeros(0, np.uint64))
    valid = pack(unfilled.place(np.ones(rows, np.bool_), False).astype(np.bool_, copy=False))
    return Layout(rows, order, areas, row_starts, word_starts, valid)
