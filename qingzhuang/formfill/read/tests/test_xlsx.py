from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from qingzhuang.formfill.grid import Span
from qingzhuang.formfill.read import read
from qingzhuang.formfill.tests import files


@pytest.fixture(scope="module")
def roster():
    return read(files.roster()).grids[0]


def test_reads_texts_merges_and_extent(roster):
    assert roster.text(1, 1) == "困难群众花名册"
    assert Span(1, 1, 1, 6) in roster.merges and Span(4, 4, 4, 5) in roster.merges
    assert (roster.rows, roster.columns) == (13, 6)


def test_reads_looks(roster):
    title, name, blank = roster.cell(1, 1), roster.cell(3, 2), roster.cell(4, 2)
    assert title.style.bold and title.style.font_size == 16
    assert name.style.red and not roster.cell(3, 1).style.red
    assert blank.style.number_format == "@" and blank.style.left and blank.style.bottom
    assert roster.cell(10, 1).style.filled


def test_reads_choices_written_out_and_from_a_hidden_code_sheet(roster):
    choices = {rule.span.left: rule.choices for rule in roster.validations}
    assert choices == {3: ("男", "女"), 4: ("街道", "社区")}


def test_reads_choices_under_a_defined_name():
    book = openpyxl.load_workbook(io.BytesIO(files.roster()))
    book.defined_names["类别"] = openpyxl.workbook.defined_name.DefinedName("类别", attr_text="字典!$A$1:$A$2")
    rule = openpyxl.worksheet.datavalidation.DataValidation(type="list", formula1="类别")
    rule.add("A4")
    book.active.add_data_validation(rule)
    assert [v.choices for v in read(files.saved(book)).grids[0].validations if v.span == Span(4, 1, 4, 1)] == [("街道", "社区")]


def test_reads_text_boxes_and_lines_over_a_heading(roster):
    assert [(shape.text, shape.is_line, shape.span.top) for shape in roster.shapes] == [
        ("项目", False, 3),
        ("", True, 3),
        ("项目", False, 9),
    ]


def test_reads_formulas_print_area_hidden_columns_and_sheets(roster):
    assert roster.cell(7, 6).formula == "=SUM(F4:F6)"
    assert roster.print_area == Span(1, 1, 13, 6)
    assert roster.hidden_columns == {5}
    assert read(files.roster()).grids[1].hidden


def test_reads_comments_and_texts_of_the_page_header(roster):
    assert roster.comments == {(9, 1): "填表说明"}
    header = "<headerFooter><oddHeader>&amp;L单位：&amp;C&amp;&quot;宋体,粗体&quot;&amp;16花名册&amp;R第&amp;P页</oddHeader></headerFooter>"
    assert _sheet('<c r="A1" t="str"><v>甲</v></c>', header).page_header == ("单位：", "花名册")


def test_reads_row_heights(roster):
    assert roster.row_heights[4] == 24


def test_shows_dates_and_keeps_line_breaks():
    card = read(files.card()).grids[0]
    assert card.cell(4, 4).value == date(2026, 11, 22)
    assert card.text(6, 1) == "地址\n（详细）" and card.cell(6, 1).style.wrap
    assert card.cell(5, 1).style.diagonal


def test_joins_rich_text_and_leaves_out_phonetic_hints():
    sheet = _sheet(
        '<c r="A1" t="inlineStr"><is><r><rPr><color rgb="FFFF0000"/></rPr><t>姓</t></r><r><t>名</t></r><rPh sb="0" eb="1"><t>xing</t></rPh></is></c>'
    )
    assert sheet.text(1, 1) == "姓名" and not sheet.cell(1, 1).style.red


def test_takes_a_text_whose_runs_are_all_red_for_red():
    run = '<r><rPr><color rgb="FFFF0000"/></rPr><t>必填</t></r>'
    assert _sheet(f'<c r="A1" t="inlineStr"><is>{run}</is></c>').cell(1, 1).style.red


def test_hides_texts_under_a_merge():
    sheet = _sheet(
        '<c r="A1" t="str"><v>见</v></c><c r="B1" t="str"><v>不见</v></c>', '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    )
    assert [cell.text for cell in sheet.texts()] == ["见"]


def test_writes_shared_formulas_out():
    first = '<c r="C1"><f t="shared" ref="C1:C2" si="0">A1+$B$1</f><v>0</v></c>'
    second = '</row><row r="2"><c r="C2"><f t="shared" si="0"/><v>0</v></c>'
    assert _sheet(first + second).cell(2, 3).formula == "=A2+$B$1"


def test_counts_rows_and_cells_that_do_not_say_where_they_are():
    part = '<worksheet xmlns="{ns}"><sheetData><row><c t="str"><v>甲</v></c><c t="str"><v>乙</v></c></row><row><c t="str"><v>丙</v></c></row></sheetData></worksheet>'
    sheet = _with_sheet(part)
    assert [(cell.name, cell.text) for cell in sheet.texts()] == [("A1", "甲"), ("B1", "乙"), ("A2", "丙")]


def test_does_not_believe_a_declared_dimension():
    part = '<worksheet xmlns="{ns}"><dimension ref="A1:XFD1048576"/><sheetData><row r="2"><c r="B2" t="str"><v>甲</v></c></row></sheetData></worksheet>'
    assert (_with_sheet(part).rows, _with_sheet(part).columns) == (2, 2)


def test_ends_where_a_look_without_text_runs_on_for_ever():
    rows = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(2, 9000))
    sheet = _with_sheet(
        '<worksheet xmlns="{ns}"><sheetData><row r="1"><c r="A1" t="str"><v>甲</v></c></row>' + rows + "</sheetData></worksheet>",
        files.roster(),
    )
    assert sheet.rows < 2_100


def test_reads_the_strict_spelling_of_the_format():
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    part = f'<worksheet xmlns="{strict}"><sheetData><row r="1"><c r="A1" t="str"><v>甲</v></c></row></sheetData></worksheet>'
    assert _with_sheet(part).text(1, 1) == "甲"


def test_reads_rules_of_excel_2010_that_point_to_other_sheets():
    rules = """<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="u"><x14:dataValidations>
    <x14:dataValidation type="list"><x14:formula1><xm:f xmlns:xm="m">字典!$A$1:$A$2</xm:f></x14:formula1><xm:sqref xmlns:xm="m">B2:B9 D2</xm:sqref>
    </x14:dataValidation></x14:dataValidations></ext></extLst>"""
    part = f'<worksheet xmlns="{{ns}}"><sheetData><row r="1"><c r="A1" t="str"><v>甲</v></c></row></sheetData>{rules}</worksheet>'
    found = _with_sheet(part, files.roster()).validations
    assert [(rule.span, rule.choices) for rule in found] == [
        (Span(2, 2, 9, 2), ("街道", "社区")),
        (Span(2, 4, 2, 4), ("街道", "社区")),
    ]


NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _with_sheet(part: str, base: bytes | None = None):
    data = files.with_part(base or files.card(), "xl/worksheets/sheet1.xml", part.replace("{ns}", NS).encode())
    return read(data).grids[0]


def _sheet(cells: str, rest: str = ""):
    return _with_sheet(f'<worksheet xmlns="{NS}"><sheetData><row r="1">{cells}</row></sheetData>{rest}</worksheet>')
