"""Whom a list means: known by number, by two keys, perhaps, new; never by name alone."""

from __future__ import annotations

from datetime import date

import pytest

from qingzhuang.site.imports import actions, queries
from qingzhuang.site.imports.tests.conftest import number, people, sheet
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger.models import Conflict, Link, Record

DWELLINGS = "楼栋,单元,房号,地址,业主姓名,建筑面积"
HEADS = "姓名,身份证号,性别,出生日期,联系电话,现住址"


def rows(cast, run):
    return [shown.row for shown in queries.rows_for(cast.alice, run).rows]


def outcomes(cast, run) -> list[str]:
    return [row.outcome for row in rows(cast, run)]


def codes(row) -> set[str]:
    return {code for _place, code, _about, _proposed in row.problems}


def known(cast, **facts):
    return ledger.add_record(cast.alice, entity="person", area=cast.community, valid_from=date(2025, 1, 1), facts=facts)


def test_everybody_is_new_to_an_empty_ledger(preview):
    run = preview(people(6))
    assert (run.state, run.refusal) == ("previewed", None)
    assert run.counts["outcomes"] == {"new": 6}
    assert run.counts["records"] == 9  # three households
    assert not Record.objects.exists()


def test_the_same_list_once_more_says_nothing_new(take_over, preview):
    take_over(people(6))
    run = preview(people(6) + b"\n")
    assert run.counts["outcomes"] == {"same": 6} and run.counts["records"] == 0


def test_a_later_day_confirms_what_is_known(cast, take_over):
    take_over(people(2))
    take_over(people(2) + b"\n", day=date(2026, 6, 1))
    from qingzhuang.site.ledger import queries as facts

    person = Record.objects.filter(entity="person").first()
    lines = {line.field: line for line in facts.facts_for(cast.alice, person)}
    assert (lines["phone"].since, lines["phone"].confirmed) == (date(2026, 1, 1), date(2026, 6, 1))


def test_a_new_telephone_changes_a_known_person(cast, take_over):
    take_over(sheet(HEADS, f"苏晓梅,{number(1)},女,1948-03-02,13900000001,晴川路1号101室"))
    run = take_over(sheet(HEADS, f"苏晓梅,{number(1)},女,1948-03-02,13900000002,晴川路1号101室"), day=date(2026, 6, 1))
    assert outcomes(cast, run) == ["changed"]
    assert Record.objects.count() == 1


def test_a_wrong_number_waits_and_may_come_in_without(cast, preview):
    wrong = number(1)[:17] + ("0" if number(1)[17] != "0" else "1")
    run = preview(sheet(HEADS, f"苏晓梅,{wrong},女,1948-03-02,13900000001,晴川路1号"))
    assert outcomes(cast, run) == ["look"] and {"id_check", "number_unsure"} <= codes(rows(cast, run)[0])
    actions.decide(cast.alice, run=run, kind="problem", subject="number_unsure@0:0", value="take")
    actions.carry_on(run.pk)
    assert outcomes(cast, run) == ["new"]


def test_a_name_alone_is_nobody(cast, preview):
    run = preview(sheet("姓名,身份证号", "苏晓梅,无"))
    assert outcomes(cast, run) == ["look"] and "name_only" in codes(rows(cast, run)[0])


def test_a_list_of_names_is_refused(preview):
    run = preview(sheet("姓名,性别", "苏晓梅,女", "周明,男"))
    assert (run.state, run.refusal["code"]) == ("refused", "imports.no_identity")


def test_two_keys_know_a_person_without_a_number(cast, preview):
    known(cast, name="苏晓梅", id_number=number(1), phone="13900000001", residence_address="晴川路1号101室")
    run = preview(sheet(HEADS, "苏晓梅,,女,1948-03-02,13900000001,"))
    assert outcomes(cast, run)[0] in ("same", "changed") and run.counts["records"] == 0


def test_one_key_beside_the_name_is_offered(cast, preview):
    person = known(cast, name="苏晓梅", id_number=number(1), phone="13900000001")
    run = preview(sheet(HEADS, "苏晓梅,,女,,13900000001,"))
    assert outcomes(cast, run) == ["look"]
    assert [offer[0] for offer in rows(cast, run)[0].offers] == [person.pk]


@pytest.mark.parametrize(("word", "outcome", "new"), [("person", "changed", 0), ("new", "new", 1), ("out", "refused", 0)])
def test_a_person_says_who_it_is(cast, preview, word, outcome, new):
    person = known(cast, name="苏晓梅", id_number=number(1), phone="13900000001")
    run = preview(sheet(HEADS, "苏晓梅,,女,,13900000001,晴川路1号"))
    actions.decide(
        cast.alice, run=run, kind="who", subject=f"0:{rows(cast, run)[0].row}", value=person.pk if word == "person" else word
    )
    actions.carry_on(run.pk)
    run.refresh_from_db()
    assert outcomes(cast, run) == [outcome] and run.counts["records"] == new


def test_the_number_of_somebody_with_another_name_waits(cast, preview):
    known(cast, name="赵大勇", id_number=number(1))
    run = preview(sheet(HEADS, f"苏晓梅,{number(1)},女,,,"))
    assert outcomes(cast, run) == ["look"] and "other_name" in codes(rows(cast, run)[0])


def test_somebody_of_another_community_is_a_move_and_no_duplicate(cast, preview):
    other = ledger.add_record(
        cast.charlie, entity="person", area=cast.neighbour, valid_from=date(2025, 1, 1),
        facts={"name": "苏晓梅", "id_number": number(1)},
    )  # fmt: skip
    run = preview(sheet(HEADS, f"苏晓梅,{number(1)},女,,,"))
    assert outcomes(cast, run) == ["look"] and "known_elsewhere" in codes(rows(cast, run)[0])
    actions.decide(cast.alice, run=run, kind="problem", subject="known_elsewhere@0:0", value="take")
    actions.carry_on(run.pk)
    actions.take_over(cast.alice, run=run)
    actions.carry_on(run.pk)
    other.refresh_from_db()
    assert other.area == cast.community and Record.objects.count() == 1
    run.refresh_from_db()
    actions.take_back(cast.alice, run=run)
    actions.carry_on(run.pk)
    other.refresh_from_db()
    assert other.area == cast.neighbour


def test_a_row_of_another_community_is_refused(cast, preview):
    run = preview(sheet("姓名,身份证号,社区", f"苏晓梅,{number(1)},北苑社区", f"周明,{number(2)},临江社区"))
    assert outcomes(cast, run) == ["refused", "new"]


def test_a_grid_places_a_person(take_over, cast):
    take_over(sheet("姓名,身份证号,所属网格", f"苏晓梅,{number(1)},临江一网格"))
    assert Record.objects.get().area == cast.grid


def test_rows_that_agree_count_once_and_rows_that_differ_wait(cast, preview):
    one = f"苏晓梅,{number(1)},女,1948-03-02,13900000001,晴川路1号"
    run = preview(sheet(HEADS, one, one, one.replace("13900000001", "13900000009")))
    assert outcomes(cast, run) == ["new", "same", "look"] and run.counts["records"] == 1
    actions.decide(cast.alice, run=run, kind="problem", subject="rows_differ@0:0", value="take")
    actions.carry_on(run.pk)
    assert outcomes(cast, run) == ["new", "same", "changed"]


def test_a_more_trusted_source_is_not_overruled(cast, take_over):
    person = known(cast, name="苏晓梅", id_number=number(1), phone="13900000001")
    run = take_over(sheet(HEADS, f"苏晓梅,{number(1)},,,13900000002,"))
    assert outcomes(cast, run) == ["changed"] and "contested" in codes(rows(cast, run)[0])
    assert Conflict.objects.get().record == person


def test_sexes_in_foreign_codes_are_asked_once(cast, preview):
    lines = [f"林{chr(0x4E00 + at)}同,{number(at, woman=at % 2 == 0)},{at % 2}" for at in range(1, 21)]
    run = preview(sheet("姓名,身份证号,性别", *lines))
    asked = run.seen["tables"][0]["codes"][0]
    assert asked["asks"] and asked["values"] == {"0": "female", "1": "male"}
    actions.decide(cast.alice, run=run, kind="codes", subject="0:3", value={"0": "female", "1": "male"})
    actions.carry_on(run.pk)
    actions.take_over(cast.alice, run=run)
    actions.carry_on(run.pk)
    assert {record.facts["sex"] for record in Record.objects.all()} == {"male", "female"}


def test_an_unsure_column_is_left_out_until_it_is_confirmed(cast, preview):
    run = preview(sheet("姓名,身份证号,电话2", f"苏晓梅,{number(1)},13900000001"))
    column = run.seen["tables"][0]["columns"][2]
    assert column["asks"] and column["concept"] == ""
    actions.decide(cast.alice, run=run, kind="column", subject="0:3", value="person.phone")
    actions.carry_on(run.pk)
    actions.take_over(cast.alice, run=run)
    actions.carry_on(run.pk)
    assert "phone" in Record.objects.get().facts


def test_households_are_made_from_the_order_of_rows(take_over):
    take_over(
        sheet("姓名,身份证号,与户主关系", f"苏国强,{number(1)},户主", f"周丽华,{number(2)},配偶", f"李大勇,{number(3)},户主")
    )
    heads = {Record.objects.get(pk=home.facts["head"]).name for home in Record.objects.filter(entity="household")}
    assert heads == {"苏国强", "李大勇"}
    wife = Record.objects.get(name="周丽华")
    assert Link.objects.get(source=wife, role="household").target.facts["head"] == Record.objects.get(name="苏国强").pk


def test_a_second_list_finds_the_households_of_the_first(take_over):
    lines = ("姓名,身份证号,与户主关系", f"苏国强,{number(1)},户主", f"周丽华,{number(2)},配偶")
    take_over(sheet(*lines))
    take_over(sheet(*lines, f"苏小宝,{number(4)},子"))
    assert Record.objects.filter(entity="household").count() == 1
    assert Record.objects.get(name="苏小宝").facts["household"] == Record.objects.get(entity="household").pk


def test_a_list_of_households_brings_heads_and_members(take_over, preview):
    text = sheet(
        "户主姓名,户主身份证号,家庭住址,成员1姓名,成员1身份证号,是否低保户",
        f"苏国强,{number(1)},晴川路1号101室,周丽华,{number(2)},是",
    )
    take_over(text)
    home = Record.objects.get(entity="household")
    assert Record.objects.get(pk=home.facts["head"]).name == "苏国强"
    assert Record.objects.get(name="周丽华").facts["household"] == home.pk
    assert preview(text + b"\n").counts["outcomes"] == {"same": 1}


def test_lists_of_dwellings_and_shops(take_over, preview):
    dwellings = sheet(DWELLINGS, "1,1,101,晴川路1号1栋1单元101室,周明,90", "1,1,102,晴川路1号1栋1单元102室,李丽,70")
    assert take_over(dwellings).counts["outcomes"] == {"new": 2}
    assert preview(dwellings + b"\n").counts["outcomes"] == {"same": 2}
    shops = sheet("单位名称,统一社会信用代码,法定代表人,地址", "临江小卖部,92990101MA00000001,周明,晴川路2号")
    assert take_over(shops).counts["outcomes"] == {"new": 1}
    assert preview(shops + b"\n").counts["outcomes"] == {"same": 1}


def test_an_address_leads_to_its_dwelling(take_over):
    take_over(sheet(DWELLINGS, "1,1,101,晴川路1号1栋1单元101室,周明,90"))
    take_over(sheet(HEADS, f"苏晓梅,{number(1)},女,,,晴川路1号１幢1单元101"))
    assert Record.objects.get(name="苏晓梅").facts["dwelling"] == Record.objects.get(entity="dwelling").pk


def test_an_older_list_changes_nothing_that_is_newer(cast, take_over):
    take_over(sheet(HEADS, f"苏晓梅,{number(1)},,,13900000001,"), day=date(2026, 6, 1))
    run = take_over(sheet(HEADS, f"苏晓梅,{number(1)},,,13900000002,"), day=date(2026, 1, 1))
    assert outcomes(cast, run) == ["same"] and "older" in codes(rows(cast, run)[0])
