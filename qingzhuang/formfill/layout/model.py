"""What layout finds in a grid: which cell is a title, a heading, a blank, a total, a note. No meanings yet."""

from __future__ import annotations

from dataclasses import dataclass

from qingzhuang.formfill.grid import Place, Span


@dataclass(frozen=True, slots=True)
class Line:
    """A text above or below a table: title, unit line, signature line, note."""

    place: Place
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: the labels over it from top to leaf, as the merges give them."""

    column: int
    path: tuple[str, ...]
    label: Place


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value cell. `same` where the value goes into the label's own cell; `printed` is text already there.

    `slot` is the place in a printed sentence that the value goes into, counted from 1; 0 for a cell of its own.
    """

    path: tuple[str, ...]
    label: Place
    value: Place
    printed: str = ""
    same: bool = False
    slot: int = 0


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of an indicator list: its labels from section to leaf, its code, unit and value cell."""

    row: int
    path: tuple[str, ...]
    label: Place
    value: Place
    unit: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list inside a card."""

    title: str
    title_place: Place
    header_row: int
    first_row: int
    last_row: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """One table as it lies on the sheet. `shape` is columns (roster or cross-tab), indicators or card."""

    grid: int
    shape: str
    span: Span
    title: Line | None = None
    lines: tuple[Line, ...] = ()  # between title and table
    header_rows: tuple[int, int] | None = None
    columns: tuple[Column, ...] = ()
    first_row: int | None = None
    last_row: int | None = None
    open_ended: bool = False
    row_labels: tuple[tuple[int, tuple[str, ...]], ...] = ()
    total_rows: tuple[int, ...] = ()
    skipped_rows: tuple[int, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    pairs: tuple[Pair, ...] = ()
    blocks: tuple[ListBlock, ...] = ()
    footer: tuple[Line, ...] = ()
    notes: tuple[Line, ...] = ()
    guide: tuple[tuple[int, str], ...] = ()  # column → printed column code, where a guide row stands
