from __future__ import annotations

import io
import zipfile

import docx
import pytest
from lxml import etree

from qingzhuang.formfill.edits import CellEdit, Edits, Growth
from qingzhuang.formfill.errors import FormError
from qingzhuang.formfill.read import read
from qingzhuang.formfill.tests import files
from qingzhuang.formfill.write import write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def filled(data: bytes, *cells: tuple[int, int, object], grid: int = 0, growths: tuple[Growth, ...] = ()) -> bytes:
    return write(data, read(data), Edits(tuple(CellEdit(grid, *cell) for cell in cells), growths)).data


def body(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def test_changes_only_the_paragraph_of_the_filled_cell():
    before, after = files.word_card(), filled(files.word_card(), (1, 2, "张三"))
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert old.namelist() == new.namelist()
        assert [name for name in old.namelist() if old.read(name) != new.read(name)] == ["word/document.xml"]
    one, other = list(body(before).iter(W + "p")), list(body(after).iter(W + "p"))
    assert sum(etree.tostring(a, method="c14n") != etree.tostring(b, method="c14n") for a, b in zip(one, other, strict=True)) == 1
    assert docx.Document(io.BytesIO(after)).tables[0].cell(0, 1).text == "张三"


def test_keeps_the_underline_of_printed_text_that_is_filled_in_place():
    after = body(filled(files.word_card(), (4, 1, "本人愿意作为幸福会理事。")))
    runs = [run for run in after.iter(W + "r") if "幸福会" in "".join(run.itertext())]
    assert len(runs) == 1 and runs[0].find(f"{W}rPr/{W}u") is not None
    assert [text.text for text in after.iter(W + "t") if text.text in ("本人愿意作为", "理事。")] == ["本人愿意作为", "理事。"]


def test_ticks_a_printed_choice_and_a_box_of_a_symbol_font():
    grid = read(filled(files.word_card(), (1, 4, "☑男 □女"), (2, 3, "☑低保"))).grids[0]
    assert grid.text(1, 4) == "☑男 □女" and grid.text(2, 3) == "☑低保"


def test_writes_lines_as_paragraphs_with_the_same_look():
    after = filled(files.word_card(), (3, 2, "第一行\n第二行"))
    assert read(after).grids[0].text(3, 2) == "第一行\n第二行"
    assert [p.text for p in docx.Document(io.BytesIO(after)).tables[0].cell(2, 1).paragraphs] == ["第一行", "第二行"]


def test_clears_and_shortens_texts():
    grid = read(filled(files.word_card(), (1, 1, None), (4, 1, "短"))).grids[0]
    assert grid.text(1, 1) == "" and grid.text(4, 1) == "短"


def test_puts_a_value_for_a_covered_cell_into_the_merged_one():
    assert read(filled(files.word_card(), (3, 1, "三口之家"))).grids[0].text(2, 1) == "三口之家"


def test_fills_the_second_table():
    assert read(filled(files.word_card(), (1, 1, "贴"), grid=1)).grids[1].text(1, 1) == "贴"


def test_new_rows_bear_no_name_twice_and_no_text():
    rows = (
        '<w:tr xmlns:w14="w14"><w:trPr/><w:tc><w:p w14:paraId="AB"><w:bookmarkStart w:id="1" w:name="b"/><w:r><w:rPr><w:b/></w:rPr><w:t>甲</w:t></w:r></w:p>'
        '</w:tc><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>'
    )
    data = files.with_part(
        files.word_card(),
        "word/document.xml",
        f'<w:document xmlns:w="{W[1:-1]}"><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>'.encode(),
    )
    after = filled(data, (2, 1, "乙"), growths=(Growth(0, 1, 1, 3),))
    grid, root = read(after).grids[0], body(after)
    assert (grid.rows, grid.text(1, 1), grid.text(2, 1), grid.text(3, 1)) == (4, "甲", "乙", "")
    assert [merge.rows for merge in grid.merges] == [4], "the merge goes on through the new rows"
    assert len(list(root.iter(W + "bookmarkStart"))) == 1 and sum("paraId" in str(p.attrib) for p in root.iter(W + "p")) == 1


def test_a_hint_of_a_content_control_is_no_hint_when_filled():
    control = (
        '<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'
        "<w:t>单击此处输入</w:t></w:r></w:sdtContent></w:sdt>"
    )
    table = f"<w:tbl><w:tr><w:tc><w:p>{control}</w:p></w:tc></w:tr></w:tbl>"
    data = files.with_part(
        files.word_card(), "word/document.xml", f'<w:document xmlns:w="{W[1:-1]}"><w:body>{table}</w:body></w:document>'.encode()
    )
    root = body(filled(data, (1, 1, "张三")))
    assert "".join(root.itertext()) == "张三" and root.find(f".//{W}showingPlcHdr") is None and root.find(f".//{W}rStyle") is None


def test_refuses_a_cell_that_the_table_does_not_have():
    with pytest.raises(FormError) as caught:
        filled(files.word_card(), (40, 1, "x"))
    assert caught.value.code == "bad_edit"


@pytest.mark.parametrize("form", files.real_forms(".docx"), ids=lambda path: path.name)
def test_fills_every_blank_of_a_real_form(form):
    data = form.read_bytes()
    grid = read(data).grids[0]
    covered = {
        (r, c)
        for m in grid.merges
        for r in range(m.top, m.bottom + 1)
        for c in range(m.left, m.right + 1)
        if (r, c) != (m.top, m.left)
    }
    blanks = [at for at, cell in grid.cells.items() if not cell.text and at not in covered]
    after = filled(data, *[(row, column, f"值{row}-{column}") for row, column in blanks])
    new = read(after).grids[0]
    assert all(new.text(*at) == f"值{at[0]}-{at[1]}" for at in blanks)
    assert {at: cell.text for at, cell in grid.cells.items() if cell.text}.items() <= {
        at: cell.text for at, cell in new.cells.items()
    }.items()
    assert docx.Document(io.BytesIO(after)).tables
