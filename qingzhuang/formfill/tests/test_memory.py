"""Corrections kept by form and by label path."""

import json
from dataclasses import replace

import pytest

from qingzhuang.formfill.form import Blank, Form, Kind, Role, State, Table
from qingzhuang.formfill.memory import OUTSIDE, Memory, apply_memory, fingerprint, title_key
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.syntax import parse, parse_population

LABELS = ("序号", "姓名", "身份证号", "家庭住址", "联系方式", "备注")


def form(labels: tuple[str, ...] = LABELS, title: str = "2026年3月旭阳市高龄老人花名册", **table: object) -> Form:
    columns = tuple(
        Blank(Role.COLUMN, (label,), f"{'ABCDEFGH'[i]}2", f"{'ABCDEFGH'[i]}3", "ABCDEFGH"[i], "person.name", parse("person.name"),
              State.UNSURE, "猜的", 0.5)
        for i, label in enumerate(labels)
    )  # fmt: skip
    made = Form(Kind.ROSTER, (Table(0, "Sheet1", Kind.ROSTER, title, "A1", columns=columns, **table),))  # type: ignore[arg-type]
    return replace(made, fingerprint=fingerprint(made))


def blank(asked: Form, label: str) -> Blank:
    return next(b for b in asked.tables[0].columns if b.path == (label,))


def test_the_same_blank_form_has_the_same_fingerprint() -> None:
    here = fingerprint(form())
    assert fingerprint(form(title="旭阳市晴川街道2025年高龄老人花名册")) == here
    assert fingerprint(form(labels=("序号", "姓 名*", "身份證號", "家庭住址", "联系方式", "备注"))) == here
    moved = form()
    table = replace(moved.tables[0], grid=3, sheet="别的", last_row=40, first_row=3)
    assert fingerprint(replace(moved, tables=(table,))) == here


def test_another_form_has_another_fingerprint() -> None:
    assert fingerprint(form(title="残疾人花名册")) != fingerprint(form())
    assert fingerprint(form(labels=(*LABELS, "开户行"))) != fingerprint(form())
    assert fingerprint(form(title="60岁以上老人花名册")) != fingerprint(form(title="80岁以上老人花名册"))


def test_titles_lose_place_and_time_only() -> None:
    assert title_key("广州市2012年度调查表（二）") == "调查表二"
    assert title_key("80岁以上老年人") == "80岁以上老年人"
    assert title_key("城市低保基本情况统计") == "城市低保基本情况统计"
    assert title_key("旭阳市") == "旭阳市"
    assert title_key("2026年3月80岁以上老年人") == title_key("截至2026年3月5日80岁以上老年人") == "80岁以上老年人"


def test_the_same_form_again_needs_no_click() -> None:
    asked = form()
    memory = Memory().with_correction(asked, blank(asked, "联系方式"), "person.phone")
    again = apply_memory(form(title="2026年4月旭阳市高龄老人花名册"), memory)
    told = blank(again, "联系方式")
    assert (told.concept, told.state, told.question) == ("person.phone", State.SURE, parse("person.phone"))
    assert "确认过" in told.reason
    assert blank(again, "家庭住址").state is State.UNSURE


def test_one_changed_column_asks_about_that_column_only() -> None:
    asked = form()
    memory = Memory()
    for label in LABELS:
        memory = memory.with_correction(asked, blank(asked, label), "person.phone")
    changed = apply_memory(form(labels=(*LABELS, "开户行")), memory)
    assert [b.path[0] for b in changed.tables[0].columns if b.state is not State.SURE] == ["开户行"]


def test_a_label_known_from_one_other_form_is_a_hint_and_from_two_is_certain() -> None:
    first, second = (
        form(title="残疾人花名册", labels=("联系方式", "甲")),
        form(title="党员花名册", labels=("联系方式", "乙", "丙")),
    )
    memory = Memory().with_correction(first, blank(first, "联系方式"), "person.phone")
    hint = blank(apply_memory(form(), memory), "联系方式")
    assert (hint.concept, hint.state) == ("person.phone", State.UNSURE)
    memory = memory.with_correction(second, blank(second, "联系方式"), "person.phone")
    assert blank(apply_memory(form(), memory), "联系方式").state is State.SURE


def test_a_hint_does_not_overrule_what_is_sure_nor_cross_to_another_population() -> None:
    other = form(title="残疾人花名册", labels=("总数",))
    memory = Memory().with_correction(other, blank(other, "总数"), "count(person where disability.exists)")
    sure = form(labels=("总数",))
    column = replace(sure.tables[0].columns[0], state=State.SURE)
    sure = replace(sure, tables=(replace(sure.tables[0], columns=(column,)),))
    assert apply_memory(sure, memory) == sure
    elsewhere = form(labels=("总数",), population=parse_population("dwelling where is_rental"))
    assert apply_memory(elsewhere, memory) == elsewhere


def test_forms_that_disagree_leave_it_unsure() -> None:
    memory = Memory()
    for title, concept in (("甲表", "person.phone"), ("乙表", "person.contact.phone")):
        asked = form(title=title, labels=("联系方式", title))
        memory = memory.with_correction(asked, blank(asked, "联系方式"), concept)
    told = blank(apply_memory(form(), memory), "联系方式")
    assert (told.concept, told.state) == ("person.contact.phone", State.UNSURE)


def test_equal_labels_are_told_apart_by_their_order() -> None:
    asked = form(labels=("户号", "姓名", "户号"))
    memory = Memory().with_correction(asked, asked.tables[0].columns[2], "household.type")
    told = apply_memory(asked, memory).tables[0].columns
    assert [told[0].state, told[2].concept] == [State.UNSURE, "household.type"]


def test_what_is_not_ours_stays_so() -> None:
    asked = form()
    memory = Memory().with_correction(asked, blank(asked, "备注"), OUTSIDE)
    told = blank(apply_memory(asked, memory), "备注")
    assert (told.state, told.question) == (State.OUTSIDE, None)


def test_remembers_who_the_form_is_about() -> None:
    asked = form()
    memory = Memory().with_population(asked, 0, "person where age>=80")
    assert apply_memory(asked, memory).tables[0].population == parse_population("person where age>=80")


def test_refuses_a_meaning_that_is_no_question() -> None:
    asked = form()
    with pytest.raises(QuestionError):
        Memory().with_correction(asked, blank(asked, "备注"), "count(")


def test_comes_back_from_a_file() -> None:
    asked = form()
    memory = Memory().with_correction(asked, blank(asked, "备注"), OUTSIDE).with_population(asked, 0, "person where age>=80")
    assert Memory.from_dict(json.loads(json.dumps(memory.to_dict()))) == memory
    with pytest.raises(ValueError, match="不是轻装"):
        Memory.from_dict({"version": 9})
    with pytest.raises(ValueError, match="不完整"):
        Memory.from_dict({"version": 1, "corrections": [{}], "forms": {}})


def numbers(labels: tuple[str, ...], title: str = "人口情况统计表") -> Form:
    columns = tuple(
        Blank(Role.COLUMN, (label,), f"B{i}", f"C{i}", "B", "count(person where age>=80)", parse("count(person where age>=80)"),
              State.UNSURE, "猜的", 0.5)
        for i, label in enumerate(labels)
    )  # fmt: skip
    made = Form(Kind.CROSSTAB, (Table(0, "Sheet1", Kind.CROSSTAB, title, "A1", columns=columns),))
    return replace(made, fingerprint=fingerprint(made))


ALONE = "person where lives_alone"


def test_a_word_chosen_in_a_question_is_as_good_as_one_other_form() -> None:
    memory = Memory().with_word("独居老人", ALONE)
    told = blank(apply_memory(numbers(("独居老人数", "党员数")), memory), "独居老人数")
    assert (told.concept, told.state) == (f"count({ALONE})", State.UNSURE) and "问一个数" in told.reason
    other = numbers(("独居老人数", "低保"), "老年人统计表")
    memory = memory.with_correction(other, blank(other, "独居老人数"), f"count({ALONE})")
    assert blank(apply_memory(numbers(("独居老人数", "党员数")), memory), "独居老人数").state is State.SURE


def test_a_word_chosen_in_a_question_says_whom_a_doubtful_title_is_about() -> None:
    memory = Memory().with_word("独居老人", ALONE)
    doubtful = apply_memory(form(title="独居老人花名册", population_state=State.UNSURE), memory).tables[0]
    assert doubtful.population == parse_population(ALONE) and doubtful.population_state is State.UNSURE
    assert apply_memory(form(title="独居老人花名册"), memory).tables[0].population is None


def test_gives_the_words_that_forms_said_and_none_they_contradict() -> None:
    first, second, roster = numbers(("独居老人数", "空巢老人")), numbers(("独居老人数",), "别的表"), form(title="银发族花名册")
    memory = Memory().with_correction(first, blank(first, "独居老人数"), f"count({ALONE})")
    memory = memory.with_population(roster, 0, "person where age>=60")
    memory = memory.with_correction(roster, blank(roster, "联系方式"), "person.phone")
    assert memory.said_on_forms == {"独居老人": ALONE, "独居老": ALONE, "银发族": "person where age>=60"}
    memory = memory.with_correction(second, blank(second, "独居老人数"), "count(person where age>=60 and lives_alone)")
    assert memory.said_on_forms == {"银发族": "person where age>=60"}


def test_words_are_written_down_with_the_rest() -> None:
    memory = Memory().with_word("独居老人", ALONE)
    assert Memory.from_dict(json.loads(json.dumps(memory.to_dict()))) == memory
    assert Memory.from_dict({"version": 1, "forms": {}, "corrections": []}) == Memory()
    with pytest.raises(ValueError, match="不完整"):
        Memory.from_dict({"version": 1, "forms": {}, "corrections": [], "words": 3})
