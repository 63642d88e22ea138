"""Facts recorded one record at a time, and the picture after it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.utils import timezone

from qingzhuang.seal import is_sealed
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger import actions, queries
from qingzhuang.site.ledger.models import AreaVersion, Conflict, Link, Record, Recording, Statement
from qingzhuang.site.ledger.tests.conftest import JANUARY, id_number


def values(cast, record, **how):
    return {line.field: line.value for line in queries.facts_for(cast.alice, record, **how)}


def test_shows_what_was_recorded_with_its_source(cast, someone):
    lines = {line.field: line for line in queries.facts_for(cast.alice, someone)}
    assert lines["sex"].value == "female"
    assert (lines["phone"].value, lines["phone"].secret) == ("13900000001", True)
    assert (lines["name"].source, lines["name"].by, lines["name"].since) == ("entry", "周敏", JANUARY)
    assert (someone.name, someone.born, someone.area) == ("苏晓梅", date(1948, 3, 2), cast.community)


def test_keeps_numbers_sealed_everywhere(someone):
    number = id_number(1)
    with connection.cursor() as cursor:
        for table in (Record, Statement):
            cursor.execute(f"SELECT * FROM {table._meta.db_table}")
            text = repr(cursor.fetchall())
            assert number not in text
            assert "13900000001" not in text
    assert is_sealed(someone.facts["id_number"])


def test_a_new_value_holds_from_its_day_and_the_old_one_before(cast, someone):
    actions.record_facts(cast.alice, record=someone, facts={"phone": "13900000002"}, valid_from=date(2026, 6, 1))
    assert values(cast, someone, day=date(2026, 5, 31))["phone"] == "13900000001"
    assert values(cast, someone, day=date(2026, 6, 1))["phone"] == "13900000002"
    last = Statement.objects.latest("pk")
    assert last.replaces == {"phone": Statement.objects.earliest("pk").pk}


def test_as_known_before_a_late_message(cast, someone):
    before = timezone.now()
    actions.record_facts(cast.alice, record=someone, facts={"marital_status": "widowed"}, valid_from=JANUARY)
    assert "marital_status" not in values(cast, someone, known=before)
    assert values(cast, someone)["marital_status"] == "widowed"


def test_confirms_instead_of_repeating(cast, someone):
    day = JANUARY + timedelta(days=30)
    actions.record_facts(cast.alice, record=someone, facts={"phone": "13900000001"}, valid_from=day)
    assert Statement.objects.latest("pk").facts == {}
    line = next(line for line in queries.facts_for(cast.alice, someone) if line.field == "phone")
    assert (line.since, line.confirmed) == (JANUARY, day)


def test_what_begins_tomorrow_is_not_in_todays_picture(cast, someone):
    tomorrow = timezone.localdate() + timedelta(days=1)
    actions.record_facts(cast.alice, record=someone, facts={"phone": "13900000009"}, valid_from=tomorrow)
    assert values(cast, someone)["phone"] == "13900000001"
    assert values(cast, someone, day=tomorrow)["phone"] == "13900000009"


def test_a_move_takes_the_record_to_its_new_area(cast, someone):
    actions.record_facts(None, record=someone, facts={"area": cast.neighbour.code})
    someone.refresh_from_db()
    assert someone.area == cast.neighbour
    with pytest.raises(Http404):
        queries.record_for(cast.alice, someone.pk)
    assert queries.record_for(cast.charlie, someone.pk) == someone


def test_relations_are_followed_from_both_ends(cast, someone):
    household = actions.add_record(cast.alice, entity="household", area=cast.community, facts={"head": someone.pk})
    actions.record_facts(cast.alice, record=someone, facts={"household": household.pk})
    assert list(queries.linked_for(cast.alice, household, "household")) == [someone]
    actions.record_facts(cast.alice, record=someone, facts={"household": None})
    assert not Link.objects.filter(role="household").exists()


def test_counts_the_writes_of_an_area(cast, someone):
    before = AreaVersion.objects.get(area=cast.community).version
    actions.record_facts(cast.alice, record=someone, facts={"nickname": "阿梅"})
    assert AreaVersion.objects.get(area=cast.community).version > before


def test_a_recording_never_goes_back_in_time(cast, someone, monkeypatch):
    last = Recording.objects.latest("pk").at
    monkeypatch.setattr(timezone, "now", lambda: last - timedelta(days=400))
    actions.record_facts(cast.alice, record=someone, facts={"nickname": "阿梅"}, valid_from=JANUARY)
    assert Recording.objects.latest("pk").at > last


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"no_such": "x"}, "ledger.unknown_field"),
        ({"age": 30}, "ledger.unknown_field"),
        ({"sex": "5"}, "ledger.bad_value"),
        ({"birth_date": "2026-02-30"}, "ledger.bad_value"),
        ({"household": "x"}, "ledger.bad_value"),
        ({"name": "张\x00三"}, "ledger.bad_value"),
        ({}, "ledger.nothing_said"),
    ],
)
def test_refuses_what_cannot_be(cast, someone, facts, code):
    count = Statement.objects.count()
    with pytest.raises(Refusal) as refusal:
        actions.record_facts(cast.alice, record=someone, facts=facts)
    assert refusal.value.code == code
    assert Statement.objects.count() == count


def test_refuses_an_end_before_the_beginning(cast, someone):
    with pytest.raises(Refusal):
        actions.record_facts(cast.alice, record=someone, facts={"nickname": "x"}, valid_from=JANUARY, valid_to=date(2025, 1, 1))


def test_bob_looks_charlie_sees_nothing(cast, someone):
    assert queries.record_for(cast.bob, someone.pk) == someone
    with pytest.raises(Refusal):
        actions.record_facts(cast.bob, record=someone, facts={"nickname": "x"})
    for do in (
        lambda: queries.record_for(cast.charlie, someone.pk),
        lambda: queries.facts_for(cast.charlie, someone),
        lambda: queries.history_for(cast.charlie, someone),
        lambda: queries.linked_for(cast.charlie, someone, "household"),
        lambda: actions.record_facts(cast.charlie, record=someone, facts={"nickname": "x"}),
        lambda: actions.add_record(cast.charlie, entity="person", area=cast.community, facts={"name": "x"}),
    ):
        with pytest.raises(Http404):
            do()


def test_the_journal_is_only_appended_to(someone):
    statement = Statement.objects.latest("pk")
    for write in (
        lambda: Statement.objects.filter(pk=statement.pk).update(facts={"name": "别人"}),
        lambda: Recording.objects.filter(pk=statement.recording_id).update(at=timezone.now()),
    ):
        with pytest.raises(DatabaseError, match="only appended"), transaction.atomic():
            write()
    statement.refresh_from_db()
    assert statement.facts["name"] == "苏晓梅"


def test_a_less_trusted_value_waits_for_a_person(cast, someone):
    source = actions.Source
    actions.record_facts(cast.alice, record=someone, facts={"phone": "13900000002"}, source=source.DOCUMENT)
    actions.record_facts(cast.alice, record=someone, facts={"phone": "13900000003"}, source=source.IMPORT, title="旧名册")
    assert values(cast, someone)["phone"] == "13900000002"
    (conflict,) = queries.conflicts_for(cast.alice)
    assert (conflict.field, conflict.offered.recording.title) == ("phone", "旧名册")
    actions.settle_conflict(cast.hana, conflict=conflict, take_offered=True, reason="电话回访")
    assert values(cast, someone)["phone"] == "13900000003"
    assert not queries.conflicts_for(cast.alice)
    with pytest.raises(Refusal):
        actions.settle_conflict(cast.hana, conflict=conflict, take_offered=False)
    assert Conflict.objects.get().reason == "电话回访"


def test_taking_back_a_statement_brings_the_old_value_back(cast, someone):
    actions.record_facts(cast.alice, record=someone, facts={"phone": "13900000002"})
    moment = timezone.now()
    undoing = actions.undo_statement(cast.alice, statement=Statement.objects.latest("pk"), reason="记错了人")
    assert values(cast, someone)["phone"] == "13900000001"
    assert values(cast, someone, known=moment)["phone"] == "13900000002"
    assert Record.objects.get(pk=someone.pk).facts.keys() >= {"phone"}
    with pytest.raises(Refusal):
        actions.undo_statement(cast.alice, statement=Statement.objects.latest("pk"))
    actions.undo_recording(cast.alice, recording=undoing)
    assert values(cast, someone)["phone"] == "13900000002"
    lines, _page = queries.history_for(cast.alice, someone)
    assert [line.undone for line in lines] == [False, False]


def test_taking_back_a_whole_import_takes_its_people_away(cast):
    with transaction.atomic():
        first = actions.open_recording(cast.hana, source=actions.Source.IMPORT, area=cast.community, title="花名册")
        part = actions.open_recording(cast.hana, source=actions.Source.IMPORT, area=cast.community, part_of=first)
        for recording, names in ((first, "甲乙"), (part, "丙丁")):
            numbers = actions.new_numbers(2)
            actions.append(
                recording,
                [
                    actions.Draft(number, {"name": f"陈{name}"}, JANUARY, entity="person", area=cast.community.pk)
                    for number, name in zip(numbers, names, strict=True)
                ],
            )
    assert {hit.name for hit in queries.found_for(cast.alice, "陈")} == {"陈甲", "陈乙", "陈丙", "陈丁"}
    actions.undo_recording(cast.hana, recording=first)
    assert queries.found_for(cast.alice, "陈") == []
    assert set(Record.objects.values_list("state", flat=True)) == {"ended"}
    with pytest.raises(Refusal):
        actions.undo_recording(cast.hana, recording=first)
