"""Filled workbooks: which rows are records, what columns mean, which sheets bring nothing."""

from __future__ import annotations

import io

import docx
import pytest
import xlwt

from qingzhuang.formfill.errors import FormError
from qingzhuang.formfill.form import State
from qingzhuang.intake import read
from qingzhuang.intake.tests.messy import export, households, number, register, workbook

ID = number("19800101", 1)


def rows_of(table):
    return [list(row) for batch in table.batches() for row in zip(*batch.values, strict=True)]


def skipped(table):
    return [(found.row, found.why) for batch in table.batches() for found in batch.skipped]


def concepts(table):
    return [column.concept for column in table.columns]


def only_table(*rows, merges=()):
    book = read(workbook({"表": rows}, {"表": merges}))
    assert len(book.tables) == 1, book.left_out
    return book.tables[0]


def test_a_register_is_understood_as_its_blank_form():
    table = read(register()).tables[0]
    assert (table.title, table.entity, table.header_rows) == ("清河街道幸福社区居民花名册", "person", (3, 3))
    assert concepts(table)[1:6] == ["person.name", "person.sex", "person.id_number", "person.birth_date", "person.ethnicity"]


def test_totals_guides_sections_and_repeated_headings_are_no_people_and_are_told():
    table = read(register()).tables[0]
    assert skipped(table) == [
        (4, "guide"),
        (5, "section"),
        (11, "total"),
        (12, "heading again"),
        (13, "section"),
        (19, "total"),
        (20, "note"),
    ]
    assert len(rows_of(table)) == 10


def test_a_record_knows_the_section_that_it_stands_under():
    batch = next(read(register()).tables[0].batches())
    assert (batch.sections[0], batch.sections[-1]) == ("第一网格", "第二网格")


def test_each_list_of_a_workbook_is_a_table_and_other_sheets_are_named():
    book = read(register())
    assert [table.sheet for table in book.tables] == ["居民", "外来人员"]
    assert [(found.sheet, found.code) for found in book.left_out] == [("字典", "codes"), ("填表说明", "notes")]


def test_merged_cells_hold_for_all_their_rows():
    table = read(households()).tables[0]
    batch = next(table.batches())
    assert batch.values[0][:5] == ["0001", "0001", "0001", "0002", "0002"]
    assert batch.joined[:5] == [False, True, True, False, True]


def test_members_side_by_side_are_understood_with_their_relation():
    table = read(households()).tables[1]
    assert concepts(table)[5:8] == [
        "household.member[1].name",
        "household.member[1].relation_to_head",
        "household.member[1].id_number",
    ]


def test_an_export_of_a_database_is_understood_by_its_column_names():
    table = read(export(), "导出.csv").tables[0]
    assert concepts(table)[:6] == [
        "person.name",
        "person.sex",
        "person.id_number",
        "person.birth_date",
        "person.phone",
        "person.ethnicity",
    ]
    assert len(rows_of(table)) == 12


def test_english_column_names_are_understood():
    text = f"id,full_name,gender,idCard,mobilePhone,create_time\n1,张三,男,{ID},13800000001,2020-01-01\n"
    table = read(text.encode(), "x.csv").tables[0]
    assert concepts(table)[1:5] == ["person.name", "person.sex", "person.id_number", "person.phone"]


def test_an_unknown_heading_over_id_numbers_is_proposed_not_taken_for_sure():
    table = only_table(["姓名", "唯一标识"], ["张三", ID], ["李四", number("19900101", 3)])
    assert (table.columns[1].concept, table.columns[1].state) == ("person.id_number", State.UNSURE)


def test_a_heading_that_its_values_contradict_is_not_sure():
    table = only_table(["姓名", "身份证号"], ["张三", "13800000001"], ["李四", "13800000002"])
    assert table.columns[1].state is State.UNSURE


def test_a_person_can_say_what_a_column_means_and_leave_one_out():
    table = only_table(["姓名", "号"], ["张三", "a"]).with_meanings({1: "", 2: "person.phone"})
    assert concepts(table) == ["", "person.phone"]


def test_a_row_with_only_a_name_is_a_person():
    assert rows_of(only_table(["姓名", "性别", "民族", "住址"], ["张三", "男", "汉族", "幸福路1号"], ["李四"]))[1][0] == "李四"


def test_a_person_whose_row_says_total_nowhere_else_is_kept():
    table = only_table(["姓名", "性别", "备注"], ["张三", "男", "合计过"], ["合计", "2", None])
    assert [row[0] for row in rows_of(table)] == ["张三"]


def test_the_heading_of_another_table_below_ends_the_first_and_is_told():
    table = only_table(
        ["姓名", "性别", "身份证号", "联系电话"],
        ["张三", "男", ID, "13800000001"],
        ["联系电话", "姓名", "性别", "身份证号"],
        ["13800000002", "李四", "女", number("19900101", 2)],
    )
    assert [row[0] for row in rows_of(table)] == ["张三"]
    assert skipped(table) == [(3, "another table"), (4, "another table")]


def test_a_legend_is_read_from_the_heading():
    assert only_table(["姓名", "性别（1.男 2.女）"], ["张三", 1]).columns[1].legend == (("1", "男"), ("2", "女"))


def test_a_legend_is_read_from_a_code_sheet():
    book = read(
        workbook(
            {"人员": [["姓名", "身份证号", "性别"], ["张三", ID, "0"]], "字典": [["性别代码", "性别"], ["0", "男"], ["1", "女"]]}
        )
    )
    assert dict(book.tables[0].columns[2].legend) == {"0": "男", "1": "女"}


def test_a_legend_is_read_from_a_note():
    table = only_table(
        ["居民花名册"], ["注：性别：0男，1女；是否低保：1是，2否"], ["姓名", "身份证号", "性别"], ["张三", ID, "0"]
    )
    assert dict(table.columns[2].legend) == {"0": "男", "1": "女"}


def test_statistics_are_no_list_of_people():
    book = read(workbook({"统计": [["社区", "总人数", "男", "女"], ["幸福", 10, 4, 6], ["清河", 20, 9, 11]]}))
    assert [(found.sheet, found.code) for found in book.left_out] == [("统计", "figures")]


def test_a_list_in_a_word_file_is_read():
    document = docx.Document()
    document.add_paragraph("幸福社区老年人花名册")
    table = document.add_table(rows=3, cols=3)
    for row, texts in enumerate((("姓名", "性别", "身份证号"), ("张三", "男", ID), ("李四", "女", number("19500101", 2)))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    out = io.BytesIO()
    document.save(out)
    found = read(out.getvalue()).tables[0]
    assert rows_of(found) == [["张三", "男", ID], ["李四", "女", number("19500101", 2)]]


def test_an_old_workbook_is_read():
    book = xlwt.Workbook()
    sheet = book.add_sheet("名单")
    for row, texts in enumerate((("姓名", "身份证号"), ("张三", ID))):
        for column, text in enumerate(texts):
            sheet.write(row, column, text)
    out = io.BytesIO()
    book.save(out)
    assert rows_of(read(out.getvalue()).tables[0]) == [["张三", ID]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_tables_in_any_encoding(encoding):
    text = f"姓名\t身份证号\n张三\t{ID}\n"
    assert rows_of(read(text.encode(encoding), "x.txt").tables[0]) == [["张三", ID]]


def test_a_long_text_whose_first_lines_are_ascii_is_read_in_its_own_encoding():
    lines = ["name,id_card", *(f"A{at},{ID}" for at in range(15_000)), "张三," + ID]
    data = "\n".join(lines).encode("gb18030")
    assert len(data) > 1 << 18
    assert rows_of(read(data, "x.csv").tables[0])[-1] == ["张三", ID]


def test_a_blank_form_is_a_table_without_rows():
    assert rows_of(only_table(["花名册"], ["姓名", "性别", "身份证号"], [None, None, None])) == []


def test_a_picture_is_refused_gently():
    with pytest.raises(FormError, match="不是表格文件"):
        read(b"\x89PNG\r\n\x1a\n\x00\x00")
