"""A file as the guard reads it: like a form, but a Word file needs no table, and of a PDF the text of its pages is read."""

from __future__ import annotations

from typing import Any

from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.read import docx
from qingzhuang.formfill.read import read as read_form
from qingzhuang.formfill.read.sniff import format_of

PDF = b"%PDF"
MOST_PAGES = 500


def read(data: bytes, name: str = "") -> Book:
    """The book of a file that is to be published; raises FormError where nobody can say what is in it."""
    if data.startswith(PDF):
        return _pdf(data)
    if data.startswith(b"PK") and format_of(data) == "docx":
        return docx.whole(data)
    return read_form(data, name)


def _pdf(data: bytes) -> Book:
    """The lines of all pages and the properties, as paragraphs; pictures and pages without text are told, since nobody read them."""
    import pypdfium2

    warnings = ["PDF 只能检查文字，不能在里面遮盖：有要处理的，请回到原来的文件里遮好再转成 PDF。"]
    lines: list[str] = []
    try:
        document: Any = pypdfium2.PdfDocument(data)
        if len(document) > MOST_PAGES:
            raise refusal("too_large", f"PDF 有 {len(document)} 页，最多 {MOST_PAGES} 页。")
        for page in document:
            text = page.get_textpage().get_text_range()
            lines += [line for line in text.splitlines() if line.strip()]
            if not text.strip() or any(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=4)):
                warnings.append("里面有图片，图片上的字没有检查，请自己看一遍。")
        lines += [str(value) for value in document.get_metadata_dict(skip_empty=True).values()]
        document.close()
    except pypdfium2.PdfiumError as error:
        raise refusal("damaged", "PDF 打不开，可能有密码，也可能没有下载完。") from error
    return Book("pdf", (), tuple(lines), tuple(dict.fromkeys(warnings)))
