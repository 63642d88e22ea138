"""The text of a Word cell: only what differs is changed, so that labels, underlines and fonts stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from qingzhuang.formfill.read.docx_text import INSIDE, check_box, symbol
from qingzhuang.formfill.read.xml import Element, attribute, child, local, namespace

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_TICKED = frozenset("☑☒■√✓●")
_LOOKS_KEPT = ("rFonts", "sz", "szCs")


@dataclass(slots=True)
class _Piece:
    """An element that prints, and its text."""

    element: Element
    text: str


def set_cell_text(cell: Element, text: str, row: Element) -> None:
    """Give a cell its text, a line per paragraph; paragraphs whose line is the same are not touched."""
    text = _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    paragraphs = list(_paragraphs(cell))
    if not paragraphs:
        paragraphs = [etree.SubElement(cell, namespace(cell) + "p")]
    old = ["".join(piece.text for piece in _pieces(paragraph)) for paragraph in paragraphs]
    first, last = _printed(old)
    paragraphs, old = paragraphs[first:last], old[first:last]
    lines = text.split("\n")
    for number, paragraph in enumerate(paragraphs):
        take = old[number].count("\n") + 1
        is_last = number == len(paragraphs) - 1
        if not lines and number:
            parent = paragraph.getparent()
            if parent is not None:
                parent.remove(paragraph)
            continue
        piece = "\n".join(lines if is_last and old[number].count("\n") else lines[:take])
        lines = [] if is_last and old[number].count("\n") else lines[take:]
        if piece != old[number]:
            _set_paragraph(paragraph, old[number], piece, row)
    after = paragraphs[-1] if paragraphs else None
    for line in lines:
        if after is None:
            break
        extra = _like(after)
        after.addnext(extra)
        _set_paragraph(extra, "", line, row)
        after = extra


def set_paragraph_text(paragraph: Element, text: str) -> None:
    """Give a paragraph outside tables its text; what is the same keeps its runs."""
    text = _ILLEGAL.sub("", text)
    old = "".join(piece.text for piece in _pieces(paragraph))
    if text != old:
        _set_paragraph(paragraph, old, text, paragraph)


def _printed(lines: list[str]) -> tuple[int, int]:
    """The paragraphs from the first to the last with text; of an empty cell the first."""
    filled = [number for number, line in enumerate(lines) if line]
    return (filled[0], filled[-1] + 1) if filled else (0, 1)


def _paragraphs(parent: Element) -> Iterator[Element]:
    for item in parent:
        kind = local(item)
        if kind == "p":
            yield item
        elif kind in ("sdt", "sdtContent", "ins", "customXml", "moveTo"):
            yield from _paragraphs(item)


def _pieces(parent: Element) -> list[_Piece]:
    """What prints in a paragraph, in order: the same that the reader reads."""
    found: list[_Piece] = []
    for item in parent:
        kind = local(item)
        if kind == "t":
            found.append(_Piece(item, item.text or ""))
        elif kind in INSIDE:
            found += _pieces(item)
        elif kind in ("tab", "ptab"):
            found.append(_Piece(item, "\t"))
        elif kind in ("br", "cr") and attribute(item, "type") in (None, "textWrapping"):
            found.append(_Piece(item, "\n"))
        elif kind == "noBreakHyphen":
            found.append(_Piece(item, "-"))
        elif text := symbol(item) if kind == "sym" else check_box(item) if kind == "fldChar" else "":
            found.append(_Piece(item, text))
    return found


def _set_paragraph(paragraph: Element, old: str, new: str, row: Element) -> None:
    pieces = _pieces(paragraph)
    if not old:
        _new_run(paragraph, new, row)
        return
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    _replace(pieces, start, len(old) - end, new[start : len(new) - end])


def _common(one: str, other: str) -> int:
    """How many signs both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _replace(pieces: list[_Piece], start: int, end: int, text: str) -> None:
    """Put `text` in the place of the characters start..end; it gets the font of what it replaces."""
    at, holder = 0, None
    for piece in pieces:
        low, high = max(start, at) - at, min(end, at + len(piece.text)) - at
        touches = low < high or (start == end and at < start <= at + len(piece.text)) or (start == end == at == 0)
        if touches and holder is None:
            holder = piece
            _put(piece, piece.text[:low] + text + piece.text[max(low, high) :])
        elif low < high:
            _put(piece, piece.text[:low] + piece.text[high:])
        at += len(piece.text)


def _put(piece: _Piece, text: str) -> None:
    """Change one printing element to hold `text`."""
    item, ns = piece.element, namespace(piece.element)
    if local(item) == "fldChar":
        _tick(item, text)
        return
    parent = item.getparent()
    if parent is None:
        return
    _no_longer_a_hint(item)
    made = _printing(text, ns)
    for part in reversed(made):
        item.addnext(part)
    parent.remove(item)


def _printing(text: str, ns: str) -> list[Element]:
    """Text as elements: breaks and tabs have their own."""
    out: list[Element] = []
    for part in re.split("([\n\t])", text):
        if part in ("\n", "\t"):
            out.append(etree.Element(ns + ("br" if part == "\n" else "tab")))
        elif part:
            item = etree.Element(ns + "t")
            item.text = part
            item.set(_SPACE, "preserve")
            out.append(item)
    return out


def _tick(item: Element, text: str) -> None:
    """A check box of the old form fields is ticked by its state."""
    box = child(child(item, "ffData"), "checkBox")
    if box is None:
        return
    ns = namespace(box)
    checked = child(box, "checked")
    if checked is None:
        checked = etree.SubElement(box, ns + "checked")
    checked.set(ns + "val", "1" if set(text) & _TICKED else "0")


def _no_longer_a_hint(item: Element) -> None:
    """Text in a content control that still shows its hint: it is no hint any more."""
    for up in item.iterancestors():
        if local(up) == "sdt":
            properties = child(up, "sdtPr")
            hint = child(properties, "showingPlcHdr")
            if properties is not None and hint is not None:
                properties.remove(hint)
                for style in [style for style in up.iter() if local(style) == "rStyle"]:
                    holder = style.getparent()
                    if holder is not None:
                        holder.remove(style)
        elif local(up) == "tc":
            return


def _new_run(paragraph: Element, text: str, row: Element) -> None:
    """Text for an empty paragraph, in the font of its paragraph mark, else in that of the row."""
    if not text:
        return
    ns = namespace(paragraph)
    run = next((item for item in paragraph if local(item) == "r" and all(local(part) == "rPr" for part in item)), None)
    if run is None:
        run = etree.SubElement(paragraph, ns + "r")
        look = child(child(paragraph, "pPr"), "rPr")
        properties = deepcopy(look) if look is not None and len(look) else _row_look(row, ns)
        if properties is not None:
            for mark in [part for part in properties if local(part) in ("ins", "del", "moveFrom", "moveTo", "rPrChange")]:
                properties.remove(mark)
            run.append(properties)
    for part in _printing(text, ns):
        run.append(part)


def _row_look(row: Element, ns: str) -> Element | None:
    """Font and size of the first text of the row, without what sets labels off (bold, colour)."""
    for item in row.iter(ns + "r"):
        look = child(item, "rPr")
        kept = [deepcopy(part) for part in look if local(part) in _LOOKS_KEPT] if look is not None else []
        if kept and child(item, "t") is not None:
            made = etree.Element(ns + "rPr")
            made.extend(kept)
            return made
    return None


def _like(paragraph: Element) -> Element:
    """An empty paragraph with the same properties."""
    made = etree.Element(paragraph.tag)
    properties = child(paragraph, "pPr")
    if properties is not None:
        made.append(deepcopy(properties))
    return made
