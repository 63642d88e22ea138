"""Two reports as one: a form that asks once what several askers want, and from it the view of each.

Tables of one kind about the same people become one table; a column that several want stands once. What cannot be joined stands as
a table of its own. Columns keep the words of whoever asked first.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace

from qingzhuang.formfill.asks import asked_by, asks_something
from qingzhuang.formfill.form import Blank, Form, Kind, Table
from qingzhuang.formfill.grid import Span, column_number
from qingzhuang.tally.overlap import canonical
from qingzhuang.tally.question import Asked, Count
from qingzhuang.vocabulary import Vocabulary, fold, load

PREPARED = 3  # empty rows of a drawn list
Cell = str | int | float
At = tuple[int, int, int]  # grid, row, column


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


def _keyed(table: Table, vocabulary: Vocabulary) -> dict[Hashable, Blank]:
    """The blanks of a table that ask something, by what they ask, else by their words."""
    found: dict[Hashable, Blank] = {}
    for blank in _asking(table):
        asked = asked_by(table, blank)
        key: Hashable = canonical(asked, vocabulary) if asked else ("words", tuple(map(fold, _path(blank)[-1:])))
        found.setdefault(key, blank)
    return found


def _path(blank: Blank) -> tuple[str, ...]:
    return tuple(part.strip("*＊ ") for part in blank.path if part.strip("*＊ "))


def _of_table(asker: str, table: Table, vocabulary: Vocabulary) -> UnionTable:
    columns = {key: UnionColumn(_path(blank), key, (asker,)) for key, blank in _keyed(table, vocabulary).items()}
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


# ---------------------------------------------------------------- what one asker is given of a filled form
@dataclass(frozen=True, slots=True)
class Given:
    """The columns of a filled form that another asker wants, drawn with what stands in them; `left` are the headings of those that the
    form does not ask."""

    tables: tuple[Drawn, ...]
    left: tuple[str, ...]


def given(form: Form, values: Mapping[At, object], theirs: Form, vocabulary: Vocabulary | None = None) -> Given:
    """The part of a filled form that answers another: `values` is what stands in its cells, rows as they have grown.

    A column is found by what it asks of whom, however it is called; a column that no question stands behind by its words.
    """
    words = vocabulary or load()
    wanted: dict[tuple[Hashable, Hashable], Blank] = {}
    for table in theirs.tables:
        wanted |= {((_kind(table), _population(table.population, words)), key): one for key, one in _keyed(table, words).items()}
    tables, found = list[Drawn](), set[tuple[Hashable, Hashable]]()
    for table in form.tables:
        own = (_kind(table), _population(table.population, words))
        here = {key: blank for key, blank in _keyed(table, words).items() if blank.column and (own, key) in wanted}
        found |= {(own, key) for key in here}
        if here:
            tables.append(_with_values(table, here, values))
    return Given(tuple(tables), tuple(" ".join(_path(blank)) for key, blank in wanted.items() if key not in found))


def _with_values(table: Table, columns: Mapping[Hashable, Blank], values: Mapping[At, object]) -> Drawn:
    """Some columns of a filled table under their headings."""
    rows = sorted({row for grid, row, _column in values if grid == table.grid and row >= (table.first_row or 1)})
    place = next((one.column for one in table.columns if (one.concept or "").startswith("area.")), None)
    body: list[tuple[Cell, ...]] = []
    for number, row in enumerate(rows, 1):
        told = values.get((table.grid, row, column_number(place))) if place else None
        first = number if table.kind is Kind.ROSTER else _label(table, row) or _cell(told)
        body.append((first, *(_cell(values.get((table.grid, row, column_number(one.column)))) for one in columns.values())))
    heads = tuple(UnionColumn(_path(blank), key, ()) for key, blank in columns.items())
    empty = _list(UnionTable(table.title, table.kind, None, heads, ("",) if table.row_labels else ()))
    above = len(empty.rows) - (1 if table.row_labels else PREPARED)
    return Drawn(empty.name, (*empty.rows[:above], *body), empty.merges)


def _label(table: Table, row: int) -> str:
    """What is printed before a row."""
    return " ".join(dict(table.row_labels).get(row, ())) or ("合计" if row in table.total_rows else "")


def _cell(value: object) -> Cell:
    """A number as a number, all else as it reads."""
    if value is None:
        return ""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)


# ---------------------------------------------------------------- drawn
@dataclass(frozen=True, slots=True)
class Drawn:
    """A table as rows of texts with merged cells, title first; rows and columns count from 1."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
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
