"""Files of GB/T 31000: marked and logged, numbers covered unless there is a purpose; out of one ledger and into an empty one."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.http import Http404

from qingzhuang.formfill import read
from qingzhuang.site.audit.models import Entry
from qingzhuang.site.exchange import actions
from qingzhuang.site.exchange.tests.conftest import id_number
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger.models import Record
from qingzhuang.site.ledger.queries import plain_facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(cast):
    home = ledger.add_record(cast.alice, entity="household", area=cast.community, facts={"farmland_area": 3})
    people = [
        {"name": "孙建军", "id_number": id_number(1, woman=False), "sex": "男", "relation_to_head": "户主", "education": "高中",
         "residence_type": "consistent", "phone": "13900000001", "household": home.pk},
        {"name": "钱秀英", "id_number": id_number(2), "sex": "女", "relation_to_head": "妻", "residence_type": "registered",
         "left_behind": True, "left_behind_type": "妇女", "household": home.pk},
    ]  # fmt: skip
    made = [ledger.add_record(cast.alice, entity="person", area=cast.community, facts=facts) for facts in people]
    ledger.record_facts(cast.alice, record=home, facts={"head": made[0].pk})
    ledger.add_record(cast.alice, entity="person", area=cast.community, facts={
        "name": "李流", "id_number": id_number(3), "residence_type": "floating", "residence_reason": "务工", "ethnicity": "汉族"})  # fmt: skip
    ledger.add_record(cast.alice, entity="dwelling", area=cast.community, facts={
        "code": "F-001", "address": "晴川路1号101", "is_rental": True, "let_usage": "住房", "area": 61.5, "owner.name": "周平"})  # fmt: skip
    return made


def texts(given):
    return {
        g.name: [[g.cell(r, c).text for c in range(1, g.columns + 1)] for r in range(1, g.rows + 1)]
        for g in read(given.data).grids
    }


def test_marks_the_file_and_covers_numbers(cast, family):
    given = actions.give_standard_file(cast.alice, area=cast.community.code, purpose="年度核对")
    book = texts(given)
    assert "个人信息" in given.name and "遮盖" in given.name
    assert all(word in book["户籍人口"][0][0] for word in ("周敏", "年度核对", "临江社区"))
    assert id_number(1, woman=False) not in str(book) and "13900000001" not in str(book)
    entry = Entry.objects.latest("number")
    assert (entry.deed, entry.detail["count"], entry.detail["whole"]) == ("file.given", 5, False)


def test_lists_what_is_lost(cast, family):
    ledger.record_facts(cast.alice, record=family[0], facts={"political_status": "入党积极分子", "nickname": "老孙"})
    losses = texts(actions.give_standard_file(cast.alice, area=cast.community.code, purpose="x"))["损失清单"]
    assert ["户籍人口", "1", "政治面貌", "no_code", "activist"] in losses
    assert ["户籍人口", "", "nickname", "no_column", "1"] in losses


def test_gives_whole_numbers_only_to_whoever_may_and_says_why(cast, family):
    with pytest.raises(Refusal) as refused:
        actions.give_standard_file(cast.alice, area=cast.community.code, purpose="x", whole=True)
    assert refused.value.code == "exchange.numbers_stay_covered"
    with pytest.raises(Refusal) as refused:
        actions.give_standard_file(cast.hana, area=cast.community.code, purpose=" ", whole=True)
    assert refused.value.code == "exchange.no_purpose"
    with pytest.raises(Http404):
        actions.give_standard_file(cast.charlie, area=cast.community.code, purpose="x")
    with pytest.raises(Http404):
        actions.give_standard_file(cast.dan, area=cast.community.code, purpose="x")  # a department sees no people


def test_loses_nothing_on_the_way_into_an_empty_ledger(cast, family):
    given = actions.give_standard_file(cast.hana, area=cast.community.code, purpose="迁移", whole=True)
    before = pictures()
    empty_the_ledger()
    taken = actions.take_standard_file(cast.hana, name=given.name, data=given.data, area=cast.community.code)
    assert taken.losses == [] and taken.answer.totals()["refused"] == 0
    assert pictures() == before
    again = actions.take_standard_file(cast.hana, name=given.name, data=given.data, area=cast.community.code)
    assert again.answer.totals() == {"new": 0, "changed": 0, "same": 5, "contested": 0, "refused": 0}


def pictures():
    """What is held of persons and dwellings; households by the names of their members and head."""
    names = dict(Record.objects.values_list("pk", "name"))
    heads = {home.pk: names.get(home.facts.get("head")) for home in Record.objects.filter(entity="household")}
    return sorted(
        str(sorted({**plain_facts(one.facts), "household": heads.get(one.facts.get("household"))}.items(), key=str))
        for one in Record.objects.filter(entity__in=("person", "dwelling"), area__code="990101001001")
    )


def empty_the_ledger():
    from qingzhuang.site.exchange.models import SenderKey

    SenderKey.objects.all().delete()
    with connection.cursor() as cursor:
        for table in ("link", "sign"):
            cursor.execute(f"DELETE FROM ledger_{table}")
    Record.objects.update(area=_elsewhere(), identity="")


def _elsewhere():
    """Instead of emptying the journal, which cannot be: its records are put where nobody of the test looks."""
    from qingzhuang.site.accounts.models import Area

    return Area.objects.get(code="990101001002")


def brought(cast, *lines: str, headings: str = "公民身份号码,姓名,性别,出生日期,民族"):
    data = "\n".join((headings, *lines, "")).encode()
    return actions.take_standard_file(cast.alice, name="户籍人口.csv", data=data, area=cast.community.code)


def told(taken) -> list[str]:
    return [row.code or row.became for row in taken.answer.rows]


def test_asks_about_a_name_alone_and_records_the_others(cast):
    taken = brought(cast, f"{id_number(5)},孙小,2,,01", ",无号,2,,01", ",钱贵,1,1950-05-01,01")
    assert told(taken) == ["new", "row.name_alone", "new"]
    assert taken.answer.totals() == {"new": 2, "changed": 0, "same": 0, "contested": 0, "refused": 0, "asked": 1}
    assert taken.rows[:2] == [("户籍人口", 2), ("户籍人口", 3)]
    assert sorted(Record.objects.values_list("name", flat=True)) == ["孙小", "钱贵"]


def test_a_row_without_a_number_finds_the_record_by_name_and_birth_date(cast, someone):
    ledger.record_facts(cast.alice, record=someone, facts={"birth_date": "1948-03-02"})
    taken = brought(cast, ",苏晓梅,2,1948-03-02,01")
    assert [(row.became, row.number) for row in taken.answer.rows] == [("changed", someone.pk)]
    held = plain_facts(Record.objects.get(pk=someone.pk).facts)
    assert (held["ethnicity"], held["id_number"]) == ("han", id_number(1))
    assert told(brought(cast, ",苏晓梅,2,1948-03-02,01")) == ["same"]


def test_the_covered_file_of_our_own_is_taken_back_without_its_stars(cast, someone):
    covered = f"{id_number(1)[:4]}**********{id_number(1)[-4:]}"
    taken = brought(cast, f"{covered},苏晓梅,2,,01")
    assert [(row.became, row.number) for row in taken.answer.rows] == [("changed", someone.pk)]
    assert plain_facts(Record.objects.get(pk=someone.pk).facts)["id_number"] == id_number(1)
    assert [(loss.column, loss.kind) for loss in taken.losses] == [("id_number", "covered")]


def test_asks_where_a_namesake_may_be_meant_and_never_guesses(cast, someone):
    assert told(brought(cast, ",苏晓梅,2,,01")) == ["row.perhaps_known"]
    ledger.record_facts(cast.alice, record=someone, facts={"birth_date": "1948-03-02"})
    twin = ledger.add_record(
        cast.alice, entity="person", area=cast.community, facts={"name": "苏晓梅", "birth_date": "1948-03-02"}
    )
    assert told(brought(cast, ",苏晓梅,2,1948-03-02,01")) == ["row.several_of_the_name"]
    assert told(brought(cast, ",苏晓梅,2,1971-01-01,01")) == ["new"]
    assert "ethnicity" not in Record.objects.get(pk=twin.pk).facts


def test_a_new_person_without_a_number_is_known_again(cast):
    first = brought(cast, ",钱贵,1,1950-05-01,01")
    again = brought(cast, ",钱贵,1,1950-05-01,05")
    assert (told(first), told(again)) == (["new"], ["changed"])
    assert Record.objects.filter(name="钱贵").count() == 1


def test_the_neighbours_namesake_is_not_found(cast):
    ledger.add_record(None, entity="person", area=cast.neighbour, facts={"name": "钱贵", "birth_date": "1950-05-01"})
    assert told(brought(cast, ",钱贵,1,1950-05-01,01")) == ["new"]


def test_takes_files_only_from_whoever_imports(cast):
    with pytest.raises(Refusal) as refused:
        actions.take_standard_file(cast.bob, name="a.csv", data=b"x", area=cast.community.code)
    assert refused.value.code == "exchange.left_to_others"
    with pytest.raises(Http404):
        actions.take_standard_file(cast.charlie, name="a.csv", data=b"x", area=cast.community.code)
    with pytest.raises(Refusal) as refused:
        actions.take_standard_file(cast.alice, name="a.csv", data="甲,乙\n1,2\n".encode(), area=cast.community.code)
    assert refused.value.code == "exchange.no_such_tables"


def test_leaves_a_known_record_in_its_grid(cast):
    person = ledger.add_record(
        cast.gus, entity="person", area=cast.grid, valid_from=date(2026, 1, 1), facts={"name": "孙小", "id_number": id_number(5)}
    )
    data = f"公民身份号码,姓名,性别,民族\n{id_number(5)},孙小,2,01\n".encode()
    actions.take_standard_file(cast.alice, name="户籍人口.csv", data=data, area=cast.community.code)
    person.refresh_from_db()
    assert person.area == cast.grid and person.facts["ethnicity"] == "han"
