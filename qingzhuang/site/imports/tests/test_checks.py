"""What does not fit together in a list: marked in the preview and in the report, and left open until somebody says a word."""

from __future__ import annotations

from datetime import date

import pytest

from qingzhuang.site.imports import actions, queries
from qingzhuang.site.imports.planner import table
from qingzhuang.site.imports.preview import groups_of
from qingzhuang.site.imports.report import as_csv
from qingzhuang.site.imports.tests.conftest import number, sheet
from qingzhuang.site.ledger.models import Record

HEAD = "姓名,身份证号,性别,出生日期,与户主关系,户号,是否低保,死亡日期"
BORN = date(1970, 5, 5)


def one(name: str, serial: int, relation: str, house: str, sex: str = "女", born: date = BORN, rest: str = ",") -> str:
    return f"{name},{number(serial, born, sex == '女')},{sex},{born},{relation},{house},{rest}"


def problems(run) -> dict[str, int]:
    return {subject.partition("@")[0]: rows for subject, rows in run.counts["problems"].items()}


def test_a_sex_against_the_number_is_left_open_until_somebody_says_a_word(cast, preview):
    wrong = f"王秀英,{number(1)},男,1948-03-02,户主,H1,,"
    run = preview(sheet(HEAD, wrong))
    assert problems(run)["sex_not_id"] == 1
    group = next(group for group in groups_of(run) if group.subject.startswith("sex_not_id"))
    assert group.weight == "ask" and [value for value, _ in group.mends] == ["take", "drop", "out"]
    actions.take_over(cast.alice, run=run)
    actions.carry_on(run.pk)
    assert "sex" not in Record.objects.get(entity="person").facts


def test_a_word_of_a_person_takes_it_as_written(cast, preview):
    run = preview(sheet(HEAD, f"王秀英,{number(1)},男,1948-03-02,户主,H1,,"))
    subject = next(subject for subject in run.counts["problems"] if subject.startswith("sex_not_id"))
    actions.decide(cast.alice, run=run, kind="problem", subject=subject, value="take")
    actions.carry_on(run.pk)
    run.refresh_from_db()
    actions.take_over(cast.alice, run=run)
    actions.carry_on(run.pk)
    assert Record.objects.get(entity="person").facts["sex"] == "male"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([f"王秀英,{number(1)},女,1949-03-02,户主,H1,,"], "birth_not_id"),
        ([one("王秀英", 1, "户主", "H1", born=date(1890, 1, 1))], "age_impossible"),
        ([one("王秀英", 1, "户主", "H1"), one("李秀兰", 2, "户主", "H1")], "household_two_heads"),
        ([one("王秀英", 1, "女", "H1"), one("李秀兰", 2, "女", "H1")], "household_no_head"),
        ([one("王秀英", 1, "户主", "H1", rest="是,2020-01-01")], "dead_with_allowance"),
        ([one("王秀英", 1, "户主", "H1"), one("王小宝", 2, "子", "H1", "男", date(1975, 1, 1))], "child_older"),
        ([one("王秀英", 1, "子", "H1"), one("王小宝", 2, "户主", "H1", "男")], "relation_sex"),
    ],
)
def test_marks_what_cannot_be(preview, rows, code):
    assert problems(preview(sheet(HEAD, *rows))).get(code) == 1


def test_says_nothing_of_a_sound_list(preview):
    run = preview(sheet(HEAD, one("王秀英", 1, "户主", "H1"), one("李建国", 2, "夫", "H1", "男", date(1968, 1, 1))))
    assert problems(run) == {}


def test_what_shows_only_at_the_end_is_noted_with_the_rows_it_is_about(cast, preview, monkeypatch):
    monkeypatch.setattr(table, "SIZE", 2)
    rows = [
        one("王秀英", 1, "户主", "H1"),
        one("李秀兰", 2, "户主", "H2"),
        one("赵秀兰", 3, "户主", "H3"),
        one("钱秀兰", 4, "户主", "H1"),
    ]
    run = preview(sheet(HEAD, *rows))
    subject = next(subject for subject in run.counts["problems"] if subject.startswith("household_two_heads"))
    page = queries.rows_for(cast.alice, run, problem=subject)
    assert [shown.row.row for shown in page.rows] == [5] and page.total == 1
    told = as_csv(run, queries.all_rows_for(cast.alice, run)).read().decode()
    line = next(line for line in told.splitlines() if "钱秀兰" in line)
    assert line.startswith("5,") and line.split(",")[2]
    actions.discard_run(cast.alice, run=run)


def test_of_a_household_everything_is_taken_as_it_stands(take_over):
    run = take_over(sheet(HEAD, one("王秀英", 1, "户主", "H1"), one("王小宝", 2, "子", "H1", "男", date(1975, 1, 1))))
    assert problems(run)["child_older"] == 1
    assert Record.objects.get(name="王小宝").facts["birth_date"] == "1975-01-01"
