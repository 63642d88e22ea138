"""The looks of an OpenDocument spreadsheet: named and automatic styles with their parents."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qingzhuang.formfill.grid import PLAIN, Style
from qingzhuang.formfill.read.xlsx_styles import reddish
from qingzhuang.formfill.read.xml import Element, attribute, child, local

POINTS = {"in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pt": 1.0, "px": 0.75, "pc": 12.0}
POINTS_PER_CHARACTER = 5.25
_LENGTH = re.compile(r"(-?[0-9.]+)(in|cm|mm|pt|px|pc)")
_DATE_PARTS = {"day": "d", "month": "m", "year": "yy", "hours": "h", "minutes": "m", "seconds": "s", "day-of-week": "ddd"}


@dataclass(frozen=True, slots=True)
class _Known:
    element: Element
    parent: str


class OdsStyles:
    """Look up styles by name; later lists win, as automatic styles do over common ones."""

    def __init__(self, roots: list[Element]) -> None:
        self.known: dict[str, _Known] = {}
        self.formats: dict[str, str] = {"N0": "General"}
        self.made: dict[str, Style] = {}
        for root in roots:
            for group in root:
                if local(group) not in ("styles", "automatic-styles"):
                    continue
                for item in group:
                    name = attribute(item, "name") or ""
                    if local(item) == "style":
                        self.known[name] = _Known(item, attribute(item, "parent-style-name") or "")
                    elif local(item).endswith("-style"):
                        self.formats[name] = _number_format(item)

    def style(self, name: str | None) -> Style:
        """The look of a cell style."""
        if not name:
            return PLAIN
        found = self.made.get(name)
        if found is None:
            found = self.made[name] = self._make(name)
        return found

    def row_height(self, name: str | None) -> float:
        """Points; 0 where none is set."""
        return round(length(self._property(name, "table-row-properties", "row-height")), 2)

    def column_width(self, name: str | None) -> float:
        """Characters; 0 where none is set."""
        return round(length(self._property(name, "table-column-properties", "column-width")) / POINTS_PER_CHARACTER, 2)

    def hidden_table(self, name: str | None) -> bool:
        return self._property(name, "table-properties", "display") == "false"

    def _property(self, name: str | None, group: str, key: str) -> str:
        for _ in range(20):  # parents may point at one another
            known = self.known.get(name or "")
            if known is None:
                return ""
            properties = child(known.element, group)
            if properties is not None and (value := attribute(properties, key)) is not None:
                return value
            name = known.parent
        return ""

    def _data_style(self, name: str) -> str:
        for _ in range(20):
            known = self.known.get(name)
            if known is None:
                return "General"
            if found := attribute(known.element, "data-style-name"):
                return self.formats.get(found, "General")
            name = known.parent
        return "General"

    def _make(self, name: str) -> Style:
        if name not in self.known:
            return PLAIN

        def cell(key: str) -> str:
            return self._property(name, "table-cell-properties", key)

        def drawn(side: str) -> bool:
            line = cell(f"border-{side}") or cell("border")
            return line not in ("", "none", "hidden")

        def text(key: str) -> str:
            return self._property(name, "text-properties", key)

        align = self._property(name, "paragraph-properties", "text-align")
        return Style(
            number_format=self._data_style(name),
            bold=text("font-weight") in ("bold", "600", "700", "800", "900"),
            red=reddish(text("color").lstrip("#")),
            filled=cell("background-color") not in ("", "transparent", "#ffffff"),
            left=drawn("left"),
            top=drawn("top"),
            right=drawn("right"),
            bottom=drawn("bottom"),
            diagonal=any(cell(key) not in ("", "none") for key in ("diagonal-tl-br", "diagonal-bl-tr")),
            align={"start": "left", "left": "left", "center": "center", "end": "right", "right": "right"}.get(align, ""),
            font_size=length(text("font-size")) or 10.0,
            wrap=cell("wrap-option") == "wrap",
            locked="protected" in (cell("cell-protect") or "protected"),
        )


def length(text: str) -> float:
    """A length such as 0.83in in points; 0 where it is none."""
    match = _LENGTH.match(text)
    try:
        return float(match[1]) * POINTS[match[2]] if match else 0.0
    except ValueError:
        return 0.0


def _number_format(item: Element) -> str:
    kind = local(item)
    if kind == "text-style":
        return "@"
    if kind in ("date-style", "time-style"):
        return "".join(_date_part(part) for part in item)
    number = child(item, "number")
    places = "" if number is None else attribute(number, "decimal-places") or "0"
    if kind == "percentage-style":
        return "0" + ("." + "0" * min(int(places or 0), 20) if places.isdigit() and int(places) else "") + "%"
    if kind == "number-style" and places.isdigit() and int(places):
        return "0." + "0" * min(int(places), 20)
    return "General"


def _date_part(part: Element) -> str:
    kind = local(part)
    if kind == "text":
        return f'"{part.text}"' if part.text and part.text not in "-/:. " else part.text or ""
    if kind == "am-pm":
        return "AM/PM"
    code = _DATE_PARTS.get(kind, "")
    return code * 2 if attribute(part, "style") == "long" else code
