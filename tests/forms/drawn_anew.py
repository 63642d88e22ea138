"""The same form drawn in another way: what it asks must stay the same.

Clerks add a column and leave the title where it was, frame one column too many, put a line for the unit above the table, write 姓　名.
Each function here gives a sheet drawn anew, or None where the way does not fit the sheet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from qingzhuang.formfill.grid import Cell, Grid, Place, Span, Style, Validation, cell_name

RULED = Style(left=True, top=True, right=True, bottom=True)


def moved(grid: Grid, rows: int = 0, columns: int = 0, below: int = 0) -> Grid:
    """The sheet with empty rows put in below a row, and empty columns at the left."""

    def at(place: Place) -> Place:
        return place[0] + (rows if place[0] > below else 0), place[1] + columns

    def span(old: Span) -> Span:
        return Span(*at((old.top, old.left)), *at((old.bottom, old.right)))

    def cell(old: Cell) -> Cell:
        row, column = at(old.place)
        return replace(old, row=row, column=column, name=cell_name(row, column))

    return replace(
        grid,
        rows=grid.rows + rows,
        columns=grid.columns + columns,
        cells={at(place): cell(old) for place, old in grid.cells.items()},
        merges=tuple(map(span, grid.merges)),
        validations=tuple(Validation(span(v.span), v.choices) for v in grid.validations),
        shapes=tuple(replace(shape, span=span(shape.span)) for shape in grid.shapes),
        comments={at(place): text for place, text in grid.comments.items()},
        hidden_rows=frozenset(at((row, 1))[0] for row in grid.hidden_rows),
        hidden_columns=frozenset(column + columns for column in grid.hidden_columns),
        column_widths={},
        row_heights={},
        print_area=None,
    )


def title(grid: Grid) -> Span | None:
    """The merged cell of a title: alone in one of the first rows."""
    texts = Counter(row for (row, _), cell in grid.cells.items() if cell.text.strip())
    found = (s for s in grid.merges if s.top == s.bottom <= 4 and s.columns > 3 and texts[s.top] == 1)
    return next((s for s in found if grid.text(s.top, s.left).strip()), None)


def _other_title(grid: Grid, right: Callable[[Span], int]) -> Grid | None:
    old = title(grid)
    if old is None:
        return None
    new = replace(old, right=right(old))
    return replace(grid, merges=tuple(m for m in (new if m == old else m for m in grid.merges) if m.columns * m.rows > 1))


def _written(grid: Grid, *texts: tuple[Place, str]) -> Grid:
    cells = dict(grid.cells)
    for (row, column), text in texts:
        cells[row, column] = Cell(row, column, text, text, "", Style(), cell_name(row, column))
    return replace(grid, cells=cells)


def title_too_short(grid: Grid) -> Grid | None:
    return _other_title(grid, lambda old: old.right - 1)


def title_half_as_wide(grid: Grid) -> Grid | None:
    return _other_title(grid, lambda old: old.left + old.columns // 2 - 1)


def title_not_merged(grid: Grid) -> Grid | None:
    return _other_title(grid, lambda old: old.left)


def title_in_a_frame(grid: Grid) -> Grid | None:
    old, bare = title(grid), title_not_merged(grid)
    if old is None or bare is None:
        return None
    cells = dict(bare.cells)
    for column in range(old.left, old.right + 1):
        cells[old.top, column] = replace(bare.cell(old.top, column), style=RULED)
    return replace(bare, cells=cells)


def period_below_the_title(grid: Grid) -> Grid | None:
    old = title(grid)
    if old is None:
        return None
    row = old.bottom + 1
    wider = _written(moved(grid, rows=1, below=old.bottom), ((row, old.left), "（2026年第三季度）"))
    return replace(wider, merges=(*wider.merges, Span(row, old.left, row, old.right)))


def unit_above_the_table(grid: Grid) -> Grid | None:
    old = title(grid)
    if old is None:
        return None
    row, right = old.bottom + 1, max(3, grid.columns - 1)
    return _written(
        moved(grid, rows=1, below=old.bottom), ((row, 1), "填报单位（盖章）："), ((row, right), "填报时间：    年   月   日")
    )


def annex_above(grid: Grid) -> Grid:
    return _written(moved(grid, rows=1), ((1, 1), "附件2"))


def further_right(grid: Grid) -> Grid:
    return moved(grid, columns=1)


def further_down(grid: Grid) -> Grid:
    return moved(grid, rows=1)


def framed_too_far(grid: Grid) -> Grid | None:
    """A frame around everything and two columns more."""
    used = sorted({column for (_, column), cell in grid.cells.items() if cell.text.strip()})
    if not used or any(later - earlier > 1 for earlier, later in pairwise(used)):
        return None  # something stands apart, which a frame would join to the form
    right = max([used[-1], *(span.right for span in grid.merges)])
    top = min(row for (row, _), cell in grid.cells.items() if cell.text.strip())
    cells = dict(grid.cells)
    for row in range(top, grid.rows + 1):
        for column in range(1, right + 3):
            cells[row, column] = replace(grid.cell(row, column), style=RULED)
    return replace(grid, cells=cells, columns=right + 2)


def letters_apart(grid: Grid) -> Grid:
    """姓　名, and long headings on two lines."""

    def apart(text: str) -> str:
        if len(text) == 2 and "一" <= text[0] <= "鿿":
            return f"{text[0]}　{text[1]}"
        return f"{text[: len(text) // 2]}\n{text[len(text) // 2 :]}" if len(text) > 5 and text.isalpha() else text

    return replace(grid, cells={place: replace(cell, text=apart(cell.text)) for place, cell in grid.cells.items()})


def without_a_look(grid: Grid) -> Grid:
    """No widths, bold or colours; lines stay."""

    def bare(style: Style) -> Style:
        return Style(left=style.left, top=style.top, right=style.right, bottom=style.bottom, diagonal=style.diagonal)

    cells = {place: replace(cell, style=bare(cell.style)) for place, cell in grid.cells.items()}
    return replace(grid, cells=cells, column_widths={}, row_heights={})


WAYS: tuple[Callable[[Grid], Grid | None], ...] = (
    title_too_short,
    title_half_as_wide,
    title_not_merged,
    title_in_a_frame,
    period_below_the_title,
    unit_above_the_table,
    annex_above,
    further_right,
    further_down,
    framed_too_far,
    letters_apart,
    without_a_look,
)


def drawings(grid: Grid) -> Iterator[tuple[str, Grid]]:
    """Every way that fits, with its name."""
    for way in WAYS:
        found = way(grid)
        if found is not None:
            yield way.__name__, found
