"""What was read of lists, kept in memory for a while: a word about a list then need not read and clean its file again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from qingzhuang.intake import CleanBatch, CodeQuestion, Profile, Table, TableCleaner, Workbook, read
from qingzhuang.site.imports.logic.laying import Found
from qingzhuang.site.imports.logic.shape import Shape, shape_of
from qingzhuang.site.imports.logic.states import ROOM
from qingzhuang.site.imports.models import ImportRun
from qingzhuang.site.imports.planner import table as planned
from qingzhuang.site.imports.planner.checks import Checks
from qingzhuang.site.imports.planner.table import Pass
from qingzhuang.site.imports.planner.typed import Typed, with_typed
from qingzhuang.site.kit import files
from qingzhuang.site.kit.recent import Recent
from qingzhuang.vocabulary import Vocabulary

KEPT_ROWS = 12_000  # of one file; some 30 MB in memory. Longer ones are read anew
KEPT_FILES = 2
Understood = tuple[Table, Profile, tuple[CodeQuestion, ...]]  # the questions as they stood before anybody answered


@dataclass(slots=True)
class Reading:
    """One table as it is understood: its clean rows batch by batch with what does not fit together in them."""

    table: Table
    profile: Profile
    asked: tuple[CodeQuestion, ...]
    cleaner: TableCleaner
    shape: Shape
    passed: tuple[Typed, list[Pass]] | None = None  # once all were read, where they are few; with what was typed anew then
    clean: list[CleanBatch] = field(default_factory=list)  # the same before anything was typed
    late: dict[int, list[Found]] = field(default_factory=dict)

    def passes(self, typed: Typed) -> Iterator[Pass]:
        """Each batch with its findings; `late` is filled when all have passed."""
        if self.passed is not None and self.passed[0] == typed:
            yield from self.passed[1]
            return
        checks, rows = Checks(self.cleaner, self.shape), 0
        clean, kept = list[CleanBatch](), list[Pass]()
        for batch in self.clean or self.cleaner.batches(planned.SIZE):
            rows += len(batch.rows)
            as_typed = with_typed(batch, self.cleaner, typed)
            made = planned.pass_of(as_typed, checks.findings(as_typed), self.shape)
            if rows <= KEPT_ROWS:
                clean.append(batch)
                kept.append(made)
            else:
                clean, kept = [], []
            yield made
        self.late = checks.finish()
        self.clean, self.passed = clean, (dict(typed), kept) if rows <= KEPT_ROWS else None


class ReadFile:
    """A file with its tables; of each the last understanding is kept."""

    def __init__(self, run: ImportRun, words: Vocabulary) -> None:
        self.words = words  # held, so that no other vocabulary can be taken for it
        self.book: Workbook = read(files.load(run.sha256, ROOM), run.file_name, words)
        self.tables: dict[int, tuple[Any, Reading]] = {}

    def reading(self, number: int, key: Any, understand: Callable[[], Understood], today: date) -> Reading:
        """The table of a number, understood as `key` says; made anew where it was understood otherwise before."""
        before = self.tables.get(number)
        if before is not None and before[0] == (key, today, planned.SIZE):
            return before[1]
        chosen, found, asked = understand()
        cleaner = TableCleaner(chosen, found, today)
        made = Reading(chosen, found, asked, cleaner, shape_of(chosen.entity, cleaner.columns, planned.keeps, chosen.told))
        self.tables[number] = ((key, today, planned.SIZE), made)
        return made


_recent: Recent[ReadFile] = Recent(KEPT_FILES)


def file_of(run: ImportRun, words: Vocabulary) -> ReadFile:
    """The file of a run, read; one of the last few need not be read again."""
    return _recent.get((run.sha256, run.file_name, id(words)), lambda: ReadFile(run, words))
