"""Read .docx: each table of the body as one grid, the paragraphs between as what stands above and below."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.grid import Book, Cell, Grid, Place, Shape, Span, Style
from qingzhuang.formfill.read.docx_text import block_items, cell_text, paragraph_text, run_looks
from qingzhuang.formfill.read.package import Package
from qingzhuang.formfill.read.xml import Element, attribute, child, children, local, parse

TWIPS_PER_CHARACTER = 105.0
MAX_COLUMNS = 200
MAX_TABLES = 500


def read(data: bytes, name: str = "") -> Book:
    """Read a Word file with tables to be filled; raises FormError."""
    book = whole(data)
    if not book.grids:
        raise refusal("no_table", "这个 Word 文件只有文字，没有表格。")
    return book


def whole(data: bytes) -> Book:
    """Read any Word file, with tables or without; raises FormError."""
    package = Package(data)
    root = parse(package.read(document_part(package)))
    body = child(root, "body")
    if body is None:
        raise refusal("damaged", "文件内部没有正文。")
    grids: list[Grid] = []
    paragraphs: list[str] = []
    above: list[str] = []
    for item in block_items(body):
        if local(item) == "p":
            if text := paragraph_text(item):
                above.append(text)
                paragraphs.append(text)
        elif len(grids) < MAX_TABLES:
            if grids and above:
                grids[-1] = _with_below(grids[-1], tuple(above))
            grids.append(read_table(item, len(grids) + 1, tuple(above)))
            above = []
    if grids:
        grids[-1] = _with_below(grids[-1], tuple(above))
    macros = any(entry.endswith("vbaproject.bin") for entry in package.entries)
    warnings = ("文件里有宏。宏不会被运行，也不会被改动。",) if macros else ()
    return Book("docx", tuple(grids), tuple(paragraphs), warnings)


def document_part(package: Package) -> str:
    """Name of the main part, by the relations of the package."""
    if "_rels/.rels" in package:
        for item in parse(package.read("_rels/.rels")):
            if local(item) == "Relationship" and item.get("Type", "").endswith("/officeDocument"):
                return item.get("Target", "").lstrip("/")
    return "word/document.xml"


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell as it stands in the file: its element, its first grid column, and how it is merged."""

    element: Element
    row: int
    number: int  # C in tTrRcC
    column: int
    width: int
    continues: bool  # the lower part of a vertically merged cell


@dataclass(slots=True)
class TableShape:
    """Rows of a Word table with every cell at its grid column."""

    rows: list[Element] = field(default_factory=list)
    cells: list[list[TableCell]] = field(default_factory=list)


def table_shape(table: Element) -> TableShape:
    """Place the cells of a table on its grid: the reader shows them, the writer finds them again."""
    shape = TableShape()
    for row in _inside(table, "tr"):
        shape.rows.append(row)
        shape.cells.append(_row_cells(row, len(shape.rows)))
    return shape


def _row_cells(row: Element, number: int) -> list[TableCell]:
    column = 1 + _value(child(child(row, "trPr"), "gridBefore"), 0)
    found: list[TableCell] = []
    for cell in _inside(row, "tc"):
        properties = child(cell, "tcPr")
        width = max(1, min(_value(child(properties, "gridSpan"), 1), MAX_COLUMNS))
        across, down = child(properties, "hMerge"), child(properties, "vMerge")
        if across is not None and attribute(across, "val") != "restart" and found:
            last = found[-1]  # the old way to merge across: one element per column
            found[-1] = TableCell(last.element, number, last.number, last.column, last.width + width, last.continues)
        elif column <= MAX_COLUMNS:
            continues = down is not None and attribute(down, "val") != "restart"
            found.append(TableCell(cell, number, len(found) + 1, column, width, continues))
        column += width
    return found


def read_table(table: Element, number: int, above: tuple[str, ...]) -> Grid:
    """One table as a grid; cells are named tTrRcC."""
    shape = table_shape(table)
    borders = _table_borders(table)
    cells: dict[Place, Cell] = {}
    shapes: list[Shape] = []
    columns = 0
    for row in shape.cells:
        for cell in row:
            columns = max(columns, cell.column + cell.width - 1)
            at = (cell.row, cell.column)
            text = "" if cell.continues else cell_text(cell.element)
            style = _style(cell, borders)
            cells[at] = Cell(*at, text, text or None, "", style, f"t{number}r{cell.row}c{cell.number}")
            if any(local(item) in ("line", "cxnSp", "straightConnector1") for item in cell.element.iter()):
                shapes.append(Shape("", Span(*at, cell.row, cell.column + cell.width - 1), is_line=True))
    return Grid(
        name="",
        rows=len(shape.rows),
        columns=columns,
        cells=cells,
        merges=_merges(shape),
        column_widths=_widths(table),
        row_heights=_heights(shape),
        shapes=tuple(shapes),
        above=above,
        is_word=True,
    )


def _merges(shape: TableShape) -> tuple[Span, ...]:
    open_spans: dict[tuple[int, int], Span] = {}  # (column, width) of the cell above → its span
    found: dict[Place, Span] = {}
    for row in shape.cells:
        now: dict[tuple[int, int], Span] = {}
        for cell in row:
            key = (cell.column, cell.width)
            above = open_spans.get(key) if cell.continues else None
            if above is not None:
                span = Span(above.top, above.left, cell.row, above.right)
            else:
                span = Span(cell.row, cell.column, cell.row, cell.column + cell.width - 1)
            now[key] = span
            found[span.top, span.left] = span
        open_spans = now
    return tuple(span for span in found.values() if span.rows * span.columns > 1)


def _style(cell: TableCell, table_borders: dict[str, bool]) -> Style:
    properties = child(cell.element, "tcPr")
    borders, shade = child(properties, "tcBorders"), child(properties, "shd")

    def drawn(*names: str) -> bool:
        for name in names:
            if (side := child(borders, name)) is not None:
                return attribute(side, "val") not in ("nil", "none", None)
        return any(table_borders.get(name, False) for name in names)

    fill = attribute(shade, "fill") if shade is not None else None
    looks = run_looks(cell.element)
    return Style(
        number_format="@",
        bold=looks.bold,
        red=looks.red,
        filled=fill not in (None, "auto", "FFFFFF", "ffffff"),
        left=drawn("left", "start"),
        top=drawn("top"),
        right=drawn("right", "end"),
        bottom=drawn("bottom"),
        diagonal=any(
            (side := child(borders, name)) is not None and attribute(side, "val") not in ("nil", "none")
            for name in ("tl2br", "tr2bl")
        ),
        align=looks.align,
        font_size=looks.size,
        wrap=True,
    )


def _table_borders(table: Element) -> dict[str, bool]:
    """Lines that the table draws around every cell; a named style is taken to draw a grid."""
    properties = child(table, "tblPr")
    borders = child(properties, "tblBorders")
    if borders is None:
        styled = child(properties, "tblStyle") is not None
        return dict.fromkeys(("left", "start", "top", "right", "end", "bottom"), styled)
    lines = {local(side): attribute(side, "val") not in ("nil", "none") for side in borders}
    across, down = lines.get("insideV", False), lines.get("insideH", False)
    return {"left": across, "right": across, "start": across, "end": across, "top": down, "bottom": down}


def _widths(table: Element) -> dict[int, float]:
    grid = children(child(table, "tblGrid"), "gridCol")[:MAX_COLUMNS]
    return {number: round(_number(attribute(column, "w")) / TWIPS_PER_CHARACTER, 2) for number, column in enumerate(grid, 1)}


def _heights(shape: TableShape) -> dict[int, float]:
    heights = {}
    for number, row in enumerate(shape.rows, 1):
        height = child(child(row, "trPr"), "trHeight")
        if height is not None and (points := _number(attribute(height, "val")) / 20):
            heights[number] = points
    return heights


def _inside(parent: Element, kind: str) -> list[Element]:
    """Rows of a table or cells of a row, also inside content controls and tracked insertions."""
    found: list[Element] = []
    for item in parent:
        name = local(item)
        if name == kind:
            found.append(item)
        elif name in ("sdt", "sdtContent", "ins", "customXml", "moveTo"):
            found += _inside(item, kind)
    return found


def _with_below(grid: Grid, below: tuple[str, ...]) -> Grid:
    return replace(grid, below=below)


def _value(item: Element | None, otherwise: int) -> int:
    text = attribute(item, "val") if item is not None else None
    return int(text) if text and text.isdigit() and len(text) < 7 else otherwise


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0
