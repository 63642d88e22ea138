"""Nothing but the filled cells changes: compared entry by entry, and cell by cell inside the sheet."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from lxml import etree

from qingzhuang.formfill.edits import CellEdit, Edits
from qingzhuang.formfill.errors import FormError
from qingzhuang.formfill.read import read
from qingzhuang.formfill.tests import files
from qingzhuang.formfill.write import write

SHEET = "xl/worksheets/sheet1.xml"
NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def filled(data: bytes, *cells: tuple[int, int, object], grid: int = 0) -> bytes:
    edits = Edits(tuple(CellEdit(grid, row, column, value) for row, column, value in cells))
    return write(data, read(data), edits).data


def entries(data: bytes) -> list[tuple[str, int, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(entry.filename, entry.compress_type, archive.read(entry)) for entry in archive.infolist()]


def cells_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read(SHEET))
    return {cell.get("r"): etree.tostring(cell, method="c14n") for cell in root.iter(NS + "c")}


def around_cells(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read(SHEET))
    for cell in list(root.iter(NS + "c")):
        cell.getparent().remove(cell)
    return etree.tostring(root, method="c14n")


def test_changes_only_the_filled_cells():
    before = files.roster()
    after = filled(before, (4, 2, "张三"), (4, 6, 300), (5, 3, "女"), (4, 4, "一号楼"))
    sheet, workbook = SHEET, "xl/workbook.xml"
    assert [entry[:2] for entry in entries(after)] == [entry[:2] for entry in entries(before)]
    for old, new in zip(entries(before), entries(after), strict=True):
        assert old == new or old[0] in (sheet, workbook, "xl/worksheets/sheet2.xml")
    old_cells, new_cells = cells_of(before), cells_of(after)
    assert {name for name in new_cells if new_cells[name] != old_cells.get(name)} == {"B4", "F4", "C5", "D4", "F7", "B13"}, (
        "totals too"
    )
    assert around_cells(before) == around_cells(after)


def test_touches_one_entry_of_a_form_without_formulas():
    before = files.card()
    after = filled(before, (2, 2, "李四"))
    assert [old[0] for old, new in zip(entries(before), entries(after), strict=True) if old != new] == [SHEET]


def test_copies_untouched_entries_compressed_as_they_were():
    before = files.card()
    with zipfile.ZipFile(io.BytesIO(before)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, (name, content) in enumerate(parts.items()):
            archive.writestr(name, content, zipfile.ZIP_STORED if number % 2 else zipfile.ZIP_DEFLATED, 1)
        archive.comment = b"by hand"
    after = filled(out.getvalue(), (2, 2, "李四"))
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert new.testzip() is None and new.comment == b"by hand"
        for one, other in zip(old.infolist(), new.infolist(), strict=True):
            assert (one.filename, one.compress_type, one.date_time) == (other.filename, other.compress_type, other.date_time)
            assert one.filename == SHEET or one.compress_size == other.compress_size


def test_keeps_text_boxes_that_other_tools_drop():
    after = filled(files.roster(), (4, 2, "张三"))
    assert b"\xe9\xa1\xb9\xe7\x9b\xae" in {name: content for name, _, content in entries(after)}["xl/drawings/drawing9.xml"]
    assert len(read(after).grids[0].shapes) == 3


@pytest.mark.parametrize(
    "text", ["=1+1", "+86 138", "-5", "@SUM(A1)", "\t=1", "\r=1", "=cmd|'/c calc'!A0", "001", "1e5", " 两边 ", "a\nb", "<&>\"'"]
)
def test_writes_text_as_text_whatever_it_looks_like(text):
    after = filled(files.card(), (2, 2, text))
    cell = openpyxl.load_workbook(io.BytesIO(after)).active["B2"]
    assert cell.data_type == "s" and cell.value == text.replace("\r", "\n")
    assert read(after).grids[0].cell(2, 2).formula == ""


def test_keeps_identity_numbers_as_text():
    after = filled(files.card(), (4, 2, 110101199001011234), (2, 2, 110101199001011234), (3, 4, "110101199001011234"))
    sheet = openpyxl.load_workbook(io.BytesIO(after)).active
    assert [sheet[name].value for name in ("B4", "B2", "D3")] == ["110101199001011234"] * 3


def test_writes_a_day_in_the_format_of_the_cell_or_as_text():
    after = filled(files.card(), (2, 4, date(1990, 1, 1)), (2, 2, date(1990, 1, 1)), (4, 2, date(1990, 1, 1)))
    grid = read(after).grids[0]
    assert grid.text(2, 4) == "1990年1月1日" and grid.cell(2, 4).value == date(1990, 1, 1)
    assert grid.cell(2, 2).value == "1990-01-01" == grid.cell(4, 2).value


def test_a_number_in_a_date_cell_stays_the_number_that_people_read():
    grid = read(filled(files.card(), (2, 4, 65), (4, 4, 2026))).grids[0]
    assert grid.text(2, 4) == "65" and grid.text(4, 4) == "2026"


def test_writes_numbers_truths_and_nothing():
    after = filled(files.card(), (2, 2, 3.5), (3, 4, True), (3, 2, None), (4, 2, 7), (6, 2, datetime(2026, 1, 2, 3, 4)))
    sheet = openpyxl.load_workbook(io.BytesIO(after)).active
    assert [sheet[name].value for name in ("B2", "D3", "B3", "B4", "B6")] == [3.5, True, None, "7", "2026-01-02 03:04:00"]


def test_keeps_the_font_of_the_first_run():
    rich = '<r><rPr><b/><sz val="16"/></rPr><t>姓名：</t></r><r><t>____</t></r>'
    part = f'<worksheet xmlns="{NS[1:-1]}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is>{rich}</is></c></row></sheetData></worksheet>'
    data = files.with_part(files.card(), SHEET, part.encode())
    after = {name: content for name, _, content in entries(filled(data, (1, 1, "姓名：张三")))}[SHEET].decode()
    assert '<r><rPr><b/><sz val="16"/></rPr><t>姓名：张三</t></r>' in after


def test_puts_a_value_for_a_covered_cell_into_the_merged_one():
    after = filled(files.roster(), (4, 5, "二号楼"))
    assert read(after).grids[0].text(4, 4) == "二号楼"


def test_fills_cells_and_rows_that_the_file_does_not_have():
    grid = read(filled(files.card(), (20, 9, "远"), (2, 2, "近"))).grids[0]
    assert grid.text(20, 9) == "远" and grid.text(2, 2) == "近"


def test_lends_the_look_of_column_and_row_to_new_cells():
    cols = '<cols><col min="2" max="2" width="9" style="3"/></cols>'
    rows = '<row r="1"><c r="A1" t="str"><v>甲</v></c></row><row r="2" s="2" customFormat="1"/>'
    part = f'<worksheet xmlns="{NS[1:-1]}">{cols}<sheetData>{rows}</sheetData></worksheet>'
    after = cells_of(filled(files.with_part(files.card(), SHEET, part.encode()), (1, 2, "a"), (2, 2, "b"), (1, 3, "c")))
    assert b's="3"' in after["B1"] and b's="2"' in after["B2"] and b" s=" not in after["C1"]


def test_writes_into_files_with_a_name_space_prefix_and_comments():
    part = f'<x:worksheet xmlns:x="{NS[1:-1]}"><!-- made by hand --><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    after = filled(files.with_part(files.card(), SHEET, part.encode()), (1, 2, "甲"), (3, 1, 5))
    sheet = openpyxl.load_workbook(io.BytesIO(after)).active
    assert [sheet[name].value for name in ("A1", "B1", "A3")] == [1, "甲", 5]


def test_writes_into_a_part_in_another_encoding():
    part = f'<?xml version="1.0" encoding="utf-16"?><worksheet xmlns="{NS[1:-1]}"><sheetData><row r="1"><c r="A1" t="str"><v>甲</v></c></row></sheetData></worksheet>'
    grid = read(filled(files.with_part(files.card(), SHEET, part.encode("utf-16")), (1, 2, "乙"))).grids[0]
    assert (grid.text(1, 1), grid.text(1, 2)) == ("甲", "乙")


def test_drops_the_list_of_formula_cells_when_one_is_written_over():
    chain = f'<calcChain xmlns="{NS[1:-1]}"><c r="F7" i="1"/></calcChain>'
    data = files.with_part(files.roster(), "xl/calcChain.xml", chain.encode())
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    relation = f'<Relationship Id="rIdChain" Type="{kinds}" Target="calcChain.xml"/></Relationships>'
    declared = '<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>'
    for part, end, added in (
        ("xl/_rels/workbook.xml.rels", "</Relationships>", relation),
        ("[Content_Types].xml", "</Types>", declared),
    ):
        content = {name: content for name, _, content in entries(data)}[part].decode()
        data = files.with_part(data, part, content.replace(end, added).encode())
    kept = {name: content for name, _, content in entries(filled(data, (4, 2, "张三")))}
    assert "xl/calcChain.xml" in kept
    after = {name: content for name, _, content in entries(filled(data, (7, 6, 5)))}
    assert (
        "xl/calcChain.xml" not in after and b"calcChain" not in after["[Content_Types].xml"] + after["xl/_rels/workbook.xml.rels"]
    )
    assert openpyxl.load_workbook(io.BytesIO(filled(data, (7, 6, 5)))).active["F7"].value == 5


def test_asks_for_recalculation_where_there_are_formulas():
    parts = {name: content for name, _, content in entries(filled(files.roster(), (4, 6, 300)))}
    assert re.search(rb'<calcPr[^>]*fullCalcOnLoad="1"', parts["xl/workbook.xml"])


def test_a_filled_file_can_be_filled_again():
    once = filled(files.roster(), (4, 2, "张三"), (4, 6, 300))
    twice = filled(once, (5, 2, "李四"), (4, 6, 400))
    assert openpyxl.load_workbook(io.BytesIO(twice)).active["F4"].value == 400
    assert read(twice).grids[0].text(7, 6) == "400"


@pytest.mark.parametrize("cell", [(0, 1, "a"), (1, 0, "a"), (2_000_000, 1, "a"), (1, 20_000, "a"), (1, 1, float("nan"))])
def test_refuses_an_edit_that_has_no_place(cell):
    with pytest.raises(FormError) as caught:
        filled(files.card(), cell)
    assert caught.value.code == "bad_edit"


def test_refuses_a_book_of_another_file():
    with pytest.raises(FormError) as caught:
        write(files.card(), read(files.roster()), Edits((CellEdit(0, 1, 1, "a"),)))
    assert caught.value.code == "bad_edit"


@pytest.mark.skipif(not files.real_forms(".xlsx"), reason="the collection of real forms is not beside this checkout")
def test_fills_every_real_form():
    for form in files.real_forms(".xlsx"):
        data = form.read_bytes()
        book = read(data)
        grid = book.grids[0]
        row, column = grid.rows + 1, max(1, grid.columns)
        after = write(data, book, Edits((CellEdit(0, row, column, "填入"),))).data
        assert openpyxl.load_workbook(io.BytesIO(after)).worksheets[0].cell(row, column).value == "填入", form.name
        changed = [old[0] for old, new in zip(entries(data), entries(after), strict=True) if old != new]
        assert changed == [SHEET], form.name
