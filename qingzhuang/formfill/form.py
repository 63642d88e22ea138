"""What a form asks: the understanding of a file, blank by blank.

`understand` makes a Form; `plan` and `answer` add states and values; `write` puts the values into the file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from qingzhuang.formfill.grid import Span
from qingzhuang.tally.question import Count, Question


class Kind(str, Enum):
    """What sort of form or table it is."""

    ROSTER = "roster"  # 花名册: a record a row
    CROSSTAB = "crosstab"  # 统计表: figures by row and column label
    CARD = "card"  # 登记表: label and value cells of one record
    MIXED = "mixed"  # a card with a list inside, or several blocks


class State(str, Enum):
    """How sure the product is of a blank."""

    SURE = "sure"  # understood; filled without a mark
    UNSURE = "unsure"  # a best guess, filled and marked, to be confirmed by a person
    OUTSIDE = "outside"  # not a fact of the ledger
    KEPT = "kept"  # signature, remark, printed text: not for the ledger to fill


class Role(str, Enum):
    """Where in its table a blank stands."""

    COLUMN = "column"  # a whole column of data cells
    ROW = "row"  # the value cell of an indicator row
    CELL = "cell"  # a value cell of a card
    META = "metadata"  # above the table
    FOOT = "footer"  # below it


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible meaning: a concept in the words of the vocabulary, a score from 0 to 1, and why, in words."""

    concept: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank of a form.

    `label_cell` and `value_cell` are names of cells (B3, t1r2c3); a column has its letter in `column`. `concept` is the
    text of `question` (see `tally.syntax`), or one of `report.…`, `row.number`, `row.remarks`, `outside the ledger (…)`,
    `dimension: …`; None where nothing is understood. `reason` says in words why. `after_label` means that the value goes
    into the label's own cell, behind its text; `slot` that it goes into this place of a printed sentence, counted from 1.
    """

    role: Role
    path: tuple[str, ...]
    label_cell: str
    value_cell: str
    column: str = ""
    concept: str | None = None
    question: Question | None = None
    state: State = State.OUTSIDE
    reason: str = ""
    score: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    unit: str = ""
    required: bool = False
    after_label: bool = False
    choices: tuple[str, ...] = ()  # printed or drop-down choices
    printed: str = ""  # text that already stands in the value cell
    value_span: Span | None = None
    slot: int = 0

    @property
    def key(self) -> str:
        """A stable name inside the form: role and place."""
        place = f"{self.column or self.value_cell}{f'#{self.slot}' if self.slot else ''}"
        return f"{self.role.value}:{place}:{'/'.join(self.path)}"


@dataclass(frozen=True, slots=True)
class Block:
    """A list inside a card (简历, 家庭成员)."""

    title_cell: str
    title: str
    header_row: int
    first_row: int
    last_row: int
    columns: tuple[Blank, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A sum that must hold: `total = parts`; names are column letters or row numbers; `source` says where it was read."""

    total: str
    parts: tuple[str, ...]
    operator: str  # "=" or ">="
    source: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a form, with all its blanks.

    `row_labels` are the printed labels of the data rows (row number → path of labels), each with the condition that it
    puts on the row in `row_conditions` (text of a condition, empty where it only names an area or a total).
    """

    grid: int  # index in Book.grids
    sheet: str | None
    kind: Kind
    title: str = ""
    title_cell: str = ""
    subtitle: str = ""
    unit_of_measure: str = ""
    header_rows: tuple[int, int] | None = None
    first_row: int | None = None
    last_row: int | None = None
    open_ended: bool = False
    first_column: int = 1
    last_column: int = 1
    population: Count | None = None
    population_reason: str = ""
    population_state: State = State.SURE  # unsure where a word of the title is not understood: who is listed must be confirmed
    row_entity: str = ""
    columns: tuple[Blank, ...] = ()
    rows: tuple[Blank, ...] = ()
    cells: tuple[Blank, ...] = ()
    blocks: tuple[Block, ...] = ()
    metadata: tuple[Blank, ...] = ()
    footer: tuple[Blank, ...] = ()
    row_labels: tuple[tuple[int, tuple[str, ...]], ...] = ()
    row_conditions: tuple[tuple[int, str], ...] = ()
    total_rows: tuple[int, ...] = ()
    skipped_rows: tuple[int, ...] = ()  # guide, hint and example rows
    relations: tuple[Relation, ...] = ()
    notes: tuple[str, ...] = ()
    day_rule: str = ""  # a fixed day read in title or notes, ISO date

    def blanks(self) -> tuple[Blank, ...]:
        """Every blank of the table, in the order of the answer file."""
        inside = tuple(blank for block in self.blocks for blank in block.columns)
        return (*self.columns, *self.rows, *self.cells, *inside, *self.metadata, *self.footer)

    def with_blanks(self, changed: Callable[[Blank], Blank]) -> Table:
        """The table with every blank put through `changed`, in the order of `blanks()`."""
        columns, rows, cells = (tuple(map(changed, one)) for one in (self.columns, self.rows, self.cells))
        blocks = tuple(replace(block, columns=tuple(map(changed, block.columns))) for block in self.blocks)
        metadata, footer = (tuple(map(changed, one)) for one in (self.metadata, self.footer))
        return replace(self, columns=columns, rows=rows, cells=cells, blocks=blocks, metadata=metadata, footer=footer)


@dataclass(frozen=True, slots=True)
class Form:
    """A form understood. `fingerprint` is equal for the same blank form whatever its file format or fill-in."""

    kind: Kind
    tables: tuple[Table, ...]
    fingerprint: str = ""
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
