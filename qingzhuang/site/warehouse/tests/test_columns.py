"""Facts as JSON become columns: typed by the vocabulary, faults kept as text, nothing lost."""

from __future__ import annotations

import json
from datetime import date

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.seal import Keyring
from qingzhuang.site.warehouse.logic.book import Book, Piece, Place
from qingzhuang.site.warehouse.logic.columns import Rows, merged, table_of
from qingzhuang.site.warehouse.tests.conftest import id_number
from qingzhuang.tally import Dataset, Scope, answer, parse

RING = Keyring.new()
CODE = "990101001001"


def table(*people, entity="person", first=1):
    rows = Rows()
    for number, facts in enumerate(people, first):
        rows.add(number, CODE, CODE, json.dumps(facts, ensure_ascii=False))
    return table_of(entity, rows, RING)


def test_types_are_those_of_the_vocabulary():
    found = table({"sex": "female", "birth_date": "1948-03-02", "household": 7, "height": 160, "orphan": False, "name": "苏晓梅"})
    kinds = {column.name: str(column.type) for column in found.schema}
    assert kinds["birth_date"] == "date32[day]"
    assert kinds["sex"].startswith("dictionary")
    assert (kinds["household"], kinds["height"], kinds["orphan"], kinds["name"]) == ("int64", "double", "bool", "string")


def test_a_value_of_the_wrong_form_is_a_fault_of_the_data():
    found = table({"birth_date": "1948-30-02", "child_count": "many"}, {"birth_date": "1950-01-01", "child_count": 2})
    facts = Dataset.of({"person": found})
    assert answer(parse("count(person where child_count=2)"), facts, Scope("", date(2026, 1, 1))).value == 1
    assert answer(parse("count(person where age>=70)"), facts, Scope("", date(2026, 1, 1))).unknown == 1
    assert {fault.value for faults in facts.faults.values() for fault in faults} >= {"many", "1948-30-02"}


def test_own_fields_and_empty_records_stay():
    found = table({"own.skill": "木工"}, {}, {"own.skill": None})
    assert found.to_pylist() == [
        {"id": number, "area": CODE, "area.own": CODE, "own.skill": skill}
        for number, skill in ((1, "木工"), (2, None), (3, None))
    ]


def test_fills_from_the_number_only_what_nobody_told():
    found = table(
        {"id_number": RING.seal(id_number(1)), "father.id_number": RING.seal(id_number(2, date(1920, 5, 6), False))},
        {"id_number": RING.seal(id_number(3)), "birth_date": "1950-01-01", "sex": "male"},
        {"id_number": "111111111111111111"},
    )
    assert found["birth_date"].to_pylist() == [date(1948, 3, 2), date(1950, 1, 1), None]
    assert found["sex"].to_pylist() == ["female", "male", None]
    assert found["father.birth_date"].to_pylist() == [date(1920, 5, 6), None, None]


def test_a_wide_column_met_later_has_its_type_too():
    table({"name": "甲"}, entity="organisation")
    assert (
        str(table({"name": "乙", "founded_date": "2020-01-02"}, entity="organisation").schema.field("founded_date").type)
        == "date32[day]"
    )


def test_several_values_in_one():
    found = table({"disability.type": "visual"}, {"name": "甲"})
    assert found["disability.type"].to_pylist() == ["visual", None]


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "sex": st.sampled_from(["male", "female"]),
        "birth_date": st.dates(date(1900, 1, 1), date(2026, 1, 1)).map(str),
        "name": st.text('甲乙丙"\\ñ', min_size=1, max_size=4),
        "household": st.integers(1, 2**40),
        "height": st.one_of(st.integers(1, 200), st.floats(1, 200)),
        "phone": st.just("13900000001").map(RING.seal),
    },
)


@given(st.lists(VALUES, max_size=6), st.lists(VALUES, max_size=3), st.sets(st.integers(1, 6)))
def test_a_part_put_together_equals_one_made_anew(old, new, keep):
    before = table(*old)
    kept = {number for number in keep if number <= len(old)}
    changed = table(*new, first=3)
    kept -= set(range(3, 3 + len(new)))
    both = merged(before, changed, kept) if len(old) else changed
    expected = {number: facts for number, facts in enumerate(old, 1) if number in kept} | dict(enumerate(new, 3))
    rows = Rows()
    for number, facts in sorted(expected.items()):
        rows.add(number, CODE, CODE, json.dumps(facts))
    if expected and len(old):
        assert both.to_pylist() == _in_order(table_of("person", rows, RING), both)


def _in_order(found: pa.Table, like: pa.Table) -> list[dict]:
    assert set(found.column_names) == set(like.column_names)
    return found.select(like.column_names).to_pylist()


def test_the_book_is_read_as_it_was_written():
    book = Book({CODE: Place(3, 7, "2026-01-01T00:00:00+00:00", 9, {"person": Piece("person/a.parquet", 2, "0" * 64)})})
    other = book.with_places({CODE: Place(4, 8, "x", 10, {})}, {"person": ["sex", "id"]}, 5.0)
    for one in (book, other):
        assert Book.of_json(one.to_json()) == one
    assert other.retired == {"person/a.parquet": 5.0}
    assert other.without(["person/a.parquet"]).retired == {}
