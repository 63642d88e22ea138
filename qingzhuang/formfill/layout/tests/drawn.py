"""Sheets drawn as text, so that a test shows the form that it is about.

    # 低保家庭花名册 | <        a title: no borders
    ~ 填报单位： | 单位：户      a line without borders
    户主 | 其中 | <            a ruled row; `<` belongs to the cell on its left, `^` to the one above
    ^    | 男   | 女
    @blank 2                   that many empty ruled rows

`␣` is a space that counts, `⏎` a line break; a merge is given by its corner, not by its text. Blank lines are left out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qingzhuang.formfill.grid import PLAIN, Book, Cell, Grid, Place, Span, Style, cell_name
from qingzhuang.formfill.layout.model import Laid
from qingzhuang.formfill.layout.sheet import lay_out_grid

RULED = Style(left=True, top=True, right=True, bottom=True)


def draw(text: str, name: str = "Sheet1", **more: Any) -> Grid:
    """The grid of a drawn sheet; `more` are further fields of the grid (hidden, above, extra merges)."""
    rows = _rows(text)
    width = max(len(cells) for _, cells in rows)
    corner: dict[Place, Place] = {}
    cells: dict[Place, Cell] = {}
    for row, (style, texts) in enumerate(rows, 1):
        for column, cell in enumerate((*texts, *([""] * (width - len(texts)))), 1):
            at = (row, column)
            corner[at] = corner[row, column - 1] if cell == "<" else corner[row - 1, column] if cell == "^" else at
            shown = cell if corner[at] == at else ""
            if shown or style is RULED:
                cells[at] = Cell(row, column, shown, shown or None, style=style, name=cell_name(row, column))
    made = Grid(name, len(rows), width, cells, _merges(corner))
    return replace(made, **more)


def _rows(text: str) -> list[tuple[Style, list[str]]]:
    found: list[tuple[Style, list[str]]] = []
    for line in text.strip("\n").split("\n"):
        line = line.strip()
        if line.startswith("@blank"):
            found += [(RULED, [""])] * int(line.split()[1])
        elif line:
            style = PLAIN if line[0] in "#~" else RULED
            cells = line[line[0] in "#~" :].split("|")
            found.append((style, [cell.strip().replace("␣", " ").replace("⏎", "\n") for cell in cells]))
    return found


def _merges(corner: dict[Place, Place]) -> tuple[Span, ...]:
    ends: dict[Place, Place] = {}
    for place, at in corner.items():
        low, right = ends.get(at, place)
        ends[at] = (max(low, place[0]), max(right, place[1]))
    return tuple(Span(*at, *end) for at, end in ends.items() if at != end)


def book(*grids: Grid | str, form: str = "xlsx") -> Book:
    """A file of these sheets."""
    return Book(form, tuple(draw(grid, f"Sheet{i}") if isinstance(grid, str) else grid for i, grid in enumerate(grids, 1)))


def lay(text: str, **more: Any) -> Laid:
    """The only table of a drawn sheet."""
    (laid,) = lay_all(text, **more)
    return laid


def lay_all(text: str, **more: Any) -> list[Laid]:
    return lay_out_grid(draw(text, **more), 0)


def paths(laid: Laid) -> list[str]:
    """The label paths of the columns, as 甲/乙."""
    return ["/".join(column.path) for column in laid.columns]
