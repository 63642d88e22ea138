"""A change of a field that a question does not read leaves its answer alone."""

from __future__ import annotations

from qingzhuang.tally import derive, parse
from qingzhuang.tally.reads import SOURCES, fields_read
from qingzhuang.vocabulary import load

WORDS = load()


def reads(text: str) -> frozenset[str]:
    return fields_read(parse(text), WORDS)  # type: ignore[arg-type]


def test_every_formula_says_what_it_is_worked_out_from() -> None:
    named = {path for path in (*derive.FALLBACKS, *derive.GAP_FILLERS) if not path.startswith("area.")}
    derived = {
        field.path
        for entity in WORDS.entities.values()
        for field in entity.columns
        if field.derived in ("members_of_household", "area_by_members")
    }
    assert named | derived <= set(SOURCES)


def test_an_age_reads_the_birth_date_and_the_id_number() -> None:
    assert {"person.birth_date", "person.id_number"} <= reads("count(person where age>=60)")


def test_a_step_to_another_record_reads_the_relation_and_its_field() -> None:
    assert {"person.household", "household.category"} <= reads("count(person where household.category=low_income)")
    assert {"person.household", "person.age"} <= reads("count(household where age>=60)")


def test_a_definition_is_read_through() -> None:
    assert "person.birth_date" in reads("count(person where very_elderly)")


def test_a_flag_worked_out_from_members_reads_them() -> None:
    assert "person.disability.level" in reads("count(household where has_disabled_member)")


def test_a_sum_reads_what_it_adds_and_a_rate_both_sides() -> None:
    assert "household.allowance.total" in reads("sum(household.allowance.total)")
    assert {"person.sex", "person.party.is_member"} <= reads(
        "percent(count(person where sex=female) / count(person where party.is_member))"
    )


def test_births_of_a_period_read_their_day_and_nothing_of_others() -> None:
    assert "birth.birth_date" in reads("count(birth)") and "person.sex" not in reads("count(person where age>=60)")
