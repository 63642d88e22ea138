"""Single values that a person typed anew: they count instead of what the file has, cleaned like everything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from qingzhuang.intake import CleanBatch, Cleaned, TableCleaner


@dataclass(frozen=True, slots=True)
class Word:
    """What was typed, by whom and when (as text, for the report)."""

    text: str
    who: str
    day: str


Typed = Mapping[tuple[int, int], Word]  # (row, place of the column)


def with_typed(batch: CleanBatch, cleaner: TableCleaner, typed: Typed) -> CleanBatch:
    """The batch with typed values in the place of those of the file; what stood there stays as `raw`."""
    if not typed or not batch.rows:
        return batch
    at_place = {column.place: at for at, column in enumerate(batch.columns)}
    at_row = {number: at for at, number in enumerate(batch.rows)}
    values = list(batch.values)
    for (number, place), word in typed.items():
        column, row = at_place.get(place), at_row.get(number)
        if column is None or row is None:
            continue
        if values[column] is batch.values[column]:
            values[column] = list(values[column])
        made = cleaner.cleaners[column](word.text)
        values[column][row] = Cleaned(made.value, batch.values[column][row].raw, made.problems)
    return replace(batch, values=values)
