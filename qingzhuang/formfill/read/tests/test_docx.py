from __future__ import annotations

import pytest

from qingzhuang.formfill.grid import Span
from qingzhuang.formfill.read import read
from qingzhuang.formfill.tests import files

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture(scope="module")
def card():
    return read(files.word_card()).grids[0]


def test_names_cells_by_table_row_and_distinct_cell(card):
    assert card.cell(3, 2).name == "t1r3c2" and card.cell(4, 1).name == "t1r4c1"
    assert card.cell(3, 1).name == "t1r3c1", "the lower part of a vertical merge counts as a cell of its row"


def test_lays_merged_cells_on_the_grid(card):
    assert set(card.merges) == {Span(2, 1, 3, 1), Span(3, 2, 3, 4), Span(4, 1, 4, 4)}
    assert card.is_word and (card.rows, card.columns) == (6, 4)


def test_keeps_paragraphs_around_each_table():
    first, second = read(files.word_card()).grids
    assert first.above == ("救助审批表",) and first.below == second.above == ("填表日期：",)


def test_keeps_text_of_nested_tables_and_boxes_of_symbol_fonts(card):
    assert card.text(6, 4) == "内表" and card.text(2, 3) == "□低保"


def test_joins_runs_and_reads_bold_and_borders(card):
    assert card.text(4, 1) == "本人愿意作为______理事。"
    assert card.cell(5, 1).style.bold and card.cell(5, 1).style.left


def test_reads_content_controls_insertions_and_tabs_and_leaves_out_deletions():
    runs = """<w:sdt><w:sdtContent><w:r><w:t>甲</w:t></w:r></w:sdtContent></w:sdt><w:ins><w:r><w:t>乙</w:t></w:r></w:ins>
    <w:del><w:r><w:delText>丙</w:delText></w:r></w:del><w:r><w:tab/><w:t>丁</w:t><w:br/><w:t>戊</w:t></w:r>"""
    assert _table(f"<w:tr><w:tc><w:p>{runs}</w:p></w:tc></w:tr>").text(1, 1) == "甲乙\t丁\n戊"


def test_reads_check_boxes_of_form_fields():
    field = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar></w:r>'
    assert _table(f"<w:tr><w:tc><w:p>{field}<w:r><w:t>是</w:t></w:r></w:p></w:tc></w:tr>").text(1, 1) == "□是"


def test_puts_columns_together_that_are_merged_the_old_way():
    merged = '<w:tc><w:tcPr><w:hMerge w:val="{0}"/></w:tcPr><w:p/></w:tc>'
    grid = _table(f"<w:tr>{merged.format('restart')}{merged.format('continue')}<w:tc><w:p/></w:tc></w:tr>")
    assert grid.merges == (Span(1, 1, 1, 2),) and grid.cell(1, 3).name == "t1r1c2"


def test_leaves_grid_columns_free_before_a_row():
    grid = _table('<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr>')
    assert grid.text(1, 3) == "甲"


def _table(rows: str):
    document = f'<w:document xmlns:w="{W}"><w:body><w:tbl><w:tblGrid/>{rows}</w:tbl></w:body></w:document>'
    return read(files.with_part(files.word_card(), "word/document.xml", document.encode())).grids[0]
