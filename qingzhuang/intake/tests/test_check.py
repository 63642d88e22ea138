"""What cannot be true of one person, a household, a file."""

from __future__ import annotations

from datetime import date

import pytest

from qingzhuang.intake import Cleaned, TableCleaner, profile, read
from qingzhuang.intake.check import Checker, check_person
from qingzhuang.intake.records import Record, records_of
from qingzhuang.intake.tests.messy import DAY, households, number, register

ID = number("19800101", 1)


def values(**given):
    return {name.replace("__", "."): Cleaned(value, value) for name, value in given.items()}


def codes(**given):
    return [found.code for _, found in check_person(values(**given), DAY)]


def findings(records, required=None):
    return [(f.row, f.field, f.problem.code) for _, found in Checker(DAY, required).findings(records) for f in found]


def person(row, household="", part="", **given):
    return Record("person", row, values(**given), part, household)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"id_number": ID, "birth_date": date(1980, 1, 2)}, "birth_not_id"),
        ({"id_number": ID, "birth_date": "1981-01"}, "birth_not_id"),
        ({"id_number": ID, "sex": "female"}, "sex_not_id"),
        ({"sex": "male", "relation_to_head": "wife"}, "relation_sex"),
        ({"sex": "female", "relation_to_head": "father"}, "relation_sex"),
        ({"birth_date": date(1900, 1, 1)}, "age_impossible"),
        ({"birth_date": date(1980, 1, 1), "age": 60.0}, "age_not_birth"),
        ({"birth_date": date(2015, 1, 1), "marital_status": "married"}, "married_child"),
        ({"deceased": True, "welfare__subsistence_allowance": True}, "dead_with_allowance"),
        ({"death_date": date(2020, 1, 1), "welfare__payment_amount": 300.0}, "dead_with_allowance"),
        ({"birth_date": date(1980, 1, 1), "death_date": date(1979, 1, 1)}, "death_before_birth"),
    ],
)
def test_a_contradiction_in_one_person_is_found(given, code):
    assert codes(**given) == [code]


@pytest.mark.parametrize(
    "given",
    [
        {"id_number": ID, "birth_date": date(1980, 1, 1), "sex": "male"},
        {"id_number": ID, "birth_date": "1980-01"},
        {"birth_date": date(1980, 1, 1), "age": 46.0},
        {"birth_date": date(1980, 1, 1), "age": 47.0},
        {"birth_date": date(1910, 1, 1)},
        {"sex": "male", "relation_to_head": "spouse"},
        {"deceased": True, "welfare__subsistence_allowance": False},
        {"birth_date": date(2015, 1, 1), "marital_status": "unmarried"},
    ],
)
def test_what_can_be_true_is_left_alone(given):
    assert codes(**given) == []


def test_the_same_number_twice_is_the_same_person_or_a_wrong_number():
    twice = [person(2, id_number=ID, name="张三"), person(3, id_number=ID, name="张三"), person(4, id_number=ID, name="李四")]
    assert findings(twice) == [(3, "", "duplicate_row"), (4, "id_number", "duplicate_id")]


def test_the_same_name_and_birthday_is_asked_unless_two_numbers_differ():
    born = date(1980, 1, 1)
    other = number("19800101", 3)
    assert findings([person(2, name="张三", birth_date=born), person(3, name="张三", birth_date=born)]) == [
        (3, "", "duplicate_name_birth")
    ]
    assert (
        findings(
            [person(2, name="张三", birth_date=born, id_number=ID), person(3, name="张三", birth_date=born, id_number=other)]
        )
        == []
    )


def test_households_without_head_with_two_heads_and_with_a_mother_younger_than_her_son():
    table = read(households()).tables[0]
    found = findings(records_of(table, TableCleaner(table, profile(table), DAY).batches()))
    assert found == [
        (8, "relation_to_head", "household_no_head"),
        (10, "relation_to_head", "household_two_heads"),
        (11, "birth_date", "parent_younger"),
    ]


def test_a_head_of_five_years_two_spouses_and_a_spouse_of_the_same_sex():
    home = [
        person(2, "h", relation_to_head="head", sex="male", birth_date=date(2021, 1, 1), name="甲"),
        person(3, "h", relation_to_head="wife", sex="female", name="乙"),
        person(4, "h", relation_to_head="spouse", sex="male", name="丙"),
    ]
    assert [code for _, _, code in findings(home)] == ["household_two_spouses", "spouse_same_sex", "head_child"]


def test_a_child_older_than_the_head_is_asked():
    home = [
        person(2, "h", relation_to_head="head", birth_date=date(1980, 1, 1), name="甲"),
        person(3, "h", relation_to_head="son", birth_date=date(1975, 1, 1), name="乙"),
    ]
    assert findings(home) == [(3, "birth_date", "child_older")]


def test_a_number_of_members_that_the_file_does_not_have_is_noted():
    home = [person(2, "h", name="甲"), Record("household", 2, values(member_count=3.0), "household", "h")]
    assert findings(home) == [(2, "member_count", "household_count")]


def test_a_list_without_relations_is_not_scolded_for_missing_heads():
    assert findings([person(2, "id:1", name="甲"), person(3, "id:1", name="乙")]) == []


def test_a_required_blank_is_asked():
    empty = Record("person", 2, {"name": Cleaned("张三", "张三"), "phone": Cleaned(None, None)})
    assert findings([empty], {"phone": "*联系电话"}) == [(2, "phone", "required_blank")]


def test_the_register_tells_its_duplicate_and_its_wrong_sex():
    table = read(register()).tables[0]
    found = findings(records_of(table, TableCleaner(table, profile(table), DAY).batches()))
    assert found == [(15, "", "row_name_doubtful"), (17, "sex", "sex_not_id"), (18, "", "duplicate_row")]


def test_a_household_whose_rows_lie_far_apart_is_weighed_as_one():
    apart = [person(2, "id:1", relation_to_head="head"), person(3, "id:2", relation_to_head="head")]
    apart += [person(4, "id:1", relation_to_head="head"), person(5, "id:2", relation_to_head="child")]
    apart += [person(6, "id:3", relation_to_head="child")]
    assert findings(apart) == [(4, "relation_to_head", "household_two_heads"), (6, "relation_to_head", "household_no_head")]
