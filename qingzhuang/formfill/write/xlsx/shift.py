"""Everything on a worksheet that names rows, moved when lists grow: ranges, merges, rules, breaks, views, anchors."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from qingzhuang.formfill.grid import Span, column_letters
from qingzhuang.formfill.read.ranges import MAX_COLUMN, MAX_ROW, span
from qingzhuang.formfill.read.xml import Element, child, children, local, namespace
from qingzhuang.formfill.write.plan import RowShift

FormulaShift = Callable[[str], str]

# elements of a worksheet part → attributes with a cell, a range or a list of ranges
RANGES: dict[str, tuple[str, ...]] = {
    "dimension": ("ref",),
    "sheetView": ("topLeftCell",),
    "pane": ("topLeftCell",),
    "selection": ("activeCell", "sqref"),
    "dataValidation": ("sqref",),
    "conditionalFormatting": ("sqref",),
    "hyperlink": ("ref",),
    "autoFilter": ("ref",),
    "sortState": ("ref",),
    "sortCondition": ("ref",),
    "protectedRange": ("sqref",),
    "ignoredError": ("sqref",),
    "inputCells": ("r",),
    "cellWatch": ("r",),
    "table": ("ref",),
    "comment": ("ref",),
    "threadedComment": ("ref",),
    "location": ("ref",),
}
FORMULAS = frozenset(("formula1", "formula2", "formula", "f", "calculatedColumnFormula", "totalsRowFormula"))


def shift_ranges(references: str, shift: RowShift) -> str:
    """A list of ranges as written in `sqref`, moved; ranges that end with a list grow with it."""
    return " ".join(_shift_range(part, shift) for part in references.split())


def _shift_range(reference: str, shift: RowShift) -> str:
    found = span(reference)
    if found is None or (found.top == 1 and found.bottom >= MAX_ROW):
        return reference
    new = shift.span(found)
    return range_text(
        Span(new.top, new.left, min(new.bottom, MAX_ROW), new.right),
        whole_rows=reference.replace("$", "").replace(":", "").isdigit(),
    )


def range_text(where: Span, whole_rows: bool = False) -> str:
    """`A1:B3`, or `A1` where it is one cell."""
    if whole_rows or (where.left == 1 and where.right >= MAX_COLUMN):
        return f"{where.top}:{where.bottom}"
    first = f"{column_letters(where.left)}{where.top}"
    last = f"{column_letters(where.right)}{where.bottom}"
    return first if first == last else f"{first}:{last}"


def shift_part(part: Element, shift: RowShift, move: FormulaShift) -> None:
    """Move every reference inside an element other than sheetData and mergeCells."""
    for item in part.iter():
        kind = local(item)
        if kind in RANGES:
            for key in RANGES[kind]:
                if value := item.get(key):
                    moved = shift_ranges(value, shift)
                    item.set(key, moved.split(":")[0] if key in ("activeCell", "topLeftCell") else moved)
        if kind == "sqref" and item.text:
            item.text = shift_ranges(item.text, shift)
        elif kind in FORMULAS and item.text:
            item.text = move(item.text)
        elif kind == "brk" and local(part) == "rowBreaks":
            _shift_break(item, shift)
        elif kind == "hyperlink" and item.get("location"):
            item.set("location", move(item.get("location", "")))
        elif kind in ("twoCellAnchor", "oneCellAnchor", "anchor"):
            shift_anchor(item, shift)


def _shift_break(item: Element, shift: RowShift) -> None:
    """A page break stands below the row that it names."""
    number = item.get("id", "")
    if number.isdigit():
        item.set("id", str(shift.end(int(number), int(number))))


def shift_anchor(anchor: Element, shift: RowShift) -> None:
    """A drawn thing moves with its rows; one that spans the list stretches, unless it is set to keep its size."""
    start, end = child(child(anchor, "from"), "row"), child(child(anchor, "to"), "row")
    if start is None or not (start.text or "").strip().isdigit():
        return
    first = int(start.text or 0)
    start.text = str(shift.row(first + 1) - 1)
    if end is not None and (end.text or "").strip().isdigit():
        keeps_size = anchor.get("editAs") in ("oneCell", "absolute") or anchor.get("sizeWithCells") in ("0", "false")
        last = int(end.text or 0)
        end.text = str(last + int(start.text) - first if keeps_size else shift.row(last + 1) - 1)


def shift_merges(part: Element, shift: RowShift) -> None:
    """Merges move; one over the whole list grows; one within the last row is made again on each new row."""
    ns = namespace(part)
    for item in children(part, "mergeCell"):
        where = span(item.get("ref", ""))
        if where is None:
            continue
        item.set("ref", range_text(merged(where, shift)))
        for growth in shift.growths:
            if where.top == where.bottom == growth.last_row:
                start = shift.row(growth.last_row)
                for row in range(start + 1, start + 1 + growth.added):
                    etree.SubElement(part, ns + "mergeCell", ref=range_text(Span(row, where.left, row, where.right)))
    part.set("count", str(len(children(part, "mergeCell"))))


def merged(where: Span, shift: RowShift) -> Span:
    """Where a merge goes: one that begins with or above a list and ends with it covers the new rows too."""
    bottom = shift.row(where.bottom)
    for growth in shift.growths:
        if where.bottom == growth.last_row and where.top <= growth.first_row and where.top < where.bottom:
            bottom += growth.added
    return Span(shift.row(where.top), where.left, bottom, where.right)
