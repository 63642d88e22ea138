"""What the form says about how a blank wants its values: example rows, notes, drop-downs, code sheets, printed choices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from qingzhuang.formfill.answer.choices import Choice, listed, numbered, slashed
from qingzhuang.formfill.answer.dates import date_style
from qingzhuang.formfill.answer.manner import Manner
from qingzhuang.formfill.answer.ticks import choices_in
from qingzhuang.formfill.form import Blank, Form, Role, Table
from qingzhuang.formfill.grid import Book, Cell, Grid, Place, column_number
from qingzhuang.vocabulary import Field, Vocabulary, fold

TICK_WANTED = re.compile(r"[打划填画][“\"'‘]?([√✓])|([√✓])[”\"'’]?(?:表示|为是|代表是)|打[勾钩对]")
COMMA = re.compile(r"多[个项选].{0,6}(逗号|[“\"'‘][,，][”\"'’])|(逗号|顿号|分号)(隔开|分隔|分开)")
SHEET_WORD = re.compile(r"(代码|编码|信息|选项|字典|名称|列表)$")
HAS_OR_NOT = re.compile(r"有无|有/无|\(有、无\)|有没有")
CELL_NAME = re.compile(r"([A-Z]{1,3})(\d{1,7})")
NO_BLANK = re.compile(
    r"(?:空格|空白|空项|空缺|漏项|留空|不得为空|无内容|没有的|如无|若无|无此项|没有).{0,16}?[填写用注]+(?:写|入|明|为|上)?[“\"'‘「]?(无|—+|－|-|/|×|零|0)"
)


@dataclass(frozen=True, slots=True)
class Hints:
    """A form with its file, asked about the manner of single blanks."""

    book: Book
    form: Form
    vocabulary: Vocabulary
    code_columns: tuple[tuple[str, tuple[str, ...]], ...]  # heading on a code sheet → its values
    names: tuple[Mapping[str, Place], ...]  # of each grid: name of a cell → row and column

    def place(self, grid: int, name: str) -> Place:
        """Row and column of a cell by its name (B3, t1r2c3); (0, 0) where there is no such cell."""
        found = self.names[grid].get(name)
        if found is None and (match := CELL_NAME.fullmatch(name)):
            found = int(match.group(2)), column_number(match.group(1))
        return found or (0, 0)

    def manner(self, table: Table, blank: Blank, field: Field | None) -> Manner:
        """How a blank wants the values of a field."""
        grid = self.book.grids[table.grid]
        cell = self.target(table, blank)
        label = blank.path[-1] if blank.path else ""
        near = list(self._near(grid, table, blank))
        everything = [*near, *table.notes, *self.form.notes]
        spoken = "".join([*blank.path, *near, *table.notes])
        tick = TICK_WANTED.search("".join([*blank.path, *near]))
        comma = COMMA.search(spoken)
        return Manner(
            number_format=cell.style.number_format,
            dates=date_style(fold(label), everything if field and field.type == "date" else ()),
            choices=self._choices(blank, field, near) if field else (),
            unit=blank.unit or ("%" if "%" in fold(label) else table.unit_of_measure),
            tick="√" if tick and field and field.type == "boolean" else "",
            separator="," if comma and "逗" in comma.group() else "、",
            has_or_not=HAS_OR_NOT.search(fold(label)) is not None,
        )

    def target(self, table: Table, blank: Blank) -> Cell:
        """The cell that shows how values of the blank look: its value cell, or the first data cell of its column."""
        grid = self.book.grids[table.grid]
        if blank.role is Role.COLUMN and blank.column and table.first_row:
            row = table.first_row
            while row in table.skipped_rows or row in table.total_rows:
                row += 1
            return grid.cell(row, column_number(blank.column))
        row, column = self.place(table.grid, blank.value_cell)
        return grid.cell(row, column)

    def _near(self, grid: Grid, table: Table, blank: Blank) -> Iterator[str]:
        """Example and hint rows of the column, then what is printed in the cell, then the labels from the last."""
        if blank.role is Role.COLUMN and blank.column:
            for row in table.skipped_rows:
                text = grid.text(row, column_number(blank.column))
                if text:
                    yield text
        if blank.printed:
            yield blank.printed
        yield from reversed(blank.path)

    def _choices(self, blank: Blank, field: Field, near: list[str]) -> tuple[Choice, ...]:
        if field.type not in ("code", "codes", "boolean", "text"):
            return ()
        written = self.cell_choices(blank)
        if written or field.type == "text":
            return written
        for text in near:
            found = numbered(text) or slashed(text)
            if found:
                return found
        return self._on_code_sheet(blank, field)

    def cell_choices(self, blank: Blank) -> tuple[Choice, ...]:
        """The choices of a drop-down, or those printed in the label with numbers."""
        numbers = numbered(blank.printed) or (numbered(blank.path[-1]) if blank.path else ())
        if blank.choices and not choices_in(blank.printed):
            says = {choice.says for choice in numbers}
            return numbers if numbers and says & set(blank.choices) else listed(blank.choices)
        return numbers

    def _on_code_sheet(self, blank: Blank, field: Field) -> tuple[Choice, ...]:
        """The column of a code sheet that is headed with the label of the blank, or with another label of its field."""
        label = fold(blank.path[-1]).strip("*") if blank.path else ""
        for heading, values in self.code_columns:
            named = SHEET_WORD.sub("", heading)
            if named and (named == label or heading == label):
                return listed(values)
        for heading, values in self.code_columns:
            meant = self.vocabulary.by_label.get(SHEET_WORD.sub("", heading), ())
            if any(other.path == field.path or (field.codes and other.codes is field.codes) for other in meant):
                return listed(values)
        if field.type == "boolean":
            for heading, values in self.code_columns:
                if heading in ("是/否", "是否"):
                    return listed(values)
        return ()


def hints_of(book: Book, form: Form, vocabulary: Vocabulary) -> Hints:
    """Hints of a form, with its code sheets read."""
    used = {table.grid for table in form.tables}
    columns: list[tuple[str, tuple[str, ...]]] = []
    for index, grid in enumerate(book.grids):
        if index not in used:
            columns += _code_columns(grid)
    names = tuple({cell.name: place for place, cell in grid.cells.items() if cell.name} for grid in book.grids)
    return Hints(book, form, vocabulary, tuple(columns), names)


def _code_columns(grid: Grid) -> list[tuple[str, tuple[str, ...]]]:
    """Columns of a sheet that look like code lists: a heading, then at least two short values below without a gap."""
    found = []
    for column in range(1, min(grid.columns, 60) + 1):
        texts = []
        for row in range(1, min(grid.rows, 400) + 1):
            texts.append(grid.text(row, column).strip())
        start = next((i for i, text in enumerate(texts) if text and not text.isascii()), None)
        if start is None:
            continue
        values = []
        for text in texts[start + 1 :]:
            if not text:
                break
            values.append(text)
        if len(values) > 1 and all(len(text) <= 40 for text in values):
            found.append((fold(texts[start]), tuple(values)))
    return found


def fixed_day(table: Table, form: Form) -> date | None:
    """The day on which ages are counted where the form names one: read with the table, or named in title or notes."""
    from qingzhuang.formfill.match.remarks import fixed_day as day_in

    if table.day_rule:
        return date.fromisoformat(table.day_rule)
    return day_in((table.title, table.subtitle, *table.notes, *form.notes))


def filler(table: Table, form: Form) -> str:
    """What the notes want in cells that would stay empty (无, —); empty where no note says so.

    >>> NO_BLANK.search("所有项目不得空白，没有的填写“无”").group(1)
    '无'
    """
    for note in (*table.notes, *form.notes):
        match = NO_BLANK.search(fold(note))
        if match:
            return match.group(1)
    return ""
