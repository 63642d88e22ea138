"""What cannot be true of a row, a household or a whole list, by the rules of the engine: marked, and doubtful values wait for a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qingzhuang.intake import Checker, CleanBatch, Finding, RecordMaker, TableCleaner
from qingzhuang.intake.problems import Severity
from qingzhuang.site.imports.logic.laying import OUT, TAKE, Found, Laid, Settled
from qingzhuang.site.imports.logic.shape import Cell, Shape

# The planner says these of rows itself, with what follows from them.
SAID_ELSEWHERE = frozenset(("duplicate_row", "duplicate_id", "row_no_name", "row_name_doubtful"))
PEOPLE = ("person", "household")


class Checks:
    """The checks of one table, fed with its batches in order."""

    def __init__(self, cleaner: TableCleaner, shape: Shape) -> None:
        self.maker = RecordMaker(cleaner.table, [column.concept for column in cleaner.columns])
        self.checker = Checker(cleaner.day)
        self.sheet_places = [column.place for column in cleaner.columns]
        self.wanted = shape.entity in PEOPLE

    def findings(self, batch: CleanBatch) -> list[Finding]:
        """What was found in the rows of a batch."""
        if not self.wanted:
            return []
        found = (one for record in self.maker.of(batch) for one in self.checker.check(record))
        return [one for one in found if one.problem.code not in SAID_ELSEWHERE]

    def finish(self) -> dict[int, list[Found]]:
        """What shows only when all rows were seen, by the number of the row: the values of these rows are taken as they stand."""
        late: dict[int, list[Found]] = {}
        for found in self.checker.finish():
            late.setdefault(found.row, []).append(_told(self._place(found), found))
        return late

    def _place(self, found: Finding) -> int:
        return place_of(self.maker, self.sheet_places, found)


def place_of(maker: RecordMaker, sheet_places: list[int], found: Finding) -> int:
    """The column of the sheet; what follows from an ID number stands in its column, what is said of a whole row in none."""
    places = maker.places
    at = places.get((found.part, found.field), places.get((found.part, "id_number"), -1) if found.field else -1)
    return sheet_places[at] if at >= 0 else 0


class Marker:
    """Marks findings in the rows of one table; a doubtful value is taken only where a person said so."""

    def __init__(self, cleaner: TableCleaner, shape: Shape) -> None:
        self.maker = RecordMaker(cleaner.table, [column.concept for column in cleaner.columns])
        self.sheet_places = [column.place for column in cleaner.columns]
        self.cells: Mapping[int, Cell] = {cell.at: cell for cell in shape.cells}

    def mark(self, batch: CleanBatch, findings: list[Finding], laid: Laid, settled: Settled) -> None:
        if not findings:
            return
        at = {number: row for row, number in enumerate(batch.rows)}
        for found in findings:
            self._mark(at[found.row], found, laid, settled)

    def _mark(self, row: int, found: Finding, laid: Laid, settled: Settled) -> None:
        place, code = place_of(self.maker, self.sheet_places, found), found.problem.code
        laid.found[row].append(_told(place, found))
        said = settled.of(code, place, found.row)
        if said == OUT:
            laid.out.add(row)
        cell = self.cells.get(self.maker.places.get((found.part, found.field), -1))
        if cell is not None and said != TAKE and found.problem.severity in (Severity.ASK, Severity.REFUSE):
            laid.facts[cell.subject][row].pop(cell.name, None)
            laid.unsure.add((row, cell.place))


def _told(place: int, found: Finding) -> Found:
    about: list[tuple[str, Any]] = list(found.problem.about)
    return place, found.problem.code, about, False
