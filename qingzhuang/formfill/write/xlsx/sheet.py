"""Patch one worksheet part: values into cells, rows into lists, everything below moved."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from qingzhuang.formfill.edits import EditValue, Growth
from qingzhuang.formfill.grid import Place, column_letters
from qingzhuang.formfill.read.formula import moved
from qingzhuang.formfill.read.number_format import takes_text_only
from qingzhuang.formfill.read.ranges import span
from qingzhuang.formfill.read.xml import Element, child, children, local, parse
from qingzhuang.formfill.write.calculate import Result
from qingzhuang.formfill.write.plan import GridEdits, RowShift
from qingzhuang.formfill.write.xlsx.cells import (
    EMPTY,
    MAX_EXACT,
    PatternCell,
    Stored,
    cell_inner,
    result_of,
    rows_text,
    stored,
    unusual,
)
from qingzhuang.formfill.write.xlsx.part import serialised
from qingzhuang.formfill.write.xlsx.rows import (
    COLUMNS,
    Cell,
    Row,
    cells_of,
    change_formulas,
    cut,
    formula_only,
    formulas_of,
    move_row,
    set_cells,
    usual_cells,
    write_out_shared_formulas,
)
from qingzhuang.formfill.write.xlsx.shift import shift_merges, shift_part, shift_ranges

_KEPT = object()
FormulaShift = Callable[[str, int], str]  # formula, its row in the blank form → formula
_DIMENSION = re.compile(r"""(<(?:[\w.-]+:)?dimension\b[^>]*?\bref\s*=\s*["'])([^"']*)(["'])""")
_RUN_LOOK = re.compile(r"<((?:[\w.-]+:)?)r>\s*(<\1rPr\b.*?</\1rPr>)", re.DOTALL)
_ROW_LOOK = ("s", "customFormat", "ht", "customHeight", "thickTop", "thickBot", "outlineLevel")


@dataclass(frozen=True, slots=True)
class Looks:
    """What the writer must know of the workbook to put a value into a cell."""

    number_format: Callable[[int], str]  # by cell format number
    run_look: Callable[[int, str], str]  # font of the first run of a shared string, as text with a prefix
    epoch1904: bool


class SheetPatch:
    """A worksheet part while it is patched."""

    def __init__(
        self, part: bytes, edits: GridEdits, looks: Looks, move: FormulaShift, results: Mapping[Place, Result] | None = None
    ) -> None:
        self.sheet = cut(part)
        self.results = results or {}
        self.edits, self.looks, self.move = edits, looks, move
        self.prefix = self.sheet.prefix
        self.formulas_gone = False
        self._formats: dict[str, str] = {}
        self._numbers: dict[str, bool] = {}
        self._columns: list[tuple[int, int, str]] | None = None

    def patch(self, moves_formulas: bool = False) -> bytes:
        """The new part; `moves_formulas` where formulas may point to a sheet that grows."""
        shift = self.edits.shift
        if shift:
            write_out_shared_formulas(self.sheet)
            patterns = [(growth, *self._pattern(growth.last_row)) for growth in shift.growths]
            self._shift_rows(shift)
            self._shift_rest(shift)
            for growth, attributes, pattern in patterns:
                self._insert(growth, attributes, pattern)
        elif moves_formulas:
            self._shift_rows(shift)
            self._shift_rest(shift)
        self._fill()
        if self.results:
            self._store_results()
        return self.sheet.bytes()

    def _pattern(self, number: int) -> tuple[str, list[PatternCell]]:
        """Look of the last data row: attributes of the row, and a pattern for each of its cells."""
        row = next((row for row in self.sheet.rows if row.number == number), None)
        if row is None:
            return "", []
        attributes = "".join(f' {key}="{row.attributes[key]}"' for key in _ROW_LOOK if key in row.attributes)
        pattern = []
        for cell in cells_of(row, self.prefix):
            style = cell.attributes.get("s", "")
            look = f' s="{style}"' if style else ""
            pattern.append(PatternCell(cell.column, look, self._format(style), self._row_formula(cell, number)))
        return attributes, pattern

    def _row_formula(self, cell: Cell, number: int) -> Callable[[int], str] | None:
        for attributes, text in formulas_of(cell.inner, self.prefix):
            if text and attributes.get("t", "normal") == "normal":
                shifted = self.move(text, number)
                start = self.edits.shift.row(number)
                return lambda row: moved(shifted, row - start, 0)
        return None

    def _shift_rows(self, shift: RowShift) -> None:
        for row in self.sheet.rows:
            number = row.number

            def change(attributes: dict[str, str], text: str, at: int = number) -> tuple[dict[str, str], str]:
                for key in ("ref", "r1", "r2"):
                    if shift and key in attributes:
                        attributes[key] = shift_ranges(attributes[key], shift)
                return attributes, self.move(text, at) if text else text

            change_formulas(row, self.prefix, change)
            if shift:
                move_row(row, shift.row(number), self.prefix)

    def _shift_rest(self, shift: RowShift) -> None:
        """Everything but the rows: parsed without them, moved, and cut again."""
        root = self._skeleton()
        for part in root:
            if local(part) == "mergeCells":
                shift_merges(part, shift)
            elif local(part) not in ("sheetData", ""):
                shift_part(part, shift, lambda text: self.move(text, 0))
        empty = cut(serialised(root))
        self.sheet.head, self.sheet.tail = empty.head, empty.tail

    def _skeleton(self) -> Element:
        return parse(f"{self.sheet.head}<{self.prefix}sheetData></{self.prefix}sheetData>{self.sheet.tail}".encode())

    def _insert(self, growth: Growth, attributes: str, pattern: list[PatternCell]) -> None:
        start = self.edits.shift.row(growth.last_row)
        new = range(start + 1, start + 1 + growth.added)
        text = rows_text(
            new, pattern, attributes, self.edits.rows, self.prefix, self.looks.epoch1904, self._column_look, self._result
        )
        self._widen(new[-1], max((max(self.edits.rows[row], default=1) for row in new if row in self.edits.rows), default=1))
        for number in new:
            self.edits.rows.pop(number, None)
        at = bisect_left([row.number for row in self.sheet.rows], start + 1)
        self.sheet.rows.insert(at, Row(start + 1, {}, "", text))  # all new rows in one piece

    def _fill(self) -> None:
        if not self.edits.rows:
            return
        rows = {row.number: row for row in self.sheet.rows}
        added = False
        for number, values in self.edits.rows.items():
            row = rows.get(number)
            if row is None:
                row = Row(number, {}, "", "")
                self.sheet.rows.append(row)
                added = True
            self._fill_row(row, values)
        if added:
            self.sheet.rows.sort(key=lambda row: row.number)
        self._widen(max(self.edits.rows), max((max(values, default=1) for values in self.edits.rows.values()), default=1))

    def _result(self, row: int, column: int) -> Stored:
        return result_of(self.results.get((row, column)))

    def _store_results(self) -> None:
        """Put the results of formulas beside them; where one could not be told the old one goes."""
        rows = {row for row, _ in self.results}
        mark = f"<{self.prefix}f"
        for row in self.sheet.rows:
            if row.number not in rows or mark not in row.inner:
                continue
            cells = cells_of(row, self.prefix)
            for cell in cells:
                if mark in cell.inner and (row.number, cell.column) in self.results:
                    new = self._result(row.number, cell.column)
                    for key in ("t", "cm", "vm"):
                        cell.attributes.pop(key, None)
                    if new.kind:
                        cell.attributes["t"] = new.kind
                    cell.inner = formula_only(cell.inner, self.prefix) + (
                        f"<{self.prefix}v>{new.text}</{self.prefix}v>" if new is not EMPTY else ""
                    )
            set_cells(row, cells, self.prefix)

    def _fill_row(self, row: Row, values: Mapping[int, EditValue]) -> None:
        if row.inner and (quick := self._filled_quickly(row, values)) is not None:
            row.inner, row.raw = quick, ""
            return
        cells = cells_of(row, self.prefix)
        known = {cell.column: cell for cell in cells}
        for column, value in values.items():
            cell = known.get(column)
            if cell is None:
                if value is None or value == "":
                    continue
                cell = Cell(column, self._new_attributes(row, column), "")
                cells.append(cell)
            self._set(cell, value)
        if len(cells) != len(known):
            cells.sort(key=lambda cell: cell.column)
            row.attributes.pop("spans", None)
        set_cells(row, cells, self.prefix)

    def _filled_quickly(self, row: Row, values: Mapping[int, EditValue]) -> str | None:
        """The cells of a row spelt the usual way, with plain values put into them; None where anything is unusual, a formula or a text
        with looks of its own."""
        prefix, filled, get = self.prefix, 0, values.get
        cells = usual_cells(prefix).findall(row.inner)
        if sum(len(cell[0]) for cell in cells) != len(row.inner):
            return None
        start, middle = f'<{prefix}c r="', f'{row.number}"'
        text_start, text_end = f' t="inlineStr"><{prefix}is><{prefix}t>', f"</{prefix}t></{prefix}is></{prefix}c>"
        number_start, number_end = f"><{prefix}v>", f"</{prefix}v></{prefix}c>"
        formula = f"<{prefix}f"
        out = []
        for whole, letters, style, kind_before, inner in cells:
            value: Any = get(COLUMNS.get(letters, 0), _KEPT)
            if value is _KEPT:
                out.append(whole)
                continue
            if inner and (inner.startswith(formula) or self._has_looks(kind_before, inner)):
                return None
            filled += 1
            kind = type(value)
            if kind is str and value and not unusual(value):
                out.append(f"{start}{letters}{middle}{style}{text_start}{value}{text_end}")
            elif kind is int and self._holds_numbers(style) and -MAX_EXACT < value < MAX_EXACT:
                out.append(f"{start}{letters}{middle}{style}{number_start}{value}{number_end}")
            else:
                new = stored(value, self._format(style[4:-1]), self.looks.epoch1904)
                kind_text = f' t="{new.kind}"' if new.kind else ""
                out.append(f"{start}{letters}{middle}{style}{kind_text}>{cell_inner(new, prefix)}</{prefix}c>")
        return "".join(out) if filled == len(values) else None

    def _has_looks(self, kind: str, inner: str) -> bool:
        """Whether a text is written in runs, each with a look, here or in the table of strings."""
        if f"<{self.prefix}r>" in inner or f"<{self.prefix}r " in inner:
            return True
        return kind == "s" and bool(self._run_look(Cell(0, {"t": "s"}, inner)))

    def _set(self, cell: Cell, value: EditValue) -> None:
        attributes = cell.attributes
        if cell.inner and f"<{self.prefix}f" in cell.inner:
            self.formulas_gone = True
        new = stored(value, self._format(attributes.get("s", "")), self.looks.epoch1904)
        look = self._run_look(cell) if new.kind == "inlineStr" and cell.inner else ""
        for key in ("t", "cm", "vm"):
            attributes.pop(key, None)
        if new.kind:
            attributes["t"] = new.kind
        cell.inner = cell_inner(new, self.prefix, look)

    def _new_attributes(self, row: Row, column: int) -> dict[str, str]:
        if row.attributes.get("customFormat") in ("1", "true") and "s" in row.attributes:
            return {"s": row.attributes["s"]}
        style = self._column_style(column)
        return {"s": style} if style else {}

    def _holds_numbers(self, style: str) -> bool:
        """By the style attribute as written: ` s="3"`."""
        found = self._numbers.get(style)
        if found is None:
            found = self._numbers[style] = not takes_text_only(self._format(style[4:-1]))
        return found

    def _format(self, style: str) -> str:
        found = self._formats.get(style)
        if found is None:
            found = self._formats[style] = self.looks.number_format(int(style)) if style.isdigit() else "General"
        return found

    def _column_look(self, column: int) -> tuple[str, str]:
        style = self._column_style(column)
        return (f' s="{style}"' if style else ""), self._format(style)

    def _column_style(self, column: int) -> str:
        if self._columns is None:
            listed = children(child(self._skeleton(), "cols"), "col")
            found = [(item.get("min", ""), item.get("max", ""), item.get("style", "")) for item in listed]
            self._columns = [(int(a), int(b), style) for a, b, style in found if a.isdigit() and b.isdigit() and style.isdigit()]
        return next((style for first, last, style in self._columns if first <= column <= last), "")

    def _run_look(self, cell: Cell) -> str:
        """The font of the first run of the text that stood in the cell, where it had runs."""
        if cell.attributes.get("t") == "s":
            number = re.sub(r"<[^>]*>", "", cell.inner).strip()
            return self.looks.run_look(int(number), self.prefix) if number.isdigit() else ""
        match = _RUN_LOOK.search(cell.inner)
        return match[2] if match else ""

    def _widen(self, bottom: int, right: int) -> None:
        """Make the declared dimension hold what is written."""
        match = _DIMENSION.search(self.sheet.head)
        where = span(match[2]) if match else None
        if not match or where is None or (where.bottom >= bottom and where.right >= right):
            return
        first, last = (
            f"{column_letters(where.left)}{where.top}",
            f"{column_letters(max(where.right, right))}{max(where.bottom, bottom)}",
        )
        head = self.sheet.head
        self.sheet.head = f"{head[: match.start(2)]}{first}:{last}{head[match.end(2) :]}"
