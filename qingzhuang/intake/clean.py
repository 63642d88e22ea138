"""Batches of raw rows made clean, column by column; equal values of a column are cleaned once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qingzhuang.intake.columns import Column
from qingzhuang.intake.problems import Cleaned, problem
from qingzhuang.intake.profile import Profile
from qingzhuang.intake.read import Table
from qingzhuang.intake.rows import BATCH, Batch, Skipped
from qingzhuang.intake.sources import Raw
from qingzhuang.intake.values import Cleaner, cleaner_for, settles
from qingzhuang.intake.values.code import NO_PLAN
from qingzhuang.intake.values.id_number import birth_inside, looks_sound
from qingzhuang.tally.id_number import read as read_numbers

KEPT = 10_000  # cleaned values remembered of a column, and those of one batch; a value takes some 300 bytes
BY_ID = problem("day_by_id")
NOTHING: Cleaned[Any] = Cleaned(None, None)


@dataclass(frozen=True, slots=True)
class CleanBatch:
    """Some thousand rows clean: `columns` are those that mean something, `values[i]` their values row by row."""

    rows: list[int]
    columns: tuple[Column, ...]
    values: list[list[Cleaned[Any]]]
    sections: list[str]
    joined: list[bool]
    skipped: list[Skipped]


class TableCleaner:
    """Cleans the batches of one table. `day` is today; no clock is asked."""

    def __init__(self, table: Table, profile: Profile, day: date) -> None:
        self.table, self.day = table, day
        self.places = [at for at, column in enumerate(table.columns) if column.field is not None]
        self.columns = tuple(table.columns[at] for at in self.places)
        self.cleaners = [self._cleaner(column, profile) for column in self.columns]
        at = {column.concept: place for place, column in enumerate(self.columns)}
        numbers = (
            (concept, concept.removesuffix("birth_date") + "id_number") for concept in at if concept.endswith("birth_date")
        )
        self.births = [(at[day], at[number]) for day, number in numbers if number in at]
        self.memos: list[dict[Raw, Cleaned[Any]]] = [{None: NOTHING} for _ in self.columns]

    def _cleaner(self, column: Column, profile: Profile) -> Cleaner:
        assert column.field is not None
        plan = profile.plans.get(column.place, NO_PLAN)
        return cleaner_for(column.field, plan, dict(column.legend), self.day, column.whether)

    def batches(self, size: int = BATCH) -> Iterator[CleanBatch]:
        """All rows of the table, clean."""
        for batch in self.table.batches(size):
            yield self.clean(batch)

    def clean(self, batch: Batch) -> CleanBatch:
        """One batch clean."""
        values = []
        for at, column, cleaner, memo in zip(self.places, self.columns, self.cleaners, self.memos, strict=True):
            raws = batch.values[at]
            if len(memo) > KEPT:
                memo.clear()
                memo[None] = NOTHING
            if column.concept.endswith(".id_number"):
                _clean_sound_numbers(raws, memo, self.day)
            values.append(_cleaned(raws, cleaner, memo))
        self._settle_days(values)
        return CleanBatch(batch.rows, self.columns, values, batch.sections, batch.joined, batch.skipped)

    def _settle_days(self, values: list[list[Cleaned[Any]]]) -> None:
        """Birth dates written in part are completed where the ID number on the row agrees with what is written."""
        for day, number in self.births:
            for row, written in enumerate(values[day]):
                if written.problems and (known := values[number][row].value) and settles(birth := birth_inside(known), written):
                    values[day][row] = Cleaned(birth, written.raw, (BY_ID,))


def _cleaned(raws: Sequence[Raw], cleaner: Cleaner, memo: dict[Raw, Cleaned[Any]]) -> list[Cleaned[Any]]:
    found = []
    for raw in raws:
        try:
            found.append(memo[raw])
        except KeyError:
            made = memo[raw] = cleaner(raw)
            found.append(made)
    return found


def _clean_sound_numbers(raws: Sequence[Raw], memo: dict[Raw, Cleaned[Any]], day: date) -> None:
    """Put the sound ID numbers of a batch into the memo, all checked at once; the others are left to the cleaner."""
    new = [raw for raw in raws if looks_sound(raw) and raw not in memo]
    if len(new) < 50:
        return
    parts = read_numbers([str(raw) for raw in new])
    latest = (day - date(1970, 1, 1)).days
    for raw, sound, birth in zip(new, parts.sound.tolist(), parts.birth.tolist(), strict=True):
        if sound and birth <= latest:
            memo[raw] = Cleaned(raw, raw)
