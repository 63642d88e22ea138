"""What a record would do to the ledger."""

from __future__ import annotations

from datetime import date

from qingzhuang.intake import Cleaned, problem
from qingzhuang.intake.match import Change, Known, Match, RowKind, Verdict, compare
from qingzhuang.intake.problems import Finding
from qingzhuang.intake.records import Record

SAME, NEW = Match(Verdict.SAME, "p1", 0.9), Match(Verdict.NEW)
KNOWN = Known("p1", "张三", values={"phone": "13800000001", "residence_address": "幸福里12弄3号", "birth_date": date(1980, 1, 1)})


def record(*problems, **given):
    return Record("person", 2, {name: Cleaned(value, value) for name, value in given.items()}, problems=problems)


def test_somebody_new_brings_all_his_facts():
    found = compare(record(name="张三", phone="1"), NEW, None)
    assert (found.kind, found.changes) == (RowKind.NEW, (Change("name", None, "张三"), Change("phone", None, "1")))


def test_a_changed_fact_is_told_with_old_and_new():
    found = compare(record(phone="13900000009"), SAME, KNOWN)
    assert (found.kind, found.changes) == (RowKind.CHANGED, (Change("phone", "13800000001", "13900000009"),))


def test_another_spelling_of_the_door_and_less_of_a_day_change_nothing():
    assert compare(record(residence_address="幸福里十二弄３号", birth_date="1980-01"), SAME, KNOWN).kind is RowKind.SAME


def test_an_empty_cell_and_what_only_follows_from_the_number_change_nothing():
    derived = Record("person", 2, {"phone": Cleaned(None, None), "sex": Cleaned("male", None, (problem("from_id"),))})
    assert compare(derived, SAME, KNOWN).kind is RowKind.SAME


def test_a_proposal_waits_for_a_person_and_shows_what_would_change():
    found = compare(record(phone="13900000009"), Match(Verdict.PROPOSAL, "p1", 0.6), KNOWN)
    assert (found.kind, found.why) == (RowKind.ASK, ("proposal",))
    assert found.changes


def test_a_refused_row_says_why():
    fault = problem("row_no_name")
    found = compare(record(fault), NEW, None, [Finding(2, "", "", fault)])
    assert (found.kind, found.why) == (RowKind.REFUSED, ("row_no_name",))


def test_a_duplicate_waits_and_a_doubtful_field_does_not_hold_up_the_row():
    twice = compare(record(name="张三"), NEW, None, [Finding(3, "", "", problem("duplicate_row", row=2))])
    assert (twice.kind, twice.why) == (RowKind.ASK, ("duplicate_row",))
    field = compare(record(name="张三"), NEW, None, [Finding(3, "", "sex", problem("sex_not_id"))])
    assert field.kind is RowKind.NEW
