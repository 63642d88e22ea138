"""Writers: final values into the asker's own file. Each patches its format; nothing but the edits changes."""

from __future__ import annotations

from collections.abc import Callable

from qingzhuang.formfill.edits import Edits, Written
from qingzhuang.formfill.errors import FormError, refusal
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.read import office
from qingzhuang.formfill.read.protection import opened_by_default
from qingzhuang.formfill.read.sniff import format_of
from qingzhuang.formfill.write import csv, docx, html, ods, xls, xlsx, xml2003

Writer = Callable[[bytes, Book, Edits], Written]

WRITERS: dict[str, Writer] = {
    "xlsx": xlsx.write,  # and .xlsm
    "xls": xls.write,
    "ods": ods.write,
    "csv": csv.write,
    "html": html.write,
    "xml": xml2003.write,
    "docx": docx.write,
}
WRITTEN_AS = {"xlsm": "xlsx"}


def write(data: bytes, book: Book, edits: Edits) -> Written:
    """Put the edits into the file that `book` was read from.

    Raises FormError `bad_edit` for an edit that has no place, `cannot_write` for a format that cannot be patched.
    """
    try:
        return _written(data, book, edits)
    except FormError as error:
        if error.code != "encrypted":
            raise
        plain = opened_by_default(data, error)
    return _written(plain, book, edits)


def _written(data: bytes, book: Book, edits: Edits) -> Written:
    found = format_of(data)
    if found in office.CONVERTED:
        target = office.target(found)
        data, found = office.convert(data, found, target), target
    writer = WRITERS.get(found)
    if writer is None:
        raise refusal("cannot_write", f"没有写回 {found} 格式的办法。")
    if found != WRITTEN_AS.get(book.format, book.format):
        raise refusal("bad_edit", "文件与读取时不是同一种格式。")
    return writer(data, book, edits)
