"""ID numbers: what they say, and what is wrong with them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.vocabulary.derive import (
    IdState,
    age_on,
    birth_date_of,
    check_digit,
    read_id_number,
    sex_of,
    to_18_digits,
)

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
# 990101 is no division of the country: these numbers belong to nobody
NUMBERS = st.builds(lambda day, serial: f"990101{day:%Y%m%d}{serial:03d}", DAYS, st.integers(0, 999)).map(
    lambda n: n + check_digit(n)
)


@given(DAYS, st.integers(0, 999))
def test_day_and_sex_come_out_as_they_went_in(day, serial):
    body = f"990101{day:%Y%m%d}{serial:03d}"
    read = read_id_number(body + check_digit(body))
    assert (read.state, read.birth_date, read.division) == (IdState.SOUND, day, "990101")
    assert read.sex == ("male" if serial % 2 else "female")


@given(NUMBERS, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number, place, step):
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    assert not read_id_number(wrong).usable


@given(NUMBERS, st.integers(0, 15))
def test_two_digits_changed_over_are_always_found(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or not read_id_number(swapped).usable


@given(st.dates(date(1910, 1, 1), date(1999, 12, 31)), st.integers(0, 999))
def test_an_old_number_says_the_same_as_its_new_form(day, serial):
    old = f"990101{day:%y%m%d}{serial:03d}"
    read = read_id_number(old)
    assert read.state is IdState.OLD and read.usable
    assert read.number == to_18_digits(old)
    assert (read.birth_date, read.sex) == (birth_date_of(read.number), sex_of(read.number))


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("000000000000000000", IdState.PLACEHOLDER),
        ("000000201503120000", IdState.PLACEHOLDER),
        ("1.30522E+17", IdState.DIGITS_LOST),
        ("990101198013010015", IdState.WRONG_DAY),
        ("99010119800101001", IdState.MALFORMED),
        ("护照 E12345678", IdState.MALFORMED),
        ("", IdState.MALFORMED),
    ],
)
def test_says_what_is_wrong(text, state):
    number = text if state is not IdState.WRONG_DAY else text[:17] + check_digit(text[:17])
    assert read_id_number(number).state is state


@pytest.mark.parametrize("text", ["'990101198001010014", "９９０１０１１９８００１０１００１４", " 990101 19800101 0014\u3000"])
def test_reads_numbers_as_people_type_them(text):
    assert read_id_number(text).number == "990101198001010014"


def test_a_small_x_is_a_check_digit():
    body = next(f"99010119800101{n:03d}" for n in range(1000) if check_digit(f"99010119800101{n:03d}") == "X")
    assert read_id_number(f"{body}x").state is IdState.SOUND


def test_a_child_without_a_card_still_has_a_birthday():
    read = read_id_number("000000201503120000")
    assert read.birth_date == date(2015, 3, 12) and not read.usable and sex_of("000000201503120000") is None


def test_no_sex_or_day_is_taken_from_a_wrong_number():
    assert birth_date_of("990101198001010019") is None and sex_of("990101198001010019") is None


@given(DAYS, DAYS)
def test_age_rises_by_one_at_each_birthday(born, day):
    if (born.month, born.day) == (2, 29):
        born = born.replace(day=28)
    years = age_on(born, day)
    assert born.replace(year=born.year + years) <= day if born.year + years >= 1 else True
    assert age_on(born, born) == 0


def test_counts_full_years_only():
    assert age_on(date(1946, 6, 30), date(2026, 6, 29)) == 79
    assert age_on(date(1946, 6, 30), date(2026, 6, 30)) == 80
