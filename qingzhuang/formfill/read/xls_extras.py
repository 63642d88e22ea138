"""What xlrd leaves out of an .xls sheet: formulas as text, drop-down lists, text boxes and lines."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from qingzhuang.formfill.grid import Place, Shape, Span
from qingzhuang.formfill.read import biff
from qingzhuang.formfill.read.biff_formula import NotTold, Surroundings, formula_text
from qingzhuang.formfill.read.choices import ListRule
from qingzhuang.formfill.read.page_texts import page_texts
from qingzhuang.formfill.read.xls_names import Globals

_LINE_SHAPES = frozenset((20, 32, 33, 34))  # straight line and connectors
_NOTE, _DROPDOWN = 0x19, 0x14
_HEADER, _FOOTER, _PINNED = 0x14, 0x15, 0x1C


@dataclass(slots=True)
class Extras:
    """Of one sheet."""

    formulas: dict[Place, str] = field(default_factory=dict)
    rules: list[ListRule] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    comments: dict[Place, str] = field(default_factory=dict)
    page_header: tuple[str, ...] = ()
    page_footer: tuple[str, ...] = ()


def extras(stream: bytes, offset: int, known: Globals) -> Extras:
    """Walk the records of a sheet; what is damaged is passed over, cells are read elsewhere."""
    found = Extras()
    sharing: dict[Place, bytes] = {}
    waiting: list[tuple[Place, Place]] = []  # cell, and the cell that holds its shared formula
    drawing = _Drawing(found.shapes)
    pinned: list[tuple[Place, int]] = []
    formula_at: Place = (0, 0)
    for record in biff.substream(stream, offset):
        try:
            if record.kind == biff.FORMULA:
                formula_at = _cell_formula(record.data, known, found, waiting)
            elif record.kind in (biff.SHRFMLA, biff.ARRAY):
                at = 8 if record.kind == biff.SHRFMLA else 12
                sharing[formula_at] = record.data[at:]
            elif record.kind == biff.DV:
                if rule := _list_rule(record.data, known):
                    found.rules.append(rule)
            elif record.kind == _HEADER and len(record.data) > 2:
                found.page_header = page_texts(biff.long_string(record.data, 0)[0])
            elif record.kind == _FOOTER and len(record.data) > 2:
                found.page_footer = page_texts(biff.long_string(record.data, 0)[0])
            elif record.kind == _PINNED:
                row, column, _, number = struct.unpack_from("<4H", record.data)
                pinned.append(((row + 1, column + 1), number))
            else:
                drawing.take(record)
        except (struct.error, IndexError, ValueError, AssertionError, TypeError, KeyError, AttributeError):
            continue
    for cell, home in waiting:
        if tokens := sharing.get(home):
            found.formulas[cell] = _text(known, tokens, cell)
    drawing.end()
    found.comments = {at: drawing.notes[number] for at, number in pinned if number in drawing.notes}
    return found


def _cell_formula(data: bytes, known: Globals, found: Extras, waiting: list[tuple[Place, Place]]) -> Place:
    row, column = struct.unpack_from("<HH", data)
    tokens = data[20:]
    at = (row + 1, column + 1)
    if data[22] == 0x01:  # tExp: the formula is shared, and stands with the first cell
        home_row, home_column = struct.unpack_from("<HH", data, 23)
        waiting.append((at, (home_row + 1, home_column + 1)))
        return at
    found.formulas[at] = _text(known, tokens, at)
    return at


def _text(known: Globals, counted: bytes, at: Place) -> str:
    """A formula from its tokens (length first); empty where it cannot be told."""
    (size,) = struct.unpack_from("<H", counted)
    try:
        return "=" + formula_text(counted[2 : 2 + size], Surroundings(known.sheet_of, known.names, at[0] - 1, at[1] - 1))
    except NotTold:
        return "="


def _list_rule(data: bytes, known: Globals) -> ListRule | None:
    (flags,) = struct.unpack_from("<I", data)
    if flags & 0xF != 3:
        return None
    at = 4
    for _ in range(4):  # titles and texts of the hint and of the error
        _, at = biff.long_string(data, at)
    (size,) = struct.unpack_from("<H", data, at)
    tokens = data[at + 4 : at + 4 + size]
    at += 4 + size
    (second,) = struct.unpack_from("<H", data, at)
    at += 4 + second
    (count,) = struct.unpack_from("<H", data, at)
    spans = []
    for index in range(count):
        top, bottom, left, right = struct.unpack_from("<HHHH", data, at + 2 + 8 * index)
        spans.append(Span(top + 1, left + 1, bottom + 1, right + 1))
    if tokens[:1] == b"\x17":  # a string: the choices themselves, parted by zeros
        text, _ = biff.short_string(tokens, 1)
        formula = '"' + text.replace("\x00", ",").replace('"', '""') + '"'
    else:
        formula = _text(known, struct.pack("<H", size) + tokens, (spans[0].top, spans[0].left))
    return ListRule(tuple(spans), formula)


class _Drawing:
    """Puts together drawing, object and text records, which follow one another."""

    def __init__(self, shapes: list[Shape]) -> None:
        self.shapes = shapes
        self.anchor: Span | None = None
        self.is_line = False
        self.kind = self.number = 0
        self.notes: dict[int, str] = {}  # by number of the object
        self.text = ""
        self.expect = 0  # characters of text still to come in the next continue record

    def take(self, record: biff.Record) -> None:
        if record.kind == biff.MSODRAWING:
            for kind, instance, data in _escher(record.data):
                if kind == 0xF00A:
                    self.end()
                    self.is_line = instance in _LINE_SHAPES
                elif kind == 0xF010 and len(data) >= 18:
                    left, _, top, _, right, _, bottom, _ = struct.unpack_from("<8H", data, 2)
                    self.anchor = Span(top + 1, left + 1, max(top, bottom) + 1, max(left, right) + 1)
        elif record.kind == biff.OBJ and len(record.data) >= 6:
            self.kind, self.number = struct.unpack_from("<HH", record.data + bytes(2), 4)
        elif record.kind == biff.TXO and len(record.data) >= 12:
            self.expect = struct.unpack_from("<H", record.data, 10)[0]
        elif record.kind == biff.CONTINUE and self.expect and record.data:
            wide = record.data[0] & 1
            piece = record.data[1:].decode("utf-16-le" if wide else "latin-1", "replace")[: self.expect]
            self.text += piece
            self.expect -= len(piece)

    def end(self) -> None:
        """The shape is complete."""
        text = self.text.replace("\r\n", "\n").replace("\r", "\n").strip()
        if self.kind == _NOTE and text:
            self.notes[self.number] = text
        if self.anchor and self.kind not in (_NOTE, _DROPDOWN) and (text or self.is_line):
            self.shapes.append(Shape(text, self.anchor, self.is_line))
        self.anchor, self.text, self.is_line, self.kind, self.expect = None, "", False, 0, 0


def _escher(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Kind, instance and data of the drawing records, containers opened."""
    at = 0
    while at + 8 <= len(data):
        head, kind, length = struct.unpack_from("<HHI", data, at)
        at += 8
        if head & 0xF == 0xF:
            continue  # a container: its parts follow
        yield kind, head >> 4, data[at : at + length]
        at += length
