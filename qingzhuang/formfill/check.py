"""Looks through a filled form: sums, parts not above the whole, equations of the notes, totals, last time, required blanks.

>>> from qingzhuang.formfill.form import Form, Kind
>>> check(Form(Kind.ROSTER, ()), Filling(Edits(), ()), Book("csv", ()))
()
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from qingzhuang.formfill.answer.filling import BlankAnswer, Filling, Finding, Outcome
from qingzhuang.formfill.edits import Edits
from qingzhuang.formfill.equations import last_column, relations_in_notes
from qingzhuang.formfill.form import Blank, Form, Relation, Table
from qingzhuang.formfill.grid import Book, Place, cell_name, column_number, split_name
from qingzhuang.formfill.parts import MEN_AND_WOMEN_ARE_ALL, PART_OF, by_headings
from qingzhuang.formfill.suspects import Law, in_words, suspects
from qingzhuang.tally.question import Aggregate, Count

NEARLY = 0.005  # rounded money and areas may be half a cent apart, times the number of parts
FAR_SHARE, FAR_AT_LEAST = 0.5, 10  # more than half and more than ten away from last time is worth a look
TOLD = 3  # faults of one kind told in full
SHOWN = 20  # rows named in one finding


def check(form: Form, filling: Filling, book: Book) -> tuple[Finding, ...]:
    """What does not add up or is missing, each with a sentence and its cells; empty when all is well.

    Only what has values on all sides is compared: what nobody knows is asked, not wrong.
    """
    found: list[Finding] = []
    for number, table in enumerate(form.tables):
        sheet = Sheet(book, filling.edits, filling, table)
        for relation in relations_of(form, table, book):
            found += sheet.broken(relation)
        found += sheet.totals_differ()
        found += sheet.far_from_before()
        found += _required(number, table, filling.answers)
    return tuple(found)


def suspects_in(form: Form, filling: Filling, book: Book) -> tuple[Finding, ...]:
    """Where sums do not hold: the fewest cells that have to be another number, a table at a time."""
    found = []
    for table in form.tables:
        sheet = Sheet(book, filling.edits, filling, table)
        laws = [*chain.from_iterable(map(sheet.laws, relations_of(form, table, book))), *sheet.total_laws()]
        numbers = {name: number for law in laws for name, number in sheet.named(law)}
        suspected = suspects(laws, numbers)
        if suspected:
            cells = tuple(dict.fromkeys(chain.from_iterable(suspected.sets)))
            found.append(Finding("suspect", sheet.place(), in_words(suspected, numbers), cells))
    return tuple(found)


def relations_of(form: Form, table: Table, book: Book) -> list[Relation]:
    """What must hold between the cells of a table: by its headings, and by the equations of the notes; what both say once, as it is printed."""
    notes = (*table.notes, *form.notes)
    found = (*table.relations, *relations_in_notes(table, notes, book.grids[table.grid]), *by_headings(table))
    return list({(one.total, tuple(sorted(one.parts)), one.operator): one for one in reversed(found)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table with the numbers that stand in it once it is filled, by rows of the grown sheet."""

    book: Book
    edits: Edits
    filling: Filling
    table: Table

    def number(self, row: int, column: int) -> float | None:
        """The number in a cell of the grown sheet; None where there is none."""
        value = self.filling.values.get((self.table.grid, row, column))
        if value is None and not self.edits.growths:
            printed = self.book.grids[self.table.grid].cells.get((row, column))
            value = printed.value if printed and isinstance(printed.value, (int, float)) else None
        if isinstance(value, str) and value.endswith("%"):
            return _float(value[:-1])
        return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None

    def grown(self, row: int) -> int:
        """Where a row of the blank form is now."""
        return row + sum(g.added for g in self.edits.growths if g.grid == self.table.grid and g.last_row < row)

    def rows(self) -> Iterator[int]:
        """The data rows of the grown sheet."""
        table = self.table
        if table.first_row is None:
            return
        first, skipped = self.grown(table.first_row), {self.grown(row) for row in table.skipped_rows}
        places = [row for grid, row, _ in self.filling.values if grid == table.grid]
        last = self.grown(table.last_row + 1) - 1 if table.last_row else max(places, default=first)
        yield from (row for row in range(first, last + 1) if row not in skipped)

    def broken(self, relation: Relation) -> list[Finding]:
        """Findings for one relation, over all its rows or columns."""
        faults: list[tuple[str, str]] = []
        for places in self.lines(relation):
            numbers = [self.number(*place) for place in places]
            sentence = _compare(relation, numbers)
            if sentence:
                faults.append((cell_name(*places[0]), sentence))
        if not faults:
            return []
        cells = tuple(cell for cell, _ in faults)
        named = "、".join(cells[:SHOWN]) + ("等" if len(cells) > SHOWN else "")
        text = f"{named}：{faults[0][1]}（{relation.source or _written(relation)}）"
        return [Finding("sum" if relation.operator == "=" else "part_above_whole", self.place(), text, cells)]

    def lines(self, relation: Relation) -> list[list[Place]]:
        """The cells of a relation, the total first, once for each row or column that it is about."""
        names = [name.lstrip("-") for name in (relation.total, *relation.parts)]
        if relation.total.isdigit():
            rows = [self.grown(int(name)) for name in names]
            return [[(row, column) for row in rows] for column in range(self.table.first_column, last_column(self.table) + 1)]
        lines = [[(row, column_number(name)) for name in names] for row in self.rows()]
        if relation.source != MEN_AND_WOMEN_ARE_ALL:
            return lines
        doubtful = set(chain.from_iterable(answer.doubtful_cells for answer in self.filling.answers))
        return [line for line in lines if not doubtful & {cell_name(*place) for place in line}]  # nobody knows the sex of some

    def laws(self, relation: Relation) -> Iterator[Law]:
        """One relation as laws between named cells."""
        for places in self.lines(relation):
            whole, *parts = [cell_name(*place) for place in places]
            signed = [f"-{cell}" if name.startswith("-") else cell for name, cell in zip(relation.parts, parts, strict=True)]
            slack = NEARLY * (len(parts) + 1)
            if relation.operator == "=":
                yield Law.total(whole, signed, relation.source, slack)
            else:
                yield from (Law.within(whole, part, relation.source, slack) for part in parts)

    def total_laws(self) -> Iterator[Law]:
        """The total row as laws: each of its counts is what the rows add up to."""
        if not self.has_total():
            return
        total = self.grown(self.table.total_rows[0])
        for blank in filter(_adds_up, self.table.columns):
            column = column_number(blank.column)
            parts = [row for row in self.rows() if row != total and self.number(row, column) is not None]
            yield Law.total(
                cell_name(total, column), [cell_name(row, column) for row in parts], "合计", NEARLY * (len(parts) + 1)
            )

    def named(self, law: Law) -> Iterator[tuple[str, float]]:
        """The numbers of the cells of a law."""
        for name, _weight in law.terms:
            row, column = split_name(name)
            if (number := self.number(row, column)) is not None:
                yield name, number

    def has_total(self) -> bool:
        """Whether one row is the sum of the others; not where rows are parts of others (其中)."""
        labels = dict(self.table.row_labels)
        return len(self.table.total_rows) == 1 and not any(path and path[-1].startswith(PART_OF) for path in labels.values())

    def totals(self) -> Iterator[tuple[Place, list[Place]]]:
        """Each figure of the total row with those that it should be the sum of; not where a figure is missing."""
        if not self.has_total():
            return
        total = self.grown(self.table.total_rows[0])
        others = [row for row in self.rows() if row != total]
        printed = {self.grown(row) for row in dict(self.table.row_labels)} - {total}
        for blank in filter(_adds_up, self.table.columns):
            column = column_number(blank.column)
            known = [row for row in others if self.number(row, column) is not None]
            if self.number(total, column) is not None and known and printed.intersection(others) <= set(known):
                yield (total, column), [(row, column) for row in known]

    def totals_differ(self) -> list[Finding]:
        """Total rows whose figure is not the sum of the rows; rows that are parts of others (其中) are left out."""
        faults = []
        for place, parts in self.totals():
            whole, summed = self.number(*place) or 0, sum(self.number(*part) or 0 for part in parts)
            if abs(whole - summed) > NEARLY * (len(parts) + 1):
                faults.append((cell_name(*place), f"合计 {whole:g}，各行相加 {summed:g}"))
        return self._one("total", faults)

    def far_from_before(self) -> list[Finding]:
        """Figures that are far from what stood in the cell: last month's file was filled again."""
        if self.edits.growths:
            return []
        faults = []
        printed = self.book.grids[self.table.grid].cells
        columns = {column_number(blank.column): blank for blank in self.table.columns if _adds_up(blank)}
        for (grid, row, column), value in self.filling.values.items():
            cell = printed.get((row, column))
            before = cell.value if cell else None
            if grid != self.table.grid or column not in columns or not _is_number(before) or not _is_number(value):
                continue
            was, now = float(before), float(value)  # type: ignore[arg-type]
            if abs(now - was) > max(FAR_AT_LEAST, FAR_SHARE * max(abs(was), abs(now))):
                faults.append((cell_name(row, column), f"原来填的是 {was:g}，现在是 {now:g}"))
        return self._one("far_from_before", faults)

    def _one(self, code: str, faults: list[tuple[str, str]]) -> list[Finding]:
        """All cells with the same kind of fault in one finding; the first ones are told."""
        told = "；".join(f"{cell} {text}" for cell, text in faults[:TOLD]) + ("等" if len(faults) > TOLD else "")
        return [Finding(code, self.place(), told, tuple(cell for cell, _ in faults))] if faults else []

    def place(self) -> str:
        """The table in words."""
        return self.table.title or self.table.sheet or "表"


def _compare(relation: Relation, numbers: Sequence[float | None]) -> str:
    """What is wrong between total and parts; empty where nothing is, or where a number is missing."""
    if any(number is None for number in numbers):
        return ""
    whole, *parts = [number for number in numbers if number is not None]
    signed = [-part if name.startswith("-") else part for name, part in zip(relation.parts, parts, strict=True)]
    if relation.operator == "=":
        if abs(whole - sum(signed)) > NEARLY * (len(parts) + 1):
            return f"{whole:g} 不等于 {'+'.join(f'{part:g}' for part in signed)}".replace("+-", "-")
    elif max(parts) > whole + NEARLY:
        return f"其中数 {max(parts):g} 大于 {whole:g}"
    return ""


def _written(relation: Relation) -> str:
    return f"{relation.total}{relation.operator}{'+'.join(relation.parts)}".replace("+-", "-")


def _adds_up(blank: Blank) -> bool:
    question = blank.question
    return isinstance(question, Count) or (isinstance(question, Aggregate) and question.function == "sum")


def _required(number: int, table: Table, answers: Sequence[BlankAnswer]) -> list[Finding]:
    required = {blank.key for blank in table.blanks() if blank.required}
    empty = [
        a for a in answers
        if a.table == number and a.key in required and (a.outcome in (Outcome.ASKED, Outcome.OUTSIDE) or a.missing)
    ]  # fmt: skip
    if not empty:
        return []
    labels = "、".join(a.label for a in empty)
    cells = tuple(cell for a in empty for cell in (a.missing_cells or a.cells))
    return [Finding("required_empty", table.title or table.sheet or "表", f"必填项还空着：{labels}", cells)]


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
