"""What a form asks, as questions that can be compared with those of another form."""

from __future__ import annotations

from pathlib import Path

import pytest

import qingzhuang.site
from qingzhuang.formfill import read, understand
from qingzhuang.formfill.asks import asks_of
from qingzhuang.tally.syntax import write_asked

SAMPLES = Path(qingzhuang.site.__path__[0]) / "demo" / "samples"


def questions(name: str) -> dict[str, str]:
    form = understand(read((SAMPLES / name).read_bytes(), name))
    return {ask.label: write_asked(ask.asked) if ask.asked else "" for ask in asks_of(form)}


def test_a_column_of_statistics_asks_for_a_number_of_the_tables_population():
    asked = questions("cs_floating_stat.xlsx")
    assert asked["男"] == "count(person where residence_type=floating and sex=male)"
    assert "单位" not in asked  # says which community a row is about


def test_a_column_of_a_list_asks_for_a_value_of_everybody_listed():
    asked = questions("sd_retired_soldier60.xls")
    assert asked["姓名*"] == "list of person.name where preferential.type=rural_retired_soldier_60"


@pytest.mark.parametrize("name", ["cs_permanent_roster.xlsx", "sd_temp_relief_card.docx"])
def test_what_is_about_the_report_itself_is_not_asked(name):
    form = understand(read((SAMPLES / name).read_bytes(), name))
    concepts = {number: blank.concept or "" for number, blank in enumerate(b for t in form.tables for b in t.blanks())}
    assert not [ask for ask in asks_of(form) if concepts[ask.number].startswith(("report.", "row."))]


def test_personal_facts_are_marked_and_figures_are_not():
    roster = understand(read((SAMPLES / "cs_permanent_roster.xlsx").read_bytes(), "a.xlsx"))
    figures = understand(read((SAMPLES / "cs_floating_stat.xlsx").read_bytes(), "a.xlsx"))
    assert {ask.sensitivity for ask in asks_of(roster) if ask.ours} >= {"personal"}
    assert {ask.sensitivity for ask in asks_of(figures)} == {"none"}


def test_who_is_meant_by_a_title_that_is_not_understood_stays_open():
    from qingzhuang.formfill.notice import book_of_fields

    asks = asks_of(understand(book_of_fields("飞天协会会员花名册", ["姓名", "身份证号"])))
    assert {ask.unclear for ask in asks} == {"飞天协会会员花名册"}
    assert {ask.unclear for ask in asks_of(understand(book_of_fields("80岁以上老年人花名册", ["姓名"])))} == {""}
