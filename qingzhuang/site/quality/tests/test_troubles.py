"""Each thing that cannot be true of facts, with people made dirty by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.site.quality.logic.troubles import Thing, troubles
from qingzhuang.site.testing.facts import check_digit

DAY = date(2026, 11, 30)
CODES = {"person": {"sex": frozenset(("male", "female"))}}


def number(born: str = "19480302", serial: str = "002") -> str:
    return f"990101{born}{serial}" + check_digit(f"990101{born}{serial}")


def person(pk=1, state="present", **facts):
    known = {"name": "苏晓梅", "household": 90, **facts}
    return Thing(pk, "person", state, {name: value for name, value in known.items() if value is not None})


def kinds(*things):
    return {one.kind for one in troubles(things, CODES, DAY)}


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"id_number": number()[:17] + ("0" if number()[17] != "0" else "1")}, "id_check"),
        ({"id_number": number().replace("99", "９９", 1)}, "id_written"),
        ({"id_number": "990101480302002"}, "id_written"),
        ({"id_number": "9" * 12}, "id_length"),
        ({"id_number": "0" * 18}, "id_placeholder"),
        ({"id_number": "9.90101E+17"}, "digits_lost"),
        ({"id_number": number("19481302")}, "id_day"),
        ({"id_number": number(), "birth_date": "1948-03-03"}, "birth_not_id"),
        ({"id_number": number(), "sex": "male"}, "sex_not_id"),
        ({"birth_date": "1890-01-01"}, "age_impossible"),
        ({"birth_date": "2020-01-01", "marital_status": "married"}, "married_child"),
        ({"sex": "male", "relation_to_head": "daughter"}, "relation_sex"),
        ({"sex": "woman"}, "code_unknown"),
        ({"household": None}, "no_household"),
        ({"state": "dead", "welfare.old_age_allowance": True}, "dead_with_allowance"),
        ({"state": "dead", "birth_date": "1948-03-02", "death_date": "1940-01-01"}, "death_before_birth"),
    ],
)
def test_finds_what_cannot_be_true_of_a_person(facts, kind):
    assert kinds(person(**facts)) == {kind}


def test_says_nothing_of_clean_people():
    head = person(1, id_number=number(), birth_date="1948-03-02", sex="female", relation_to_head="head")
    son = person(2, name="周明", id_number=number("19750101", "001"), sex="male", relation_to_head="son")
    home = Thing(90, "household", "present", {"head": 1})
    dead = person(3, "dead", name="周大", birth_date="1880-01-01", household=None)
    gone = person(4, "moved_out", id_number="x")
    assert kinds(head, son, home, dead, gone) == set()


@pytest.mark.parametrize(
    ("home", "relations", "kind", "mend"),
    [
        ({}, ["head", "son"], "head_not_named", {"head": 1}),
        ({}, ["son", "daughter"], "household_no_head", {}),
        ({"head": 7}, ["head", "son"], "head_elsewhere", {"head": 1}),
        ({"head": 1}, ["head", "head"], "household_two_heads", {}),
    ],
)
def test_finds_what_cannot_be_true_of_a_household(home, relations, kind, mend):
    people = [person(at, name=f"苏{at}", relation_to_head=one) for at, one in enumerate(relations, 1)]
    found = {one.kind: one.mend for one in troubles([*people, Thing(90, "household", "present", home)], CODES, DAY)}
    assert found == {kind: mend}


def test_offers_two_records_of_one_person_with_how_alike_they_are():
    same = {"id_number": number(), "phone": "13900000001", "sex": "female"}
    (found,) = troubles([person(1, **same), person(2, **same)], CODES, DAY)
    assert (found.kind, found.record, found.other, found.mend) == ("twice", 2, 1, {})
    assert found.score > 0.9
    twins = [person(1, id_number=number()), person(2, id_number=number(serial="004"))]
    assert kinds(*twins) == set()  # two sound numbers are two people


@given(
    st.text("0123456789Xx ０１９'", min_size=14, max_size=20) | st.just("990101480302002") | st.just(" ".join(number())),
    st.sampled_from([None, "head", "son"]),
)
def test_a_mend_leaves_no_trouble_of_its_kind(written, relation):
    facts = {"id_number": written, "relation_to_head": relation}
    things = {1: person(1, **facts), 90: Thing(90, "household", "present", {})}
    before = troubles(things.values(), CODES, DAY)
    for one in before:
        if one.mend:
            thing = things[one.record]
            mended = {**things, one.record: Thing(thing.pk, thing.entity, thing.state, {**thing.facts, **one.mend})}
            after = troubles(mended.values(), CODES, DAY)
            assert (one.record, one.kind) not in {(other.record, other.kind) for other in after}
