"""Write into .ods by patching content.xml: repeated rows and cells are split only where something is put into them."""

from __future__ import annotations

from qingzhuang.formfill.edits import Edits, Written
from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.read.package import Package
from qingzhuang.formfill.read.xml import Element, child, children, parse
from qingzhuang.formfill.write.calculate import results
from qingzhuang.formfill.write.ods.references import shift_references
from qingzhuang.formfill.write.ods.table import TablePatch
from qingzhuang.formfill.write.package import replace_parts
from qingzhuang.formfill.write.plan import GridEdits, left_behind, plan
from qingzhuang.formfill.write.xlsx.part import serialised


def write(data: bytes, book: Book, edits: Edits) -> Written:
    """The spreadsheet with the edits in it."""
    plans = plan(book, edits)
    if not plans:
        return Written(data, "ods")
    package = Package(data)
    root = parse(package.read("content.xml"))
    tables = children(child(child(root, "body"), "spreadsheet"), "table")
    if len(tables) != len(book.grids):
        raise refusal("bad_edit", "文件与读取时不一样了。")
    shifts = {book.grids[entry.index].name: entry.shift for entry in plans if entry.shift}
    if shifts:
        shift_references(root, tables, shifts)
    found = results(book, plans)
    texts: list[str] = []
    edited = {entry.index for entry in plans}
    for entry in (*plans, *(GridEdits(index) for index in found if index not in edited)):
        TablePatch(tables[entry.index], entry, book.grids[entry.index], texts, found.get(entry.index, {})).patch()
    content = _spliced(root, texts)
    parts = {package.entries["content.xml"].filename: content}
    charts = any(name.startswith("object") and name.endswith("content.xml") for name in package.entries)
    said = ("表里增加了行，图表引用的区域没有跟着移动，请核对。",) if shifts and charts else ()
    return Written(replace_parts(data, parts), "ods", (*left_behind(book, plans), *said))


def _spliced(root: Element, texts: list[str]) -> bytes:
    """The part with the rows made as text in the places left for them."""
    content = serialised(root)
    for number, text in enumerate(texts):
        content = content.replace(f"<?qingzhuang-rows {number}?>".encode(), text.encode(), 1)
    return content
