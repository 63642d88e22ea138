"""A card (登记表, 审批表): labels and value cells of one record, with lists inside."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from qingzhuang.formfill.grid import Place
from qingzhuang.formfill.layout import words
from qingzhuang.formfill.layout.canvas import Box, Canvas
from qingzhuang.formfill.layout.header import clean, column_paths, is_guide_row
from qingzhuang.formfill.layout.model import Line, ListBlock, Pair
from qingzhuang.formfill.layout.sentences import spoken

LONG = 26  # a label is shorter than this; a longer text is printed text
SAME_CELL = re.compile(r"(\s{2,}|[_＿]{2,}|[:：]\s*$|年\s*$|[（(]\s{2,}[）)])")
SIGN_HERE = re.compile(r"(签名|签字|签章|盖章|手印)[)]?[:：]$")
UNIT_GAP = re.compile(r"\S\s{2,}(年|月|日|元|人|岁|亩|平方米|次|个)\s*$")
COLON_ROWS = 3
ORDER = re.compile(r"^(\d{1,2}|[一二三四五六七八九十]|…+|\.{3,})$")


@dataclass(slots=True)
class CardParts:
    """What was found in the rows of a card."""

    pairs: list[Pair] = field(default_factory=list)
    blocks: list[ListBlock] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    end: int = 0


def card_row(canvas: Canvas, row: int) -> bool:
    """A label with a blank (or a printed choice) to its right: the start of a card."""
    boxes = canvas.row(row)
    for one, other in itertools.pairwise(boxes):
        if one.plain and one.span.top == row and is_label(one) and not words.COLON.search(one.plain[-1:]):
            if not other.plain and (_ruled(other) or _ruled(one)):
                return True
            if other.plain and words.is_pattern(other.text) and not words.is_pattern(one.text):
                return True
            if words.is_unit(other.plain) and not words.is_unit(one.plain) and len(one.plain) > 2:
                return True
    return False


def colon_card(canvas: Canvas, row: int) -> bool:
    """户主：, and a framed blank to its right, in three rows: a card as programs print it. One such row is a line above a table."""
    return all(at <= canvas.rows and _colon_row(canvas, at) for at in range(row, row + COLON_ROWS))


def _colon_row(canvas: Canvas, row: int) -> bool:
    boxes = canvas.row(row)
    pairs = [(one, other) for one, other in itertools.pairwise(boxes) if one.plain[-1:] in ("：", ":")]
    return len(boxes) == 2 * len(pairs) and all(
        is_label(one)
        and all(box.style.top and box.style.bottom for box in (one, other))
        and (not other.plain or words.is_unit(other.plain) or words.is_pattern(other.text))
        for one, other in pairs
    )


def read_card(canvas: Canvas, first: int, last: int) -> CardParts:
    """Labels, values and lists of the rows from first to last."""
    parts = CardParts(end=last)
    reader = _CardReader(canvas, parts, last)
    row = first
    while row <= last:
        row = reader.read_row(row)
    parts.pairs = [one for pair in parts.pairs for one in spoken(pair)]
    return parts


def is_label(box: Box) -> bool:
    """Short enough for a label, and no printed choice or sentence."""
    return 0 < len(box.plain) <= LONG and not words.is_note(box.plain) and not words.is_choice(box.text)


def _ruled(box: Box) -> bool:
    style = box.style
    return style.top or style.bottom or style.left or style.right or box.span.columns > 1


class _CardReader:
    """Walks the rows; remembers which boxes are already taken as values and which group label holds for which rows."""

    def __init__(self, canvas: Canvas, parts: CardParts, last: int) -> None:
        self.canvas, self.parts, self.last = canvas, parts, last
        self.taken: set[Place] = set()
        self.groups: list[tuple[Box, str]] = []
        self.section = ""

    def read_row(self, row: int) -> int:
        """Read one row; gives the row to go on with."""
        block = self.list_block(row)
        if block is not None:
            self.parts.blocks.append(block)
            return block.last_row + 1
        for box in self.canvas.texts(row):
            if box.place not in self.taken and not words.is_guide(box.plain):
                self.read_box(row, box)
        return row + 1

    def read_box(self, row: int, box: Box) -> None:
        if box.span.rows > 1 and self.serves_rows(box):
            return
        width = self.canvas.right - self.canvas.left + 1
        right = self.right_of(box)
        if box.span.columns >= width and width > 1:
            self.full_width(box)
        elif words.is_choice(box.text) or (words.is_pattern(box.text) and len(box.plain) > LONG):
            self.add(box, box, printed=box.text, same=True)
        elif words.is_note(box.plain):
            self.parts.notes.append(Line(box.place, box.text, box.span))
        elif (words.PHOTO.search(box.plain) and box.span.rows > 1) or SIGN_HERE.search(box.plain):
            self.add(box, box, same=True)
        elif right is not None and not right.plain and right.place not in self.taken:
            self.add(box, right)
        elif right is not None and right.plain and self.is_printed_value(box, right):
            self.add(box, right, printed=right.text)
        elif self.is_group(box, right):
            self.groups.append((box, clean(box.text)))
        else:
            self.below_or_same(box)

    def serves_rows(self, box: Box) -> bool:
        """A label merged over several rows with a value cell of its own in each of them."""
        column = box.span.right + 1
        values = [self.canvas.box(row, column) for row in range(box.span.top, box.span.bottom + 1)]
        if column > self.canvas.right or any(v.span.rows > 1 or v.place in self.taken for v in values):
            return False
        if not all(not v.plain or words.is_choice(v.text) for v in values) or words.is_choice(box.text):
            return False
        for row, value in enumerate(values, box.span.top):
            self.add(box, value, printed=value.text, row=row)
        return True

    def full_width(self, box: Box) -> None:
        """A text over the whole width: section title, note, or a statement to sign."""
        below = self.canvas.box(box.span.bottom + 1, box.span.left)
        if words.SIGNATURE.search(box.plain) or words.is_choice(box.text):
            self.add(box, box, printed=box.text, same=True)
        elif words.is_note(box.plain) or len(box.plain) > LONG:
            self.parts.notes.append(Line(box.place, box.text, box.span))
        elif not below.plain and below.span.columns == box.span.columns and below.span.bottom <= self.last:
            self.add(box, below)
        else:
            self.section = clean(box.text)

    def is_printed_value(self, box: Box, right: Box) -> bool:
        """The text to the right is a pattern or choice to fill in, not the next label."""
        if right.place in self.taken or words.is_pattern(box.text) and len(box.plain) > LONG:
            return False
        if words.is_unit(right.plain) and not words.is_unit(box.plain):
            return True
        return words.is_pattern(right.text) and (words.is_choice(right.text) or not _names_label(right.plain))

    def is_group(self, box: Box, right: Box | None) -> bool:
        """A label merged over several rows with labels to its right: a group of them."""
        if right is None or not right.plain or words.is_choice(box.text) or words.is_guide(box.plain):
            return False
        after = self.right_of(right)
        heads_row = box.span.left == self.canvas.left and after is not None and not after.plain and box.span.rows == 1
        return heads_row or (box.span.rows > 1 and right.span.rows < box.span.rows)

    def below_or_same(self, box: Box) -> None:
        below = self.canvas.box(box.span.bottom + 1, box.span.left)
        if UNIT_GAP.search(box.text):
            self.add(box, box, printed=box.text, same=True)
            return
        free = (
            below.span.left == box.span.left
            and below.span.bottom <= self.last
            and below.place not in self.taken
            and below.span.columns >= box.span.columns
            and not self.of_its_row(box, below)
        )
        if SAME_CELL.search(box.text) and not (free and not below.plain):
            self.add(box, box, printed=box.text, same=True)
        elif free and (not below.plain or words.is_pattern(below.text)) and below.span.top == box.span.bottom + 1:
            self.add(box, below, printed=below.text)
        elif words.SIGNATURE.search(box.plain) or words.PHOTO.search(box.plain) or len(box.plain) > LONG:
            self.add(box, box, printed=box.text, same=True)
        elif len(box.plain) <= LONG:
            self.groups.append((box, clean(box.text)))

    def of_its_row(self, box: Box, below: Box) -> bool:
        """The blank below belongs to the label on its left: wider than the label above, it stands in another grid."""
        column = below.span.left - 1
        if column < self.canvas.left or below.plain or below.span.columns == box.span.columns:
            return False
        left = self.canvas.box(below.span.top, column)
        return bool(left.plain) and is_label(left) and left.span.top == below.span.top and left.span.rows == below.span.rows

    def right_of(self, box: Box) -> Box | None:
        column = box.span.right + 1
        return self.canvas.box(box.span.top, column) if column <= self.canvas.right else None

    def add(self, label: Box, value: Box, printed: str = "", same: bool = False, row: int = 0) -> None:
        row = row or label.span.top
        path = [
            text
            for group, text in self.groups
            if group.span.top <= row <= group.span.bottom and group.span.right < label.span.left
        ]
        if self.section:
            path.insert(0, self.section)
        self.parts.pairs.append(Pair((*path, clean(label.text)), (row, label.span.left), value.place, printed, same))
        self.taken.add(value.place)

    # ------------------------------------------------------------ lists inside
    def list_block(self, row: int) -> ListBlock | None:
        """A row of labels over at least two rows of blanks with the same columns."""
        boxes = self.canvas.row(row)
        heads = [b for b in boxes if b.span.top == row]
        title = self.section
        title_place = (row, self.canvas.left)
        if heads and heads[0].plain and heads[0].span.rows > 2:  # the label of the list stands to its left
            title, title_place = clean(heads[0].text), heads[0].place
            heads = heads[1:]
        elif boxes and boxes[0].span.top < row and boxes[0].plain and boxes[0].span.rows > 2:
            title, title_place = clean(boxes[0].text), boxes[0].place
        if len(heads) < 2 or not all(b.plain and is_label(b) for b in heads) or is_guide_row(heads):
            return None
        if any(b.place in self.taken for b in heads):
            return None
        rows = self._blank_rows(heads)
        if len(rows) < 2 or (len(heads) < 3 and len(rows) < 3):
            return None
        columns = tuple(
            c
            for c in column_paths(self.canvas, row, row)
            if c.path and any(c.label == b.place and c.column == b.span.left for b in heads)
        )
        return ListBlock(title, title_place, row, rows[0], rows[-1], columns)

    def _blank_rows(self, heads: list[Box]) -> list[int]:
        rows = []
        row = heads[0].span.bottom + 1
        while row <= self.last:
            below = [self.canvas.box(row, head.span.left) for head in heads]
            shaped = all(
                b.span.left == h.span.left and b.span.columns == h.span.columns and b.span.top == row
                for b, h in zip(below, heads, strict=True)
            )
            texts = [b for b in below if b.plain]
            first_label = len(texts) <= 1 and all(b is below[0] for b in texts)
            if not shaped or not (first_label or all(ORDER.match(b.plain) for b in texts)):
                break
            rows.append(row)
            row += 1
        return rows


def _names_label(plain: str) -> bool:
    """A text such as 乡镇审批意见 names a cell of its own although it speaks of signing."""
    return bool(re.search(r"意见$|情况$|签[名字]$|盖章$", plain)) and len(plain) <= 16
