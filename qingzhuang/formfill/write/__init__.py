"""Writers: final values into the asker's own file. Each patches its format; nothing but the edits changes."""

from __future__ import annotations

from collections.abc import Callable

from qingzhuang.formfill.edits import Edits, Written
from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.read.sniff import format_of
from qingzhuang.formfill.write import xls, xlsx

Writer = Callable[[bytes, Book, Edits], Written]

WRITERS: dict[str, Writer] = {
    "xlsx": xlsx.write,  # and .xlsm
    "xls": xls.write,
}


def write(data: bytes, book: Book, edits: Edits) -> Written:
    """Put the edits into the file that `book` was read from.

    Raises FormError `bad_edit` for an edit that has no place, `cannot_write` for a format that cannot be patched.
    """
    found = format_of(data)
    writer = WRITERS.get(found)
    if writer is None:
        raise refusal("cannot_write", f"还不能写回 {found} 格式。")
    return writer(data, book, edits)
