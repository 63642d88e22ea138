"""The picture as a fold: against a reading that does it slowly, and by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.site.ledger.logic.fold import Said, Undoing, Undoings, picture

START, MOMENT = date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)
DAYS = st.integers(0, 12).map(lambda n: START + timedelta(days=n))
MOMENTS = st.integers(0, 12).map(lambda n: MOMENT + timedelta(days=n))


@st.composite
def histories(draw):
    said = []
    for number in range(draw(st.integers(0, 8))):
        begins = draw(DAYS)
        ends = draw(st.none() | st.integers(0, 6).map(lambda n, b=begins: b + timedelta(days=n)))
        facts = draw(st.dictionaries(st.sampled_from("abc"), st.none() | st.integers(0, 2), max_size=3))
        undone = draw(st.none() | st.tuples(MOMENTS, st.none() | MOMENTS))
        spans = () if undone is None else (undone,)
        confirms = tuple(draw(st.sets(st.sampled_from("abc"), max_size=2)))
        said.append(Said(number, facts, begins, draw(MOMENTS), ends, draw(st.integers(0, 2)), confirms, spans))
    return said


def slowly(said, field, day, known):
    """The value of a field: the last of the sentences that count, in the order of what decides."""
    spoken = [
        one
        for one in said
        if field in one.facts
        and one.at <= known
        and one.valid_from <= day
        and not (one.valid_to is not None and one.valid_to < day)
        and not [1 for begin, end in one.undone if begin <= known and not (end is not None and end <= known)]
    ]
    return max(spoken, key=lambda one: (one.valid_from, one.trust, one.number)).facts[field] if spoken else None


@given(histories(), DAYS, MOMENTS)
def test_equals_the_slow_reading(said, day, known):
    held = picture(said, day, known)
    assert {field: held[field].value if field in held else None for field in "abc"} == {
        field: slowly(said, field, day, known) for field in "abc"
    }


@given(histories(), DAYS, MOMENTS, st.randoms())
def test_does_not_depend_on_the_order_of_reading(said, day, known, shuffle):
    mixed = list(said)
    shuffle.shuffle(mixed)
    assert picture(mixed, day, known) == picture(said, day, known)


@given(histories(), DAYS, MOMENTS)
def test_what_is_recorded_later_does_not_change_what_was_known(said, day, known):
    later = Said(99, {"a": 7}, START, known + timedelta(seconds=1))
    assert picture([*said, later], day, known) == picture(said, day, known)


def test_as_of_30_june_as_known_on_5_july():
    """The move of 20 June was told on 3 July, and on 10 July it turned out to have been 1 July."""
    at = lambda month, day: datetime(2026, month, day, 9, tzinfo=UTC)  # noqa: E731
    said = [
        Said(1, {"address": "老地方"}, date(2026, 1, 1), at(1, 1)),
        Said(2, {"address": "新地方"}, date(2026, 6, 20), at(7, 3), undone=((at(7, 10), None),)),
        Said(3, {"address": "新地方"}, date(2026, 7, 1), at(7, 10)),
    ]
    june = date(2026, 6, 30)
    assert [picture(said, june, moment)["address"].value for moment in (at(7, 1), at(7, 5), at(7, 11))] == [
        "老地方", "新地方", "老地方",
    ]  # fmt: skip
    assert picture(said, date(2026, 7, 1), at(7, 11))["address"].value == "新地方"


def test_a_value_with_a_last_day_lapses_and_the_one_before_holds_again():
    said = [
        Said(1, {"allowance": False}, START, MOMENT),
        Said(2, {"allowance": True}, START + timedelta(days=2), MOMENT, START + timedelta(days=4)),
    ]
    values = [picture(said, START + timedelta(days=n), MOMENT)["allowance"].value for n in range(7)]
    assert values == [False, False, True, True, True, False, False]


def test_a_confirmation_moves_the_day_of_confirmation_only():
    later = START + timedelta(days=5)
    said = [Said(1, {"phone": "1"}, START, MOMENT), Said(2, {}, later, MOMENT, confirms=("phone", "unknown"))]
    held = picture(said, later, MOMENT)
    assert (held["phone"].number, held["phone"].since, held["phone"].confirmed) == (1, START, later)
    assert list(held) == ["phone"]


def test_an_undoing_that_is_undone_lets_the_statement_hold_again():
    first, second = MOMENT + timedelta(days=1), MOMENT + timedelta(days=2)
    undoings = Undoings.of([Undoing(8, first, recording=5), Undoing(9, second, recording=8)])
    assert undoings.spans(1, 5, None) == ((first, second),)
    one = Said(1, {"a": 1}, START, MOMENT, undone=undoings.spans(1, 5, None))
    assert [one.counts(START, MOMENT + timedelta(days=n)) for n in range(4)] == [True, False, True, True]
