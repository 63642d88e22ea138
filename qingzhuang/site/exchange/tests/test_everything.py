"""Everything leaves when the user leaves: out of one ledger and into an empty one, with its history."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import Http404

from qingzhuang.site.exchange import actions
from qingzhuang.site.exchange.tests.conftest import id_number
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger import queries
from qingzhuang.site.ledger.models import AreaVersion, Conflict, Link, OwnField, Record, Recording, Sign, Statement, Turn

pytestmark = pytest.mark.django_db


@pytest.fixture
def history(cast):
    """A household, a conflict, a value taken back and one put back, a father who lives elsewhere."""
    here, day = cast.community, date(2026, 1, 1)
    home = ledger.add_record(cast.alice, entity="household", area=here, facts={"farmland_area": 3})
    father = ledger.add_record(cast.charlie, entity="person", area=cast.neighbour, facts={"name": "孙老"})
    person = ledger.add_record(
        cast.alice, entity="person", area=here, valid_from=day, source=ledger.Source.DOCUMENT,
        facts={"name": "孙建军", "id_number": id_number(1), "phone": "13900000001", "household": home.pk, "father": father.pk},
    )  # fmt: skip
    own = ledger.define_field(
        cast.hana,
        area=here,
        entity="person",
        label="燃气报警器",
        kind="boolean",
        purpose="燃气安全",
        basis="省燃气条例",
        months=12,
    )
    ledger.record_facts(cast.alice, record=person, facts={own.name: True})
    ledger.record_facts(cast.alice, record=person, facts={"phone": "13900000002"}, source=ledger.Source.IMPORT)  # contested
    nick = ledger.record_facts(cast.gus, record=ledger.add_record(cast.gus, entity="person", area=cast.grid, facts={"name": "李"}),
                               facts={"nickname": "小李"})  # fmt: skip
    undoing = ledger.undo_recording(cast.alice, recording=nick)
    ledger.undo_recording(cast.alice, recording=undoing)
    ledger.undo_recording(cast.alice, recording=ledger.record_facts(cast.alice, record=person, facts={"nickname": "x"}))
    ledger.record_facts(
        cast.alice, record=person, facts={"name": "孙建军"}, valid_to=date(2030, 1, 1), valid_from=date(2026, 2, 1)
    )
    return person


def told(actor, area):
    return b"".join(actions.give_everything(actor, area=area.code, purpose="迁移").pieces)


def empty() -> None:
    """An empty installation: all of the ledger gone, which only a new database allows; the triggers are taken away for the test."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'ledger_%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE ledger_statement DISABLE TRIGGER USER")
            cursor.execute("ALTER TABLE ledger_recording DISABLE TRIGGER USER")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for model in (Turn, OwnField, Conflict, Link, Sign, Statement, Recording, Record, AreaVersion):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")


def test_takes_everything_into_an_empty_ledger(cast, history):
    before = told(cast.hana, cast.community)
    seen = [queries.facts_for(cast.alice, history), queries.history_for(cast.alice, history)[0]]
    found = [hit.pk for hit in queries.found_for(cast.alice, "sunjianjun")]
    then = list(queries.stored_then({cast.community.code: cast.community.pk}, date(2026, 1, 15)))
    empty()
    assert actions.take_everything(before.splitlines()) == 3
    after = told(cast.hana, cast.community)
    assert after.splitlines()[1:] == before.splitlines()[1:]
    again = Record.objects.get(pk=history.pk)
    assert [queries.facts_for(cast.alice, again), queries.history_for(cast.alice, again)[0]] == seen
    assert [hit.pk for hit in queries.found_for(cast.alice, "sunjianjun")] == found == [history.pk]
    assert len(list(queries.stored_then({cast.community.code: cast.community.pk}, date(2026, 1, 15)))) == len(then)
    assert again.facts["id_number"] != id_number(1)  # sealed again, with the keys of this installation
    new = ledger.add_record(cast.alice, entity="person", area=cast.community, facts={"name": "新"})
    assert new.pk > history.pk


def test_takes_nothing_into_a_ledger_that_holds_something(cast, history):
    with pytest.raises(Refusal) as refused:
        actions.take_everything(told(cast.hana, cast.community).splitlines())
    assert refused.value.code == "ledger.not_empty"


def test_takes_nothing_of_a_file_that_was_changed_or_cut_off(cast, history):
    lines = told(cast.hana, cast.community).splitlines()
    empty()
    for wrong, code in (
        ([line.replace("孙建军".encode(), "孙建国".encode()) if b'"statement"' in line else line for line in lines], "ledger.other_picture"),
        ([line for line in lines if b'"statement"' not in line], "ledger.other_picture"),
        ([*lines[:-1], lines[-1][:-9]], "exchange.not_everything"),
        (lines[1:], "exchange.not_everything"),
        ([b"[]"], "exchange.not_everything"),
    ):  # fmt: skip
        with pytest.raises(Refusal) as refused:
            actions.take_everything(wrong)
        assert refused.value.code == code
        assert not Record.objects.exists()


def test_gives_everything_only_to_whoever_may_export(cast, history):
    for actor, area in ((cast.alice, cast.community), (cast.bob, cast.community), (cast.dan, cast.community)):
        with pytest.raises(Refusal):
            actions.give_everything(actor, area=area.code, purpose="x")
    with pytest.raises(Http404):
        actions.give_everything(cast.hana, area=cast.neighbour.code, purpose="x")
