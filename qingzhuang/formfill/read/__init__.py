"""Readers: the bytes of a form file to a Book, by content and not by name. One module per format."""

from __future__ import annotations

from collections.abc import Callable

from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.read import docx, xls, xlsx
from qingzhuang.formfill.read.package import MAX_FILE
from qingzhuang.formfill.read.sniff import format_of

Reader = Callable[[bytes, str], Book]

READERS: dict[str, Reader] = {
    "xlsx": xlsx.read,
    "xls": xls.read,
    "docx": docx.read,
}


def read(data: bytes, name: str = "") -> Book:
    """Read a form file. `name` is only used in messages; the format is found by content.

    Raises FormError with what is wrong and what to do.
    """
    if len(data) > MAX_FILE:
        raise refusal("too_large", f"文件有 {len(data) >> 20} MB，最多 {MAX_FILE >> 20} MB。")
    found = format_of(data)
    reader = READERS.get(found)
    if reader is None:
        raise refusal("not_a_form", f"还不能读取 {found} 格式。")
    return reader(data, name)
