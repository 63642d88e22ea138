"""From the bytes of a form to the bytes of the filled form, with a small ledger."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from qingzhuang.formfill import read, understand
from qingzhuang.formfill.answer import Filling, Outcome, answer_form
from qingzhuang.formfill.answer.tests.village import DAY, EAST, village
from qingzhuang.formfill.check import check
from qingzhuang.formfill.form import State
from qingzhuang.formfill.memory import Memory, apply_memory
from qingzhuang.formfill.write import write
from qingzhuang.tally import Dataset, Scope


def workbook(*rows: list[Any], name: str = "Sheet1") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def fill(data: bytes, facts: Dataset | None = None, **more: Any) -> tuple[Any, Filling]:
    book = read(data, "form.xlsx")
    filling = answer_form(understand(book), book, facts or village(), Scope(EAST, DAY, record=more.pop("record", "")), **more)
    written = openpyxl.load_workbook(io.BytesIO(write(data, book, filling.edits).data))
    return written.active, filling


ROSTER = (
    ["60岁以上老年人花名册"],
    ["填报单位：", None, None, "填报日期：    年  月  日"],
    ["序号", "姓名", "身份证号", "联系电话"],
    [1],
    [2],
    ["填表人："],
)


def test_a_roster_from_file_to_file() -> None:
    sheet, filling = fill(workbook(*ROSTER), typed={"填表人": "钱多多"})
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1][0] == "填报单位：东湖社区"
    assert rows[1][3] == "填报日期：2026年11月22日"
    assert rows[3][:4] == [1, "张建国", "990101194403050013", "13900000001"]
    assert rows[4][:3] == [2, "李秀英", "990101194707010028"]
    assert rows[5][0] == "填表人：钱多多"
    assert filling.count(Outcome.ASKED) == 0


@pytest.mark.parametrize("name", ["=1+1", "+86", "-3", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1"])
def test_what_a_spreadsheet_would_run_is_written_as_text(name: str) -> None:
    facts = Dataset.of({"person": {"id": ["1"], "name": [name], "birth_date": ["1940-01-01"], "area": [EAST]}})
    sheet, _ = fill(workbook(*ROSTER), facts)
    cell = sheet["B4"]
    assert cell.data_type == "s"
    assert str(cell.value).strip() == name.strip()


def test_the_form_itself_is_not_changed_beyond_the_filled_cells() -> None:
    data = workbook(*ROSTER)
    sheet, filling = fill(data)
    before = openpyxl.load_workbook(io.BytesIO(data)).active
    edited = {(edit.row, edit.column) for edit in filling.edits.cells}
    kept = [
        cell for row in before.iter_rows() for cell in row if cell.value is not None and (cell.row, cell.column) not in edited
    ]
    assert all(sheet.cell(cell.row, cell.column).value == cell.value for cell in kept)


def test_next_month_the_same_form_needs_no_click() -> None:
    data = workbook(["残疾人花名册"], ["姓名", "紧急时找谁"], [None, None])
    form = apply_memory(understand(read(data)), None)
    strange = next(blank for blank in form.tables[0].columns if blank.path[-1] == "紧急时找谁")
    assert strange.state is not State.SURE
    memory = Memory().with_correction(form, strange, "person.phone")
    sheet, filling = fill(workbook(["2026年12月残疾人花名册"], ["姓名", "紧急时找谁"], [None, None]), memory=memory)
    assert sheet["A3"].value == "李秀英"
    answer = next(answer for answer in filling.answers if answer.label == "紧急时找谁")
    assert answer.concept == "person.phone"
    assert answer.outcome is Outcome.ASKED  # nobody wrote her telephone down: understood, and asked for


def test_checks_look_at_what_was_filled() -> None:
    data = workbook(["人口统计表"], ["单位", "总人口", "男", "女"], [None] * 4, ["说明：B=C+D"])
    book = read(data)
    form = understand(book)
    filling = answer_form(form, book, village(), Scope(EAST, DAY))
    assert not [f for f in check(form, filling, book) if f.code == "sum"]
    wrong = replace(filling.edits, cells=tuple(replace(e, value=99) if e.value == 6 else e for e in filling.edits.cells))
    assert [f.code for f in check(form, replace(filling, edits=wrong), book) if f.code == "sum"] == ["sum"]


def test_a_day_named_in_the_notes_counts_for_ages_but_not_for_the_day_of_filling_in() -> None:
    data = workbook(
        ["人口统计表"], ["填报日期：", None], ["单位", "16岁以上人数"], [None, None], ["注：年龄计算截至2020年1月1日"]
    )
    sheet, filling = fill(data)
    assert sheet["B4"].value == 4  # 张小雨 was nine then
    assert str(sheet["A2"].value).endswith("2026年11月22日")
    assert "fixed_day" in {finding.code for finding in filling.findings}
