"""Cut short at any step, the picture before stays readable and whole, and the next question mends it."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger.models import Recording
from qingzhuang.site.warehouse import actions, queries, shelf, writing
from qingzhuang.site.warehouse.shelf import MANIFEST, ledger_shelf
from qingzhuang.tally import Dataset, Scope, answer, parse

DAY = date(2026, 6, 30)


class Cut(BaseException):
    """The power is gone."""


def count(dataset):
    return answer(parse("count(person)"), dataset, Scope("", DAY)).value


def as_it_lies():
    """What another process would read now."""
    lying = ledger_shelf()
    parts = {entity: [lying.folder / name for name in names] for entity, names in lying.book().parts().items()}
    return count(Dataset.of_parts(parts))


STEPS = ("read", "columns", "beside", "sync", "rename", "manifest", "tidy")


def cut_at(step, monkeypatch):
    def cut(*_args, **_more):
        raise Cut

    match step:
        case "read":
            monkeypatch.setattr(writing, "_read", cut)
        case "columns":
            monkeypatch.setattr(writing, "table_of", cut)
        case "beside":
            monkeypatch.setattr(shelf.os, "open", cut)
        case "sync":
            monkeypatch.setattr(shelf.os, "fsync", cut)
        case "rename":
            monkeypatch.setattr(shelf.Path, "replace", cut)
        case "manifest":
            monkeypatch.setattr(shelf.Shelf, "publish", cut)
        case "tidy":
            monkeypatch.setattr(shelf.Shelf, "tidied", cut)


@pytest.mark.parametrize("step", STEPS)
def test_a_cut_leaves_the_picture_before(cast, person, step):
    person()
    queries.dataset_for(cast.alice, cast.community.code)
    before = (ledger_shelf().folder / MANIFEST).read_bytes()
    person("陈建国")
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Cut):
        cut_at(step, patch)
        queries.dataset_for(cast.alice, cast.community.code)
    assert (ledger_shelf().folder / MANIFEST).read_bytes() == before
    assert as_it_lies() == 1
    assert count(queries.dataset_for(cast.alice, cast.community.code)) == 2
    assert as_it_lies() == 2


def test_a_manifest_that_is_none_is_written_anew(cast, person):
    person()
    queries.dataset_for(cast.alice, cast.community.code)
    for text in ("", "{", json.dumps({"format": 0})):
        (ledger_shelf().folder / MANIFEST).write_text(text)
        assert count(queries.dataset_for(cast.alice, cast.community.code)) == 1


def test_notices_that_the_database_was_put_back_from_a_copy(cast, person, monkeypatch):
    """As many writes as before, but others: the time of the last recording tells."""
    person()
    queries.dataset_for(cast.alice, cast.community.code)
    book = ledger_shelf().book()
    place = book.places[cast.community.code]
    later = Recording.objects.get(pk=place.recording).at + timedelta(seconds=1)
    forged = book.to_json().replace(place.at, later.isoformat()).replace(f'"version": {place.version}', '"version": 1')
    (ledger_shelf().folder / MANIFEST).write_text(forged)
    told: list[str] = []
    writing.bring_up_to_date(ledger_shelf(), queries.kept_in_ledger(queries.grounds_of(cast.community)), told=told.append)
    assert told == [cast.community.code]


def test_what_nobody_changed_is_not_written_again(cast, person):
    person()
    person("郑洁", area=cast.neighbour)
    actions.refresh(None)
    here, there = (ledger_shelf().book().places[area.code] for area in (cast.community, cast.neighbour))
    someone = person("陈建国")
    told: list[str] = []
    actions.refresh(None, told=told.append)
    book = ledger_shelf().book()
    assert told == [cast.community.code]
    assert book.places[cast.neighbour.code] == there
    household = ledger.add_record(None, entity="household", area=cast.community, facts={"head": someone.pk})
    actions.refresh(None)
    again = ledger_shelf().book().places[cast.community.code]
    assert again.pieces["person"] == book.places[cast.community.code].pieces["person"] != here.pieces["person"]
    assert again.pieces["household"].rows == 1 and household.pk


def test_replaced_files_stay_for_those_who_read_them_and_go_later(cast, person, monkeypatch):
    person()
    actions.refresh(None)
    (old,) = ledger_shelf().book().parts()["person"]
    person("陈建国")
    actions.refresh(None)
    assert (ledger_shelf().folder / old).exists()
    monkeypatch.setattr(shelf, "GRACE", -1.0)
    person("何小宝")
    actions.refresh(None)
    files = {path.relative_to(ledger_shelf().folder).as_posix() for path in ledger_shelf().folder.glob("*/*.parquet")}
    assert old not in files
    assert files == set(ledger_shelf().book().files())


def test_what_a_cut_left_is_cleared_away_by_the_next_process(cast, person, monkeypatch):
    person()
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Cut):
        cut_at("manifest", patch)
        actions.refresh(None)
    assert list(ledger_shelf().folder.glob("*/*.parquet"))
    monkeypatch.setattr(shelf, "GRACE", -1.0)
    monkeypatch.setattr(writing, "_swept", set())
    actions.refresh(None)
    files = {path.relative_to(ledger_shelf().folder).as_posix() for path in ledger_shelf().folder.glob("*/*.parquet")}
    assert files == set(ledger_shelf().book().files())


def test_two_who_ask_at_once_write_once(cast, person, monkeypatch):
    """The second waits for its turn and finds everything done."""
    person()
    told: list[str] = []
    inner = writing._stale
    calls = []

    def stale(book, grounds, then, anew):
        calls.append(1)
        if len(calls) == 2:  # we have our turn now; somebody else had it before us
            monkeypatch.setattr(writing, "_stale", inner)
            actions.refresh(None)
            return inner(ledger_shelf().book(), grounds, then, anew)
        return inner(book, grounds, then, anew)

    monkeypatch.setattr(writing, "_stale", stale)
    monkeypatch.setattr(shelf.locks, "lock", lambda *_args: True)
    actions.refresh(None, told=told.append)
    assert told == []
