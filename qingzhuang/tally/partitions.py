"""Facts of many counties, each a folder of its own: counted one after the other, or side by side, in the memory of one.

    province/
        510503/person.parquet household.parquet …      any names; each folder is a dataset
        510504/…

A record and all that it is related to lie in one folder, so every question can be answered there; only counts come together.

"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from qingzhuang.tally.answers import answer_by_area
from qingzhuang.tally.dataset import Dataset
from qingzhuang.tally.errors import DatasetError
from qingzhuang.tally.question import Measure
from qingzhuang.tally.scope import Answers, Scope
from qingzhuang.vocabulary import Vocabulary

KEPT_BYTES = 400_000_000  # of columns of one folder; a county of a million people takes less for a catalogue
Row = tuple[int, str, float, int, int, bool, bool]  # question, area, value, unknown, records, held, whole


def partitions(folder: Path) -> list[Path]:
    """The folders of a province in order; the folder itself where it is a dataset. Raises DatasetError where there is none."""
    if not folder.is_dir():
        raise DatasetError(f"{folder} is no folder; expected a dataset, or folders that are datasets")
    if any(folder.glob("person.*")) or any(folder.glob("household.*")):
        return [folder]
    found = sorted(
        inner for inner in folder.iterdir() if inner.is_dir() and (any(inner.glob("person.*")) or any(inner.glob("household.*")))
    )
    if not found:
        raise DatasetError(f"{folder} holds no dataset; expected person.parquet, or folders with it")
    return found


def count_parts(
    questions: Sequence[Measure], folders: Iterable[Path], scope: Scope, *, vocabulary: Vocabulary | None = None,
    told: Callable[[Path], None] | None = None,
) -> Answers:  # fmt: skip
    """The answers per community over all folders, one folder in memory at a time.

    Raises DatasetError where two folders hold the same community: its people would be counted in two lines.
    """
    tables = []
    for folder in folders:
        tables.append(count_part(questions, folder, scope, vocabulary))
        if told is not None:
            told(folder)
    return joined(tables, questions)


def count_part(questions: Sequence[Measure], folder: Path, scope: Scope, vocabulary: Vocabulary | None = None) -> Answers:
    """The answers of one folder; what was read is let go with it."""
    facts = Dataset.open(folder, vocabulary)
    return answer_by_area(questions, Dataset(facts.tables, facts.vocabulary, KEPT_BYTES), scope)


def joined(tables: Sequence[Answers], questions: Sequence[Measure]) -> Answers:
    """The answers of several folders as one table, communities side by side."""
    labels = tuple(label for table in tables for label in table.labels)
    if len(set(labels)) < len(labels):
        twice = next(label for label in labels if labels.count(label) > 1)
        raise DatasetError(f"community {twice} lies in two folders; a community must lie in one")
    if not tables:
        size = (len(questions), 0)
        return Answers((), np.zeros(size), np.zeros(size, np.int32), np.zeros(size, np.int32), np.zeros(len(questions), np.bool_),
                       np.zeros(len(questions), np.bool_), tuple(questions))  # fmt: skip
    return Answers(
        labels,
        np.concatenate([table.values for table in tables], axis=1),
        np.concatenate([table.unknown for table in tables], axis=1),
        np.concatenate([table.records for table in tables], axis=1),
        np.logical_or.reduce([table.held for table in tables]),
        tables[0].whole,
        tuple(questions),
    )


def rows_of(table: Answers) -> Iterator[Row]:
    """The answers line by line, which is all that travels from where the facts lie."""
    for place in range(len(table.values)):
        for at, area in enumerate(table.labels):
            yield (
                place, area, float(table.values[place, at]), int(table.unknown[place, at]), int(table.records[place, at]),
                bool(table.held[place]), bool(table.whole[place]),
            )  # fmt: skip


def of_rows(rows: Iterable[Sequence[Any]], questions: Sequence[Measure]) -> Answers:
    """The table again, from lines in any order; communities by code."""
    kept = list(rows)
    labels = tuple(sorted({str(row[1]) for row in kept}))
    place_of = {label: place for place, label in enumerate(labels)}
    size = (len(questions), len(labels))
    values, unknown, records = np.zeros(size), np.zeros(size, np.int32), np.zeros(size, np.int32)
    held, whole = np.zeros(len(questions), np.bool_), np.zeros(len(questions), np.bool_)
    for question, area, value, open_, behind, is_held, is_whole in kept:
        at = question, place_of[str(area)]
        values[at], unknown[at], records[at] = value, open_, behind
        held[question] |= is_held
        whole[question] |= is_whole
    return Answers(labels, values, unknown, records, held, whole, tuple(questions))
