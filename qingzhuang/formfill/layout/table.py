"""One table of columns: from its heading block down to the last data row."""

from __future__ import annotations

from dataclasses import dataclass, field

from qingzhuang.formfill.layout import words
from qingzhuang.formfill.layout.canvas import Box, Canvas
from qingzhuang.formfill.layout.header import clean, header_at, is_example_row, is_guide_row, is_hint_row

MOST_EXAMPLES = 3
SOLID_HEAD = 4  # so many labels side by side are a heading
MOST_LABELLED = 1000  # in a longer list the first column holds names, no labels of rows


@dataclass(slots=True)
class Body:
    """The rows under a heading, sorted by what they are."""

    data: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    examples: list[int] = field(default_factory=list)
    sections: dict[int, str] = field(default_factory=dict)
    guide: tuple[tuple[int, str], ...] = ()
    end: int = 0  # last row that belongs to the table
    open_ended: bool = False

    @property
    def first(self) -> int:
        rows = self.data or self.totals
        return rows[0] if rows else self.end + 1


def read_body(canvas: Canvas, header_end: int) -> Body:
    """Sort the rows below a heading until a note, a signature line, a new title or the end of the sheet."""
    body = Body(end=header_end)
    framed_seen = False
    for row in range(header_end + 1, canvas.rows + 1):
        texts = canvas.texts(row)
        framed = canvas.framed(row)
        if texts and (is_foot(canvas, row, texts) or (body.data and starts_anew(canvas, row, texts))):
            break
        if body.data and heads_anew(canvas, row, texts):
            break
        if not texts and framed_seen and not framed:
            break
        if not texts and not framed and not _more_rows(canvas, row):
            break
        framed_seen = framed_seen or framed
        _sort(canvas, row, texts, body)
        body.end = row
    if len(body.examples) == MOST_EXAMPLES or (
        body.data and is_example_row(canvas.texts(body.data[0]), canvas.right - canvas.left + 1)
    ):
        body.data = body.examples + body.data  # not examples: a list that somebody has filled in
    else:
        body.skipped += body.examples
    if not body.data:
        body.open_ended = True
        if body.totals and not any(canvas.framed(r) and canvas.is_empty(r) for r in range(body.end + 1, canvas.rows + 1)):
            body.data, body.totals = body.totals, []
            body.open_ended = False
    return body


def _sort(canvas: Canvas, row: int, texts: list[Box], body: Body) -> None:
    width = canvas.right - canvas.left + 1
    before_data = not body.data
    if texts and before_data and len(texts) >= 0.4 * width and is_guide_row(texts) and len(texts) > 1:
        body.guide = tuple((b.span.left, b.plain) for b in texts)
        body.skipped.append(row)
    elif texts and before_data and is_hint_row(texts, width):
        body.skipped.append(row)
    elif texts and before_data and len(body.examples) < MOST_EXAMPLES and is_example_row(texts, width):
        body.examples.append(row)
    elif _total_label(canvas, texts):
        body.totals.append(row)
    elif len(texts) == 1 and texts[0].span.columns >= 0.8 * width and width > 2:
        body.sections[row] = clean(texts[0].text)
    else:
        body.data.append(row)


def _total_label(canvas: Canvas, texts: list[Box]) -> bool:
    """The label of the row, in the first columns, says total."""
    labels = [b for b in texts if b.span.left <= canvas.left + 2]
    if len(texts) >= 3 or any(
        words.is_unit(b.plain) or words.NUMBERING.match(b.plain) for b in texts[1:]
    ):  # 总户数 with its unit or code beside it is an indicator
        labels = [b for b in labels if b.plain not in ("总户数", "总人数")]
    return any(words.is_total(b.plain) for b in labels[:2])


def is_foot(canvas: Canvas, row: int, texts: list[Box]) -> bool:
    """A note, a signature line, or a title of the next table."""
    width = canvas.right - canvas.left + 1
    first = texts[0]
    if words.is_note(first.plain) and (len(texts) == 1 or first.span.columns > width / 2):
        return True
    signed = [
        b for b in texts if (words.COLON.search(b.plain) or words.SIGNATURE.search(b.plain) or words.DATE_GAP.search(b.text))
    ]
    if (
        signed
        and len(signed) >= 0.6 * len(texts)
        and any(words.names_report(b.plain) or words.DATE_GAP.search(b.text) or words.SIGNATURE.search(b.plain) for b in signed)
    ):
        return True
    if len(texts) == 1 and first.span.columns >= 0.6 * width and width > 2:
        return bool(words.FORM_WORDS.search(first.plain)) or len(first.plain) > 30
    lone = len(texts) <= 2 and not canvas.framed(row) and canvas.framed(row - 1) and first.span.left <= canvas.left + 1
    return lone and (len(first.plain) > 12 or bool(words.COLON.search(first.plain)))


def starts_anew(canvas: Canvas, row: int, texts: list[Box]) -> bool:
    """A title over the whole width and below it a full row of labels over empty places: another table begins (二、房屋情况)."""
    width = canvas.right - canvas.left + 1
    if len(texts) != 1 or texts[0].span.columns < 0.8 * width or row + 2 > canvas.rows:
        return False
    header = header_at(canvas, row + 1)
    if header is None or header[1] + 1 > canvas.rows:
        return False
    labelled = sum(box.span.columns for box in canvas.texts(row + 1))
    below = canvas.texts(header[1] + 1)
    return labelled >= 0.95 * width and all(box.span.left == canvas.left and words.NUMBERING.match(box.plain) for box in below)


def heads_anew(canvas: Canvas, row: int, texts: list[Box]) -> bool:
    """R1.姓名 R2.性别 … in every column, under an empty row and over one: the heading of a second list, without a title of its own."""
    width = canvas.right - canvas.left + 1
    if len(texts) < SOLID_HEAD or sum(box.span.columns for box in texts) < width or not canvas.is_empty(row - 1):
        return False
    header = header_at(canvas, row)
    if header is None or header[1] >= canvas.rows:
        return False
    below = header[1] + 1
    hints = is_hint_row(canvas.texts(below), width)
    return (hints or canvas.is_empty(below)) and canvas.framed(below)


def _more_rows(canvas: Canvas, row: int) -> bool:
    """An empty unframed row inside a table without rules: data rows go on when the sheet is used further down."""
    return any(canvas.framed(r) for r in range(row + 1, min(row + 3, canvas.rows) + 1))


def row_labels(canvas: Canvas, rows: list[int], sections: dict[int, str]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The printed labels of the data rows, group labels of merged cells repeated; running numbers are no labels."""
    if len(rows) > MOST_LABELLED:
        return ()
    found = []
    for row in rows:
        path: list[str] = []
        above = [text for at, text in sections.items() if at < row]
        if above:
            path.append(above[-1])
        for box in canvas.row(row)[:4]:
            if not box.plain:
                if path and box.span.left > canvas.left + 1:
                    break
                continue
            if words.NUMBERING.match(box.plain) or words.is_guide(box.plain) or len(box.plain) == 1 and box.plain == "N":
                continue
            path.append(clean(box.text))
        if path:
            found.append((row, tuple(path)))
    return tuple(found)
