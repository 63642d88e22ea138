"""Whole files: the places where a number hides, the covered copy, and what stays as it was."""

from __future__ import annotations

import io
import random
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import xlrd
import xlwt
from openpyxl.comments import Comment

from qingzhuang.formfill.errors import FormError
from qingzhuang.formfill.guard import cover, inspect
from qingzhuang.formfill.tests import files
from qingzhuang.formfill.tests.mutations import mutated

ID, OTHER, PHONE, CARD = "990101198001010014", "99010119800101001X", "13812345678", "6217000000000000"
DIGITS = re.compile(rb"990101198001010|1[3-9]\d{9}|6217000000000000|4111111111111111")


def workbook() -> bytes:
    """A list with numbers in cells, a hidden column, a hidden sheet, a comment, a header, the properties."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "名单"
    sheet.append(["序号", "姓名", "性别", "身份证号", "联系电话", "银行账号", "家庭住址"])
    sheet.append([1, "张小明", "男", ID, int(PHONE), CARD, "晴川街道石桥社区荷塘苑1栋101"])
    sheet.append([2, "李雷", "男", OTHER, "138 1234 5678", "4111111111111111", "石桥社区2栋"])
    sheet["A2"].comment = Comment("电话13900001111", "x")
    sheet.column_dimensions["E"].hidden = True
    sheet.oddHeader.center.text = "经办 13611112222"
    hidden = book.create_sheet("底稿")
    hidden.sheet_state = "hidden"
    hidden["A1"] = f"备用 {ID} 13712345678"
    book.properties.creator = "张三13511112222"
    return files.saved(book)


def test_finds_numbers_wherever_they_hide() -> None:
    found = inspect(workbook(), "名单.xlsx")
    assert found.refused
    told = {(one.kind, one.place, one.hidden) for one in found.findings}
    assert {
        ("id_number", "名单 D2", False), ("phone", "名单 E2", True), ("account", "名单 F2", False), ("name", "名单 B2", False),
        ("address", "名单 G2", False), ("id_number", "底稿 A1", True), ("phone", "批注", True), ("phone", "文档属性", True),
    } <= told  # fmt: skip
    assert not any(ID in one.covered or PHONE in one.covered for one in found.findings)


def test_the_copy_holds_no_number_in_any_part_and_keeps_the_rest() -> None:
    copy = cover(workbook(), "名单.xlsx")
    assert copy.clean and not copy.left.findings
    with zipfile.ZipFile(io.BytesIO(copy.data)) as parts:
        assert not [name for name in parts.namelist() if DIGITS.search(parts.read(name))]
        assert "张小明".encode() not in b"".join(parts.read(name) for name in parts.namelist())
    sheet = openpyxl.load_workbook(io.BytesIO(copy.data))["名单"]
    assert [cell.value for cell in sheet[2]] == [
        1, "张**", "男", "990101********0014", "*" * 11, "*" * 16, "晴川街道石桥社区********",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[1]][:3] == ["序号", "姓名", "性别"] and sheet.column_dimensions["E"].hidden


def test_names_can_stay() -> None:
    copy = cover(workbook(), "名单.xlsx", keep=("name", "address"))
    sheet = openpyxl.load_workbook(io.BytesIO(copy.data))["名单"]
    assert (
        copy.clean and sheet["B2"].value == "张小明" and sheet["G3"].value == "石桥社区2栋" and sheet["D2"].value.count("*") == 8
    )


def test_a_clean_file_is_left_alone() -> None:
    book = openpyxl.Workbook()
    book.active.append(["网格", "说明"])  # type: ignore[union-attr]
    book.active.append(["第一网格", "公告"])  # type: ignore[union-attr]
    data = files.saved(book)
    assert not inspect(data, "a.xlsx").findings and cover(data, "a.xlsx").data == data


def test_covers_a_word_file_with_split_runs_and_a_header() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("申请人张三，身份证")
    for piece in (ID[:7], ID[7:12], ID[12:]):
        paragraph.add_run(piece).bold = piece.startswith("9")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "姓名", "电话"
    table.cell(1, 0).text, table.cell(1, 1).text = "王五", PHONE
    document.sections[0].header.paragraphs[0].text = f"联系 {PHONE}"
    out = io.BytesIO()
    document.save(out)
    found = inspect(out.getvalue(), "a.docx")
    assert {"id_number", "phone", "name"} == {one.kind for one in found.findings}
    copy = cover(out.getvalue(), "a.docx")
    again = docx.Document(io.BytesIO(copy.data))
    assert copy.clean and "990101********0014" in again.paragraphs[0].text
    assert again.tables[0].cell(1, 0).text == "王*" and again.sections[0].header.paragraphs[0].text == f"联系 {'*' * 11}"


def test_covers_an_old_workbook_with_its_table_of_strings() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("名单")
    for column, text in enumerate(("姓名", "身份证号", "电话")):
        sheet.write(0, column, text)
    for column, value in enumerate(("张小明", ID, int(PHONE))):
        sheet.write(1, column, value)
    out = io.BytesIO()
    book.save(out)
    found = inspect(out.getvalue(), "a.xls")
    assert [one.kind for one in found.findings] == ["name", "id_number", "phone"]
    copy = cover(out.getvalue(), "a.xls")
    again = xlrd.open_workbook(file_contents=copy.data).sheet_by_index(0)
    assert copy.clean and again.row_values(1) == ["张**", "990101********0014", "*" * 11]
    assert ID.encode() not in copy.data and ID.encode("utf-16-le") not in copy.data


def test_looks_into_an_embedded_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as outer, zipfile.ZipFile(out, "w") as new:
        for name in outer.namelist():
            new.writestr(name, outer.read(name))
        inner = openpyxl.Workbook()
        inner.active["A1"] = "990101199001010012 13999998888"  # type: ignore[index]
        new.writestr("xl/embeddings/book1.xlsx", files.saved(inner))
        new.writestr("xl/media/image1.png", b"\x89PNG")
    found = inspect(out.getvalue(), "a.xlsx")
    assert any(one.full == "13999998888" for one in found.findings) and found.warnings
    copy = cover(out.getvalue(), "a.xlsx")
    with zipfile.ZipFile(io.BytesIO(copy.data)) as parts:
        assert copy.clean and b"13999998888" not in b"".join(
            zipfile.ZipFile(io.BytesIO(parts.read("xl/embeddings/book1.xlsx"))).read(n)
            for n in zipfile.ZipFile(io.BytesIO(parts.read("xl/embeddings/book1.xlsx"))).namelist()
        )


def test_small_figures_take_a_second_one_with_them() -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (["网格", "残疾人数", "低保户数"], ["一", 2, 12], ["二", 7, 9], ["三", 30, 0], ["合计", 39, 21]):
        sheet.append(row)
    data = files.saved(book)
    found = inspect(data, "统计.xlsx")
    assert [(one.kind, one.place) for one in found.findings] == [
        ("small", "Sheet B2"),
        ("small", "Sheet B3"),
    ] and not found.refused
    again = openpyxl.load_workbook(io.BytesIO(cover(data, "统计.xlsx").data)).active
    assert [cell.value for cell in again["B"]] == ["残疾人数", "*", "*", 30, 39]  # type: ignore[index]


def test_a_sum_across_a_row_gives_no_small_figure_away() -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (["网格", "残疾人数", "男性人数", "女性人数"], ["一", 32, 29, 3], ["二", 80, 38, 42], ["三", 64, 43, 21]):
        sheet.append(row)
    found = [one.place for one in inspect(files.saved(book), "统计.xlsx").findings]
    assert set(found) >= {"Sheet D2", "Sheet C2"} and inspect(files.saved(book), smallest=3).findings == ()


def test_a_number_in_a_list_of_people_is_no_small_figure() -> None:
    assert not [one for one in inspect("姓名,人数\n张三,2\n".encode(), "a.csv").findings if one.kind == "small"]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_refuses_in_words_what_is_no_table(name: str) -> None:
    with pytest.raises(FormError):
        inspect(b"", name)


@pytest.mark.thorough
def test_damaged_files_end_in_words_and_a_copy_is_never_half_covered() -> None:
    seeds = [workbook(), files.saved(openpyxl.Workbook())]
    source, ended = random.Random(7), {"copy": 0, "refused": 0}
    for _ in range(120):
        data = mutated(source.choice(seeds), source)
        try:
            copy = cover(data, "a.xlsx")
        except FormError:
            ended["refused"] += 1
            continue
        ended["copy"] += 1
        assert not copy.clean or not inspect(copy.data, "a.xlsx").refused
    assert ended["copy"] > 5 and ended["refused"] > 5, ended


@pytest.mark.thorough
@pytest.mark.parametrize("form", files.real_forms(), ids=lambda path: path.name)
def test_blank_forms_of_real_offices_are_not_refused(form: Path) -> None:
    if form.name == "fj_party_member.xlsx":  # its sample row has an ID number
        return
    assert not inspect(form.read_bytes(), form.name).refused
