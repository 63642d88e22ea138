"""Readers: the bytes of a form file to a Book, by content and not by name. One module per format."""

from __future__ import annotations

from collections.abc import Callable

from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.read import csv, docx, html, ods, office, xls, xlsx, xml2003
from qingzhuang.formfill.read.package import MAX_FILE
from qingzhuang.formfill.read.sniff import format_of

Reader = Callable[[bytes, str], Book]

READERS: dict[str, Reader] = {
    "xlsx": xlsx.read,  # and .xlsm
    "xls": xls.read,
    "ods": ods.read,
    "csv": csv.read,
    "html": html.read,
    "xml": xml2003.read,
    "docx": docx.read,
    "doc": office.reader("doc"),  # and .wps
    "rtf": office.reader("rtf"),
    "odt": office.reader("odt"),
    "xlsb": office.reader("xlsb"),
}


def read(data: bytes, name: str = "") -> Book:
    """Read a form file. `name` is only used in messages; the format is found by content.

    Raises FormError with what is wrong and what to do.
    """
    if len(data) > MAX_FILE:
        raise refusal("too_large", f"文件有 {len(data) >> 20} MB，最多 {MAX_FILE >> 20} MB。")
    return READERS[format_of(data)](data, name)
