"""Write into .docx by patching its main part: cells keep their paragraphs and fonts, lists get rows like their last one."""

from __future__ import annotations

from collections.abc import Sequence

from qingzhuang.formfill.edits import Edits, EditValue, LineEdit, Written
from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.read.docx import TableCell, TableShape, document_part, table_shape
from qingzhuang.formfill.read.docx_text import block_items, paragraph_text
from qingzhuang.formfill.read.package import Package
from qingzhuang.formfill.read.xml import Element, child, local, parse
from qingzhuang.formfill.write.docx.rows import grow
from qingzhuang.formfill.write.docx.text import set_cell_text, set_paragraph_text
from qingzhuang.formfill.write.package import replace_parts
from qingzhuang.formfill.write.plan import GridEdits, plan
from qingzhuang.formfill.write.xlsx.part import serialised

MAX_ROWS = 20_000


def write(data: bytes, book: Book, edits: Edits) -> Written:
    """The Word file with the edits in it."""
    plans = plan(book, edits, MAX_ROWS)
    if not plans and not edits.lines:
        return Written(data, "docx")
    package = Package(data)
    part = document_part(package)
    root = parse(package.read(part))
    tables = [item for item in block_items(_body(root)) if local(item) == "tbl"]
    for entry in plans:
        if entry.index >= len(tables):
            raise refusal("bad_edit", "文件与读取时不一样了。")
        _patch(tables[entry.index], entry)
    _write_lines(_body(root), edits.lines)
    name = package.entries[part.lower()].filename
    return Written(replace_parts(data, {name: serialised(root)}), "docx")


def _write_lines(body: Element, lines: Sequence[LineEdit]) -> None:
    """Paragraphs outside tables; they are counted as the reader counts them, those without text left out."""
    printed = [item for item in block_items(body) if local(item) == "p" and paragraph_text(item)]
    for line in lines:
        if line.paragraph >= len(printed):
            raise refusal("bad_edit", f"Word 文件里没有第 {line.paragraph + 1} 段文字。")
        set_paragraph_text(printed[line.paragraph], line.text)


def _patch(table: Element, entry: GridEdits) -> None:
    if entry.shift:
        grow(table, entry.shift)
    shape = table_shape(table)
    for number, values in entry.rows.items():
        for column, value in values.items():
            cell = _cell(shape, number, column)
            if cell is None:
                if value is None or value == "":
                    continue
                raise refusal("bad_edit", f"Word 表格里没有第 {number} 行第 {column} 列。")
            set_cell_text(cell.element, shown(value), shape.rows[number - 1])


def _cell(shape: TableShape, row: int, column: int) -> TableCell | None:
    if not 1 <= row <= len(shape.cells):
        return None
    return next((cell for cell in shape.cells[row - 1] if cell.column <= column < cell.column + cell.width), None)


def shown(value: EditValue) -> str:
    """A value as text: Word has no other kind."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    return str(value)


def _body(root: Element) -> Element:
    body = child(root, "body")
    if body is None:
        raise refusal("damaged", "文件内部没有正文。")
    return body
