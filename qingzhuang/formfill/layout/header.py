"""The heading block of a table: where it begins, where it ends, and the label path over each column."""

from __future__ import annotations

import itertools
import re
from itertools import pairwise

from qingzhuang.formfill.layout import words
from qingzhuang.formfill.layout.canvas import Box, Canvas
from qingzhuang.formfill.layout.model import Column
from qingzhuang.vocabulary import read_id_number

MOST_HEADER_ROWS = 8
LEAST_COVERED = 0.75  # share of the columns that the first heading row must cover
SOLID = 4  # so many labels side by side are no label with its blank
SAMPLE = re.compile(r"^(\d{17}[\dXx]|1\d{10}|\d{4}[-/.年]\d{1,2}(月|[-/.月]\d{1,2}日?)?)$")
ID_NUMBER = re.compile(r"^\d{17}[\dXx]$")
CJK = re.compile(r"^[\u4e00-\u9fff]$")


def header_at(canvas: Canvas, row: int) -> tuple[int, int] | None:
    """First and last heading row, when a heading block begins in this row; else None.

    The first row of a heading covers nearly all columns with texts that are labels: not sentences, not `填报单位：` lines,
    not guide numbers. What lies under it must be able to take data.
    """
    texts = canvas.texts(row)
    width = canvas.right - canvas.left + 1
    if len(texts) < 2 or is_meta_row(canvas, texts) or is_guide_row(texts) or is_value_row(texts) or is_hint_row(texts, width):
        return None
    if _is_unit_row(canvas, row):
        return None
    if any(words.is_note(box.plain) and len(box.plain) > 40 for box in texts) and len(texts) <= 2:
        return None
    if (_covered(canvas, row) < LEAST_COVERED and not _is_solid(canvas, row)) or _has_photo_place(canvas, row):
        return None
    end = header_end(canvas, row)
    if any(_is_filled_in(box) for below in range(row, end + 1) for box in canvas.texts(below)):
        return None
    if _is_card_start(canvas, row, end):
        return None
    return row, end


def _has_photo_place(canvas: Canvas, row: int) -> bool:
    """照片 over several rows beside blanks: the top of a card, whose other labels only look like a heading."""
    boxes = canvas.row(row)
    tall = [box for box in boxes if box.span.rows > 1 and words.PHOTO.search(box.plain)]
    return bool(tall) and any(not box.plain for box in boxes)


def header_end(canvas: Canvas, top: int) -> int:
    """The last heading row of a block that begins at `top`."""
    end = _reach(canvas, top, top)
    while end + 1 <= canvas.rows and end - top < MOST_HEADER_ROWS and _continues(canvas, top, end):
        end = _reach(canvas, top, end + 1)
    return end


def column_paths(canvas: Canvas, top: int, end: int) -> tuple[Column, ...]:
    """Label path of every column, group labels repeated over the columns they head."""
    columns = []
    for column in range(canvas.left, canvas.right + 1):
        path: list[str] = []
        widths: list[int] = []
        label = (end, column)
        before: Box | None = None
        for row in range(top, end + 1):
            box = canvas.box(row, column)
            if not box.plain:
                box = _group_left(canvas, row, column, top, end) or box
            if path and words.is_code_list(box.plain):
                continue  # 1.家庭户2.集体户: the answers, no label
            if box.plain and (before is None or box.span != before.span):
                path.append(clean(box.text))
                widths.append(box.span.columns)
                label = box.place
                before = box
        columns.append(Column(column, _join_vertical(path, widths), label))
    return tuple(columns)


def clean(text: str) -> str:
    """A label on one line: line breaks and runs of white space out, inner words kept apart."""
    text = re.sub(r"\s*\n\s*", "", text.strip())
    return re.sub(r"\s+", " ", text)


def _is_unit_row(canvas: Canvas, row: int) -> bool:
    """耕地面积 [亩]  总人口 [人]: labels and value cells in which only the unit is printed."""
    boxes = [box for box in canvas.own(row) if box.plain]
    units = [
        box for box, before in zip(boxes[1:], boxes, strict=False) if words.is_unit(box.plain) and not words.is_unit(before.plain)
    ]
    return len(units) >= 2 and len(units) >= 0.4 * len(boxes)


def _is_filled_in(box: Box) -> bool:
    """Printed boxes to tick or gaps to fill: a value cell, no label. 打“√” in a heading only says how."""
    ticks = words.CHOICE.search(box.text) and "打" not in box.plain
    goes_on = box.plain[:1] in ("，", ",", "；")
    return bool(ticks) or goes_on or len(box.plain) > 60 or bool(words.AREA_GAPS.search(box.text))


# ---------------------------------------------------------------- rows that are no heading
def is_meta_row(canvas: Canvas, texts: list[Box]) -> bool:
    """填报单位：  填报日期：  单位：人 — labels with a gap, a date pattern, a seal or a unit, and room left between them."""
    if len(texts) > 6:
        return False
    if len(texts) <= 3 and any(words.UNIT_LINE.match(b.plain) for b in texts) and len(texts) < canvas.right - canvas.left:
        return True  # 高基312 at the left, 单位：人 at the right
    named = [b for b in texts if _takes_a_gap(b)]
    width = canvas.right - canvas.left + 1
    loose = sum(b.span.columns for b in texts) < LEAST_COVERED * width
    return len(named) == len(texts) or (bool(named) and (loose or all(b in named or words.names_report(b.plain) for b in texts)))


def _takes_a_gap(box: Box) -> bool:
    return bool(
        words.COLON.search(re.sub(r"^其中[:：]", "", box.plain))
        or words.UNIT_LINE.match(box.plain)
        or words.DATE_GAP.search(box.text)
        or words.SIGNATURE.search(box.plain)
        or words.PERIOD_GAP.search(box.text)
        or words.PERIOD.match(box.plain)
        or words.NUMBER_GAP.search(box.text)
    )


def is_guide_row(texts: list[Box]) -> bool:
    """甲 乙 1 2 3 …: most texts are column codes, and more than one kind of sign is not needed."""
    numbers = [int(n) for b in texts if (n := b.plain.strip("()（）栏")).isdigit()]
    steps = [later - earlier for earlier, later in pairwise(numbers)]
    if steps and sum(step == 1 for step in steps) < 0.6 * len(steps):
        return False  # figures, not the numbers of columns
    if len(texts) >= 4 and all(words.FIELD_CODE.match(b.plain) for b in texts):
        return True
    guide = [b for b in texts if words.is_guide(b.plain)]
    return len(texts) >= 2 and len(guide) >= 0.8 * len(texts) and len({b.plain for b in texts}) > 1


def is_value_row(texts: list[Box]) -> bool:
    """A row with ID numbers, dates or figures: filled data, not labels."""
    samples = [b for b in texts if SAMPLE.match(b.plain) or re.fullmatch(r"-?\d+(\.\d+)?", b.plain)]
    return len(samples) >= 0.4 * len(texts)


def is_hint_row(texts: list[Box], columns: int) -> bool:
    """A row under the heading that tells how to fill in: 必填，… / 可选，如 2015."""
    coded = [b for b in texts if words.is_code_list(b.plain)]
    if len(coded) >= 2 and all(b in coded or words.DATE_GAP.search(b.text) for b in texts):
        return True
    hints = [b for b in texts if words.HINT.search(re.sub(r"[(（][^()（）]*[)）]", "", b.plain) or b.plain)]
    enough = len(texts) >= 0.4 * columns or len(hints) >= 0.6 * len(texts)
    return enough and len(hints) >= max(2, 0.3 * len(texts))


def is_example_row(texts: list[Box], columns: int) -> bool:
    """A row with invented values (张三, 123456…) that shows how a line looks."""
    if len(texts) < max(3, 0.35 * columns):
        return False
    if any(words.EXAMPLE.match(b.plain) for b in texts):
        return True
    numbers = [read_id_number(b.plain) for b in texts if ID_NUMBER.match(b.plain)]
    return bool(numbers) and not any(number.usable for number in numbers)  # 123456789987654321: nobody has it


# ---------------------------------------------------------------- how far the block goes
def _reach(canvas: Canvas, top: int, end: int) -> int:
    """The lowest row that a label of the rows from top to end hangs down to, and so on for the rows it takes in."""
    row = top
    while row <= end:
        bottoms = [box.span.bottom for box in canvas.texts(row) if box.span.rows <= MOST_HEADER_ROWS]
        end = max([end, *bottoms])
        row += 1
    return end


def _covered(canvas: Canvas, row: int) -> float:
    """Share of the columns that have a label in this row, or an unmerged group label to their left with labels below.

    Of an unmerged group all places must have a label below, the group's own, too: else a blank beside its label (a card)
    would look like a group.
    """
    covered = 0
    run: list[int] = []
    head = 0
    for column in range(canvas.left, canvas.right + 2):
        box = canvas.box(row, column) if column <= canvas.right else None
        if box is None or box.plain:
            if run and (head == 0 or all(_label_below(canvas, row, c, head, run[-1]) for c in (head, *run))):
                covered += len(run)
            run = []
            head = column
            covered += box is not None
        elif box.span.rows > 1:
            covered += 1
        else:
            run.append(column)
    return covered / max(1, canvas.right - canvas.left + 1)


def _is_solid(canvas: Canvas, row: int) -> bool:
    """Labels side by side, and to their right only ruled columns without a text on the whole sheet: somebody framed too much."""
    boxes = canvas.row(row)
    labels = list(itertools.takewhile(lambda box: box.plain, boxes))
    if len(labels) < SOLID or len(labels) == len(boxes):
        return False
    beyond = range(labels[-1].span.right + 1, canvas.right + 1)
    return not any(canvas.box(other, column).plain for other in range(1, canvas.rows + 1) for column in beyond)


def _label_below(canvas: Canvas, row: int, column: int, first: int, last: int) -> bool:
    """A label in one of the next two rows, inside the group, that is no guide number."""
    for below in (canvas.box(row + 1, column), canvas.box(row + 2, column)):
        if below.plain and below.span.top > row:
            inside = first == 0 or (first <= below.span.left and below.span.right <= last)
            return inside and not words.is_guide(below.plain)
    return False


def _continues(canvas: Canvas, top: int, end: int) -> bool:
    """Whether the row below the block so far is one more heading row."""
    row = end + 1
    texts = canvas.texts(row)
    width = canvas.right - canvas.left + 1
    if not texts or is_guide_row(texts) or is_value_row(texts) or is_hint_row(texts, width) or is_example_row(texts, width):
        return False
    if words.is_total(texts[0].plain) and texts[0].span.left <= canvas.left + 1 and len(texts) <= 2:
        return False
    if texts[0].span.columns > 0.8 * width and width > 2:
        return False
    texts = [box for box in texts if not words.is_code_list(box.plain)] or texts
    hits = [box for box in texts if _under_group(canvas, top, end, box) or _vertical(canvas, row, box)]
    if len(hits) < 0.7 * len(texts):
        return False
    return not _is_stub(canvas, end, texts)


def _under_group(canvas: Canvas, top: int, end: int, box: Box) -> bool:
    """The text lies under a label that heads several columns, or in a column that has no label yet."""
    above = canvas.box(end, box.span.left)
    if above.plain:
        return above.span.columns > box.span.columns or _heads_empty(canvas, end, above)
    labelled = any(canvas.box(r, box.span.left).plain for r in range(top, end + 1))
    if not labelled:
        return True
    highest = next(canvas.box(r, box.span.left) for r in range(end, top - 1, -1) if canvas.box(r, box.span.left).plain)
    return highest.span.columns > box.span.columns


def _heads_empty(canvas: Canvas, end: int, above: Box) -> bool:
    """An unmerged group label: the next places to its right are empty and have labels below."""
    right = canvas.box(end, above.span.right + 1)
    if above.span.right + 1 > canvas.right or right.plain or above.span.rows > 1:
        return False
    return bool(canvas.box(end + 1, above.span.right + 1).plain) and bool(canvas.box(end + 1, above.span.left).plain)


def _vertical(canvas: Canvas, row: int, box: Box) -> bool:
    """One character a row, written downwards: 半 / 年 / 以 / 下."""
    above = canvas.box(row - 1, box.span.left)
    return bool(CJK.match(box.plain)) and bool(CJK.match(above.plain)) and above.span.columns == box.span.columns


def _is_stub(canvas: Canvas, end: int, texts: list[Box]) -> bool:
    """Texts only under the leftmost label, empty places under the others: these are row labels."""
    first = canvas.box(end, canvas.left)
    row = end + 1
    if any(box.span.left > first.span.right for box in texts):
        return False
    empty = [b for b in canvas.own(row) if not b.plain and b.span.left > first.span.right]
    return bool(empty)


def _is_card_start(canvas: Canvas, row: int, end: int) -> bool:
    """A row full of labels is no heading when the rows below are again label and blank side by side with other columns."""
    if end + 1 > canvas.rows:
        return False
    if is_hint_row(canvas.texts(end + 1), canvas.right - canvas.left + 1):
        return False
    below = canvas.own(end + 1)
    pairs = sum(1 for one, other in itertools.pairwise(below) if one.plain and not other.plain)
    texts = [b for b in below if b.plain]
    return (
        pairs >= 2 and len(texts) >= 2 and not is_value_row(texts) and not any(words.NUMBERING.match(t.plain) for t in texts[:1])
    )


def _group_left(canvas: Canvas, row: int, column: int, top: int, end: int) -> Box | None:
    """The label of an unmerged or too short group to the left that this column belongs to."""
    if not any(canvas.box(r, column).plain and canvas.box(r, column).span.top > row for r in range(row + 1, end + 1)):
        return None
    left = column - 1
    while left >= canvas.left and not canvas.box(row, left).plain:
        left -= 1
    if left < canvas.left:
        return None
    group = canvas.box(row, left)
    if group.span.bottom > row or group.span.top < row:
        return None
    if row > top and canvas.box(row - 1, left).span != canvas.box(row - 1, column).span and canvas.box(row - 1, column).plain:
        return None
    child = any(
        canvas.box(r, group.span.left).plain and canvas.box(r, group.span.left).span.top > row for r in range(row + 1, end + 1)
    )
    return group if child else None


def _join_vertical(path: list[str], widths: list[int]) -> tuple[str, ...]:
    """Labels written one character a row are one label; a group label over narrower ones is not the first of them."""
    joined: list[str] = []
    run, wide = "", 0
    for label, width in zip([*path, ""], [*widths, 0], strict=True):
        if CJK.match(label) and (not run or width == wide):
            run += label
            wide = width
            continue
        if run and CJK.match(label):
            joined.append(run)
            run, wide = label, width
            continue
        if run:
            joined.append(run)
            run = ""
        if label:
            joined.append(label)
    return tuple(joined)
