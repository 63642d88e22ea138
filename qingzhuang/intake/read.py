"""A filled workbook read: its tables with columns that are understood, and rows of raw values that pass by in batches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from qingzhuang.formfill.form import State
from qingzhuang.formfill.form import Table as Blank
from qingzhuang.formfill.grid import Grid
from qingzhuang.intake.columns.headings import Found, NoTable, find_tables
from qingzhuang.intake.columns.legend import Legend, legends_of_sheet
from qingzhuang.intake.columns.meaning import Column, columns_of, with_concept
from qingzhuang.intake.columns.members import members_in_rows
from qingzhuang.intake.rows import BATCH, Batch, RowSorter, sample_columns
from qingzhuang.intake.sources import Raw, Sheet, open_file
from qingzhuang.tally.question import Compare
from qingzhuang.vocabulary import Vocabulary, fold, load

KIND = "kind"  # the field that says which kind of thing a record is
LIST_LEAST = 2  # a list of codes is two columns wide; a table of two columns without a name is taken for one


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sheet that brings no records, with a code of `NO_RECORDS`."""

    sheet: str
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One filled list.

    `entity` says whose record a row is (person, household, dwelling …). `samples` are the first values of each column, by place.
    `told` is what the title says of every row: {"kind": "pond"} for 池塘台账.
    """

    sheet: str
    title: str
    entity: str
    header_rows: tuple[int, int]
    columns: tuple[Column, ...]
    samples: Mapping[int, Sequence[Raw]]
    source: Sheet = field(repr=False)
    blank: Blank = field(repr=False)
    below: int = 0
    told: Mapping[str, str] = field(default_factory=dict)

    def batches(self, size: int = BATCH) -> Iterator[Batch]:
        """All rows, from the first at each call, some thousand at a time."""
        return RowSorter(self.blank, self.below, self.columns, self.source.merges).batches(self.source.rows(), size)

    def with_meanings(self, meanings: Mapping[int, str], vocabulary: Vocabulary | None = None) -> Table:
        """The table with columns (by place) that mean what a person said; an empty text leaves a column out.

        Raises UnknownName for a path that the vocabulary does not have.
        """
        words = vocabulary or load()
        columns = (with_concept(c, meanings[c.place], words) if c.place in meanings else c for c in self.columns)
        return replace(self, columns=tuple(columns))


@dataclass(frozen=True, slots=True)
class Workbook:
    """All lists of a file, the sheets that bring none and why, and what a person should be told about the file."""

    format: str
    tables: tuple[Table, ...]
    left_out: tuple[LeftOut, ...] = ()
    warnings: tuple[str, ...] = ()


def read(source: bytes | Path, name: str = "", vocabulary: Vocabulary | None = None) -> Workbook:
    """Read a filled .xlsx, .xls, .ods, .csv or .docx; raises formfill's FormError where it cannot be read.

    Only the first rows are looked at here; `Table.batches` goes through all of them. A blank form is a table without rows.

    >>> book = read("姓名,性别\\n张三,男\\n".encode(), "list.csv")
    >>> [column.concept for column in book.tables[0].columns], next(book.tables[0].batches()).values
    (['person.name', 'person.sex'], [['张三'], ['男']])
    """
    words = vocabulary or load()
    opened = open_file(source, name)
    results = [(sheet, find_tables(sheet.head, vocabulary)) for sheet in opened.sheets]
    legends: dict[str, Legend] = {}
    for sheet, found in results:
        if _may_hold_codes(sheet.head, found):
            legends.update(legends_of_sheet(sheet.head))
    tables: list[Table] = []
    left_out: list[LeftOut] = []
    for sheet, found in results:
        if isinstance(found, NoTable):
            left_out.append(LeftOut(sheet.name, found.code, found.detail))
            continue
        table = _table(sheet, found, legends, words)
        if any(column.field for column in table.columns) and not _is_code_sheet(table, legends):
            tables.append(table)
        else:
            left_out.append(LeftOut(sheet.name, "codes" if _is_code_sheet(table, legends) else "not_understood", table.title))
    return Workbook(opened.format, tuple(tables), tuple(left_out), opened.warnings)


def _table(sheet: Sheet, found: Found, legends: Mapping[str, Legend], words: Vocabulary) -> Table:
    blank = found.table
    places = range(blank.first_column, blank.last_column + 1)
    samples = sample_columns(sheet, found.below, places)
    columns = columns_of(blank, found.translated, samples, words, legends, _notes(sheet.head, found))
    columns = members_in_rows(columns, samples, words)
    columns = tuple(c for c in columns if c.field is not None or c.path)
    return Table(
        sheet.name,
        blank.title,
        "person" if any(c.concept == "person.name" for c in columns) else blank.row_entity or "person",
        blank.header_rows or (1, 1),
        columns,
        samples,
        sheet,
        blank,
        found.below,
        _told_by_title(blank),
    )


def _told_by_title(blank: Blank) -> dict[str, str]:
    """池塘台账 says of each of its rows that it is a pond: the kind, where the title names one and all of it was understood."""
    who = blank.population
    if who is None or who.entity != blank.row_entity or blank.population_state is not State.SURE:
        return {}
    said = who.where
    return {KIND: str(said.value)} if isinstance(said, Compare) and (said.field, said.op) == (KIND, "=") else {}


def _notes(grid: Grid, found: Found) -> tuple[str, ...]:
    """Texts above the headings, on the last rows, and pinned to cells: there a list explains its codes."""
    top = (found.table.header_rows or (1, 1))[0]
    texts = [cell.text for (row, _), cell in sorted(grid.cells.items()) if row < top and cell.text.strip()]
    foot = [
        c.text for (row, _), c in grid.cells.items() if row > found.below and len(c.text) > 8 and any(s.isdigit() for s in c.text)
    ]
    marked = [text for text in foot if any(sign in text for sign in "：:注说明")]
    return (*texts, *marked, *found.table.notes, *grid.comments.values(), *grid.above, *grid.below)


def _may_hold_codes(grid: Grid, found: Found | NoTable) -> bool:
    if isinstance(found, NoTable):
        return found.code in ("codes", "notes", "hidden", "not_understood", "figures")
    return len(found.table.columns) <= 6 and not any(_names_a_record(b.concept or "") for b in found.table.columns)


def _names_a_record(concept: str) -> bool:
    """Whether a column says which record a row is: a name, a number, a door. A list of codes has no such column."""
    return concept.endswith((".name", ".id_number", "address", ".room", "household.id"))


def _is_code_sheet(table: Table, legends: Mapping[str, Legend]) -> bool:
    """A sheet whose headings are those of dictionaries found on it: 性别 over 1 男, 2 女."""
    if any(_names_a_record(column.concept) for column in table.columns):
        return False
    headings = {fold(column.path[-1]) for column in table.columns if column.path}
    return bool(headings & set(legends)) or (table.sheet and fold(table.sheet) in legends) is True
