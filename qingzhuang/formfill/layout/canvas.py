"""A grid with its merges resolved: every place belongs to one box, a box has one text."""

from __future__ import annotations

from dataclasses import dataclass, field

from qingzhuang.formfill.grid import PLAIN, Grid, Place, Span, Style
from qingzhuang.formfill.layout import words
from qingzhuang.vocabulary import fold


@dataclass(frozen=True, slots=True)
class Box:
    """A cell or a merged range, with its text as printed and as folded for comparing."""

    span: Span
    text: str
    plain: str
    style: Style
    formula: bool = False

    @property
    def place(self) -> Place:
        return self.span.top, self.span.left


@dataclass(slots=True)
class Canvas:
    """Boxes by place, the used extent, and what each row looks like.

    `left` and `right` bound the form: a stray marker far to the right and a look-up list beside the form are left out.
    """

    grid: Grid
    boxes: dict[Place, Box] = field(default_factory=dict)
    rows: int = 0
    left: int = 1
    right: int = 0
    _rows: dict[int, list[Box]] = field(default_factory=dict)
    _texts: dict[int, list[Box]] = field(default_factory=dict)

    def box(self, row: int, column: int) -> Box:
        found = self.boxes.get((row, column))
        if found is None:
            cell = self.grid.cells.get((row, column))
            found = Box(Span(row, column, row, column), cell.text if cell else "", "", cell.style if cell else PLAIN)
            self.boxes[row, column] = found
        return found

    def row(self, row: int) -> list[Box]:
        """The distinct boxes of a row inside the form, left to right."""
        found = self._rows.get(row)
        if found is None:
            found = []
            column = self.left
            while column <= self.right:
                box = self.box(row, column)
                found.append(box)
                column = max(column, box.span.right) + 1
            self._rows[row] = found
        return found

    def own(self, row: int) -> list[Box]:
        """The boxes of a row that begin in this row (not those that hang down from above)."""
        return [box for box in self.row(row) if box.span.top == row]

    def texts(self, row: int) -> list[Box]:
        """The boxes with a text that begin in this row."""
        found = self._texts.get(row)
        if found is None:
            found = [box for box in self.own(row) if box.plain]
            self._texts[row] = found
        return found

    def is_empty(self, row: int) -> bool:
        return not any(box.plain for box in self.row(row))

    def framed(self, row: int) -> bool:
        """Whether the row has ruled cells: part of the drawn table."""
        ruled = sum(1 for box in self.row(row) if box.style.top or box.style.bottom or box.style.left)
        return ruled * 2 > len(self.row(row))


def make_canvas(grid: Grid) -> Canvas:
    """Resolve the merges of a grid and find how far the form reaches."""
    canvas = Canvas(grid)
    taken: set[Place] = set()
    for span in grid.merges:
        places = [
            (r, c)
            for r in range(span.top, min(span.bottom, grid.rows + 1) + 1)
            for c in range(span.left, min(span.right, 1024) + 1)
        ]
        if taken.intersection(places):  # overlapping merges: the first one counts
            continue
        taken.update(places)
        cell = grid.cell(span.top, span.left)
        box = Box(span, cell.text, fold(cell.text), cell.style, bool(cell.formula))
        for place in places:
            canvas.boxes[place] = box
    for place, cell in grid.cells.items():
        if place not in canvas.boxes and (cell.text or cell.style):
            canvas.boxes[place] = Box(Span(*place, *place), cell.text, fold(cell.text), cell.style, bool(cell.formula))
    written = [box for place, box in canvas.boxes.items() if box.plain and box.place == place]
    canvas.rows = max((p[0] for p, b in canvas.boxes.items() if b.plain or b.style.bottom or b.style.top), default=0)
    canvas.left, canvas.right = _extent(canvas, written)
    return canvas


def _extent(canvas: Canvas, written: list[Box]) -> tuple[int, int]:
    """First and last column of the form.

    Columns are counted as used where a text or a ruled cell stands. After a gap of unused columns what follows is left
    out when it is a stray marker (one text) or a list of filled rows without a heading (a look-up list).
    """
    used: set[int] = set()
    per_row: dict[int, int] = {}
    for box in written:
        per_row[box.span.top] = per_row.get(box.span.top, 0) + 1
    for place, box in canvas.boxes.items():
        if box.span.columns > 1 and box.span.rows == 1 and per_row.get(box.span.top) == 1 and len(per_row) > 1:
            continue  # a title alone in its row may be merged wider than the table
        if box.plain or (box.style.left and box.style.right) or (box.style.top and box.style.bottom):
            used.add(place[1])
    if not used:
        return 1, 0
    blocks: list[list[int]] = []
    for column in sorted(used):
        if blocks and column == blocks[-1][-1] + 1:
            blocks[-1].append(column)
        else:
            blocks.append([column])
    first, last = blocks[0][0], blocks[0][-1]
    for block in blocks[1:]:
        inside = [b for b in written if block[0] <= b.span.left <= block[-1]]
        gap = block[0] - last - 1
        lone = len(inside) <= 1 and gap >= 3
        if lone or _is_lookup(inside, len(block)):
            continue
        last = block[-1]
    return first, min(last, _beyond_texts(canvas, written))


def _beyond_texts(canvas: Canvas, written: list[Box]) -> int:
    """The last column that can be of the form: one blank beside the texts, or what a merged value reaches; more is a frame drawn too far."""
    texts = max((box.span.right for box in written if box.span.columns == 1 and not words.PHOTO.search(box.plain)), default=0)
    reached = max((box.span.right for box in written), default=0)
    merged = max((span.right for span in canvas.grid.merges), default=0)
    return max(texts + 1, reached, merged)


def _is_lookup(inside: list[Box], width: int) -> bool:
    """A list of filled rows beside the form: many texts, hardly an empty place, no word of a form."""
    rows = {box.span.top for box in inside}
    full = len(inside) >= 0.8 * len(rows) * width
    return len(rows) >= 12 and full and not any(words.is_heading_word(box.plain) for box in inside[:3])
