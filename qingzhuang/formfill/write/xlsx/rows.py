"""The rows of a worksheet part as text: cut apart, changed and put together without building a tree.

A form has a thousand cells and a roster hundreds of thousands; rows that are not touched stay the very text they were.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import pairwise

from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.grid import column_letters, column_number
from qingzhuang.formfill.read.formula import moved
from qingzhuang.formfill.read.xml import parse
from qingzhuang.formfill.write.xlsx.part import serialised

_ATTRIBUTES = r"""((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*"""
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
COLUMNS = {column_letters(column): column for column in range(1, 1025)}
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']""")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?[0-9]+$")


@dataclass(slots=True)
class Cell:
    """A cell: its column, attributes, and inner text (formula, value)."""

    column: int
    attributes: dict[str, str]
    inner: str

    def text(self, row: int, prefix: str) -> str:
        attributes = "".join(f' {key}="{value}"' for key, value in self.attributes.items() if key != "r")
        start = f'<{prefix}c r="{column_letters(self.column)}{row}"{attributes}'
        return f"{start}>{self.inner}</{prefix}c>" if self.inner else f"{start}/>"


@dataclass(slots=True)
class Row:
    """A row: its number, attributes, and the text of its cells."""

    number: int
    attributes: dict[str, str]
    inner: str
    raw: str  # the row as it was; empty once it is changed

    def text(self, prefix: str) -> str:
        if self.raw:
            return self.raw
        attributes = "".join(f' {key}="{value}"' for key, value in self.attributes.items() if key != "r")
        start = f'<{prefix}row r="{self.number}"{attributes}'
        return f"{start}>{self.inner}</{prefix}row>" if self.inner else f"{start}/>"


@dataclass(slots=True)
class SheetText:
    """A worksheet part cut into what stands before its rows, the rows, and what stands behind them."""

    head: str
    rows: list[Row]
    tail: str
    prefix: str

    def bytes(self) -> bytes:
        body = "".join([row.text(self.prefix) for row in self.rows])
        return f"{self.head}<{self.prefix}sheetData>{body}</{self.prefix}sheetData>{self.tail}".encode()


@lru_cache(maxsize=16)
def _patterns(prefix: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    p = re.escape(prefix)
    data = re.compile(rf"<{p}sheetData\s*(?:/>|>(.*)</{p}sheetData\s*>)", re.DOTALL)
    row = re.compile(rf"<{p}row\b{_ATTRIBUTES}(?:/>|>(.*?)</{p}row\s*>)", re.DOTALL)
    cell = re.compile(rf"<{p}c\b{_ATTRIBUTES}(?:/>|>(.*?)</{p}c\s*>)", re.DOTALL)
    formula = re.compile(rf"<{p}f\b{_ATTRIBUTES}(?:/>|>([^<]*)</{p}f\s*>)")
    return data, row, cell, formula


def cut(part: bytes) -> SheetText:
    """Cut a worksheet part; one spelt unusually (comments, another encoding) is put into plain spelling first."""
    declared = _DECLARED.match(part)
    plain = (declared is None or declared[1].lower() in (b"utf-8", b"us-ascii")) and b"<!" not in part and part.count(b"<?") <= 1
    plain = plain and b"\x00" not in part[:100]
    try:
        text = part.decode("utf-8-sig") if plain else _plain(part)
        return _cut(text) or _damaged()
    except UnicodeDecodeError as error:
        raise refusal("damaged", "工作表的编码不对。") from error


def _damaged() -> SheetText:
    raise refusal("damaged", "工作表的内容不完整。")


def _plain(part: bytes) -> str:
    root = parse(part)
    for item in [item for item in root.iter() if not isinstance(item.tag, str)]:
        parent = item.getparent()
        if parent is not None:
            parent.remove(item)
    return serialised(root).decode("utf-8")


def _cut(text: str) -> SheetText | None:
    name = re.search(r"<((?:[\w.-]+:)?)sheetData[\s/>]", text)
    if not name:
        return _without_rows(text)
    prefix = name[1]
    data, row_pattern, _, _ = _patterns(prefix)
    found = data.search(text)
    if not found:
        return None
    rows: list[Row] = []
    body, at, number = found[1] or "", 0, 0
    for match in row_pattern.finditer(body):
        if match.start() != at and body[at : match.start()].strip():
            return None
        at = match.end()
        attributes = attributes_of(match[1])
        given = attributes.get("r", "")
        number = int(given) if given.isdigit() and len(given) < 8 else number + 1
        rows.append(Row(number, attributes, match[2] or "", match[0] if given else ""))
    if body[at:].strip():
        return None
    if any(one.number >= other.number for one, other in pairwise(rows)):
        rows = _in_order(rows)
    return SheetText(text[: found.start()], rows, text[found.end() :], prefix)


def _in_order(rows: list[Row]) -> list[Row]:
    """Rows out of order or given twice do occur in made-up files; the first of a number stays."""
    first: dict[int, Row] = {}
    for row in rows:
        first.setdefault(row.number, row)
    return [first[number] for number in sorted(first)]


def _without_rows(text: str) -> SheetText | None:
    """A sheet must have sheetData; one without it is given an empty one at the right place."""
    match = re.search(r"<((?:[\w.-]+:)?)worksheet\b[^>]*>", text)
    if not match or match[0].endswith("/>"):
        return None
    at = match.end()
    for item in re.finditer(rf"</{match[1]}(?:sheetPr|sheetViews|cols)>|<{match[1]}(?:dimension|sheetFormatPr)\b[^>]*/>", text):
        at = item.end()
    return SheetText(text[:at], [], text[at:], match[1])


@lru_cache(maxsize=16)
def usual_cells(prefix: str) -> re.Pattern[str]:
    """Cells as nearly all programs spell them: the whole, and its letters, style attribute, type and content."""
    p = re.escape(prefix)
    return re.compile(rf'(<{p}c r="([A-Z]{{1,3}})[0-9]+"((?: s="[0-9]+")?)(?: t="(\w+)")?\s*(?:/>|>(.*?)</{p}c>))', re.DOTALL)


def attributes_of(text: str) -> dict[str, str]:
    """Attributes as written, entities unopened, quotes made double."""
    return {key: double or single.replace('"', "&quot;") for key, double, single in _ATTRIBUTE.findall(text)}


def cells_of(row: Row, prefix: str) -> list[Cell]:
    """The cells of a row in order; raises FormError where its text is no list of cells."""
    found: list[Cell] = []
    column = at = 0
    for match in _patterns(prefix)[2].finditer(row.inner):
        if match.start() != at and row.inner[at : match.start()].strip():
            _damaged()
        at = match.end()
        attributes = attributes_of(match[1])
        reference = _REFERENCE.match(attributes.get("r", ""))
        column = column_number(reference[1]) if reference else column + 1
        found.append(Cell(column, attributes, match[2] or ""))
    rest = row.inner[at:].strip()
    if rest and not rest.startswith(f"<{prefix}extLst"):
        _damaged()
    return sorted(found, key=lambda cell: cell.column)


def set_cells(row: Row, cells: list[Cell], prefix: str) -> None:
    """Put changed cells back into their row."""
    row.inner = "".join([cell.text(row.number, prefix) for cell in cells])
    row.raw = ""


def move_row(row: Row, number: int, prefix: str) -> None:
    """Give a row and its cells a new number."""
    if number != row.number:
        row.inner = _renumbering(prefix).sub(rf"\g<1>{number}\g<2>", row.inner)
        row.number, row.raw = number, ""


@lru_cache(maxsize=16)
def _renumbering(prefix: str) -> re.Pattern[str]:
    return re.compile(rf"""(<{re.escape(prefix)}c\b(?:\s+[\w:.-]+="[^"<]*")*?\s+r="[A-Za-z]{{1,3}})[0-9]+(")""")


def formulas_of(inner: str, prefix: str) -> Iterator[tuple[dict[str, str], str]]:
    """Attributes and text of the formulas inside a cell or row."""
    for match in _patterns(prefix)[3].finditer(inner):
        yield attributes_of(match[1]), unescape(match[2] or "")


def formula_only(inner: str, prefix: str) -> str:
    """The formula element of a cell, without its result."""
    match = _patterns(prefix)[3].search(inner)
    return match[0] if match else ""


def change_formulas(row: Row, prefix: str, change: Callable[[dict[str, str], str], tuple[dict[str, str], str]]) -> None:
    """Rewrite each formula of a row; `change` gets and gives attributes and text."""
    if f"<{prefix}f" not in row.inner:
        return

    def rewrite(match: re.Match[str]) -> str:
        attributes, text = change(attributes_of(match[1]), unescape(match[2] or ""))
        return formula_text(attributes, text, prefix)

    new = _patterns(prefix)[3].sub(rewrite, row.inner)
    if new != row.inner:
        row.inner, row.raw = new, ""


def formula_text(attributes: dict[str, str], text: str, prefix: str) -> str:
    """A formula element as text."""
    start = f"<{prefix}f" + "".join(f' {key}="{value}"' for key, value in attributes.items())
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"{start}>{safe}</{prefix}f>" if safe else f"{start}/>"


def write_out_shared_formulas(sheet: SheetText) -> None:
    """Give every cell of a shared formula its own: their common range would tear when rows are inserted."""
    masters: dict[str, tuple[str, int, int]] = {}
    for row in sheet.rows:
        if 't="shared"' not in row.inner and "t='shared'" not in row.inner:
            continue
        cells = cells_of(row, sheet.prefix)
        for cell in cells:
            for attributes, text in formulas_of(cell.inner, sheet.prefix):
                if attributes.get("t") != "shared":
                    continue
                key = attributes.get("si", "")
                if text:
                    masters[key] = (text, row.number, cell.column)
                elif key in masters:
                    master, top, left = masters[key]
                    text = moved(master, row.number - top, cell.column - left)
                kept = {name: value for name, value in attributes.items() if name not in ("t", "si", "ref")}
                pattern = _patterns(sheet.prefix)[3]
                cell.inner = pattern.sub(lambda _, k=kept, t=text: formula_text(k, t, sheet.prefix), cell.inner, count=1)  # type: ignore[misc]
        set_cells(row, cells, sheet.prefix)
