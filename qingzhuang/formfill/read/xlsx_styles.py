"""The looks of an Excel workbook: styles.xml as one Style per cell format number, made when first asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from qingzhuang.formfill.grid import PLAIN, Style
from qingzhuang.formfill.read.number_format import BUILT_IN
from qingzhuang.formfill.read.xml import Element, child, children

T = TypeVar("T")
_INDEXED_RED = {"2", "10"}
_WHITE = {"FFFFFFFF", "00FFFFFF", "FFFFFF"}
MAX_FORMATS = 70_000  # Excel itself stops at 65,490


@dataclass(frozen=True, slots=True)
class _Font:
    bold: bool = False
    red: bool = False
    size: float = 11.0


@dataclass(frozen=True, slots=True)
class _Edges:
    left: bool = False
    top: bool = False
    right: bool = False
    bottom: bool = False
    diagonal: bool = False


class Styles:
    """Look up the Style of a cell format (`s` of a cell)."""

    def __init__(self, root: Element | None) -> None:
        self.formats = dict(BUILT_IN)
        for item in children(child(root, "numFmts"), "numFmt")[:MAX_FORMATS]:
            if (number := item.get("numFmtId", "")).isdigit():
                self.formats[int(number)] = item.get("formatCode", "General")
        self.fonts = _first(child(root, "fonts"))
        self.fills = _first(child(root, "fills"))
        self.edges = _first(child(root, "borders"))
        self.cell_formats = _first(child(root, "cellXfs"))
        self.made: dict[int, Style] = {}

    def style(self, number: int) -> Style:
        """The look of cell format `number`; a plain one where there is no such format."""
        found = self.made.get(number)
        if found is None:
            found = self.made[number] = self._make(number)
        return found

    def _make(self, number: int) -> Style:
        if not 0 <= number < len(self.cell_formats):
            return PLAIN
        xf = self.cell_formats[number]
        font = _made(self.fonts, xf.get("fontId"), _font, _Font())
        edges = _made(self.edges, xf.get("borderId"), _edges, _Edges())
        alignment, protection = child(xf, "alignment"), child(xf, "protection")
        align = "" if alignment is None else alignment.get("horizontal", "")
        return Style(
            number_format=self.formats.get(_number(xf.get("numFmtId")), "General"),
            bold=font.bold,
            red=font.red,
            filled=_made(self.fills, xf.get("fillId"), _fill, False),
            left=edges.left,
            top=edges.top,
            right=edges.right,
            bottom=edges.bottom,
            diagonal=edges.diagonal,
            align={"centerContinuous": "center", "distributed": "center"}.get(
                align, align if align in ("left", "center", "right") else ""
            ),
            font_size=font.size,
            wrap=alignment is not None and _on(alignment.get("wrapText")),
            locked=protection is None or _on(protection.get("locked", "1")),
        )


def is_red(color: Element | None) -> bool:
    """A colour that people call red: pure red, dark red, or the red of the palette."""
    if color is None:
        return False
    rgb = color.get("rgb", "")
    if len(rgb) >= 6:
        return reddish(rgb[-6:])
    return color.get("indexed", "") in _INDEXED_RED


def reddish(rgb: str) -> bool:
    """Is RRGGBB red?"""
    try:
        red, green, blue = (int(rgb[at : at + 2], 16) for at in (0, 2, 4))
    except ValueError:
        return False
    return red >= 0xB0 and green <= 0x50 and blue <= 0x50


def _first(parent: Element | None) -> list[Element]:
    """The parts of a list; a bloated one is cut where Excel itself would stop."""
    return [] if parent is None else list(islice(parent.iterchildren("{*}*"), MAX_FORMATS))


def _made(items: list[Element], number: str | None, make: Callable[[Element], T], otherwise: T) -> T:
    index = _number(number)
    return make(items[index]) if 0 <= index < len(items) else otherwise


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 9 else 0


def _on(text: str | None) -> bool:
    return text in ("1", "true")


def _font(item: Element) -> _Font:
    bold, size = child(item, "b"), child(item, "sz")
    points = "" if size is None else size.get("val", "")
    try:
        height = float(points)
    except ValueError:
        height = 11.0
    return _Font(bold is not None and bold.get("val", "1") in ("1", "true"), is_red(child(item, "color")), height)


def _fill(item: Element) -> bool:
    pattern = child(item, "patternFill")
    if pattern is None:
        return child(item, "gradientFill") is not None
    kind = pattern.get("patternType", "none")
    if kind == "none":
        return False
    color = child(pattern, "fgColor")
    if kind == "solid" and color is not None:
        white = (
            color.get("rgb") in _WHITE
            or color.get("indexed") in ("1", "9")
            or (color.get("theme") == "0" and not color.get("tint"))
        )
        return not white
    return True


def _edges(item: Element) -> _Edges:
    def drawn(*names: str) -> bool:
        return any((side := child(item, name)) is not None and side.get("style", "none") != "none" for name in names)

    across = drawn("diagonal") and (_on(item.get("diagonalUp")) or _on(item.get("diagonalDown")))
    return _Edges(drawn("left", "start"), drawn("top"), drawn("right", "end"), drawn("bottom"), across)
