from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from lxml import etree
from odf.opendocument import load

from qingzhuang.formfill.edits import CellEdit, Edits, Growth
from qingzhuang.formfill.read import read
from qingzhuang.formfill.read.tests.test_text_tables import PAGE, SPREADSHEET_2003
from qingzhuang.formfill.tests import files
from qingzhuang.formfill.write import write


def filled(data: bytes, *cells: tuple[int, int, object], growths: tuple[Growth, ...] = ()) -> bytes:
    return write(data, read(data), Edits(tuple(CellEdit(0, *cell) for cell in cells), growths)).data


def test_splits_repeats_of_an_open_document_only_where_something_is_put_in():
    after = filled(files.open_document(), (4, 2, date(1990, 5, 1)), (4, 16_000, "远"))
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        root = etree.fromstring(archive.read("content.xml"))
        assert archive.namelist() == ["mimetype", "content.xml", "META-INF/manifest.xml"]
    table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    rows = [int(row.get(table + "number-rows-repeated", 1)) for row in root.iter(table + "table-row")]
    assert rows == [1, 1, 1, 1, 1, 1, 1_048_570]
    grid = read(after).grids[0]
    assert grid.text(4, 2) == "1990年5月" and grid.text(3, 2) == "" and load(io.BytesIO(after)).spreadsheet is not None


def test_adds_rows_behind_the_end_of_an_open_document():
    content = b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="a"><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>'
    grid = read(filled(files.with_part(files.open_document(), "content.xml", content), (3, 2, "乙"), (5, 1, "丙"))).grids[0]
    assert [(cell.name, cell.text) for cell in grid.texts()] == [("A1", "x"), ("B3", "乙"), ("A5", "丙")]


def test_a_merge_of_an_open_document_stretches_with_its_list():
    with zipfile.ZipFile(io.BytesIO(files.open_document())) as archive:
        content = archive.read("content.xml").decode()
    start = content.index('<table:table-row table:number-rows-repeated="3">')
    end = content.index("</table:table-row>", start)
    label = '<table:table-row><table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="1"><text:p>成员</text:p></table:table-cell><table:table-cell/></table:table-row><table:table-row><table:covered-table-cell/><table:table-cell/>'
    data = files.with_part(files.open_document(), "content.xml", (content[:start] + label + content[end:]).encode())
    grid = read(filled(data, (6, 2, "丁"), growths=(Growth(0, 3, 4, 4),))).grids[0]
    assert [(m.top, m.bottom, m.left) for m in grid.merges if m.rows > 1] == [(3, 6, 1)] and grid.text(6, 2) == "丁"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_writes_a_text_table_in_its_own_encoding_and_leaves_other_lines_alone(encoding):
    before = '姓名;"住址"\r\n;\r\n合计;"3"\r\n'
    after = filled(before.encode(encoding), (2, 1, "张三"), (3, 2, "一号;楼"), growths=(Growth(0, 2, 2, 2),))
    assert after.decode(encoding) == '姓名;"住址"\r\n张三;\r\n;"一号;楼"\r\n合计;"3"\r\n'


@pytest.mark.parametrize(
    ("text", "field"), [("=1+1", "'=1+1"), ("@x", "'@x"), ("+1+cmd", "'+1+cmd"), ("-", "-"), ("+86 138", "+86 138"), ("-5", "-5")]
)
def test_marks_text_of_a_text_table_that_would_be_calculated(text, field):
    assert filled("姓名,住址\n,\n".encode(), (2, 1, text)).decode() == f"姓名,住址\n{field},\n"


def test_says_that_long_numbers_of_a_text_table_are_shortened_when_opened():
    data = "姓名,身份证号\n,\n".encode()
    assert "科学计数" in write(data, read(data), Edits((CellEdit(0, 2, 2, "110101199001011234"),))).warnings[0]


def test_writes_into_a_web_page():
    after = filled(PAGE.encode("gb2312"), (3, 2, "=乙\n丙"), (1, 1, "新名"), growths=(Growth(0, 3, 3, 5),))
    book = read(after)
    assert b"charset=gb2312" in after and b"mso-number-format" in after
    assert book.grids[0].text(3, 2) == "=乙\n丙" and book.grids[0].text(1, 1) == "新名" and book.grids[0].rows == 7


def test_writes_into_a_spreadsheet_of_2003_in_xml():
    data = SPREADSHEET_2003.encode()
    after = filled(data, (2, 4, date(2027, 1, 2)), (4, 1, "甲"), (5, 2, 3))
    grid = read(after).grids[0]
    assert grid.text(2, 4) == "2027/1/2" and grid.text(4, 1) == "甲" and grid.cell(5, 2).value == 3 and grid.text(2, 1) == "标题"
    grown = read(filled(after, (7, 1, "乙"), growths=(Growth(0, 4, 4, 4),))).grids[0]
    assert grown.text(7, 1) == "乙" and grown.cell(8, 2).value == 3
