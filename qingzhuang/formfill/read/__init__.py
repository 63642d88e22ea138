"""Readers: the bytes of a form file to a Book, by content and not by name. One module per format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from qingzhuang.formfill.errors import FormError, refusal
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.read.package import MAX_FILE
from qingzhuang.formfill.read.protection import opened_by_default
from qingzhuang.formfill.read.sniff import format_of

Reader = Callable[[bytes, str], Book]


def _by(module: str) -> Reader:
    """The reader in a module, imported when a file of its format comes: starting is quick that way."""

    def read_with(data: bytes, name: str) -> Book:
        reader: Reader = import_module(f"{__name__}.{module}").read
        return reader(data, name)

    return read_with


def _by_office(kind: str) -> Reader:
    def read_with(data: bytes, name: str) -> Book:
        reader: Reader = import_module(f"{__name__}.office").reader(kind)
        return reader(data, name)

    return read_with


READERS: dict[str, Reader] = {
    "xlsx": _by("xlsx"),  # and .xlsm
    "xls": _by("xls"),  # and most .et
    "ods": _by("ods"),
    "csv": _by("csv"),
    "html": _by("html"),
    "xml": _by("xml2003"),
    "docx": _by("docx"),
    "doc": _by_office("doc"),  # and .wps
    "rtf": _by_office("rtf"),
    "odt": _by_office("odt"),
    "xlsb": _by_office("xlsb"),
}


def read(data: bytes, name: str = "") -> Book:
    """Read a form file. `name` is only used in messages; the format is found by content.

    Raises FormError with what is wrong and what to do. Time and memory are bounded by limits on what is unpacked; for
    files of unknown origin use `qingzhuang.formfill.read.safely.read_safely`, which puts heavy ones into a process of
    their own.
    """
    if len(data) > MAX_FILE:
        raise refusal("too_large", f"文件有 {len(data) >> 20} MB，最多 {MAX_FILE >> 20} MB。")
    try:
        return READERS[format_of(data)](data, name)
    except FormError as error:
        if error.code != "encrypted":
            raise
        plain = opened_by_default(data, error)
    book = READERS[format_of(plain)](plain, name)
    return replace(book, warnings=(*book.warnings, "文件只有结构保护，没有打开密码；填好后的文件不再加密。"))
