"""Read HTML tables saved under the name of a workbook: what many older systems export as .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.grid import Book, Cell, Grid, Place, Span, Style, cell_name
from qingzhuang.formfill.read.csv import decode
from qingzhuang.formfill.read.extent import MAX_COLUMNS, MAX_ROWS, settle
from qingzhuang.formfill.read.xml import Element, local

MAX_TABLES = 200
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")


def read(data: bytes, name: str = "") -> Book:
    """Read every outermost table of a web page; raises FormError."""
    tables = tables_of(page(data))
    grids = [_grid(table, f"表{number}" if len(tables) > 1 else _sheet_name(name)) for number, table in enumerate(tables, 1)]
    if not any(grid.rows for grid in grids):
        raise refusal("no_table", "这是网页，里面没有表格。")
    return Book("html", tuple(grids), warnings=("这个文件是网页，只是名字像 Excel 文件；填好后写回的也是网页。",))


def tables_of(root: Element) -> list[Element]:
    """The outermost tables in order."""
    return [item for item in root.iter("table") if not any(local(up) == "table" for up in item.iterancestors())][:MAX_TABLES]


def page(data: bytes) -> Element:
    """The root of the page; raises FormError."""
    text = page_text(data)[0]
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=False, collect_ids=False)
    try:
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise refusal("damaged", "网页内容不完整。") from error
    return root


def page_text(data: bytes) -> tuple[str, str]:
    """The page as text, and the encoding that it was written in."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        encoding = declared[1].decode("ascii").lower()
        encoding = "gb18030" if encoding in ("gb2312", "gbk", "gb18030", "x-gbk", "cp936") else encoding
        try:
            return data.decode(encoding), encoding
        except (LookupError, UnicodeDecodeError):
            pass
    text, dialect = decode(data)
    return text, dialect.encoding


def cells_of(table: Element) -> Iterator[tuple[Element, Span]]:
    """Every cell of a table with the places it covers."""
    taken: set[Place] = set()
    row = 0
    for line in table.iter("tr"):
        if next((up for up in line.iterancestors("table")), None) is not table:
            continue
        row += 1
        column = 1
        if row > MAX_ROWS:
            return
        for item in line:
            if local(item) not in ("td", "th"):
                continue
            while (row, column) in taken:
                column += 1
            if column > MAX_COLUMNS or len(taken) > 2_000_000:
                break
            across, down = min(_count(item.get("colspan")), MAX_COLUMNS), min(_count(item.get("rowspan")), 1000)
            where = Span(row, column, row + down - 1, column + across - 1)
            taken.update((r, c) for r in range(where.top, where.bottom + 1) for c in range(where.left, where.right + 1))
            yield item, where
            column += across


def _grid(table: Element, name: str) -> Grid:
    cells: dict[Place, Cell] = {}
    merges = []
    lined = (table.get("border") or "0").strip() not in ("", "0") or "border" in (table.get("style") or "")
    for item, where in cells_of(table):
        text = _text(item)
        bold = local(item) == "th" or item.find(".//b") is not None or item.find(".//strong") is not None
        look = (item.get("style") or "").lower()
        number_format = "@" if "mso-number-format" in look and "@" in look else "General"
        align = (item.get("align") or "").lower()
        align = (
            align if align in ("left", "center", "right") else "center" if "text-align:center" in look.replace(" ", "") else ""
        )
        style = Style(number_format, bold, left=lined, top=lined, right=lined, bottom=lined, align=align, wrap=True)
        for row in range(where.top, where.bottom + 1):
            for column in range(where.left, where.right + 1):
                first = (row, column) == (where.top, where.left)
                cells[row, column] = Cell(
                    row, column, text if first else "", (text or None) if first else None, "", style, cell_name(row, column)
                )
        if where.rows * where.columns > 1:
            merges.append(where)
    settled = settle(cells, merges)
    return Grid(name, settled.rows, settled.columns, settled.cells, settled.merges)


def _text(item: Element) -> str:
    """Text as a browser shows it: white space folded, a line per break or paragraph."""

    def pieces(element: Element) -> Iterator[str]:
        yield _SPACES.sub(" ", element.text or "")
        for part in element:
            kind = local(part)
            if kind == "br":
                yield "\n"
            elif kind not in ("script", "style", ""):
                yield from pieces(part)
                if kind in ("p", "div", "tr"):
                    yield "\n"
            yield _SPACES.sub(" ", part.tail or "")

    joined = "".join(pieces(item)).replace("\xa0", " ")
    return "\n".join(line.strip(" ") for line in joined.strip().split("\n"))


def _count(text: str | None) -> int:
    return max(1, int(text)) if text and text.strip().isdigit() and len(text) < 8 else 1


def _sheet_name(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or "网页"
