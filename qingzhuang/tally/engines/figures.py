"""Sums, means, extremes, distinct values and rates over masks, for many groups of communities or for each household."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qingzhuang.tally import question as q
from qingzhuang.tally.bits import Flags, Mask, Whole, unpack
from qingzhuang.tally.columns import Coded, Column, Days, Numbers, is_empty

DECIMALS = 6  # sums are rounded so that the order of adding does not show
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """How slots fall into the rows of an answer: `of_slot` is the row of each slot, -1 for none; `size` how many rows."""

    of_slot: npt.NDArray[np.int32]
    size: int

    def count(self, flags: Flags) -> Whole:
        """How many slots of each row are flagged."""
        return self._binned(flags, None).astype(np.int64)

    def total(self, flags: Flags, values: Floats) -> Floats:
        """The sum of values of flagged slots of each row."""
        return self._binned(flags, values)

    def extreme(self, flags: Flags, values: Floats, pick: np.ufunc) -> Floats:
        """The least or greatest value of flagged slots of each row; NaN where there is none."""
        rows, kept = self._rows(flags)
        worst = np.inf if pick is np.minimum else -np.inf
        found = np.full(self.size, worst)
        pick.at(found, rows, values[kept])
        return np.where(np.isinf(found), np.nan, found)

    def distinct(self, flags: Flags, codes: Whole) -> Whole:
        """How many different values flagged slots of each row have."""
        rows, kept = self._rows(flags)
        most = int(codes.max(initial=0)) + 1
        pairs = np.unique(rows.astype(np.int64) * most + codes[kept])
        return np.bincount(pairs // most, minlength=self.size).astype(np.int64)

    def _rows(self, flags: Flags) -> tuple[npt.NDArray[np.int32], Whole]:
        kept = np.flatnonzero(flags)
        rows = self.of_slot[kept]
        return rows[rows >= 0], kept[rows >= 0]

    def _binned(self, flags: Flags, values: Floats | None) -> Floats:
        rows, kept = self._rows(flags)
        return np.bincount(rows, weights=None if values is None else values[kept], minlength=self.size).astype(np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """One answer for each row: the value, how many records are unknown, how many stand behind it."""

    values: Floats
    unknown: Whole
    records: Whole


def count(mask: Mask, groups: Groups) -> Figures:
    """How many records."""
    sure = unpack(mask.sure)
    records = groups.count(sure)
    unknown = np.zeros_like(records) if mask.settled else groups.count(unpack(mask.maybe) & ~sure)
    return Figures(records.astype(np.float64), unknown, records)


def aggregate(function: q.Function, mask: Mask, column: Column, absent_no: bool, groups: Groups) -> Figures:
    """`sum`, `avg`, `min` or `max` of the values of a mask; empty values count as unknown unless they mean none."""
    values: Floats = _numbers(column)
    flags, unknown = _settled(mask, np.isnan(values), absent_no, groups)
    records = groups.count(flags)
    match function:
        case "sum":
            found: Floats = groups.total(flags, values)
        case "avg":
            with np.errstate(invalid="ignore"):
                found = groups.total(flags, values) / np.where(records == 0, np.nan, records)
        case _:
            found = groups.extreme(flags, values, np.minimum if function == "min" else np.maximum)
    return Figures(np.round(found, DECIMALS), unknown, records)


def distinct(mask: Mask, column: Column, absent_no: bool, groups: Groups) -> Figures:
    """How many different values."""
    flags, unknown = _settled(mask, is_empty(column), absent_no, groups)
    found = groups.distinct(flags, _codes(column))
    return Figures(found.astype(np.float64), unknown, groups.count(flags))


def percent(part: Figures, whole: Figures) -> Figures:
    """One number as per cent of another; nothing of nothing is no number."""
    with np.errstate(invalid="ignore", divide="ignore"):
        values: Floats = np.where(
            whole.values == 0, np.nan, 100 * part.values / np.where(whole.values == 0, np.nan, whole.values)
        )
    return Figures(np.round(values, DECIMALS), part.unknown + whole.unknown, whole.records)


def layers_of(spans: Sequence[tuple[int, int]], slots: int) -> list[Groups]:
    """Groups for spans of slots; spans that overlap (a township and its communities) fall into several Groups."""
    layers: list[tuple[npt.NDArray[np.int32], int]] = []
    for row, (first, last) in enumerate(spans):
        for of_slot, _ in layers:
            if not (of_slot[first:last] >= 0).any():
                break
        else:
            of_slot = np.full(slots, -1, np.int32)
            layers.append((of_slot, row))
        of_slot[first:last] = row
    return [Groups(of_slot, len(spans)) for of_slot, _ in layers]


def stacked(make: Callable[[Groups], Figures], layers: Sequence[Groups], size: int) -> Figures:
    """The figures of all layers of groups in one."""
    made = [make(groups) for groups in layers]
    values, unknown, records = np.zeros(size), np.zeros(size, np.int64), np.zeros(size, np.int64)
    filled = np.zeros(size, np.bool_)
    for groups, figures in zip(layers, made, strict=True):
        rows = np.unique(groups.of_slot[groups.of_slot >= 0])
        values[rows], unknown[rows], records[rows] = figures.values[rows], figures.unknown[rows], figures.records[rows]
        filled[rows] = True
    if made and not filled.all():  # rows without any slot: what nothing adds up to
        blank = make(Groups(np.full(len(layers[0].of_slot), -1, np.int32), 1))
        values[~filled] = blank.values[0]
    return Figures(values, unknown, records)


def _settled(mask: Mask, empty: Flags, absent_no: bool, groups: Groups) -> tuple[Flags, Whole]:
    """The records whose value counts, and how many more might."""
    sure = unpack(mask.sure)
    unknown = np.zeros(len(sure), np.bool_) if mask.settled else unpack(mask.maybe) & ~sure
    if not absent_no:
        unknown |= sure & empty
    return sure & ~empty, groups.count(unknown)


def _numbers(column: Column) -> Floats:
    match column:
        case Numbers(values=values):
            return values
        case Coded() | Days():
            raise TypeError("only numbers can be added up")


def _codes(column: Column) -> Whole:
    """A number for each different value; words that were read as the same value share one."""
    match column:
        case Coded(index=index, words=words):
            first = {word: place for place, word in reversed(list(enumerate(words)))}
            same = np.array([first[word] for word in (*words,)] + [len(words)], np.int64)
            codes: Whole = same[index]
            return codes
        case Numbers(values=values):
            return np.unique(values, return_inverse=True)[1].astype(np.int64)
        case Days(values=days):
            return np.unique(days, return_inverse=True)[1].astype(np.int64)
