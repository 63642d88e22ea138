"""A sheet from top to bottom: title, lines, table, foot, and again where several tables stand below one another."""

from __future__ import annotations

import itertools
import re

from qingzhuang.formfill.grid import Book, Grid, Span
from qingzhuang.formfill.layout import words
from qingzhuang.formfill.layout.canvas import Canvas, make_canvas
from qingzhuang.formfill.layout.card import card_row, colon_card, read_card
from qingzhuang.formfill.layout.header import column_paths, header_at, is_meta_row
from qingzhuang.formfill.layout.indicators import read_indicators
from qingzhuang.formfill.layout.model import Laid, Line
from qingzhuang.formfill.layout.table import Body, read_body, row_labels, starts_anew
from qingzhuang.vocabulary import fold

NOT_A_FORM = re.compile(
    r"^(字典|代码|数据字典|码表|type|dict|code|选项|下拉|参数|填写?说明|填表说明|填报说明|使用说明|说明|注意事项|导入注意事项|隐藏|hidden|枚举|基础数据(?:表|字典)?$)",
    re.I,
)


SEEN_ROWS = 300  # so many rows tell what sort of sheet it is


def lay_out(book: Book) -> tuple[Laid, ...]:
    """All tables of a form file, in order; code sheets, instructions and empty sheets have none."""
    found: list[Laid] = []
    for index, grid in enumerate(book.grids):
        found.extend(lay_out_grid(grid, index))
    return tuple(found)


def lay_out_grid(grid: Grid, index: int) -> list[Laid]:
    """The tables of one sheet."""
    canvas = make_canvas(grid)
    if canvas.right < canvas.left or not is_form_sheet(grid, canvas):
        return []
    found: list[Laid] = []
    row = 1
    while row <= canvas.rows:
        laid = next_table(canvas, index, row)
        if laid is None:
            break
        found.append(laid)
        row = laid.span.bottom + 1
    return found


def is_form_sheet(grid: Grid, canvas: Canvas) -> bool:
    """No code list, no page of instructions: a sheet with a heading and room for data."""
    texts = [box for row in range(1, min(canvas.rows, SEEN_ROWS) + 1) for box in canvas.texts(row)]
    if len(texts) < 2 and not grid.is_word:
        return False
    if NOT_A_FORM.search(grid.name.strip()) and not grid.is_word:
        return False
    if grid.hidden:
        return False
    width = canvas.right - canvas.left + 1
    sentences = sum(1 for box in texts if len(box.plain) > 30)
    if width <= 2 and sentences >= 0.5 * len(texts) and not grid.is_word:
        return False
    return not _is_code_list(canvas, len(texts), width)


def _is_code_list(canvas: Canvas, texts: int, width: int) -> bool:
    """Columns filled from the top with short texts under a heading, hardly ruled: 字典."""
    if canvas.rows < 5 or texts < 8 or any(span.columns > 1 for span in canvas.grid.merges):
        return False
    filled, rows = 0, min(canvas.rows, SEEN_ROWS)
    first = next(row for row in range(1, rows + 1) if canvas.texts(row))
    lengths = [sum(bool(canvas.box(row, c).plain) for row in range(1, rows + 1)) for c in range(canvas.left, canvas.right + 1)]
    if width >= 5 and sum(length >= max(lengths) - 1 for length in lengths) >= 0.5 * width:
        return False  # full rows: a list that somebody has filled in; the columns of code lists end where they end
    for column in range(canvas.left, canvas.right + 1):
        column_texts = [bool(canvas.box(row, column).plain) for row in range(first, rows + 1)]
        count = sum(column_texts)
        if count == 0 or (count > 2 and all(column_texts[:count])):
            filled += 1
    ruled = sum(1 for row in range(2, rows + 1) for box in canvas.row(row) if not box.plain and box.style.bottom)
    return filled >= 0.8 * width and ruled < texts * 0.3


def next_table(canvas: Canvas, index: int, start: int) -> Laid | None:
    """The next table at or below a row, with the lines above it and its foot."""
    lines: list[Line] = []
    for row in range(start, canvas.rows + 1):
        texts = canvas.texts(row)
        if not texts:
            continue
        if colon_card(canvas, row):
            return _card(canvas, index, lines, row)
        header = header_at(canvas, row)
        if header is not None:
            return _table(canvas, index, lines, header)
        meta = is_meta_row(canvas, texts) and not canvas.grid.is_word  # 申请单位（盖章） in a Word table is a label
        if card_row(canvas, row) and not meta and not _is_caption(canvas, row):
            return _card(canvas, index, lines, row)
        lines.extend(Line(box.place, box.text, box.span) for box in texts)
    ruled = next((line.place[0] for line in lines if canvas.framed(line.place[0]) and _is_pair_row(canvas, line.place[0])), None)
    if ruled is not None and start == 1:  # a card whose labels all end with a colon
        return _card(canvas, index, [line for line in lines if line.place[0] < ruled], ruled)
    return None


def _is_caption(canvas: Canvas, row: int) -> bool:
    """A title or line above what follows, however it is ruled and merged.

    A title over fewer columns than its table (a column was added, nobody merged anew) or with a frame of its own would else be taken
    for the label of a card.
    """
    texts = canvas.texts(row)
    if len(texts) != 1 or not _table_follows(canvas, row + 1):
        return False
    wide = 2 * texts[0].span.columns > canvas.right - canvas.left + 1
    first = all(canvas.is_empty(above) for above in range(1, row))  # a label has one blank beside it, not several
    return wide or _is_title(canvas, row) or (first and len(canvas.row(row)) > 2)


def _is_pair_row(canvas: Canvas, row: int) -> bool:
    """Labels with a blank beside each; a title in a frame of its own has several."""
    boxes = canvas.row(row)
    if len(canvas.texts(row)) == 1 and len(boxes) > 2:
        return False
    return any(one.plain and not other.plain for one, other in itertools.pairwise(boxes))


def _table(canvas: Canvas, index: int, lines: list[Line], header: tuple[int, int]) -> Laid | None:
    columns = tuple(column_paths(canvas, *header))
    body = read_body(canvas, header[1])
    title, rest = split_title(canvas, lines)
    foot, notes, end = _foot(canvas, body)
    labels = row_labels(canvas, body.data, body.sections)
    labelled = {column for row in body.data for column in _text_columns(canvas, row)}
    columns = tuple(c for c in columns if c.path or c.column in labelled)
    while columns and not columns[-1].path:
        columns = columns[:-1]
    if not columns:
        return None
    indicators = read_indicators(canvas, columns, body.data)
    return Laid(
        grid=index,
        shape="indicators" if indicators else "columns",
        span=Span(lines[0].place[0] if lines else header[0], columns[0].column, end, columns[-1].column),
        title=title,
        lines=tuple(rest),
        header_rows=header,
        columns=columns,
        first_row=body.first,
        last_row=None if body.open_ended else max(body.data or [body.end]),
        open_ended=body.open_ended,
        row_labels=labels,
        total_rows=tuple(body.totals),
        skipped_rows=tuple(body.skipped),
        indicators=indicators,
        footer=tuple(foot),
        notes=tuple(notes),
        guide=body.guide,
    )


def _text_columns(canvas: Canvas, row: int) -> list[int]:
    return [box.span.left for box in canvas.texts(row) if box.plain != "N"]


def _foot(canvas: Canvas, body: Body) -> tuple[list[Line], list[Line], int]:
    """Signature lines and notes below the data, down to the title of a next table."""
    foot: list[Line] = []
    notes: list[Line] = []
    end = body.end
    for row in range(body.end + 1, canvas.rows + 1):
        texts = canvas.texts(row)
        if (
            texts
            and (_is_title(canvas, row) or header_at(canvas, row) or starts_anew(canvas, row, texts))
            and _table_follows(canvas, row)
        ):
            break
        for box in texts:
            (notes if words.is_note(box.plain) else foot).append(Line(box.place, box.text, box.span))
        end = row
    return foot, notes, end


def _is_title(canvas: Canvas, row: int) -> bool:
    texts = canvas.texts(row)
    return len(texts) == 1 and bool(words.FORM_WORDS.search(texts[0].plain)) and not words.is_note(texts[0].plain)


def _table_follows(canvas: Canvas, row: int) -> bool:
    return any(header_at(canvas, below) or card_row(canvas, below) for below in range(row, min(row + 6, canvas.rows) + 1))


def _card(canvas: Canvas, index: int, lines: list[Line], row: int) -> Laid:
    title, rest = split_title(canvas, lines)
    last = canvas.rows
    parts = read_card(canvas, row, last)
    return Laid(
        grid=index,
        shape="card",
        span=Span(lines[0].place[0] if lines else row, canvas.left, last, canvas.right),
        title=title,
        lines=tuple(rest),
        first_row=row,
        last_row=last,
        pairs=tuple(parts.pairs),
        blocks=tuple(parts.blocks),
        notes=tuple(parts.notes),
    )


def split_title(canvas: Canvas, lines: list[Line]) -> tuple[Line | None, list[Line]]:
    """The title among the lines above a table: alone in its row, no gap to fill in, not a note.

    The title of a Word table is a paragraph above it; it has the place (0, 0).
    """
    alone = [line for line in lines if sum(1 for other in lines if other.place[0] == line.place[0]) == 1]
    best: Line | None = None
    for line in alone:
        if not _may_be_title(line.text):
            continue
        if best is None or (_names_form(line.text) and not _names_form(best.text)):
            best = line
    rest = [line for line in lines if line is not best]
    for text in canvas.grid.above:
        line = Line((0, 0), text, Span(0, 0, 0, 0))
        if best is None and _may_be_title(text) and (_names_form(text) or len(fold(text)) <= 24):
            best = line
        elif fold(text):
            rest.append(line)
    return best, rest


def _names_form(text: str) -> bool:
    return bool(words.FORM_WORDS.search(fold(text)))


def _may_be_title(text: str) -> bool:
    plain = fold(text)
    if not plain or words.is_note(plain) or words.UNIT_LINE.match(plain):
        return False
    if re.match(r"^[（(]?(表号|附件|附表|附)\d*[:：]?", plain) and len(plain) < 8:
        return False
    if words.COLON.search(plain) and not words.FORM_WORDS.search(re.split("[:：]", plain)[0]):
        return False
    return not _is_gap_line(text)


def _is_gap_line(text: str) -> bool:
    """A line with gaps between words: 分（县、市）局      派出所      警务室."""
    return bool(re.search(r"\S[ 　_]{4,}\S", text)) or bool(re.match(r"^[ 　_]{4,}\S", text) and re.search(r"\S[ 　_]{3,}", text))
