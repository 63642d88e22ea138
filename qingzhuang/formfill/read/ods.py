"""Read .ods: tables of content.xml with repeated rows and columns laid out, looks from both style lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.grid import PLAIN, Book, Cell, CellValue, Grid, Place, Span, Style, Validation, cell_name
from qingzhuang.formfill.read.extent import MAX_COLUMNS, MAX_ROWS, overlap_warning, settle
from qingzhuang.formfill.read.ods_references import address_in_a1, formula_in_a1
from qingzhuang.formfill.read.ods_styles import OdsStyles
from qingzhuang.formfill.read.package import Package
from qingzhuang.formfill.read.ranges import sheet_reference, span
from qingzhuang.formfill.read.xml import Element, attribute, child, children, local, parse

MAX_REPEATED = 3_000  # rows of one repeat that are laid out; longer repeats are filling to the end of the sheet
MAX_CELLS = 2_000_000
_CELLS = ("table-cell", "covered-table-cell")
_ROW_GROUPS = ("table-row-group", "table-header-rows", "table-rows")
_COLUMN_GROUPS = ("table-column-group", "table-header-columns", "table-columns")


@dataclass(slots=True)
class _Table:
    name: str
    hidden: bool = False
    cells: dict[Place, Cell] = field(default_factory=dict)
    merges: list[Span] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    rules: list[tuple[Span, str]] = field(default_factory=list)
    print_area: Span | None = None


def read(data: bytes, name: str = "") -> Book:
    """Read an OpenDocument spreadsheet; raises FormError."""
    package = Package(data)
    if "meta-inf/manifest.xml" in package and b"encryption-data" in package.read("meta-inf/manifest.xml"):
        raise refusal("encrypted")
    root = parse(package.read("content.xml"))
    common = parse(package.read("styles.xml")) if "styles.xml" in package else None
    styles = OdsStyles([part for part in (common, root) if part is not None])
    sheet_body = child(child(root, "body"), "spreadsheet")
    tables = [_table(item, styles) for item in children(sheet_body, "table")]
    if not tables:
        raise refusal("no_table", "工作簿里没有工作表。")
    rules = {
        attribute(item, "name") or "": attribute(item, "condition") or ""
        for item in children(child(sheet_body, "content-validations"), "content-validation")
    }
    warnings: list[str] = []
    grids = tuple(_grid(table, tables, rules, warnings) for table in tables)
    return Book("ods", grids, warnings=tuple(warnings))


def rows_of(table: Element) -> Iterator[Element]:
    """Row elements in order, also inside groups and header rows."""
    for item in table:
        kind = local(item)
        if kind == "table-row":
            yield item
        elif kind in _ROW_GROUPS:
            yield from rows_of(item)


def repeated(item: Element, what: str) -> int:
    """How often a row or cell stands: `number-rows-repeated`, `number-columns-repeated`."""
    text = attribute(item, f"number-{what}-repeated") or "1"
    return max(1, int(text)) if text.isdigit() and len(text) < 9 else 1


def _table(item: Element, styles: OdsStyles) -> _Table:
    table = _Table(attribute(item, "name") or "")
    table.hidden = styles.hidden_table(attribute(item, "style-name"))
    ranges = (attribute(item, "print-ranges") or "").split()
    if ranges and (target := sheet_reference(address_in_a1(ranges[0]))):
        table.print_area = span(target[1])
    defaults = _columns(item, table, styles)
    row = 0
    for line in rows_of(item):
        count = repeated(line, "rows")
        blank = all(attribute(cell, "value-type") is None and not len(cell) for cell in line)
        for _ in range(min(count, MAX_REPEATED)):
            row += 1
            if row > MAX_ROWS or len(table.cells) > MAX_CELLS:
                return table
            _row(line, row, table, styles, defaults)
            if blank and count > MAX_REPEATED:
                break  # the rest of the sheet
        row += count - min(count, MAX_REPEATED) if not (blank and count > MAX_REPEATED) else count - 1
    return table


def _row(line: Element, row: int, table: _Table, styles: OdsStyles, defaults: dict[int, Style]) -> None:
    if height := styles.row_height(attribute(line, "style-name")):
        table.heights[row] = height
    if attribute(line, "visibility") in ("collapse", "filter"):
        table.hidden_rows.add(row)
    column = 1
    for item in line:
        if local(item) not in _CELLS:
            continue
        count = repeated(item, "columns")
        if column > MAX_COLUMNS:
            return
        own = attribute(item, "style-name")
        value, text = _value(item)
        formula = attribute(item, "formula") or ""
        for at in range(column, min(column + count, MAX_COLUMNS + 1)):
            style = styles.style(own) if own else defaults.get(at, PLAIN)
            if text or formula or style is not PLAIN:
                table.cells[row, at] = Cell(
                    row, at, text, value, formula_in_a1(formula) if formula else "", style, cell_name(row, at)
                )
        _spanned(item, row, column, count, table)
        column += count


def _spanned(item: Element, row: int, column: int, count: int, table: _Table) -> None:
    across, down = attribute(item, "number-columns-spanned") or "1", attribute(item, "number-rows-spanned") or "1"
    if across.isdigit() and down.isdigit() and (int(across) > 1 or int(down) > 1):
        table.merges.append(Span(row, column, row + min(int(down), MAX_ROWS) - 1, column + min(int(across), 16384) - 1))
    if rule := attribute(item, "content-validation-name"):
        table.rules.append((Span(row, column, row, column + count - 1), rule))


def _columns(item: Element, table: _Table, styles: OdsStyles) -> dict[int, Style]:
    """Widths, hidden columns, and the look that a column lends to cells without their own."""
    defaults: dict[int, Style] = {}

    def walk(parent: Element, column: int) -> int:
        for part in parent:
            kind = local(part)
            if kind in _COLUMN_GROUPS:
                column = walk(part, column)
            elif kind == "table-column":
                count = repeated(part, "columns")
                width = styles.column_width(attribute(part, "style-name"))
                look = attribute(part, "default-cell-style-name")
                for at in range(column, min(column + count, MAX_COLUMNS + 1)):
                    if width:
                        table.widths[at] = width
                    if attribute(part, "visibility") in ("collapse", "filter"):
                        table.hidden_columns.add(at)
                    if look and look != "Default":
                        defaults[at] = styles.style(look)
                column += count
        return column

    walk(item, 1)
    return defaults


def _value(item: Element) -> tuple[CellValue, str]:
    lines = ["".join(_pieces(part)) for part in item if local(part) == "p"]
    text = "\n".join(lines)
    kind, number = attribute(item, "value-type"), attribute(item, "value")
    try:
        if kind in ("float", "percentage", "currency") and number is not None:
            amount = float(number)
            return int(amount) if amount == int(amount) and abs(amount) < 1e15 else amount, text or number
        if kind == "date" and (day := attribute(item, "date-value")):
            return date.fromisoformat(day) if len(day) == 10 else datetime.fromisoformat(day), text or day
    except (ValueError, OverflowError):
        return text or None, text
    if kind == "boolean":
        return attribute(item, "boolean-value") == "true", text
    return text or None, text


def _pieces(item: Element) -> Iterator[str]:
    """Text of a paragraph; runs of spaces, tabs and breaks are elements of their own, notes are left out."""
    yield item.text or ""
    for part in item:
        kind = local(part)
        if kind == "s":
            count = attribute(part, "c") or "1"
            yield " " * (min(int(count), 1000) if count.isdigit() else 1)
        elif kind == "tab":
            yield "\t"
        elif kind == "line-break":
            yield "\n"
        elif kind in ("span", "a"):
            yield from _pieces(part)
        yield part.tail or ""


def _choices(condition: str, table: _Table, tables: list[_Table]) -> tuple[str, ...]:
    """The choices of `cell-content-is-in-list("男";"女")` or of a list on a sheet."""
    _, mark, rest = condition.partition("cell-content-is-in-list(")
    if not mark:
        return ()
    body = rest.rpartition(")")[0]
    if body.startswith('"'):
        return tuple(part for part in body[1:-1].replace('";"', "\x00").split("\x00") if part)
    target = sheet_reference(address_in_a1(body.strip("[]")))
    where = span(target[1]) if target else None
    source = next((other for other in tables if target and other.name == target[0]), table)
    if where is None:
        return ()
    inside = sorted(at for at in source.cells if at in where)
    return tuple(text for at in inside if (text := source.cells[at].text.strip()))


def _grid(table: _Table, tables: list[_Table], rules: dict[str, str], warnings: list[str]) -> Grid:
    settled = settle(table.cells, table.merges)
    rows, columns = settled.rows, settled.columns
    warnings += overlap_warning(table.name, settled.overlapping)
    return Grid(
        name=table.name,
        rows=rows,
        columns=columns,
        cells=settled.cells,
        merges=settled.merges,
        column_widths={at: width for at, width in table.widths.items() if at <= columns},
        row_heights={at: height for at, height in table.heights.items() if at <= rows},
        hidden_rows=frozenset(at for at in table.hidden_rows if at <= rows),
        hidden_columns=frozenset(at for at in table.hidden_columns if at <= columns),
        validations=tuple(
            Validation(where, _choices(rules.get(rule, ""), table, tables)) for where, rule in _joined(table.rules)
        ),
        hidden=table.hidden,
        print_area=table.print_area,
    )


def _joined(rules: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """Rules of one cell each, put together down the columns."""
    open_spans: dict[tuple[int, int, str], Span] = {}
    done: list[tuple[Span, str]] = []
    for where, rule in rules:
        key = (where.left, where.right, rule)
        last = open_spans.get(key)
        if last is not None and last.bottom + 1 == where.top:
            open_spans[key] = Span(last.top, last.left, where.bottom, last.right)
        else:
            if last is not None:
                done.append((last, rule))
            open_spans[key] = where
    return done + [(where, key[2]) for key, where in open_spans.items()]
