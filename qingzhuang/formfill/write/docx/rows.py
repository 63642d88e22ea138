"""Rows of Word tables: a list grows by copies of its last row, empty and without names that must be unique."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from qingzhuang.formfill.read.docx import TableCell, table_shape
from qingzhuang.formfill.read.docx_text import block_items
from qingzhuang.formfill.read.xml import Element, child, local, namespace
from qingzhuang.formfill.write.docx.text import set_cell_text
from qingzhuang.formfill.write.plan import RowShift

_NAMED = frozenset(
    (
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "commentReference",
        "proofErr",
        "permStart",
        "permEnd",
    )
)


def grow(table: Element, shift: RowShift) -> None:
    """Insert the rows that the lists of a table need."""
    shape = table_shape(table)
    for growth in reversed(shift.growths):
        if growth.last_row > len(shape.rows):
            continue
        last = shape.rows[growth.last_row - 1]
        below = shape.cells[growth.last_row] if growth.last_row < len(shape.cells) else []
        pattern = _pattern(last, shape.cells[growth.last_row - 1], below)
        for _ in range(growth.added):
            last.addnext(deepcopy(pattern))


def _pattern(row: Element, cells: list[TableCell], below: list[TableCell]) -> Element:
    """An empty copy of a row; where a merge goes on below it, the copy is a part of that merge."""
    going_on = {(cell.column, cell.width) for cell in below if cell.continues}
    numbers = [number for number, cell in enumerate(cells) if (cell.column, cell.width) in going_on]
    paths = [row.getroottree().getelementpath(cell.element) for cell in cells]
    start = row.getroottree().getelementpath(row)
    copy = deepcopy(row)
    copied = [copy.find(path.removeprefix(start).lstrip("/")) for path in paths]
    for number, cell in enumerate(copied):
        if cell is None:
            continue
        if number in numbers:
            _continue_merge(cell)
        for item in block_items(cell):
            if local(item) == "tbl":
                for inner in [inner for inner in item.iter() if local(inner) == "tc"]:
                    set_cell_text(inner, "", copy)
        set_cell_text(cell, "", copy)
    for item in list(copy.iter()):
        parent = item.getparent()
        if local(item) in _NAMED and parent is not None:
            parent.remove(item)
        for key in list(item.attrib):
            if str(key).rpartition("}")[2] in ("paraId", "textId"):
                del item.attrib[key]
        if local(item) == "sdtPr" and (number_item := child(item, "id")) is not None:
            item.remove(number_item)
    return copy


def _continue_merge(cell: Element) -> None:
    properties = child(cell, "tcPr")
    merge = child(properties, "vMerge")
    if merge is not None:
        ns = namespace(merge)
        merge.attrib.pop(ns + "val", "")
        merge.set(ns + "val", "continue")
    elif properties is not None:
        etree.SubElement(properties, namespace(properties) + "vMerge", {namespace(properties) + "val": "continue"})
