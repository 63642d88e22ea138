"""Two reports as one: a form that asks once what several askers want, and from it the view of each.

Tables of one kind about the same people become one table; a column that several want stands once. What cannot be joined stands as
a table of its own. Columns keep the words of whoever asked first.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace

from qingzhuang.formfill.asks import asked_by, asks_something
from qingzhuang.formfill.form import Blank, Form, Kind, Table
from qingzhuang.formfill.grid import Span
from qingzhuang.tally.overlap import canonical
from qingzhuang.tally.question import Asked, Count
from qingzhuang.vocabulary import Vocabulary, fold, load

PREPARED = 3  # empty rows of a drawn list


@dataclass(frozen=True, slots=True)
class UnionColumn:
    """One column: its headings from top to leaf, what it asks, and who wants it."""

    path: tuple[str, ...]
    asks: Hashable
    askers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnionTable:
    """One table of the union. `rows` are the printed labels of its rows, none for a list."""

    title: str
    kind: Kind
    population: Hashable
    columns: tuple[UnionColumn, ...]
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Union:
    """What all askers want. `saved` is how many columns are asked once instead of several times."""

    tables: tuple[UnionTable, ...]

    @property
    def saved(self) -> int:
        return sum(len(column.askers) - 1 for table in self.tables for column in table.columns)

    @property
    def size(self) -> int:
        return sum(len(table.columns) for table in self.tables)


def unite(forms: Mapping[str, Form], vocabulary: Vocabulary | None = None) -> Union:
    """The union of several forms, each by the name of its asker, in the order given.

    >>> unite({}).tables
    ()
    """
    words = vocabulary or load()
    tables: list[UnionTable] = []
    for asker, form in forms.items():
        for table in form.tables:
            added = _of_table(asker, table, words)
            if not added.columns:
                continue
            at = next((at for at, held in enumerate(tables) if _joins(held, added)), None)
            if at is None:
                tables.append(added)
            else:
                tables[at] = _joined(tables[at], added)
    return Union(tuple(tables))


def view(union: Union, asker: str) -> Union:
    """What one asker gets: the columns that this asker wants, in the order of the union; all printed rows stay."""
    narrowed = (
        replace(table, columns=tuple(column for column in table.columns if asker in column.askers)) for table in union.tables
    )  # fmt: skip
    return Union(tuple(table for table in narrowed if table.columns))


def _of_table(asker: str, table: Table, vocabulary: Vocabulary) -> UnionTable:
    columns: dict[Hashable, UnionColumn] = {}
    for blank in _asking(table):
        asked = asked_by(table, blank)
        path = tuple(part.strip("*＊ ") for part in blank.path if part.strip("*＊ "))
        key: Hashable = canonical(asked, vocabulary) if asked else ("words", tuple(map(fold, path[-1:])))
        columns.setdefault(key, UnionColumn(path, key, (asker,)))
    labels = tuple(" ".join(path) for _row, path in table.row_labels) if table.row_conditions else ()
    return UnionTable(table.title, _kind(table), _population(table.population, vocabulary), tuple(columns.values()), labels)


def _asking(table: Table) -> Iterator[Blank]:
    """The blanks of a table that ask something; lines above and below are about the report."""
    inside = (blank for block in table.blocks for blank in block.columns)
    for blank in (*table.columns, *table.rows, *table.cells, *inside):
        if asks_something(table, blank):
            yield blank


def _kind(table: Table) -> Kind:
    """How it is drawn: a card with a list inside as a card."""
    return Kind.CARD if table.kind is Kind.MIXED else table.kind


def _population(population: Count | None, vocabulary: Vocabulary) -> Hashable:
    return canonical(Asked(population), vocabulary) if population else None


def _joins(a: UnionTable, b: UnionTable) -> bool:
    return a.kind is b.kind and a.population == b.population and tuple(map(fold, a.rows)) == tuple(map(fold, b.rows))


def _joined(a: UnionTable, b: UnionTable) -> UnionTable:
    columns = {column.asks: column for column in a.columns}
    for column in b.columns:
        held = columns.get(column.asks)
        columns[column.asks] = replace(held, askers=(*held.askers, *column.askers)) if held else column
    return replace(a, columns=tuple(columns.values()))


# ---------------------------------------------------------------- drawn
@dataclass(frozen=True, slots=True)
class Drawn:
    """A table as rows of texts with merged cells, title first; rows and columns count from 1."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Span, ...]


def drawn(union: Union) -> tuple[Drawn, ...]:
    """Each table as it would be drawn on a sheet of its own."""
    return tuple(_card(table) if table.kind is Kind.CARD else _list(table) for table in union.tables)


def _list(table: UnionTable) -> Drawn:
    """Headings over empty rows: a list with row numbers, statistics with a column for place or printed label."""
    first = "序号" if table.kind is Kind.ROSTER else "项目" if table.rows else "单位"
    paths = [(first,), *(column.path or ("",) for column in table.columns)]
    depth = max(len(path) for path in paths)
    width = len(paths)
    heads = [[path[level] if level < len(path) else "" for path in paths] for level in range(depth)]
    body = [[label, *[""] * (width - 1)] for label in table.rows] or [[""] * width for _ in range(PREPARED)]
    rows = [[table.title, *[""] * (width - 1)], *_without_repeats(heads), *body]
    merges = [Span(1, 1, 1, width)] if width > 1 else []
    return Drawn(table.title, tuple(map(tuple, rows)), (*merges, *_head_merges(paths, depth)))


def _without_repeats(heads: list[list[str]]) -> list[list[str]]:
    """A heading over several columns is written in the first only."""
    found = [list(row) for row in heads]
    for level in range(len(heads) - 1):
        for column in range(len(heads[0]) - 1, 0, -1):
            if _same_group(heads, level, column):
                found[level][column] = ""
    return found


def _same_group(heads: list[list[str]], level: int, column: int) -> bool:
    """Whether a heading goes on from the column before it: the same text, and something beneath it."""
    above = all(heads[upper][column] == heads[upper][column - 1] for upper in range(level + 1))
    return above and bool(heads[level][column]) and bool(heads[level + 1][column]) and bool(heads[level + 1][column - 1])


def _head_merges(paths: list[tuple[str, ...]], depth: int) -> list[Span]:
    merges = [Span(1 + len(path), at, 1 + depth, at) for at, path in enumerate(paths, 1) if len(path) < depth]
    heads = [[path[level] if level < len(path) else "" for path in paths] for level in range(depth)]
    for level in range(depth - 1):
        column = 0
        while column < len(paths):
            last = column
            while last + 1 < len(paths) and _same_group(heads, level, last + 1):
                last += 1
            if last > column:
                merges.append(Span(2 + level, column + 1, 2 + level, last + 1))
            column = last + 1
    return merges


def _card(table: UnionTable) -> Drawn:
    """Label and value, two pairs in a row."""
    labels = [column.path[-1] if column.path else "" for column in table.columns]
    pairs = [labels[at : at + 2] for at in range(0, len(labels), 2)]
    rows = [[table.title, "", "", ""], *([pair[0], "", pair[1] if len(pair) > 1 else "", ""] for pair in pairs)]
    return Drawn(table.title, tuple(map(tuple, rows)), (Span(1, 1, 1, 4),))
