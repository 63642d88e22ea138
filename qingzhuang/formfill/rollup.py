"""The same form filled by many places as one: figures added where that is right, lists joined, the rest asked anew.

    roll_up(form, book, (Part("990101001001", edits), Part("990101001002", edits)), whole)

`whole` is the form answered for the larger place: it gives what no adding gives (means, shares, different households), and the
number to compare each sum with. Where the two differ both are told; nothing is smoothed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qingzhuang.formfill.answer.filling import BlankAnswer, Filling, Finding, Outcome
from qingzhuang.formfill.answer.form import counts, is_card
from qingzhuang.formfill.answer.pen import Pen
from qingzhuang.formfill.answer.roster import span_names
from qingzhuang.formfill.answer.rows import Slot, places_for, prepared_rows, runs_on
from qingzhuang.formfill.edits import CellEdit, Edits, EditValue
from qingzhuang.formfill.form import Blank, Form, Role, Table
from qingzhuang.formfill.grid import Book, Grid, column_number, place_of
from qingzhuang.tally.question import Aggregate, Count, CountDistinct, Percent, Question

At = tuple[int, int, int]  # grid, row and column of the grown sheet
ROW_NUMBER = "row.number"
NOT_ADDED = re.compile(
    r"占比|比例|比重|比率|百分比|百分率|[%％]|率(?![先领])|平均|人均|户均|均价|均值|最高|最低|指数"
)  # typed, and no sum of anything
NEARLY = 0.005  # rounded money may be half a cent apart in each part


@dataclass(frozen=True, slots=True)
class Part:
    """What one place handed in: whose it is (a division code), and what was written into the form."""

    code: str
    edits: Edits


@dataclass(frozen=True, slots=True)
class Share:
    """What one part gave to a cell: its number, or the row of its list (`row` counts from 0 within the part)."""

    code: str
    value: EditValue
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Both:
    """Two numbers for one cell: what the parts add up to, and what the larger place comes to when asked as one."""

    at: At
    cell: str
    added: float
    asked: float
    label: str
    written: str  # which of the two stands in the cell: `added` or `asked`


@dataclass(frozen=True)
class RolledUp:
    """The form of the larger place, and for every cell where it came from."""

    filling: Filling
    shares: Mapping[At, tuple[Share, ...]] = field(default_factory=dict)
    both: tuple[Both, ...] = ()


def is_additive(blank: Blank) -> bool:
    """Whether the number of a larger place is the sum of the numbers of its parts: counts and sums; no means or shares.

    Different households (`count(distinct …)`) add up only where nobody is in two parts, so they are asked anew.
    """
    return is_added(blank.question)


def is_added(question: Question | None) -> bool:
    """The same of a question."""
    return isinstance(question, Count) or (isinstance(question, Aggregate) and question.function == "sum")


def is_figure(blank: Blank) -> bool:
    """Whether a blank asks for a number over many records."""
    return isinstance(blank.question, (Count, CountDistinct, Aggregate, Percent))


def can_roll_up(form: Form) -> bool:
    """Whether the form of a larger place can be made of those of its parts: not a card about one person."""
    return any(_joins(table) or any(is_figure(blank) for blank in table.blanks()) for table in form.tables)


def roll_up(form: Form, book: Book, parts: Sequence[Part], whole: Filling) -> RolledUp:
    """The parts as one. Raises nothing: what a part left empty is told, never guessed."""
    work = _Work(form, book, parts, whole)
    work.keep_lines()
    for number, table in enumerate(form.tables):
        if _joins(table):
            work.join(number, table)
        else:
            work.add(number, table)
    return work.done()


def _joins(table: Table) -> bool:
    """Whether the rows of the parts stand below one another: a list, or figures with a row for each place."""
    if is_card(table) and not table.columns:
        return False
    printed = [row for row, _ in table.row_labels if row not in table.total_rows]
    return bool(table.columns) and not (counts(table) and printed) and not (is_card(table) and not counts(table))


@dataclass
class _Work:
    form: Form
    book: Book
    parts: Sequence[Part]
    whole: Filling
    shares: dict[tuple[int, int, int, int], tuple[Share, ...]] = field(default_factory=dict)  # grid, row, extra, column
    told: dict[tuple[int, str], BlankAnswer] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    doubles: list[tuple[int, Slot, int, float, float, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pen = Pen(self.book)
        self.told = {(answer.table, answer.key): answer for answer in self.whole.answers}
        self.given = [_Given(part, self.book) for part in self.parts]
        self.asked = _Given(Part("", self.whole.edits), self.book)

    def keep_lines(self) -> None:
        """What stands above, between and below the lists is that of the larger place."""
        for (grid, row, extra, column), value in self.asked.values.items():
            if not any(_in_rows(table, self.book.grids[grid], row, extra) for table in self.form.tables if self._of(table, grid)):
                self.pen.put(grid, row, column, value, extra)
        for line in self.whole.edits.lines:
            self.pen.put_line(line.paragraph, line.text)

    def _of(self, table: Table, grid: int) -> bool:
        return table.grid == grid and _joins(table)

    # ------------------------------------------------------------ lists
    def join(self, number: int, table: Table) -> None:
        """The rows of all parts, in the order of the parts, numbered from 1; totals are added up."""
        grid = self.book.grids[table.grid]
        rows = [(given.part.code, at, row) for given in self.given for at, row in enumerate(given.rows(table, grid))]
        slots = places_for(self.pen, grid, table, len(rows))
        numbered = {column_number(blank.column) for blank in table.columns if blank.concept == ROW_NUMBER}
        written = {column for _code, _at, row in rows for column in row} | numbered
        for count, (slot, (code, at, row)) in enumerate(zip(slots, rows, strict=True), 1):
            for column in written:
                value = count if column in numbered else row.get(column)
                if column in numbered and not slot.extra and grid.text(slot.row, column).strip():
                    continue  # printed numbers stay
                if value is not None and self.pen.put(table.grid, slot.row, column, value, slot.extra):
                    self.shares[table.grid, slot.row, slot.extra, column] = (Share(code, row.get(column), at),)
        self._clear(table, grid, written, slots)
        for blank in table.columns:
            self._tell_column(number, table, blank, rows, slots)
        for row_number in table.total_rows:
            for blank in table.columns:
                if is_figure(blank):
                    self._figure(number, table, blank, row_number, column_number(blank.column))

    def _clear(self, table: Table, grid: Grid, columns: set[int], slots: Sequence[Slot]) -> None:
        taken = {slot.row for slot in slots if not slot.extra}
        for row in prepared_rows(grid, table):
            for column in columns if row not in taken else ():
                if grid.text(row, column):
                    self.pen.put(table.grid, row, column, None)

    def _tell_column(
        self,
        number: int,
        table: Table,
        blank: Blank,
        rows: Sequence[tuple[str, int, Mapping[int, EditValue]]],
        slots: Sequence[Slot],
    ) -> None:
        column = column_number(blank.column)
        names = [self.pen.name(table.grid, slot.row, column, slot.extra) for slot in slots]
        missing = [name for name, (_c, _a, row) in zip(names, rows, strict=True) if row.get(column) is None]
        before = self.told.get((number, blank.key))
        if before is None or before.outcome in (Outcome.KEPT, Outcome.OUTSIDE) and len(missing) == len(rows):
            return
        if blank.concept == ROW_NUMBER:
            missing = []
        outcome = Outcome.ASKED if rows and len(missing) == len(rows) else Outcome.ANSWERED
        filled = [name for name in names if name not in set(missing)]
        cells = span_names(filled[:1] + filled[-1:] if len(filled) > 1 else filled)
        reason = f"{len(missing)} 行空着" if missing else ""
        self.told[number, blank.key] = replace(
            before, outcome=outcome, reason=reason, cells=cells, missing=len(missing), missing_cells=tuple(missing[:1000]),
            doubtful_cells=(), records=len(rows), value=None,
        )  # fmt: skip

    # ------------------------------------------------------------ figures
    def add(self, number: int, table: Table) -> None:
        """Every figure of the form, cell by cell, and what a person typed; texts stay those of the larger place."""
        grid = self.book.grids[table.grid]
        lines = [*(row for row, _ in table.row_labels), *table.total_rows]
        lines = list(dict.fromkeys(lines)) or prepared_rows(grid, table)
        for blank in table.blanks():
            if blank.role is Role.COLUMN:
                column = column_number(blank.column)
                cells = [(row, column) for row in lines if row not in table.skipped_rows]
            else:
                place = place_of(grid, blank.value_cell)
                cells = [place] if place else []
            done = [self._figure(number, table, blank, *cell) for cell in cells]
            if any(done):
                self._tell_figures(number, table, blank, cells, done)

    def _figure(self, number: int, table: Table, blank: Blank, row: int, column: int) -> str:
        """One cell: added, asked anew, or left alone; says which."""
        found = [(given.part.code, given.values.get((table.grid, row, 0, column))) for given in self.given]
        shares = tuple(Share(code, value) for code, value in found if value is not None)
        numbers = [found_number for share in shares if (found_number := _number(share.value)) is not None]
        asked = self.asked.values.get((table.grid, row, 0, column))
        if not is_figure(blank) and (
            len(numbers) < len(shares) or not numbers or blank.question is not None or _same(shares, asked)
        ):
            return ""  # a text, or a date; the larger place's own stands
        key = (table.grid, row, 0, column)
        self.shares[key] = shares
        if not is_figure(blank) and NOT_ADDED.search("".join(blank.path)):
            return "apart"
        added = is_additive(blank) or not is_figure(blank)
        value: EditValue = (_added(numbers) if numbers else None) if added else asked
        mode = "added" if added else "asked"
        self.pen.put(table.grid, row, column, value)
        if value is None:
            return "empty"
        whole = _number(asked)
        comparable = is_additive(blank) or isinstance(blank.question, CountDistinct)
        if comparable and numbers and whole is not None and abs(sum(numbers) - whole) > NEARLY * len(numbers):
            self.doubles.append((table.grid, Slot(row), column, sum(numbers), whole, "／".join(blank.path), mode))
        return "part" if len(shares) < len(self.given) else mode

    def _tell_figures(
        self, number: int, table: Table, blank: Blank, cells: Sequence[tuple[int, int]], done: Sequence[str]
    ) -> None:
        before = self.told.get((number, blank.key))
        if before is None:
            return
        names = [self.pen.name(table.grid, *cell) for cell in cells]
        gaps = [name for name, what in zip(names, done, strict=True) if what in ("part", "empty")]
        filled = [name for name, what in zip(names, done, strict=True) if what and what not in ("empty", "apart")]
        apart = [name for name, what in zip(names, done, strict=True) if what == "apart"]
        if apart:
            self.told[number, blank.key] = replace(
                before, outcome=Outcome.ASKED, reason="比率和平均数不能相加，请按合并的数重新计算", cells=(), missing=len(apart),
                missing_cells=tuple(apart), doubtful_cells=(), value=None,
            )  # fmt: skip
            return
        typed = not is_figure(blank)
        reason = "有的单位这里没有填，只加了填了的" if gaps and filled else "由各单位填写的数相加，请看一看" if typed else ""
        outcome = Outcome.ASKED if not filled else Outcome.UNSURE if gaps or typed else Outcome.ANSWERED
        self.told[number, blank.key] = replace(
            before, outcome=outcome, reason=reason, cells=span_names(filled[:1] + filled[-1:] if len(filled) > 1 else filled),
            missing=0 if filled else len(gaps), missing_cells=() if filled else tuple(gaps),
            doubtful_cells=tuple(gaps) if filled else (),
            value=self.pen_value(table, *cells[0]) if len(cells) == 1 else None,
        )  # fmt: skip

    def pen_value(self, table: Table, row: int, column: int) -> EditValue:
        """What was written into a cell just now."""
        return next(iter(self.pen.written(table.grid, row, column)), None)

    def done(self) -> RolledUp:
        """Everything in places of the grown sheet."""
        both = tuple(
            Both(
                (grid, self.pen.row(grid, slot.row, slot.extra), column), self.pen.name(grid, slot.row, column, slot.extra),
                added, asked, label, mode,
            )
            for grid, slot, column, added, asked, label, mode in self.doubles
        )  # fmt: skip
        shares = {
            (grid, self.pen.row(grid, row, extra), column): found for (grid, row, extra, column), found in self.shares.items()
        }
        findings = [*self.findings, *(_both_found(one) for one in both)]
        kept = tuple(finding for finding in self.whole.findings if finding.code in ("title_dated", "fixed_day"))
        return RolledUp(Filling(self.pen.edits(), tuple(self.told.values()), (*kept, *findings)), shares, both)


class _Given:
    """What was written by one part, by places of the blank form: grid, row, extra row behind it, column."""

    def __init__(self, part: Part, book: Book) -> None:
        self.part = part
        self.values = {(cell.grid, *_back(part.edits, cell), cell.column): cell.value for cell in part.edits.cells}
        self.reach: dict[int, int] = {}
        for grid, row, _extra, _column in self.values:
            self.reach[grid] = max(self.reach.get(grid, 0), row)

    def rows(self, table: Table, grid: Grid) -> Iterator[Mapping[int, EditValue]]:
        """The rows of the table that say something, from top to bottom; numbers of rows say nothing."""
        numbered = {column_number(blank.column) for blank in table.columns if blank.concept == ROW_NUMBER}
        for row, extra in self._slots(table, grid):
            found = {
                column: value
                for column in range(table.first_column, table.last_column + 1)
                if (value := self.values.get((table.grid, row, extra, column))) is not None
            }
            if found.keys() - numbered:
                yield found

    def _slots(self, table: Table, grid: Grid) -> Iterator[tuple[int, int]]:
        prepared = prepared_rows(grid, table)
        if not prepared:
            return
        yield from ((row, 0) for row in prepared)
        last = prepared[-1]
        grown = sum(g.added for g in self.part.edits.growths if g.grid == table.grid and g.last_row == last)
        yield from ((last, step) for step in range(1, grown + 1))
        if not grown and runs_on(grid, table, last):
            yield from ((row, 0) for row in range(last + 1, self.reach.get(table.grid, 0) + 1))


def _back(edits: Edits, cell: CellEdit) -> tuple[int, int]:
    """The row of the blank form that a row of the grown sheet was, and how many rows behind it."""
    shift = 0
    for growth in edits.growths:
        if growth.grid != cell.grid:
            continue
        end = growth.last_row + shift
        if cell.row <= end:
            break
        if cell.row <= end + growth.added:
            return growth.last_row, cell.row - end
        shift += growth.added
    return cell.row - shift, 0


def _in_rows(table: Table, grid: Grid, row: int, extra: int) -> bool:
    prepared = prepared_rows(grid, table)
    if not prepared or row in table.total_rows:
        return False
    return extra > 0 or row in prepared or (row > prepared[-1] and runs_on(grid, table, prepared[-1]))


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _same(shares: Sequence[Share], asked: EditValue) -> bool:
    """Whether the parts all wrote what the larger place writes itself: the year of the report is not added up."""
    return bool(shares) and all(share.value == asked for share in shares)


def _added(numbers: Sequence[float]) -> int | float:
    total = round(sum(numbers), 6)
    return int(total) if total == int(total) else total


def _both_found(one: Both) -> Finding:
    which = "表上写的是相加的数" if one.written == "added" else "表上写的是合并计算的数（同一户、同一人只数一次）"
    return Finding(
        "two_numbers", one.label, f"{one.cell}：各单位相加 {one.added:g}，合在一起计算 {one.asked:g}；{which}", (one.cell,)
    )


__all__ = ["Both", "Part", "RolledUp", "Share", "can_roll_up", "is_additive", "is_figure", "roll_up"]
