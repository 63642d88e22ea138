"""Where the headings of a filled sheet end; what stands above them is then understood as if the form were still blank.

Values in the rows would confuse the reader of forms (a row of names may look like one more row of headings), so they are taken out
first: the sheet is cut at the first row that holds values, and a few empty ruled rows are put there instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from qingzhuang.formfill import understand
from qingzhuang.formfill.errors import FormError
from qingzhuang.formfill.form import Form, Kind, Table
from qingzhuang.formfill.grid import Book, Cell, Grid, Place, Span, Style, cell_name
from qingzhuang.formfill.layout import words
from qingzhuang.formfill.layout.sheet import NOT_A_FORM
from qingzhuang.intake.columns.latin import in_chinese
from qingzhuang.vocabulary import Vocabulary, fold

TRIES = 8  # rows that could be the first of the data
BLANK_ROWS = 3
RULED = Style(left=True, top=True, right=True, bottom=True)
STRONG = re.compile(
    r"'?(\d{17}[\dXx]|\d{15}|\d{14}[*＊]{1,4}|1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|0{18}|\d(\.\d+)?E\+\d+|\d{6}\*+[\dXx]{0,4}"
    r"|(18|19|20)\d{2}[-/.年](0?[1-9]|1[0-2])[-/.月](0?[1-9]|[12]\d|3[01])日?|(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))"
)
WEAK = re.compile(
    r"男|女|是|否|有|无|√|×|汉|汉族|群众|党员|未婚|已婚|户主|配偶|妻|子|女儿|儿子|-?\d+(\.\d+)?|[^\d（(]+\d+(号|室|组|幢|栋|弄|单元)\S*"
)


@dataclass(frozen=True, slots=True)
class Found:
    """One table of a sheet: what the blank form is, and the row after its headings."""

    table: Table
    below: int  # first row that can be data
    translated: Mapping[int, str]  # column → heading as it stands, where it was a name of a database


@dataclass(frozen=True, slots=True)
class NoTable:
    """Why a sheet brings no records: a code, and its first words."""

    code: str  # empty, hidden, codes, notes, figures, card, not_understood
    detail: str = ""


def find_tables(grid: Grid, vocabulary: Vocabulary | None = None) -> Found | NoTable:
    """The list on a sheet, or why there is none."""
    filled = [row for row in range(1, grid.rows + 1) if _texts(grid, row)]
    if not filled:
        return NoTable("empty")
    if grid.hidden and not _holds_values(grid):
        return NoTable("hidden")
    best: NoTable | None = None
    for cut in _cuts(grid, filled):
        blank, translated = _blanked(grid, cut)
        try:
            form: Form = understand(Book("xlsx", (blank,)), vocabulary)
        except FormError:
            continue
        for table in form.tables:
            if table.kind is Kind.ROSTER and table.header_rows and len(table.columns) >= 1:
                return Found(table, table.header_rows[1] + 1, translated)
            best = best or NoTable("card" if table.kind is Kind.CARD else "figures", table.title)
    if NOT_A_FORM.search(grid.name.strip()):
        return NoTable("notes" if _is_prose(grid) else "codes")
    return best or NoTable("notes" if _is_prose(grid) else "not_understood")


def _cuts(grid: Grid, filled: list[int]) -> Iterator[int]:
    """Rows that may be the first of the data, the likeliest first; at last the end of the sheet."""
    found = 0
    for row in filled[1:]:
        if _is_data(grid, row):
            yield row
            found += 1
            if found == TRIES:
                break
    if not found and len(filled) > 1:  # no values that show: plain words in all cells
        yield filled[1]
        if len(filled) > 2:
            yield filled[2]
    yield grid.rows + 1


def _is_data(grid: Grid, row: int) -> bool:
    """A row with an ID number, a telephone or a day, or with several values that no heading has."""
    texts = [text for _, text in _texts(grid, row)]
    if all(words.is_guide(text) for text in texts):
        return False
    strong = sum(1 for text in texts if STRONG.fullmatch(text))
    weak = sum(1 for text in texts if WEAK.fullmatch(text))
    return strong >= 1 or weak >= max(2, 0.3 * len(texts)) and not words.HINT.search("".join(texts))


def _holds_values(grid: Grid) -> bool:
    return any(_is_data(grid, row) for row in range(2, min(grid.rows, 40) + 1))


def _is_prose(grid: Grid) -> bool:
    texts = [text for row in range(1, min(grid.rows, 100) + 1) for _, text in _texts(grid, row)]
    return sum(len(text) > 20 for text in texts) >= 0.4 * len(texts)


def _texts(grid: Grid, row: int) -> list[tuple[int, str]]:
    return [(c, fold(cell.text)) for c in range(1, grid.columns + 1) if (cell := grid.cells.get((row, c))) and cell.text.strip()]


def _blanked(grid: Grid, cut: int) -> tuple[Grid, dict[int, str]]:
    """The sheet above a row, with empty ruled rows instead of what follows, and names of a database in Chinese."""
    cells: dict[Place, Cell] = {}
    translated: dict[int, str] = {}
    heading = max((row for row, _ in grid.cells if row < cut and len(_texts(grid, row)) > 1), default=0)
    for place, cell in grid.cells.items():
        if place[0] >= cut:
            continue
        chinese = in_chinese(cell.text) if place[0] == heading else ""
        if chinese:
            translated[place[1]] = cell.text.strip()
            cell = replace(cell, text=chinese, value=chinese)
        cells[place] = cell
    used = {c for (_, c), cell in grid.cells.items() if cell.text.strip()}
    ruled = used | _under_merges(grid, cut)
    for row in range(cut, cut + BLANK_ROWS):
        for column in ruled:
            cells[row, column] = Cell(row, column, "", None, "", RULED, cell_name(row, column))
    merges = tuple(_until(span, cut) for span in grid.merges if span.top < cut)
    merges += tuple(_across(grid, row, min(used), max(used)) for row in _lines(grid, heading, merges))
    blank = replace(
        grid,
        name="" if NOT_A_FORM.search(grid.name.strip()) else grid.name,
        rows=cut + BLANK_ROWS - 1,
        cells=cells,
        merges=tuple(span for span in merges if span.rows * span.columns > 1),
        hidden=False,
        hidden_rows=frozenset(),
        below=(),
    )
    return blank, translated


def _under_merges(grid: Grid, cut: int) -> set[int]:
    """Columns under a merged heading; not those that only a title spreads over."""
    heads = (s for s in grid.merges if s.top < cut and len(_texts(grid, s.top)) > 1 and grid.text(s.top, s.left).strip())
    return {column for span in heads for column in range(span.left, span.right + 1)}


def _lines(grid: Grid, heading: int, merges: tuple[Span, ...]) -> list[int]:
    """Rows above the heading with one text, unmerged: titles and notes that a reader of cards would take for labels with blanks."""
    taken = {row for span in merges for row in range(span.top, span.bottom + 1)}
    return [row for row in range(1, heading) if row not in taken and len(_texts(grid, row)) == 1]


def _across(grid: Grid, row: int, left: int, right: int) -> Span:
    return Span(row, min(left, _texts(grid, row)[0][0]), row, right)


def _until(span: Span, cut: int) -> Span:
    return span if span.bottom < cut else Span(span.top, span.left, cut - 1, span.right)
