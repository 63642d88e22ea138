"""Taking over part by part: stopped anywhere it goes on, nothing comes twice, all of it can be taken back."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from qingzhuang.site.audit.queries import lines_about
from qingzhuang.site.imports import actions
from qingzhuang.site.imports.actions import committing, readying
from qingzhuang.site.imports.logic.states import ROOM
from qingzhuang.site.imports.models import ImportRun
from qingzhuang.site.imports.planner import table
from qingzhuang.site.imports.tests.conftest import JANUARY, number, people, sheet
from qingzhuang.site.kit import files
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger.keys import ring
from qingzhuang.site.ledger.logic.finding import signs_of
from qingzhuang.site.ledger.models import Record, Recording, Sign, Statement
from qingzhuang.site.ledger.queries import plain_facts


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(table, "SIZE", 4)


def test_takes_over_what_it_showed(take_over):
    run = take_over(people(6))
    assert (run.state, run.refusal, run.rows_done) == ("done", None, 6)
    assert Record.objects.filter(entity="person").count() == 6 and Record.objects.filter(entity="household").count() == 3
    wife = Record.objects.get(entity="person", name="孙秀英")
    household = Record.objects.get(pk=wife.facts["household"])
    assert Record.objects.get(pk=household.facts["head"]).name == "钱建国"
    assert household.facts["id"] == "H0001" and wife.facts["relation_to_head"] == "spouse"
    assert {one.valid_from for one in Statement.objects.all()} == {JANUARY}


def test_each_part_is_a_recording_of_its_own(small_parts, take_over):
    run = take_over(people(10))
    parts = list(run.parts.select_related("recording"))
    assert [part.rows for part in parts] == [4, 4, 2]
    assert all(part.recording.part_of_id == run.recording_id for part in parts)
    assert len({part.recording_id for part in parts}) == 3


@pytest.mark.parametrize("done", [0, 1, 2])
def test_what_was_stopped_goes_on(cast, small_parts, preview, monkeypatch, done):
    run = preview(people(10))
    actions.take_over(cast.alice, run=run)
    commit_part, begun = committing._commit_part, []

    def stopped(*which):
        if len(begun) == done:
            with transaction.atomic():  # in the middle of a part: all of it is gone
                commit_part(*which)
                raise SystemExit
        begun.append(which)
        commit_part(*which)

    monkeypatch.setattr(committing, "_commit_part", stopped)
    with pytest.raises(SystemExit):
        actions.carry_on(run.pk)
    run.refresh_from_db()
    assert run.state == "committing" and run.parts.exclude(recording=None).count() == done
    monkeypatch.setattr(committing, "_commit_part", commit_part)
    actions.carry_on(run.pk)
    run.refresh_from_db()
    assert run.state == "done" and Record.objects.filter(entity="person").count() == 10
    assert Record.objects.filter(entity="household").count() == 5


def test_carrying_on_twice_does_nothing_twice(take_over):
    run = take_over(people(4))
    before = Statement.objects.count()
    actions.carry_on(run.pk)
    assert Statement.objects.count() == before


def test_somebody_recorded_meanwhile_does_not_come_twice(cast, preview, monkeypatch):
    run = preview(sheet("姓名,身份证号,联系电话", f"苏晓梅,{number(1)},13900000001"))
    actions.take_over(cast.alice, run=run)
    commit_part = committing._commit_part

    def meanwhile(*which):
        ledger.add_record(cast.alice, entity="person", area=cast.community, facts={"name": "苏晓梅", "id_number": number(1)})
        commit_part(*which)

    monkeypatch.setattr(committing, "_commit_part", meanwhile)
    actions.carry_on(run.pk)
    assert Record.objects.count() == 1
    assert "phone" in Record.objects.get().facts


def test_a_ledger_that_moved_is_shown_again_before(cast, preview):
    run = preview(sheet("姓名,身份证号", f"苏晓梅,{number(1)}"))
    ledger.add_record(cast.alice, entity="person", area=cast.community, facts={"name": "苏晓梅", "id_number": number(1)})
    actions.take_over(cast.alice, run=run)
    actions.carry_on(run.pk)
    run.refresh_from_db()
    assert run.state == "previewed" and run.counts["moved"] and run.counts["outcomes"] == {"same": 1}
    assert not run.parts.exclude(recording=None).exists()


def test_two_who_bring_the_same_file_share_one_run(cast):
    first, is_new = actions.bring_roster(cast.alice, name="a.csv", data=people(2))
    second, again = actions.bring_roster(cast.hana, name="b.csv", data=people(2))
    assert (is_new, again) == (True, False) and first == second


def test_taken_back_leaves_nothing_and_what_was_before(cast, small_parts, take_over):
    person = ledger.add_record(
        cast.alice, entity="person", area=cast.community, valid_from=JANUARY.replace(year=2025), source=ledger.Source.IMPORT,
        facts={"name": "苏晓梅", "id_number": number(1), "phone": "13900000009"},
    )  # fmt: skip
    run = take_over(
        sheet("姓名,身份证号,联系电话", f"苏晓梅,{number(1)},13900000001", *[f"周明,{number(at)}," for at in range(2, 8)])
    )
    assert Record.objects.exclude(state="ended").count() == 7
    actions.take_back(cast.alice, run=run)
    actions.carry_on(run.pk)
    run.refresh_from_db()
    assert run.state == "undone" and list(Record.objects.exclude(state="ended")) == [person]
    from qingzhuang.site.ledger import queries

    assert {line.field: line.value for line in queries.facts_for(cast.alice, person)}["phone"] == "13900000009"
    assert Recording.objects.exclude(undoes=None).count() == run.parts.count()


def test_only_the_owner_or_the_head_takes_back(cast, take_over):
    run = take_over(people(2))
    with pytest.raises(Refusal, match="岗位"):
        actions.take_back(cast.bob, run=run)
    actions.take_back(cast.hana, run=run)


def test_the_log_tells_what_was_done_without_names(cast, take_over):
    run = take_over(people(2))
    told = [line.sentence for line in lines_about(run.log_subject)]
    assert len(told) == 3 and not any("建国" in line or "秀英" in line for line in told)


def test_no_number_lies_open(take_over):
    run = take_over(people(4))
    one = number(1, JANUARY.replace(year=1941, month=2, day=2), False)
    assert one in people(4).decode()
    with connection.cursor() as cursor:
        for model in (ImportRun, *(related.related_model for related in ImportRun._meta.related_objects)):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            assert one not in repr(cursor.fetchall())
    assert not any(one.encode() in files.load(part.kept, ROOM) for part in run.parts.all())


def test_a_fault_of_ours_keeps_the_file(cast, monkeypatch, preview):
    from qingzhuang.site.imports.actions import planning

    def broken(*_):
        raise RuntimeError("gap")

    monkeypatch.setattr(planning, "plan_table", broken)
    run = preview(people(2))
    assert (run.state, run.refusal["code"]) == ("failed", "imports.fault")
    monkeypatch.undo()
    actions.read_again(cast.alice, run=run)
    actions.carry_on(run.pk)
    run.refresh_from_db()
    assert run.state == "previewed"


def test_a_file_that_brings_the_worker_down_is_not_tried_for_ever(preview, cast):
    run, _ = actions.bring_roster(cast.alice, name="a.csv", data=people(2))
    ImportRun.objects.filter(pk=run.pk).update(tries=3, state="reading")
    actions.carry_on(run.pk)
    run.refresh_from_db()
    assert run.state == "failed"


@pytest.mark.thorough
@pytest.mark.parametrize("broken", [False, True], ids=["beside", "a process that dies"])
def test_many_parts_are_made_ready_beside_and_say_the_same(small_parts, take_over, monkeypatch, broken):
    alone = take_over(people(20, start=41), name="一.csv")
    monkeypatch.setattr(readying, "MANY", 2)
    monkeypatch.setattr(readying.os, "cpu_count", lambda: 2)
    if broken:
        monkeypatch.setattr(committing, "READY", "math:nothing_of_the_kind")
    run = take_over(people(20), name="二.csv")
    assert (run.state, run.counts["outcomes"], run.parts.count()) == ("done", alone.counts["outcomes"], 5)
    facts = [plain_facts(record.facts) for record in Record.objects.filter(entity="person").order_by("pk")]
    assert len({one["id_number"] for one in facts}) == 40
    assert [set(one) for one in facts[:20]] == [set(one) for one in facts[20:]]
    for record in Record.objects.filter(entity="person"):
        wanted = signs_of(ring(), plain_facts(record.facts))
        assert set(Sign.objects.filter(record=record.pk).values_list("text", flat=True)) == wanted
