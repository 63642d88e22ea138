"""A frozen picture answers as it did, whatever is recorded later."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.http import Http404

from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.warehouse import actions, queries
from qingzhuang.site.warehouse.frozen import frozen_shelf
from qingzhuang.tally import Scope, answer, parse


@pytest.fixture
def snapshot(cast, person):
    person()
    person("陈建国", area=cast.grid)
    return actions.freeze(cast.alice, area=cast.community)


def count(snapshot, question="count(person)"):
    return answer(parse(question), queries.dataset_of(snapshot), Scope(snapshot.area.code, date(2026, 6, 30))).value


def test_later_changes_do_not_alter_it(cast, snapshot, person, monkeypatch):
    monkeypatch.setattr("qingzhuang.site.warehouse.shelf.GRACE", -1.0)
    someone = person("何小宝")
    ledger.record_facts(None, record=someone, facts={"marital_status": "married"})
    for _ in range(3):
        actions.refresh(None, anew=True)
    now = queries.dataset_for(cast.alice, cast.community.code)
    assert now.tables["person"].rows == 3
    assert (count(snapshot), count(snapshot, "count(area where name=临江社区)")) == (2, 1)
    assert queries.is_whole(snapshot)


def test_of_another_day_is_the_picture_of_that_day(cast, person):
    someone = person(marital_status="married")
    ledger.record_facts(None, record=someone, facts={"marital_status": "widowed"}, valid_from=date(2026, 3, 1))
    snapshot = actions.freeze(cast.alice, area=cast.community, day=date(2026, 2, 1))
    assert count(snapshot, "count(person where marital_status=married)") == 1
    assert (snapshot.day, len(snapshot.digest)) == (date(2026, 2, 1), 64)


def test_notices_a_file_that_was_touched(snapshot):
    file = next(frozen_shelf(snapshot.pk).folder.glob("person/*.parquet"))
    data = file.read_bytes()
    file.unlink()
    file.write_bytes(data[:-9] + bytes(9))
    assert not queries.is_whole(snapshot)


def test_released_it_answers_no_more(cast, snapshot, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.release(cast.alice, snapshot=snapshot)
    snapshot.refresh_from_db()
    assert not frozen_shelf(snapshot.pk).folder.exists()
    assert not queries.is_whole(snapshot)
    for do in (lambda: queries.dataset_of(snapshot), lambda: actions.release(cast.alice, snapshot=snapshot)):
        with pytest.raises(Refusal) as refusal:
            do()
        assert refusal.value.code == "warehouse.released"


def test_leaves_nothing_where_it_fails(cast, person, data_folder, monkeypatch):
    person()

    def fails(*_args, **_more):
        raise OSError("no space left")

    monkeypatch.setattr("qingzhuang.site.warehouse.frozen.write_whole", fails)
    with pytest.raises(OSError, match="no space"):
        actions.freeze(cast.alice, area=cast.community)
    assert list((data_folder / "facts" / "frozen").iterdir()) == []


def test_bob_looks_charlie_sees_nothing(cast, snapshot):
    assert queries.snapshot_for(cast.bob, snapshot.pk) == snapshot
    for do in (
        lambda: actions.freeze(cast.bob, area=cast.community),
        lambda: actions.release(cast.bob, snapshot=snapshot),
    ):
        with pytest.raises(Refusal):
            do()
    for do in (
        lambda: queries.snapshot_for(cast.charlie, snapshot.pk),
        lambda: queries.snapshot_for(cast.alice, uuid4()),
        lambda: actions.freeze(cast.charlie, area=cast.community),
        lambda: actions.release(cast.charlie, snapshot=snapshot),
        lambda: actions.refresh(cast.charlie, area=cast.community),
        lambda: actions.refresh(cast.alice),
    ):
        with pytest.raises(Http404):
            do()


def test_an_area_of_which_nothing_is_known_is_refused(cast, data_folder):
    with pytest.raises(Refusal) as refusal:
        actions.freeze(cast.charlie, area=cast.neighbour)
    assert refusal.value.code == "warehouse.no_facts"
