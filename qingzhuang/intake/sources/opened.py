"""Open a file of unknown origin: format by content, size bounded, long ones read row by row."""

from __future__ import annotations

from pathlib import Path

from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.read import read
from qingzhuang.formfill.read.package import MAX_FILE as MAX_OTHER
from qingzhuang.formfill.read.sniff import format_of
from qingzhuang.intake.sources.delimited import open_delimited
from qingzhuang.intake.sources.sheet import Opened, sheet_of_grid
from qingzhuang.intake.sources.workbook import open_workbook_rows

MAX_FILE = 512 << 20  # of formats that pass by row by row; what is read whole may be as long as a form


def open_file(source: bytes | Path, name: str = "") -> Opened:
    """The sheets of a filled file; raises FormError with what is wrong and what to do.

    `name` is only used in messages and as the name of the sheet of a text file.
    """
    data = source if isinstance(source, bytes) else _bytes_of(source)
    name = name or (source.name if isinstance(source, Path) else "")
    if len(data) > MAX_FILE:
        raise refusal("too_large", f"文件有 {len(data) >> 20} MB，最多 {MAX_FILE >> 20} MB。")
    found = format_of(data)
    if found == "xlsx":
        return open_workbook_rows(data)
    if found == "csv":
        return open_delimited(data, name)
    if len(data) > MAX_OTHER:
        raise refusal("too_large", f"文件有 {len(data) >> 20} MB，{found} 格式最多 {MAX_OTHER >> 20} MB，请另存为 xlsx 或 csv。")
    book = read(data, name)
    return Opened(book.format, tuple(sheet_of_grid(grid) for grid in book.grids), book.warnings)


def _bytes_of(path: Path) -> bytes:
    if path.stat().st_size > MAX_FILE:
        raise refusal("too_large", f"文件有 {path.stat().st_size >> 20} MB，最多 {MAX_FILE >> 20} MB。")
    return path.read_bytes()
