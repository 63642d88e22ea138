"""Rules between cells, reports and periods, and numbers beside their past."""

from __future__ import annotations

from datetime import date

from qingzhuang.formfill.answer.cells import CellAsked, cells_asked
from qingzhuang.formfill.answer.tests.village import DAY, EAST, WEST, column, filled, form, roster, sheet, village
from qingzhuang.formfill.edits import CellEdit, Edits
from qingzhuang.formfill.form import Kind
from qingzhuang.formfill.history import unusual
from qingzhuang.formfill.rules import Period, Reported, check_across, check_periods, check_required_if, required_if_in
from qingzhuang.tally import Scope, parse, people_behind
from qingzhuang.tally.question import Listing


def test_reads_rules_of_notes() -> None:
    notes = [
        "残疾类别不为空时，残疾等级必填。",
        "婚姻状况为“已婚”的，须填写配偶姓名；",
        "凡“是否低保”填“是”者，低保证号必填",
        "以上各栏如实填写",
    ]
    assert [(rule.if_label, rule.value, rule.label) for rule in required_if_in(notes)] == [
        ("残疾类别", "", "残疾等级"), ("婚姻状况", "已婚", "配偶姓名"), ("是否低保", "是", "低保证号"),
    ]  # fmt: skip


def test_names_the_cells_that_a_note_wants_filled() -> None:
    asked = roster(
        ("残疾类别", "person.disability.category"),
        ("残疾等级", "person.disability.level"),
        notes=("残疾类别不为空时，残疾等级必填。",),
    )
    edits = Edits((CellEdit(0, 3, 1, "肢体"), CellEdit(0, 3, 2, "一级"), CellEdit(0, 4, 1, "视力"), CellEdit(0, 5, 1, None)))
    assert [(f.code, f.cells) for f in check_required_if(asked, sheet({}), edits)] == [("required_if", ("B4",))]


def asked(text: str, name: str = "B3", day: date = DAY) -> CellAsked:
    return CellAsked((0, 3, 2), name, 0, "k", "人数", parse(text), EAST, day)


def test_the_same_question_has_one_answer_in_all_reports() -> None:
    mine = [Reported(asked("count(person where age>=60)"), 12, "甲表")]
    found = check_across(mine, [Reported(asked("count(person where age>=60)", "C9"), 13, "乙表")])
    assert [f.code for f in found] == ["other_report"] and "13" in found[0].sentence and "乙表" in found[0].sentence
    assert not check_across(mine, [Reported(asked("count(person where age>=60)", day=date(2026, 10, 1)), 13, "乙表")])


def test_a_narrower_question_is_not_more() -> None:
    wide = [Reported(asked("count(person where age>=60)"), 12, "甲表")]
    narrow = [Reported(asked("count(person where age>=60 and sex=female)"), 14, "乙表")]
    assert len(check_across(wide, narrow)) == 1 == len(check_across(narrow, wide))
    older = [Reported(asked("count(person where age>=80)"), 14, "丙表")]
    assert len(check_across(wide, older)) == 1  # 80 and more are a part of 60 and more
    spelt = [Reported(asked("count(person where age>=60 and age>=80)"), 9, "丁表")]
    assert "问的是同一件事" in check_across(spelt, older)[0].sentence
    assert not check_across(wide, [Reported(asked("count(person where sex=female)"), 14, "乙表")])


def stock(*labels: str) -> object:
    return form(Kind.CROSSTAB, columns=tuple(column(at, label, None) for at, label in enumerate(labels, 1)))


def test_an_opening_stock_is_the_last_closing_one() -> None:
    table = stock("期初户数", "期末户数", "本年累计")
    last, now = {(0, 3, 1): 10, (0, 3, 2): 12, (0, 3, 3): 7}, {(0, 3, 1): 11, (0, 3, 2): 13, (0, 3, 3): 6}
    found = check_periods(Period(table, now, 2026), Period(table, last, 2026))  # type: ignore[arg-type]
    assert [(f.code, f.cells) for f in found] == [("period", ("A3",)), ("period", ("C3",))]
    assert [f.cells for f in check_periods(Period(table, now, 2027), Period(table, last, 2026))] == [("A3",)]  # type: ignore[arg-type]


def test_an_unusual_number_is_told_with_its_past() -> None:
    assert unusual(57, [31, 33, 30, 34, 32, 33]).startswith("这次 57，过去 6 次在 30 到 34 之间")
    assert unusual(0, [30, 30, 30, 30]) == "这次 0，过去 4 次一直是 30"


def test_growth_that_goes_on_is_not_unusual() -> None:
    assert unusual(70, [10, 20, 30, 40, 50, 60]) == ""
    assert unusual(9, [1, 900, 3]) == ""  # too short a past


# ---------------------------------------------------------------- what a cell asks
def test_every_figure_knows_its_question_with_its_row() -> None:
    places = form(
        Kind.CROSSTAB, title="统计表", total_rows=(3,), row_labels=((3, ("合计",)),),
        columns=tuple(column(at, *pair) for at, pair in enumerate((("单位", "area.name"), ("人数", "count(person)")), 1)),
    )  # fmt: skip
    book = sheet({"A3": "合计"})
    town = "990101001"
    found = cells_asked(places, book, village(), Scope(town, DAY), filled(places, book, town).edits)
    values = {cell.at: (cell.area, cell.place) for cell in found.values()}
    assert values == {(0, 3, 2): (town, ""), (0, 4, 2): (EAST, "东湖社区"), (0, 5, 2): (WEST, "西山社区")}


def test_a_printed_condition_is_in_the_question() -> None:
    kinds = form(
        Kind.CROSSTAB, row_labels=((3, ("男",)), (4, ("女",))), row_conditions=((3, "sex=male"), (4, "sex=female")),
        columns=(column(1, "类别", "dimension: sex"), column(2, "人数", "count(person)")),
    )  # fmt: skip
    book = sheet({"A3": "男", "A4": "女"})
    filling = filled(kinds, book)
    found = cells_asked(kinds, book, village(), Scope(EAST, DAY), filling.edits)
    for at, cell in found.items():
        assert people_behind(cell.question, village(), Scope(cell.area, cell.day)).total == filling.values[at]
    assert found[0, 4, 2].label == "女／人数" and "女" in found[0, 4, 2].words


def test_each_row_of_a_list_knows_its_record() -> None:
    names = roster(("序号", "row.number"), ("姓名", "person.name"))
    filling = filled(names, sheet({}))
    found = cells_asked(names, sheet({}), village(), Scope(EAST, DAY), filling.edits)
    assert isinstance(found[0, 8, 2].question, Listing) and found[0, 8, 2].row == 5
    assert (0, 9, 2) not in found
