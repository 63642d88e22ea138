"""Cards about one person or household."""

from datetime import date

import pytest

from qingzhuang.formfill.answer.filling import Outcome
from qingzhuang.formfill.answer.tests.village import EAST, blank, column, filled, form, sheet, shown, told
from qingzhuang.formfill.edits import Growth
from qingzhuang.formfill.form import Block, Form, Kind, Role, State


def card(*cells: tuple[str, str, str], **more: object) -> Form:
    made = tuple(
        blank(Role.CELL, place, label, concept, **extra) for place, label, concept, *rest in cells for extra in [dict(*rest)]
    )
    return form(Kind.CARD, cells=made, first_row=None, last_row=None, title="登记表", **more)


def test_fills_the_facts_of_the_person_and_of_the_family() -> None:
    asked = card(
        ("B1", "姓名", "person.name"), ("B2", "性别", "person.sex"), ("B3", "年龄", "person.age"), ("B4", "户主", "household.head.name"),
        ("B5", "家庭人口", "household.member_count"), ("B6", "60岁以上人数", "count(person where age>=60 and same household)"),
        ("B7", "所属网格", "grid.name"), ("B8", "街道", "area.street"),
    )  # fmt: skip
    filling = filled(asked, sheet({}), record="p2")
    assert list(shown(filling).values()) == ["李秀英", "女", 79, "张建国", 2, 2, "第一网格", "晴川街道"]


def test_a_household_card_is_about_the_family_and_its_head() -> None:
    asked = card(
        ("B1", "户主", "household.head.name"), ("B2", "身份证", "person.id_number"), ("B3", "收入", "household.income.total")
    )
    cells = shown(filled(asked, sheet({}), record="h2", about="household"))
    assert cells == {"B1": "张伟", "B2": "990101197502110019", "B3": 150000}


def test_asks_whom_a_card_is_about() -> None:
    filling = filled(card(("B1", "姓名", "person.name")), sheet({}))
    assert (told(filling, "姓名").outcome, [f.code for f in filling.findings]) == (Outcome.ASKED, ["whom"])
    assert filled(card(("B1", "姓名", "person.name")), sheet({}), record="nobody").edits.cells == ()


@pytest.mark.parametrize(
    ("printed", "concept", "wanted"),
    [
        ("男○ 女○", "person.sex", "男○ 女●"),
        ("□常住（居住6个月以上）□临住", "person.residence_type", "■常住（居住6个月以上）□临住"),
        ("[]低保 []其他", "person.welfare.subsistence_allowance", "[√]低保 []其他"),
        ("是（ ） 否（ ）", "person.disability.exists", "是（√） 否（ ）"),
        ("    年  月  日", "person.birth_date", "1947年 7月 1日"),
        ("1男 2女 9未说明的性别 □", "person.sex", "1男 2女 9未说明的性别 2"),
        ("□□□□ □□ □□", "person.birth_date", "1947 07 01"),
        ("□□□□□□□□□□□□□□□□□□", "person.id_number", "990101194707010028"),
        ("□80岁以下 □80岁及以上", "person.age", "■80岁以下 □80岁及以上"),
    ],
)
def test_fills_printed_choices_and_patterns_in_place(printed: str, concept: str, wanted: str) -> None:
    asked = card(("B1", "某项", concept, {"printed": printed}))
    assert shown(filled(asked, sheet({"B1": printed}), record="p2")) == {"B1": wanted}


def test_writes_the_number_of_a_printed_choice() -> None:
    label = "是否低保：1.是 2.否"
    asked = card(("B1", label, "person.welfare.subsistence_allowance"))
    assert shown(filled(asked, sheet({}), record="p2")) == {"B1": 1}
    assert shown(filled(asked, sheet({}), record="p3")) == {"B1": 2}


def test_a_choice_that_is_not_printed_is_asked() -> None:
    asked = card(("B1", "文化程度", "person.education", {"printed": "□小学 □初中"}))
    filling = filled(asked, sheet({"B1": "□小学 □初中"}), record="p3")
    assert filling.edits.cells == ()
    assert "没有“" in told(filling, "文化程度").reason


def test_puts_a_value_behind_its_label_in_the_same_cell() -> None:
    asked = card(("A1", "姓名", "person.name", {"after_label": True}), ("A1", "电话", "person.phone", {"after_label": True}))
    filling = filled(asked, sheet({"A1": "姓名：          电话：          "}), record="p1")
    assert shown(filling) == {"A1": "姓名：张建国    电话：13900000001"}


def test_a_row_of_another_category_stays_empty() -> None:
    cells = (
        ("B1", "类别", "person.welfare.subsistence_allowance", {"printed": "[]低保"}),
        ("C1", "姓名", "person.name"),
    )
    asked, book = card(*cells), sheet({"B1": "[]低保"})
    assert shown(filled(asked, book, record="p2")) == {"B1": "[√]低保", "C1": "李秀英"}
    other = filled(asked, book, record="p3")
    assert "C1" not in shown(other)
    assert told(other, "姓名").outcome is Outcome.KEPT


def test_photo_opinion_and_signature_are_kept() -> None:
    asked = form(
        Kind.CARD,
        first_row=None,
        cells=(
            blank(Role.CELL, "B1", "照片", "person.photo"),
            blank(Role.CELL, "B2", "意见", "outside the ledger (opinion)", State.KEPT),
            blank(Role.CELL, "B3", "签名", "report.signature", State.KEPT),
        ),
    )
    filling = filled(asked, sheet({}), record="p1")
    assert filling.edits.cells == ()
    assert {answer.outcome for answer in filling.answers} == {Outcome.KEPT}


def members(**more: object) -> Form:
    columns = (column(1, "姓名", "person.name"), column(2, "关系", "person.relation_to_head"))
    block = Block("A5", "家庭成员", 6, 7, 8, columns)
    return form(Kind.MIXED, cells=(blank(Role.CELL, "B1", "姓名", "person.name"),), blocks=(block,), first_row=None, **more)


def test_lists_the_other_members_of_the_family() -> None:
    cells = shown(filled(members(), sheet({}), record="p3"))
    assert [cells["A7"], cells["A8"]] == ["王芳", "张小雨"]
    assert [cells["B7"], cells["B8"]] == ["配偶", "女儿"]


def test_a_family_larger_than_the_list_makes_it_grow() -> None:
    cells = (blank(Role.CELL, "B1", "户主", "household.head.name"),)
    columns = (column(1, "姓名", "person.name"),)
    asked = form(Kind.MIXED, cells=cells, blocks=(Block("A5", "家庭成员", 6, 7, 8, columns),), first_row=None)
    filling = filled(asked, sheet({}), record="h2", about="household")
    assert filling.edits.growths == (Growth(0, 7, 8, 3),)
    assert [shown(filling)[f"A{row}"] for row in (7, 8, 9)] == ["张伟", "王芳", "张小雨"]


def test_indicator_rows_without_a_person_are_figures_of_the_area() -> None:
    rows = (blank(Role.ROW, "D5", "总人口", "count(person)"), blank(Role.ROW, "D6", "其中：女", "count(person where sex=female)"))
    asked = form(Kind.CROSSTAB, rows=rows, first_row=None, title="基本情况")
    assert shown(filled(asked, sheet({}), EAST)) == {"D5": 6, "D6": 3}


def test_a_fact_of_the_person_below_the_card_is_filled_too() -> None:
    foot = (
        blank(Role.FOOT, "B9", "户主身份证号码", "household.head.id_number"),
        blank(Role.FOOT, "B10", "填表时间", "report.date"),
    )
    asked = card(("B1", "姓名", "person.name"), footer=foot)
    cells = shown(filled(asked, sheet({}), record="p2"))
    assert (cells["B9"], cells["B10"]) == ("990101194403050013", "2026-11-22")


def test_typed_values_come_first() -> None:
    filling = filled(
        card(("B1", "姓名", "person.name"), ("B2", "籍贯", "person.native_place")), sheet({}), record="p1", typed={"籍贯": "安徽"}
    )
    assert shown(filling) == {"B1": "张建国", "B2": "安徽"}
    assert told(filling, "籍贯").outcome is Outcome.ANSWERED
    assert date(2026, 11, 22).isoformat() not in shown(filling).values()


def test_a_choice_of_two_words_is_read_as_a_condition() -> None:
    label = "贫困户类型：1.有劳动能力的低保户2.无劳动能力的低保户3.有劳动能力的低收入困难家庭4.无劳动能力的低收入困难家庭"
    asked = card(("B1", label, "household.category"))
    assert shown(filled(asked, sheet({}), record="h1", about="household")) == {"B1": 2}
    assert shown(filled(asked, sheet({}), record="h2", about="household")) == {}


def test_a_village_card_has_its_figures_in_the_places_of_a_sentence_whoever_is_on_the_desk() -> None:
    sentence = "全村共有      户，      人，其中女      人。"
    figures = ("count(household)", "count(person)", "count(person where sex=female)")
    cells = [
        ("B1", f"空{at}", asked, {"slot": at, "after_label": True, "printed": sentence}) for at, asked in enumerate(figures, 1)
    ]
    asked = card(*cells, row_entity="area")
    assert shown(filled(asked, sheet({"B1": sentence}), record="p2")) == {"B1": "全村共有     3户，     6人，其中女     3人。"}
