"""Changes since a cursor: each once, also what was taken back and what went elsewhere."""

from __future__ import annotations

from datetime import date

import pytest

from qingzhuang.site.ledger import actions as ledger

pytestmark = pytest.mark.django_db


@pytest.fixture
def follow(cast, token, call):
    """Everything since a cursor, read in small pages, and the cursor after it."""
    secret = token(cast.hana, "read_facts")

    def followed(cursor: str = "", most: int = 2):
        found = []
        while True:
            told = call("GET", "/changes", secret, cursor=cursor, most=most).json()
            found += told["changes"]
            cursor = told["cursor"]
            if not told["more"]:
                return found, cursor

    return followed


def add(cast, name, area=None):
    return ledger.add_record(cast.alice, entity="person", area=area or cast.community, facts={"name": name})


def test_tells_each_change_once(cast, follow):
    people = [add(cast, f"某{n}") for n in range(5)]
    found, cursor = follow()
    assert [one["number"] for one in found] == [person.pk for person in people]
    assert found[0]["record"]["facts"]["name"] == "某0" and "name" in found[0]["fields"]
    assert follow(cursor)[0] == []
    ledger.record_facts(cast.alice, record=people[2], facts={"nickname": "x"})
    again, _ = follow(cursor)
    assert [(one["number"], one["fields"]) for one in again] == [(people[2].pk, ["nickname"])]


def test_tells_what_was_taken_back(cast, follow):
    people = [add(cast, f"某{n}") for n in range(3)]
    recording = ledger.record_facts(cast.alice, record=people[0], facts={"nickname": "x"})
    _, cursor = follow()
    undoing = ledger.undo_recording(cast.alice, recording=recording)
    (told,), after = follow(cursor)
    assert told["taken_back"] and told["number"] == people[0].pk and "nickname" not in told["record"]["facts"]
    assert follow(after)[0] == []
    ledger.undo_recording(cast.alice, recording=undoing)
    (again,), _ = follow(after)
    assert again["record"]["facts"]["nickname"] == "x"


def test_takes_an_undoing_of_many_records_in_pages(cast, follow, token, send, monkeypatch):
    writing = token(cast.hana, "write_facts")
    rows = [{"key": f"P{n}", "area": cast.community.code, "facts": {"name": f"某{n}"}} for n in range(7)]
    answer = send(writing, *rows)
    _, cursor = follow()
    from qingzhuang.site.ledger.models import Recording

    ledger.undo_recording(cast.hana, recording=Recording.objects.get(pk=answer["recording"]))
    found, _ = follow(cursor)
    assert [one["number"] for one in found] == [row["number"] for row in answer["rows"]]


def test_tells_that_a_record_went_elsewhere_and_no_more(cast, follow):
    person = add(cast, "苏晓梅")
    stranger = ledger.add_record(cast.charlie, entity="person", area=cast.neighbour, facts={"name": "外人"})
    _, cursor = follow()
    ledger.record_facts(None, record=person, facts={"area": cast.neighbour.code}, valid_from=date.today())
    ledger.record_facts(cast.charlie, record=stranger, facts={"nickname": "y"})
    (told,), _ = follow(cursor)
    assert (told["number"], told["gone"], told["record"], told["fields"]) == (person.pk, True, None, [])


def test_looks_through_a_window_at_a_time(cast, follow, monkeypatch):
    monkeypatch.setattr("qingzhuang.site.ledger.queries.changes.WINDOW", 2)
    for n in range(5):
        ledger.add_record(cast.charlie, entity="person", area=cast.neighbour, facts={"name": f"邻{n}"})
    mine = add(cast, "某")
    found, _ = follow()
    assert [one["number"] for one in found] == [mine.pk]


@pytest.mark.django_db(transaction=True)
def test_misses_nothing_that_is_written_at_the_same_time(cast, token, call):
    """Two writers that overlap, as only PostgreSQL has them: the second waits its turn, so that no smaller number comes late."""
    from threading import Event, Thread

    from django.db import connection, connections, transaction

    from qingzhuang.site.ledger.models import Statement

    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    secret, begun, go_on = token(cast.hana, "read_facts"), Event(), Event()

    def slow() -> None:
        with transaction.atomic():
            add(cast, "先写")
            begun.set()
            go_on.wait(10)
        connections.close_all()

    def quick() -> None:
        begun.wait(10)
        add(cast, "后写")
        connections.close_all()

    threads = [Thread(target=slow), Thread(target=quick)]
    for thread in threads:
        thread.start()
    begun.wait(10)
    told = call("GET", "/changes", secret).json()
    assert told["changes"] == []  # neither is there yet: had the second not waited, its number would be passed over the first's
    go_on.set()
    for thread in threads:
        thread.join(10)
    names = [one["record"]["facts"]["name"] for one in call("GET", "/changes", secret, cursor=told["cursor"]).json()["changes"]]
    assert names == ["先写", "后写"] and Statement.objects.count() == 2
