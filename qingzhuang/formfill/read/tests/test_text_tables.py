from __future__ import annotations

import pytest

from qingzhuang.formfill.grid import Span
from qingzhuang.formfill.read import read

PAGE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body><table border="1">
<tr><th colspan="2">花名册&nbsp;</th></tr><tr><td rowspan=2>姓名<br>必填</td><td style="mso-number-format:'\\@'">身份证号</td></tr><tr><td>甲</td></tr>
</table></body></html>"""
SPREADSHEET_2003 = """<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/><Borders><Border ss:Position="Left" ss:LineStyle="Continuous"/></Borders></Style></Styles>
<Worksheet ss:Name="表"><Table><Row ss:Index="2"><Cell ss:MergeAcross="1" ss:MergeDown="1"><Data ss:Type="String">标题</Data></Cell>
<Cell ss:Index="4" ss:StyleID="d"><Data ss:Type="DateTime">2026-11-22T00:00:00.000</Data></Cell></Row></Table></Worksheet></Workbook>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_finds_encoding_and_separator_of_a_text_table(encoding, separator):
    rows = (("姓名", "住址"), ("张三", "一号楼")) * 3
    data = "\r\n".join(separator.join(row) for row in rows).encode(encoding)
    grid = read(data, "名单.csv").grids[0]
    assert grid.text(1, 2) == "住址" and grid.text(6, 1) == "张三" and grid.name == "名单"


def test_keeps_line_breaks_inside_quotes():
    assert read('姓名,住址\n张三,"一号\n二号"\n'.encode()).grids[0].text(2, 2) == "一号\n二号"


def test_reads_a_web_page_that_is_named_like_a_workbook():
    book = read(PAGE.encode("gb2312"), "名单.xls")
    grid = book.grids[0]
    assert book.format == "html" and grid.name == "名单" and "网页" in book.warnings[0]
    assert [(cell.name, cell.text) for cell in grid.texts()] == [
        ("A1", "花名册"),
        ("A2", "姓名\n必填"),
        ("B2", "身份证号"),
        ("B3", "甲"),
    ]
    assert set(grid.merges) == {Span(1, 1, 1, 2), Span(2, 1, 3, 1)}
    assert grid.cell(2, 2).style.number_format == "@" and grid.cell(1, 1).style.bold


def test_reads_a_spreadsheet_of_2003_in_xml():
    grid = read(SPREADSHEET_2003.encode()).grids[0]
    assert grid.text(2, 1) == "标题" and grid.merges == (Span(2, 1, 3, 2),)
    assert grid.text(2, 4) == "2026/11/22" and grid.cell(2, 4).style.left
