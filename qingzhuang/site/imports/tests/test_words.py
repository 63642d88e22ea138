"""A word about a list: answered from what was read already, remembered for the next list, or typed anew for one cell."""

from __future__ import annotations

import pytest
from django.urls import reverse

from qingzhuang.site.imports import actions, queries
from qingzhuang.site.imports.actions import planning, reading
from qingzhuang.site.imports.kept import Row
from qingzhuang.site.imports.models import Choice, ImportRun, Meaning
from qingzhuang.site.imports.preview import tables_of
from qingzhuang.site.imports.tests.conftest import number, people, sheet
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger.models import Record
from qingzhuang.site.ledger.queries import plain_facts

HEAD = "姓名,身份证号,性别,联系电话"
WRONG = number(1)[:-1] + ("1" if number(1)[-1] != "1" else "2")
LIST = sheet(HEAD, f"王秀英,{WRONG},女,13900000001", f"李秀英,{number(2)},女,13900000002")
CELL = "0:2:2"  # table, column, row


def decide(actor, run: ImportRun, kind: str, subject: str, value) -> ImportRun:
    actions.decide(actor, run=run, kind=kind, subject=subject, value=value)
    actions.carry_on(run.pk)
    run.refresh_from_db()
    return run


def row(actor, run: ImportRun, number: int) -> Row:
    return next(shown.row for shown in queries.all_rows_for(actor, run) if shown.row.row == number)


def test_a_value_typed_anew_counts_and_is_told_with_who_and_when(cast, preview):
    run = decide(cast.alice, preview(LIST), "value", CELL, number(1))
    assert run.counts["outcomes"] == {"new": 2}
    found = row(cast.alice, run, 2)
    assert found.values[1] == WRONG  # what the file has is still shown
    code, about = next((code, dict(about)) for place, code, about, _ in found.problems if place == 2)
    assert code == "typed_anew" and (about["typed"], about["who"]) == (number(1), "周敏") and len(about["day"]) == 10
    actions.take_over(cast.alice, run=run)
    actions.carry_on(run.pk)
    assert plain_facts(Record.objects.get(name="王秀英").facts)["id_number"] == number(1)


def test_what_was_typed_lies_sealed(cast, preview):
    run = decide(cast.alice, preview(LIST), "value", CELL, number(1))
    assert number(1) not in str(list(Choice.objects.values_list("value", flat=True)))
    assert number(1) not in str(run.seen) + str(run.counts)


def test_a_typed_value_is_checked_like_any_other(cast, preview):
    run = decide(cast.alice, preview(LIST), "value", CELL, WRONG[:-2])
    codes = [code for place, code, _, _ in row(cast.alice, run, 2).problems if place == 2]
    assert "typed_anew" in codes and len(codes) > 1 and run.counts["outcomes"] == {"look": 1, "new": 1}


def test_a_typed_value_can_be_taken_back(cast, preview):
    first = preview(LIST)
    before = first.counts
    run = decide(cast.alice, decide(cast.alice, first, "value", CELL, number(1)), "value", CELL, "")
    assert run.counts == before


@pytest.mark.parametrize("subject", ["0:2", "0:2:99", "0:9:2", "7:2:2"])
def test_refuses_a_cell_that_is_not_there(cast, preview, subject):
    with pytest.raises(Refusal):
        actions.decide(cast.alice, run=preview(LIST), kind="value", subject=subject, value="x")


def test_offers_to_type_where_something_waits(client, cast, preview):
    run = preview(LIST)
    client.force_login(cast.alice.person)
    page = client.get(reverse("imports:rows", args=[run.pk])).content.decode()
    assert page.count('name="kind" value="value"') == 1 and f'value="{CELL}"' in page
    client.post(reverse("imports:decide", args=[run.pk]), {"kind": "value", "subject": CELL, "value": number(1)})
    run.refresh_from_db()
    assert (run.state, run.counts["outcomes"]) == ("previewed", {"new": 2})
    client.post(reverse("imports:decide", args=[run.pk]), {"kind": "value", "subject": CELL, "value": "", "back": "1"})
    run.refresh_from_db()
    assert run.counts["outcomes"] == {"look": 1, "new": 1}


def test_a_heading_said_once_is_remembered_for_the_next_list(cast, preview):
    run = preview(sheet("姓名,身份证号,联络号", f"王秀英,{number(1)},13900000001"))
    assert tables_of(run)[0].columns[2].concept != "person.phone"
    run = decide(cast.alice, run, "column", "0:3", "person.phone")
    again = preview(sheet("姓名,身份证号,联络号", f"李秀英,{number(2)},13900000002"), name="下月.csv")
    column = tables_of(again)[0].columns[2]
    assert (column.concept, column.remembered, column.asks) == ("person.phone", True, False)
    assert tables_of(run)[0].columns[2].remembered is False
    decide(cast.alice, again, "column", "0:3", "")
    assert Meaning.objects.get().concept == ""


def test_what_one_community_said_is_not_said_for_its_neighbour(cast, preview):
    data = "姓名,身份证号,联络号"
    decide(cast.alice, preview(sheet(data, f"王秀英,{number(1)},13900000001")), "column", "0:3", "person.phone")
    theirs = preview(sheet(data, f"李秀英,{number(2)},13900000002"), actor=cast.charlie)
    assert not tables_of(theirs)[0].columns[2].remembered


def test_a_word_does_not_read_the_file_again(cast, preview, monkeypatch):
    run = preview(people(10))
    monkeypatch.setattr(reading, "read", None)
    monkeypatch.setattr(planning, "profile", None)
    run = decide(cast.alice, run, "who", "0:3", "out")
    assert run.counts["outcomes"] == {"new": 9, "refused": 1}


def test_a_long_list_is_not_kept(cast, preview, monkeypatch):
    monkeypatch.setattr(reading, "KEPT_ROWS", 5)
    run = preview(people(12))
    kept = reading.file_of(run, planning.facts.vocabulary_of(run.area)).tables[0][1]
    assert kept.passed is None and kept.clean == []
    assert decide(cast.alice, run, "who", "0:3", "out").counts["outcomes"] == {"new": 11, "refused": 1}
