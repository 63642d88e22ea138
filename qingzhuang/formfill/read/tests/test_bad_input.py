"""Files that are broken, wrong or hostile: one refusal in words, bounded time and memory, nothing executed or fetched."""

from __future__ import annotations

import io
import os
import struct
import time

import msoffcrypto
import pytest

from qingzhuang.formfill.edits import CellEdit, Edits
from qingzhuang.formfill.errors import REFUSALS, FormError, refusal
from qingzhuang.formfill.grid import Span
from qingzhuang.formfill.read import office, package, read, safely
from qingzhuang.formfill.read.package import Package
from qingzhuang.formfill.tests import files
from qingzhuang.formfill.write import write
from qingzhuang.formfill.write.xls.container import replace_stream

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"


def refused(data: bytes, name: str = "") -> str:
    with pytest.raises(FormError) as caught:
        read(data, name)
    error = caught.value
    assert error.what.endswith("。") and error.todo.endswith("。") and error.why
    return error.code


def sheet(inside: str) -> bytes:
    return files.with_part(files.card(), SHEET, f'<worksheet xmlns="{NS}">{inside}</worksheet>'.encode())


def locked(data: bytes, password: str) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def test_refuses_an_empty_file():
    assert refused(b"") == "empty_file"


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n" + bytes(50), b"\xff\xd8\xff\xe0" + bytes(50), b"MZ" + bytes(100), b"Rar!\x1a\x07", bytes(5000),
     os.urandom(3) + bytes(range(256)) * 8, b"<?xml version='1.0'?><note/>"],
    ids=["pdf", "png", "jpeg", "program", "rar", "zeros", "noise", "xml"],
)  # fmt: skip
def test_refuses_what_is_no_form(data):
    assert refused(data, "花名册.xlsx") == "not_a_form"


def test_refuses_an_archive_without_a_form_in_it():
    assert refused(files.zipped({"a.txt": b"x", "../../etc/passwd": b"y"})) == "not_a_form"


@pytest.mark.parametrize(
    "make", [files.roster, files.old_roster, files.word_card, files.open_document], ids=lambda make: make.__name__
)
def test_refuses_a_truncated_file(make):
    data = make()
    for part in (3, 2):
        assert refused(data[: len(data) // part * (part - 1)]) in ("damaged", "not_a_form")


@pytest.mark.parametrize("name", ["a.xls", "a.pdf", "a", "a.docx.exe"])
def test_goes_by_content_whatever_the_name(name):
    assert read(files.roster(), name).format == "xlsx" and read(files.old_roster(), name).format == "xls"


def test_refuses_a_file_with_a_password():
    assert refused(locked(files.card(), "secret")) == "encrypted"
    stream = b"".join(
        struct.pack("<HH", kind, len(data)) + data for kind, data in ((0x809, struct.pack("<HH12x", 0x600, 5)), (0x2F, bytes(54)))
    )
    assert refused(replace_stream(files.old_roster(), ("Workbook",), stream + bytes(5000))) == "encrypted"


def test_opens_a_file_with_the_password_that_every_excel_knows():
    data = locked(files.card(), "VelvetSweatshop")
    book = read(data)
    assert book.grids[0].text(1, 1) == "登记表" and "密码" in book.warnings[-1]
    after = write(data, book, Edits((CellEdit(0, 2, 2, "张三"),))).data
    assert read(after).grids[0].text(2, 2) == "张三" and not msoffcrypto.OfficeFile(io.BytesIO(after)).is_encrypted()


def test_refuses_an_archive_with_a_password():
    data = bytearray(files.card())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(mark, place + 4)
    assert refused(bytes(data)) == "encrypted_zip"


def test_keeps_macros_untouched_and_says_so():
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    relations = Package(files.card()).read("xl/_rels/workbook.xml.rels").decode()
    added = relations.replace(
        "</Relationships>", f'<Relationship Id="rIdV" Type="{kind}" Target="vbaProject.bin"/></Relationships>'
    )
    data = files.with_part(
        files.with_part(files.card(), "xl/_rels/workbook.xml.rels", added.encode()), "xl/vbaProject.bin", b"\x00macro\xff" * 99
    )
    book = read(data)
    assert book.format == "xlsm" and "宏" in book.warnings[0]
    after = write(data, book, Edits((CellEdit(0, 2, 2, "张三"),)))
    assert Package(after.data).read("xl/vbaProject.bin") == b"\x00macro\xff" * 99 and after.format == "xlsm"


def test_refuses_a_zip_bomb_before_unpacking_it(monkeypatch):
    assert package.MAX_PART <= 96 << 20 and package.MAX_READ <= 160 << 20
    monkeypatch.setattr(package, "MAX_READ", 1 << 20)
    assert refused(files.with_part(files.card(), SHEET, bytes(2 << 20))) == "bomb"
    monkeypatch.setattr(package, "MAX_ENTRIES", 20)
    assert refused(files.zipped({f"xl/{number}": b"" for number in range(21)})) == "bomb"


def test_refuses_a_part_that_is_longer_than_it_says():
    data = bytearray(files.with_part(files.card(), SHEET, bytes(8 << 20)))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(SHEET.encode()))
    struct.pack_into("<L", data, at + 24, 1000)
    assert refused(bytes(data)) == "damaged"


@pytest.mark.parametrize(
    "head",
    ['<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;&b;">]>', '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
    ids=["laughs", "outside", "file"],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_refuses_declared_entities(head, encoding):
    part = f'<?xml version="1.0" encoding="{encoding}"?>{head}<worksheet xmlns="{NS}"><sheetData/></worksheet>'
    assert refused(files.with_part(files.card(), SHEET, part.encode(encoding))) == "unsafe_xml"
    document = f'<?xml version="1.0" encoding="{encoding}"?>{head}<w:document xmlns:w="w"/>'
    assert refused(files.with_part(files.word_card(), "word/document.xml", document.encode(encoding))) == "unsafe_xml"


def test_refuses_xml_nested_without_end():
    assert refused(sheet("<sheetData>" + "<a>" * 5000 + "</a>" * 5000 + "</sheetData>")) == "damaged"


def test_does_not_lay_out_the_whole_of_a_declared_sheet():
    far = '<row r="1048576"><c r="XFD1048576" t="str"><v>远</v></c></row>'
    start = time.perf_counter()
    book = read(
        sheet(
            f'<dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384" width="9"/></cols><sheetData><row r="1"><c r="A1" t="str"><v>近</v></c></row>{far}</sheetData>'
        )
    )
    assert (book.grids[0].rows, book.grids[0].columns) == (1, 1) and "很远" in book.warnings[0]
    assert time.perf_counter() - start < 2


def test_reads_past_bloated_styles():
    fonts = '<fonts><font><sz val="11"/></font>' + "<font><b/></font>" * 70_000 + "</fonts>"
    data = files.with_part(
        files.card(),
        "xl/styles.xml",
        f'<styleSheet xmlns="{NS}">{fonts}<cellXfs><xf fontId="1"/></cellXfs></styleSheet>'.encode(),
    )
    start = time.perf_counter()
    assert read(data).grids[0].text(1, 1) == "登记表"
    assert time.perf_counter() - start < 3, "measured: 0.1 s"


def test_leaves_out_merges_that_overlap_and_says_so():
    merges = "".join(
        f'<mergeCell ref="{ref}"/>' for ref in ("A1:C2", "B2:D3", "A1:C2", "C5:C5", "A1:XFD1048576", "Z9:A1", "nonsense")
    )
    book = read(
        sheet(
            f'<sheetData><row r="1"><c r="A1" t="str"><v>甲</v></c></row><row r="9"><c r="Z9" t="str"><v>乙</v></c></row></sheetData><mergeCells>{merges}</mergeCells>'
        )
    )
    assert book.grids[0].merges == (Span(1, 1, 2, 3),) and "重叠" in book.warnings[0]


def test_reads_stored_results_of_formulas_that_point_to_other_files():
    relations = Package(files.card()).read("xl/_rels/workbook.xml.rels").decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
    added = relations.replace(
        "</Relationships>", f'<Relationship Id="rIdE" Type="{kind}" Target="externalLinks/externalLink1.xml"/></Relationships>'
    )
    data = files.with_part(
        sheet('<sheetData><row r="1"><c r="A1"><f>[1]表!A1</f><v>7</v></c></row></sheetData>'),
        "xl/_rels/workbook.xml.rels",
        added.encode(),
    )
    book = read(data)
    assert book.grids[0].text(1, 1) == "7" and "其他文件" in book.warnings[0]


def test_takes_control_signs_out_of_texts_and_keeps_right_to_left_text():
    grid = read(
        sheet(
            '<sheetData><row r="1"><c r="A1" t="str"><v>姓_x0007__x000D_\n名</v></c><c r="B1" t="str"><v>مرحبا\u202eabc</v></c></row></sheetData>'
        )
    ).grids[0]
    assert grid.text(1, 1) == "姓\n名" and grid.text(1, 2) == "مرحبا\u202eabc"


def test_reads_sheets_with_strange_names():
    workbook = Package(files.card()).read("xl/workbook.xml").decode().replace('name="Sheet"', 'name="&#x202E;../a&#9;b"')
    assert read(files.with_part(files.card(), "xl/workbook.xml", workbook.encode())).grids[0].name == "\u202e../a\tb"


@pytest.mark.parametrize("number", ["99999999999999999999", "-1", "x", "NaN", "1e999", ""])
def test_bears_numbers_that_are_none(number):
    rows = f'<row r="{number}" ht="{number}"><c r="A{number}" s="{number}" t="s"><v>{number}</v></c><c><v>{number}</v></c></row>'
    assert read(sheet(f'<cols><col min="{number}" max="{number}" width="{number}"/></cols><sheetData>{rows}</sheetData>')).grids


def test_says_what_is_missing_where_an_office_program_is_needed(monkeypatch):
    monkeypatch.setattr(office, "converter", lambda: None)
    assert refused(b"{\\rtf1 text}") == "needs_office"


def test_refuses_files_of_more_than_64_megabytes():
    with pytest.raises(FormError) as caught:
        safely.read_safely(bytes(65 << 20))
    assert caught.value.code == "too_large"


def test_reads_a_heavy_file_in_a_process_of_its_own(monkeypatch):
    monkeypatch.setattr(safely, "LIGHT_UNPACKED", 0)
    assert safely.is_heavy(files.roster())
    assert safely.read_safely(files.roster(), "名.xlsx") == read(files.roster(), "名.xlsx")


def test_refusals_come_out_of_that_process(monkeypatch, capsysbinary):
    import pickle

    monkeypatch.setattr(safely, "limit_process", lambda: None)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"%PDF-1.7 ...")))
    safely.serve()
    assert FormError(*pickle.loads(capsysbinary.readouterr().out)).code == "not_a_form"


def test_ends_a_process_that_reads_for_too_long(monkeypatch):
    monkeypatch.setattr(safely, "WALL_SECONDS", 0.05)
    with pytest.raises(FormError) as caught:
        safely._read_in_child(files.card(), "")
    assert caught.value.code == "too_slow"


def test_takes_nothing_but_grids_from_that_process():
    import pickle

    with pytest.raises(pickle.UnpicklingError):
        safely._Unpickler(io.BytesIO(pickle.dumps(os.system))).load()


def test_every_refusal_says_what_why_and_what_to_do():
    for code in REFUSALS:
        error = refusal(code, "细节。")
        assert error.code == code and all(part.endswith("。") for part in (error.what, error.why, error.todo))
        assert str(error) == error.what + error.why + error.todo
