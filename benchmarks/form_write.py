"""Filling forms: a 40 × 30 form and a roster of 10,000 rows × 20 columns, against openpyxl that loads, fills and saves.

Both put the same values into the same file, in turns, in processor time of one process; the best of the rounds counts. The
form made in code has borders, merges, three heading rows and no shapes (openpyxl would drop them).
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from dataclasses import dataclass

import openpyxl
from openpyxl.styles import Border, Font, Side

from qingzhuang.formfill.edits import CellEdit, Edits, Growth
from qingzhuang.formfill.read import read
from qingzhuang.formfill.write import write

FORM_ROUNDS, ROSTER_ROUNDS = 15, 3
ROWS, COLUMNS, FIRST = 40, 30, 5
ROSTER_ROWS, ROSTER_COLUMNS = 10_000, 20


@dataclass(frozen=True, slots=True)
class Filled:
    """Milliseconds of processor time: ours to fill, ours to read and fill, openpyxl to load, fill and save."""

    what: str
    fill_ms: float
    read_and_fill_ms: float
    openpyxl_ms: float

    @property
    def ratio(self) -> float:
        return self.openpyxl_ms / self.fill_ms


def blank_form(rows: int = ROWS, columns: int = COLUMNS) -> bytes:
    """A statistics form: title, three heading rows, bordered blanks below."""
    book = openpyxl.Workbook()
    sheet = book.active
    side = Side(style="thin")
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    sheet["A1"] = "某某统计表"
    for row in range(2, rows + 1):
        for column in range(1, columns + 1):
            cell = sheet.cell(row, column)
            cell.border = Border(side, side, side, side)
            if row < FIRST:
                cell.value, cell.font = f"标题{row}{column}", Font(bold=True)
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _edits(rows: int, columns: int, growth: tuple[Growth, ...] = ()) -> Edits:
    """Half texts, half figures."""
    places = ((row, column) for row in range(FIRST, FIRST + rows) for column in range(1, columns + 1))
    return Edits(
        tuple(CellEdit(0, row, column, f"值{row}-{column}" if column % 2 else row * column) for row, column in places), growth
    )


def _openpyxl(data: bytes, edits: Edits) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    for growth in edits.growths:
        sheet.insert_rows(growth.last_row + 1, growth.added)
    for edit in edits.cells:
        sheet.cell(edit.row, edit.column).value = edit.value
    return _saved(book)


def _best(rounds: int, *works: Callable[[], object]) -> list[float]:
    """Least milliseconds of each work, done in turns so that a busy machine slows all alike."""
    best = [float("inf")] * len(works)
    for _ in range(rounds):
        for number, work in enumerate(works):
            started = time.process_time()
            work()
            best[number] = min(best[number], 1000 * (time.process_time() - started))
    return best


def measure() -> list[Filled]:
    """The form and the roster."""
    data = blank_form()
    book = read(data)
    found = []
    grown = (Growth(0, FIRST, ROWS, ROSTER_ROWS),)
    for what, edits, rounds in (
        (f"a {ROWS} × {COLUMNS} form, {(ROWS - FIRST + 1) * COLUMNS} cells", _edits(ROWS - FIRST + 1, COLUMNS), FORM_ROUNDS),
        (
            f"a roster of {ROSTER_ROWS:,} rows × {ROSTER_COLUMNS} columns",
            _edits(ROSTER_ROWS, ROSTER_COLUMNS, grown),
            ROSTER_ROUNDS,
        ),
    ):
        ours, both, theirs = _best(
            rounds,
            lambda edits=edits: write(data, book, edits),
            lambda edits=edits: write(data, read(data), edits),
            lambda edits=edits: _openpyxl(data, edits),
        )
        found.append(Filled(what, ours, both, theirs))
    return found


def report() -> str:
    """The lines of the benchmark page about filling."""
    return "".join(
        f"Filling {done.what}: {done.fill_ms:.1f} ms ({done.read_and_fill_ms:.1f} ms with reading); openpyxl load-fill-save"
        f" {done.openpyxl_ms:.0f} ms, {done.ratio:.1f} × as long.\n"
        for done in measure()
    )


if __name__ == "__main__":
    print(report())
