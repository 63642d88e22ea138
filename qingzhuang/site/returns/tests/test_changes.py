"""What changed since last time, by person; and every number explains itself."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import Http404

from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.returns import actions, queries
from qingzhuang.site.returns.logic.found import Found
from qingzhuang.site.returns.tests.conftest import NOVEMBER, OCTOBER, bands
from qingzhuang.site.testing import forms

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(cast, known, begin, of, sign, happen):
    """October signed by all; in November one has died, one has moved in, one has turned 80."""
    from qingzhuang.site.ledger import actions as ledger

    ledger.add_record(
        cast.alice, entity="person", area=cast.community, facts={"name": "陈满寿", "birth_date": "1946-11-10", "sex": "male"},
        valid_from=date(2026, 1, 1),
    )  # fmt: skip
    october = begin(as_of=OCTOBER)
    sign(cast.alice, october)
    sign(cast.charlie, october)
    actions.roll_up(of(october, cast.town).pk)
    sign(cast.tina, october)
    happen(known[0], date(2026, 11, 5), state="dead")
    ledger.add_record(
        cast.alice, entity="person", area=cast.community, facts={"name": "林迁入", "birth_date": "1930-01-01", "sex": "female"},
        valid_from=date(2026, 11, 3),
    )  # fmt: skip
    return october, begin(as_of=NOVEMBER)


def test_the_next_round_knows_the_one_before(two):
    october, november = two
    assert november.previous == october


def test_a_community_sees_who_came_and_went(cast, two, of):
    found = Found.from_json(actions.keep_fresh(of(two[1], cast.community)).found)
    line = next(one for one in found.changed if one.cell == "B4")
    assert (line.before, line.after) == (2, 3)
    assert line.words == "+1 满 80 周岁，+1 新登记，−1 死亡"


def test_a_cell_of_the_community_explains_itself(cast, two, sign):
    version = sign(cast.alice, two[1])
    told = queries.explained_for(cast.alice, version, "b4")
    assert told.question and told.line.value == 3
    (fall,) = told.falls
    assert [bar.amount for bar in fall.bars] == ["2", "+1", "+1", "−1", "3"]
    assert all(bar.step.people for bar in fall.steps)
    assert {one.name for bar in fall.steps for one in bar.step.people} == {"林**", "陈**", "赵**"}
    behind = actions.show_records(cast.alice, version=version, cell="B4")
    assert behind.total == 3 and all("*" in row.name for row in behind.rows)


def test_a_rolled_up_number_leads_down_to_the_community(cast, two, of, sign):
    sign(cast.alice, two[1])
    sign(cast.charlie, two[1])
    actions.roll_up(of(two[1], cast.town).pk)
    whole = sign(cast.tina, two[1])
    told = queries.explained_for(cast.tina, whole, "B4")
    assert {(gave.area.name, gave.before, gave.value, gave.cell) for gave in told.gave} == {
        ("临江社区", 2.0, 3, "B4"), ("北苑社区", 1.0, 1, "B4"),
    }  # fmt: skip
    (fall,) = told.falls
    assert (fall.before, fall.after) == ("3", "4")
    places = told.by_place
    assert places is not None and [(bar.step.words, bar.amount) for bar in places.steps] == [("临江社区", "+1")]
    assert places.steps[0].step.link.endswith("/cells/B4/")


def test_every_link_of_a_number_leads_somewhere(cast, two, of, sign, sign_in):
    import re

    for post in (cast.alice, cast.charlie):
        sign(post, two[1])
    actions.roll_up(of(two[1], cast.town).pk)
    open_ = of(two[1], cast.town)
    client = sign_in(cast.tina)
    shown = client.get(f"/returns/{open_.pk}/").content.decode()
    whole = sign(cast.tina, two[1])
    cell = client.get(f"/returns/{whole.owed_id}/versions/1/cells/B4/").content.decode()
    links = {
        link.replace("&amp;", "&")
        for page in (shown, cell)
        for link in re.findall(r'href="(/(?:returns|figures|definitions)/[^"]+)"', page)
    }
    assert any("/figures/" in link for link in links) and any("/definitions/compare/" in link for link in links)
    assert [link for link in sorted(links) if client.get(link).status_code != 200] == []


def test_a_department_sees_numbers_and_no_people(cast, two, of, sign):
    for post in (cast.alice, cast.charlie):
        sign(post, two[1])
    actions.roll_up(of(two[1], cast.town).pk)
    whole = sign(cast.tina, two[1])
    told = queries.explained_for(cast.dan, whole, "B4")
    (fall,) = told.falls
    assert told.line.value == 4 and not any(bar.step.people for bar in fall.bars)
    assert [(bar.step.words, bar.amount) for bar in fall.steps] == [("其他原因，每种少于 5", "+1")]
    with pytest.raises(Refusal):
        actions.show_records(cast.dan, version=whole, cell="B4")


def test_a_number_typed_by_a_person_names_who_and_when_and_the_town_sees_from_where(cast, two, of, sign):
    from qingzhuang.site.reports import actions as reports
    from qingzhuang.site.reports.logic import Verb

    owed = actions.keep_fresh(of(two[1], cast.community))
    number = next(one.number for one in reports_numbered(owed) if one.blank.path[-1] == "人数")
    reports.decide(cast.alice, review=owed.review, number=number, verb=Verb.TYPED, typed="9")
    owed = actions.keep_fresh(of(two[1], cast.community))
    for odd in Found.from_json(owed.found).odd:
        if odd.serious:
            actions.explain(cast.alice, owed=owed, subject=odd.key, text="入户核实")
    owed = of(two[1], cast.community)
    version = actions.sign(cast.alice, owed=owed, stamp=owed.stamp)
    told = actions.explain_cell(cast.alice, version=version, cell="b4")
    assert isinstance(told, queries.GivenTold) and told.given.value == 9
    assert told.said_by is not None and (told.said_by.who, told.said_by.typed) == ("周敏", "9")
    drawn = [one for row in queries.sheets_for(cast.alice, version)[0].rows for one in row if one.text == "9"]
    assert drawn and all(one.name for one in drawn)  # a number that was typed is linked too
    sign(cast.charlie, two[1])
    actions.roll_up(of(two[1], cast.town).pk)
    for odd in Found.from_json(of(two[1], cast.town).found).odd:
        if odd.serious:
            actions.explain(cast.tina, owed=of(two[1], cast.town), subject=odd.key, text="已核实")
    whole = queries.explained_for(cast.tina, sign(cast.tina, two[1]), "B4")
    assert {(gave.area.name, gave.value, gave.cell) for gave in whole.gave} == {("临江社区", 9, "B4"), ("北苑社区", 1, "B4")}
    (fall,) = whole.falls
    assert (fall.before, fall.after, fall.steps[-1].amount) == ("3", "10", "+6") and "台账是 4" in fall.steps[-1].step.words


def reports_numbered(owed):
    from qingzhuang.formfill.as_json import from_json
    from qingzhuang.site.reports.logic import numbered

    return numbered(from_json(owed.review.understanding))


def test_neighbours_see_nothing_of_it(cast, two, sign):
    version = sign(cast.alice, two[1])
    with pytest.raises(Http404):
        queries.version_for(cast.charlie, version.owed_id, version.number)


def test_lists_are_joined_and_each_row_leads_to_its_community(cast, known, begin, of, sign):
    found = begin(forms.roster(), as_of=NOVEMBER)
    for post in (cast.alice, cast.charlie):
        owed = of(found, post.area)
        for item in Found.from_json(owed.found).asked:
            actions.explain(post, owed=owed, subject=item.key, text="没有")
        sign(post, found)
    actions.roll_up(of(found, cast.town).pk)
    whole = sign(cast.tina, found)
    told = queries.explained_for(cast.tina, whole, "B5")
    assert [(gave.area.name, gave.cell) for gave in told.gave] == [("北苑社区", "B3")]
    sheets = queries.sheets_for(cast.dan, whole)
    assert "吴刚毅" not in str(sheets) and "吴刚毅" in str(queries.sheets_for(cast.tina, whole))


def test_a_number_far_from_its_past_is_told(cast, known, begin, of, sign):
    from qingzhuang.site.ledger import actions as ledger

    for month in range(5, 9):
        sign(cast.alice, begin(as_of=date(2026, month, 28)))
    for number in range(20):
        ledger.add_record(
            cast.alice, entity="person", area=cast.community, facts={"name": f"新{number}", "birth_date": "1938-01-01", "sex": "male"},
            valid_from=date(2026, 9, 1),
        )  # fmt: skip
    found = Found.from_json(actions.keep_fresh(of(begin(as_of=date(2026, 9, 28)), cast.community)).found)
    told = next(odd for odd in found.odd if odd.code == "unusual" and odd.cells == ["B4"])
    assert "过去 4 次" in told.sentence and not told.serious


def test_two_reports_of_one_day_may_not_answer_the_same_question_differently(cast, known, begin, of, sign):
    from qingzhuang.site.ledger import actions as ledger

    sign(cast.alice, begin(title="甲表"))
    facts = {"name": "何补登", "birth_date": "1930-01-01", "sex": "male"}
    ledger.add_record(cast.alice, entity="person", area=cast.community, facts=facts, valid_from=date(2026, 1, 1))
    owed = of(
        begin(forms.workbook([["高龄老人统计表", ""], ["单位", "80岁以上老人"], ["", ""]], ("A1:B1",), 2), title="乙表"),
        cast.community,
    )
    told = [odd for odd in Found.from_json(owed.found).odd if odd.code == "other_report"]
    assert told and told[0].serious and "甲表" in told[0].sentence
    with pytest.raises(Refusal):
        actions.sign(cast.alice, owed=owed, stamp=owed.stamp)
    actions.explain(cast.alice, owed=owed, subject=told[0].key, text="甲表签报以后补登了一位")
    for other in told[1:]:
        actions.explain(cast.alice, owed=owed, subject=other.key, text="同上")
    assert sign(cast.alice, owed.round).number == 1


def test_each_sheet_of_a_workbook_explains_its_own_cells(cast, known, begin, sign):
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(bands()))
    second = book.create_sheet("第二张")
    for row in (
        ["高龄老人统计表", "", "", ""],
        ["年龄段", "人数", "男", "女"],
        ["85岁以上", "", "", ""],
        ["90岁以上", "", "", ""],
    ):
        second.append(row)
    out = io.BytesIO()
    book.save(out)
    version = sign(cast.alice, begin(out.getvalue()))
    told = [queries.explained_for(cast.alice, version, cell) for cell in ("B3", "2!B3")]
    assert [one.line.asked.at[0] for one in told] == [0, 1] and "85 周岁" in told[1].question
    names = {one.name for sheet in queries.sheets_for(cast.alice, version) for row in sheet.rows for one in row}
    assert {"B3", "2!B3"} <= names
