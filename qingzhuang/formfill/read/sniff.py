"""What a file is, by its content: names and extensions are often wrong."""

from __future__ import annotations

import io

from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.read.package import Package

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER = {
    b"%PDF": "这是 PDF 文件，PDF 里的表不能直接填写。",
    b"\x89PNG": "这是图片，图片里的表不能直接填写。",
    b"\xff\xd8\xff": "这是图片，图片里的表不能直接填写。",
    b"GIF8": "这是图片，图片里的表不能直接填写。",
    b"BM": "这是图片，图片里的表不能直接填写。",
    b"Rar!": "这是压缩包，请先解压。",
    b"7z\xbc\xaf": "这是压缩包，请先解压。",
    b"\x1f\x8b": "这是压缩包，请先解压。",
    b"MZ": "这是程序，不是表格；来历不明时请不要运行。",
    b"\x7fELF": "这是程序，不是表格；来历不明时请不要运行。",
}


def format_of(data: bytes) -> str:
    """One of xlsx xlsb docx ods xls doc rtf xml html csv; raises FormError for what is none."""
    if not data:
        raise refusal("empty_file")
    if data.startswith(OLE):
        return _compound(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    for mark, detail in _OTHER.items():
        if data.startswith(mark) and (len(mark) > 2 or b"\x00" in data[:64]):
            raise refusal("not_a_form", detail)
    if data[:2] in (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08") and b"\x00" in data[:16]:
        return "xls"  # a bare stream, as very old programs wrote it
    if data.startswith(b"{\\rtf"):
        return "rtf"
    return _text(data)


def _compound(data: bytes) -> str:
    import olefile  # not needed for the files of today

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            names = {entry[0].lower() for entry in container.listdir(streams=True, storages=False)}
    except Exception as error:  # olefile raises many kinds of errors on damaged files
        raise refusal("damaged", "文件的目录不完整，可能没有下载完。") from error
    if "encryptedpackage" in names or "encryptioninfo" in names:
        raise refusal("encrypted")
    if "workbook" in names or "book" in names:
        return "xls"
    if "worddocument" in names or "wpsdocument" in names:
        return "doc"
    raise refusal("not_a_form", "这是别的办公软件的文件，里面没有工作簿，也没有 Word 正文。")


def _zipped(data: bytes) -> str:
    package = Package(data)
    names = set(package.entries)
    if any(name.startswith("xl/") for name in names):
        return "xlsb" if "xl/workbook.bin" in names else "xlsx"
    if any(name.startswith("word/") for name in names):
        return "docx"
    if "content.xml" in names:
        kind = package.read("mimetype", 1000) if "mimetype" in names else b""
        if b"spreadsheet" in kind or not kind:
            return "ods"
        if b"text" in kind:
            return "odt"
    if "[content_types].xml" in names:
        types = package.read("[content_types].xml", 1 << 20)
        if b"spreadsheetml" in types:
            return "xlsx"
        if b"wordprocessingml" in types:
            return "docx"
    raise refusal("not_a_form", "这是压缩包，里面不是表格文件的内容；若是打包发来的，请先解压。")


def _text(data: bytes) -> str:
    head = data[:4096]
    plain = head.replace(b"\x00", b"").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in plain:
        return "xml"
    if b"<html" in plain or b"<table" in plain or b"<!doctype html" in plain:
        return "html"
    if plain.lstrip(b"\xef\xbb\xbf\xff\xfe\xfe\xff \r\n\t").startswith(b"<?xml") or b"mime-version:" in plain[:200]:
        raise refusal("not_a_form", "这是网页或数据文件，里面没有表格。")
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refusal("not_a_form", "文件内容不是任何一种表格格式。")
    return "csv"
