"""A form as it looks on paper: grids to rows of cells for an HTML table, with what was filled put in.

Long lists are cut after a few rows and long empty stretches are folded, so that what stands below stays in sight. Nothing
here knows Django; rows are numbered as on the grown sheet (after lists have got their rows).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qingzhuang.formfill.edits import Growth
from qingzhuang.formfill.grid import Grid, Place, Span

ROWS_OF_A_LIST = 20
EMPTY_ROWS = 4
MOST_ROWS, MOST_COLUMNS = 400, 200
FARTHEST_ROW = 20_000  # of the blank form; a stray mark at the end of a sheet is not worth a million rows
ROWS_OF_A_CODE_SHEET = 40  # a sheet without blanks
PIXELS_A_CHARACTER = 8.4
NARROWEST, WIDEST = 26, 420


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell shows of a blank: its key and state; `label` cells carry the sign and the link."""

    key: str
    state: str
    label: bool = False


@dataclass(frozen=True, slots=True)
class PaperCell:
    text: str
    colspan: int
    rowspan: int
    classes: str
    key: str = ""
    state: str = ""
    signed: bool = False
    filled: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row of cells; or, where `folded` is more than 0, so many rows that are not shown (`list` rows of a list in all)."""

    cells: tuple[PaperCell, ...] = ()
    folded: int = 0
    rows_of_list: int = 0
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class PaperColumn:
    width: int
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab. `above` and `below` are paragraphs of a Word file around the table; `ruled`: it has borders of its own."""

    index: int
    name: str
    columns: tuple[PaperColumn, ...]
    rows: tuple[PaperRow, ...]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    is_word: bool = False
    cut: bool = False
    ruled: bool = False

    @property
    def width(self) -> int:
        return sum(column.width for column in self.columns)


@dataclass(frozen=True)
class Ink:
    """What is put on a grid: filled texts and marks by place on the grown sheet, growths, and lists to cut (first row, rows)."""

    values: Mapping[Place, str] = field(default_factory=dict)
    marks: Mapping[Place, Mark] = field(default_factory=dict)
    growths: Sequence[Growth] = ()
    lists: Sequence[tuple[int, int]] = ()


def draw(grid: Grid, index: int, ink: Ink) -> Sheet:
    """The grid with its ink as rows of cells."""
    columns = min(_used_columns(grid, ink), MOST_COLUMNS)
    lines = _shown(_rows(grid, ink), grid, ink)
    shown = [line for line in lines if isinstance(line, _Line)]
    covered, spans = _merges(grid, shown, columns)
    rows = []
    for line in lines:
        if isinstance(line, _Line):
            rows.append(_draw_row(grid, line, columns, covered, spans, ink))
        else:
            rows.append(line)
    return Sheet(
        index=index,
        name=grid.name,
        columns=tuple(PaperColumn(_width(grid, c), c in grid.hidden_columns) for c in range(1, columns + 1)),
        rows=tuple(rows),
        above=grid.above,
        below=grid.below,
        is_word=grid.is_word,
        cut=grid.columns > columns == MOST_COLUMNS,
        ruled=any(cell.style.bottom or cell.style.top for cell in grid.cells.values()),
    )


def _used_columns(grid: Grid, ink: Ink) -> int:
    """The last column with something to see; formats that run on to the edge of the sheet are not."""
    used = {column for row, column in (*ink.values, *ink.marks)}
    used |= {column for (_row, column), cell in grid.cells.items() if cell.text.strip()}
    used |= {merge.right for merge in grid.merges if grid.text(merge.top, merge.left).strip()}
    return min(max(used, default=1), max(grid.columns, 1))


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the grown sheet, and the row of the blank form that it looks like."""

    number: int
    source: int
    inserted: bool = False


def _rows(grid: Grid, ink: Ink) -> list[_Line]:
    """The rows of the grown sheet, and on to the last one that anything was put into."""
    added_after = {growth.last_row: growth.added for growth in ink.growths if growth.added}
    last_inked = max((row for row, _column in ink.values), default=0)
    last_source = min(max((grid.rows, *added_after)), FARTHEST_ROW)
    lines: list[_Line] = []
    source = 0
    while source < last_source or len(lines) < last_inked:
        source += 1
        lines.append(_Line(len(lines) + 1, source))
        for _ in range(added_after.get(source, 0)):
            lines.append(_Line(len(lines) + 1, source, inserted=True))
    return lines


def _shown(lines: list[_Line], grid: Grid, ink: Ink) -> list[_Line | PaperRow]:
    """Rows to draw, with folds for the tail of long lists, for long empty stretches and for what is beyond the limit."""
    in_list = {first + step: (first, rows) for first, rows in ink.lists for step in range(rows)}
    inked = {place[0] for place in (*ink.values, *ink.marks)}
    written = {place[0] for place, cell in grid.cells.items() if cell.text.strip()}
    spanned = {row for merge in grid.merges if 1 < merge.rows <= MOST_ROWS for row in range(merge.top, merge.bottom + 1)}
    found: list[_Line | PaperRow] = []
    empty: list[_Line] = []

    def settle() -> None:
        if len(empty) > EMPTY_ROWS + 2:
            found.extend(empty[:EMPTY_ROWS])
            found.append(PaperRow(folded=len(empty) - EMPTY_ROWS))
        else:
            found.extend(empty)
        empty.clear()

    for line in lines:
        first, rows = in_list.get(line.number, (0, 0))
        if rows > ROWS_OF_A_LIST and line.number >= first + ROWS_OF_A_LIST:
            if line.number == first + ROWS_OF_A_LIST:
                settle()
                found.append(PaperRow(folded=rows - ROWS_OF_A_LIST, rows_of_list=rows))
            continue
        blank = line.source not in written and line.number not in inked and line.source not in spanned
        if blank and not rows:
            empty.append(line)
            continue
        settle()
        found.append(line)
    settle()
    most = MOST_ROWS if ink.marks else ROWS_OF_A_CODE_SHEET
    if len(found) > most:
        found[most:] = [PaperRow(folded=len(found) - most)]
    return found


def _merges(grid: Grid, lines: list[_Line], columns: int) -> tuple[set[Place], dict[Place, tuple[int, int]]]:
    """Places covered by a merge, and row and column span of each first place, counted in rows that are shown."""
    order = {line.number: at for at, line in enumerate(lines)}
    by_source: dict[int, list[_Line]] = {}
    for line in lines:
        by_source.setdefault(line.source, []).append(line)
    sources = sorted(by_source)
    covered: set[Place] = set()
    spans: dict[Place, tuple[int, int]] = {}
    for merge in grid.merges:
        right = min(merge.right, columns)
        rows = sources[bisect_left(sources, merge.top) : bisect_right(sources, merge.bottom)]
        for inside in _inside(merge, rows, by_source):
            run = [line for at, line in enumerate(inside) if order[line.number] == order[inside[0].number] + at]
            if right < merge.left or (len(run) == 1 and right == merge.left):
                continue
            corner = (run[0].number, merge.left)
            if corner in covered or corner in spans:
                continue  # overlapping merges are damage: the first one holds
            places = [(line.number, column) for line in run for column in range(merge.left, right + 1)]
            if covered.intersection(places) or spans.keys() & set(places):
                continue
            spans[corner] = (len(run), right - merge.left + 1)
            covered.update(places[1:])
    return covered, spans


def _inside(merge: Span, rows: list[int], by_source: Mapping[int, list[_Line]]) -> list[list[_Line]]:
    """The lines of a merge, given its shown rows: one stretch; for a merge within one row one more for each inserted row.

    Rows inserted after the last row of a merge stay outside it.
    """
    if not rows:
        return []
    if merge.rows == 1:
        return [[line] for line in by_source[rows[0]]]
    lines = [line for row in rows for line in (by_source[row][:1] if row == merge.bottom else by_source[row])]
    return [lines]


def _draw_row(
    grid: Grid, line: _Line, columns: int, covered: set[Place], spans: Mapping[Place, tuple[int, int]], ink: Ink
) -> PaperRow:
    cells = []
    for column in range(1, columns + 1):
        place = (line.number, column)
        if place in covered:
            continue
        rowspan, colspan = spans.get(place, (1, 1))
        cell = grid.cell(line.source, column)
        mark = ink.marks.get(place)
        filled = place in ink.values
        text = ink.values[place] if filled else ("" if line.inserted else cell.text)
        cells.append(
            PaperCell(
                text=text,
                colspan=colspan,
                rowspan=rowspan,
                classes=_look(grid, line, column, (rowspan, colspan), text, ink),
                key=mark.key if mark else "",
                state=mark.state if mark else "",
                signed=bool(mark and mark.label),
                filled=filled,
                place=cell.name,
            )
        )
    return PaperRow(tuple(cells), hidden=line.source in grid.hidden_rows)


def _look(grid: Grid, line: _Line, column: int, span: tuple[int, int], text: str, ink: Ink) -> str:
    """The classes of a cell: borders, alignment, and what else is to be seen."""
    style = grid.cell(line.source, column).style
    words = [f"edge-{side}" for side in _edges(grid, line.source, column, span)]
    align = style.align or ("right" if text and _is_number(text) else "")
    looks = {
        f"align-{align}": align in ("left", "center", "right"),
        "bold": style.bold,
        "red": style.red,
        "shade": style.filled,
        "across": style.diagonal,
        "hidden-column": column in grid.hidden_columns,
        "spill": span[1] == 1 and _spills(grid, line, column, text, ink),
        _size(style.font_size): True,
    }
    return " ".join([*words, *(word for word, on in looks.items() if on and word)])


def _edges(grid: Grid, row: int, column: int, span: tuple[int, int]) -> list[str]:
    """The borders of a cell or merged range, taken from the cells at its edges."""
    first = grid.cell(row, column).style
    last = grid.cell(row + span[0] - 1, column + span[1] - 1).style
    sides = {side for side in ("left", "top") if getattr(first, side)}
    return sorted(sides | {side for side in ("right", "bottom") if getattr(last, side) or getattr(first, side)})


def _spills(grid: Grid, line: _Line, column: int, text: str, ink: Ink) -> bool:
    """Whether a text runs on over its empty neighbour, as spreadsheet programs let it where it is not wrapped."""
    style = grid.cell(line.source, column).style
    if not text or style.wrap or style.align in ("center", "right") or "\n" in text or _is_number(text) or grid.is_word:
        return False
    beside = (line.number, column + 1)
    return not (beside in ink.values or beside in ink.marks or grid.text(line.source, column + 1).strip())


def _size(points: float) -> str:
    if points >= 18:
        return "size-title"
    if points >= 13.5:
        return "size-large"
    return "size-small" if points <= 9 else ""


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace(",", "").replace("-", "", 1).replace("%", "", 1).isdigit() and len(text) < 15


def _width(grid: Grid, column: int) -> int:
    if column in grid.hidden_columns:
        return NARROWEST
    characters = grid.column_widths.get(column, 8.43)
    return int(min(max(characters * PIXELS_A_CHARACTER + 5, NARROWEST), WIDEST))
