from __future__ import annotations

import io

import docx
import pytest

from qingzhuang.formfill.edits import Edits, LineEdit
from qingzhuang.formfill.errors import FormError
from qingzhuang.formfill.read import read
from qingzhuang.formfill.write import write


def form() -> bytes:
    document = docx.Document()
    document.add_paragraph("花名册").runs[0].bold = True
    document.add_paragraph("")
    line = document.add_paragraph("填报单位：")
    line.add_run("          ").underline = True
    line.add_run("填报日期：")
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "姓名"
    document.add_paragraph("填表人：")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_fills_paragraphs_around_the_table_and_keeps_their_look():
    book = read(form())
    assert book.paragraphs[1].startswith("填报单位：")
    text = book.paragraphs[1].replace("填报单位：          ", "填报单位：东湖社区  ")
    after = docx.Document(io.BytesIO(write(form(), book, Edits(lines=(LineEdit(1, text), LineEdit(2, "填表人：钱多多")))).data))
    assert [p.text for p in after.paragraphs if p.text] == ["花名册", text, "填表人：钱多多"]
    line = next(p for p in after.paragraphs if "东湖" in p.text)
    assert [run.text for run in line.runs if run.underline] == ["东湖社区  "]


def test_refuses_a_paragraph_that_is_not_there():
    with pytest.raises(FormError, match="第 10 段"):
        write(form(), read(form()), Edits(lines=(LineEdit(9, "甲"),)))
