"""One batch of a list at work: its rows with what becomes of them, and the drafts that it leads to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from qingzhuang.site.imports.kept import Row
from qingzhuang.site.imports.logic.laying import Laid
from qingzhuang.site.imports.logic.shape import Shape
from qingzhuang.site.imports.logic.states import Outcome
from qingzhuang.site.imports.planner.book import Book
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger.queries import known

CLOSED = frozenset((Outcome.LOOK.value, Outcome.REFUSED.value))
RECORD, ENTITY, AREA, FACTS, RELATIONS, CONFIRMS = range(6)  # of a draft, as it is kept


class Work:
    """Rows and drafts of a batch. A draft is a list: record, entity, area, facts, relations, confirmed fields."""

    def __init__(self, book: Book, table: int, shape: Shape, laid: Laid, rows: list[Row]) -> None:
        self.book, self.table, self.shape, self.laid, self.rows = book, table, shape, laid, rows
        self.drafts: dict[int, list[Any]] = {}
        self.about: dict[int, list[int]] = defaultdict(list)  # record → indexes of rows that are about it
        self.moving: set[int] = set()  # known people who have moved here, or come back
        self.moves: dict[int, dict[str, Any]] = {}  # what is recorded of that
        self.read: dict[int, known.Known] = {}  # known records that were looked at

    def said(self, code: str, row: int, place: int = 0) -> str:
        """What a person said of a kind of problem of rows, or of this row."""
        return self.book.settled[self.table].of(code, place, self.rows[row].row)

    def note(self, row: int, code: str, place: int = 0, /, **about: Any) -> None:
        self.rows[row].problems.append((place, code, list(about.items()), False))

    def stop(self, row: int, outcome: Outcome, code: str, /, **about: Any) -> None:
        """The row is not taken, for this reason."""
        self.rows[row].outcome = outcome.value
        self.note(row, code, 0, **about)

    def is_open(self, row: int) -> bool:
        """Whether the row still may be taken."""
        return self.rows[row].outcome not in CLOSED

    def has_read(self, records: Iterable[known.Known]) -> None:
        """Known records that need not be read again."""
        self.read |= {one.pk: one for one in records}

    def add_new(self, record: int, entity: str, area: int, facts: Mapping[str, Any]) -> None:
        code = self.book.areas[area].code
        self.drafts[record] = [record, entity, area, {"area": code, **facts}, {}, []]

    def add(self, record: int, facts: Mapping[str, Any], relations: Mapping[str, int] | None = None) -> None:
        """Say more of a record: a known one, or a new one of this batch or of one before."""
        draft = self.drafts.setdefault(record, [record, "", 0, {}, {}, []])
        draft[FACTS].update(facts)
        draft[RELATIONS].update(relations or {})

    def finish(self) -> list[list[Any]]:
        """Compare what is said of known records with what is held, settle the outcomes, and drop drafts that say nothing new."""
        asked = [draft for draft in self.drafts.values() if draft[RECORD] > 0]
        drafts = [
            ledger.Draft(draft[RECORD], draft[FACTS] | _known_relations(draft), self.book.day, None, tuple(draft[CONFIRMS]))
            for draft in asked
        ]
        splits = known.would_change(drafts, ledger.Source.IMPORT, self.book.today, self.read)
        for draft, split in zip(asked, splits, strict=True):
            fresh = any(target < 0 for target in draft[RELATIONS].values())
            if not (split.facts or split.older or split.contested or split.confirms or fresh):
                del self.drafts[draft[RECORD]]
            self._outcome(draft[RECORD], bool(split.facts) or fresh or draft[RECORD] in self.moves, split)
        return list(self.drafts.values())

    def _outcome(self, record: int, changes: bool, effect: known.Effect) -> None:
        for row in self.about[record]:
            if self.rows[row].outcome == Outcome.SAME.value and (changes or effect.contested):
                self.rows[row].outcome = Outcome.CHANGED.value
        if (effect.contested or effect.older) and self.about[record]:
            places = {cell.name: cell.place for cell in self.shape.cells}
            for code, names in (("contested", effect.contested), ("older", effect.older)):
                for name in names:
                    self.note(self.about[record][0], code, places.get(name, 0))


def _known_relations(draft: list[Any]) -> dict[str, int]:
    return {name: target for name, target in draft[RELATIONS].items() if target > 0}
