"""What follows from other facts: birth date and sex from the citizen ID number (GB 11643-1999), age on a day.

A number is never corrected silently: `read_id_number` says what is wrong with it. 18 zeros, and six zeros with a
birthday and four zeros, stand for people without a card in several places; they are placeholders, not mistakes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import Enum

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
CHILD_PLACEHOLDER = re.compile(r"0{6}(\d{8})0{4}")
LOST_DIGITS = re.compile(r"\d(\.\d+)?E\+?\d+")
FIRST_YEAR, LAST_YEAR = 1850, 2100


class IdState(str, Enum):
    """How far an ID number can be trusted."""

    SOUND = "sound"  # right length, a real day of birth, the right check digit
    OLD = "old"  # 15 digits, as issued until 1999; it has no check digit
    PLACEHOLDER = "placeholder"  # zeros for somebody without a card
    WRONG_CHECK = "wrong check digit"
    WRONG_DAY = "no such day of birth"
    DIGITS_LOST = "digits lost"  # 1.30522E+17: a spreadsheet took it for a number
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True)
class IdNumber:
    """An ID number read: `number` as it should be written (18 digits, capital X; text as it came where it is not one).

    Birth date, sex (male, female) and division (six digits) are None or empty where the number does not say.
    """

    number: str
    state: IdState
    birth_date: date | None = None
    sex: str = ""
    division: str = ""

    @property
    def usable(self) -> bool:
        """Whether birth date and sex may be taken from it."""
        return self.state in (IdState.SOUND, IdState.OLD)


def read_id_number(text: str) -> IdNumber:
    """Read an ID number as people type it: small x, full-width digits, blanks, a leading apostrophe.

    >>> read_id_number("99010119800101001 4").state.value, read_id_number("990101198001010014").sex
    ('sound', 'male')
    >>> read_id_number("990101800101001").number
    '990101198001010014'
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lstrip("'").upper()
    if plain == "0" * 18:
        return IdNumber(plain, IdState.PLACEHOLDER)
    child = CHILD_PLACEHOLDER.fullmatch(plain)
    if child and _day(child.group(1)):
        return IdNumber(plain, IdState.PLACEHOLDER, _day(child.group(1)))
    if LOST_DIGITS.fullmatch(plain):
        return IdNumber(plain, IdState.DIGITS_LOST)
    if re.fullmatch(r"[0-9]{15}", plain):
        return _parts(to_18_digits(plain), IdState.OLD)
    if not re.fullmatch(r"[0-9]{17}[0-9X]", plain):
        return IdNumber(plain, IdState.MALFORMED)
    return _parts(plain, IdState.SOUND if check_digit(plain[:17]) == plain[17] else IdState.WRONG_CHECK)


def check_digit(first_17: str) -> str:
    """The last sign of an ID number: the weighted sum modulo 11.

    >>> check_digit("99010119800101001")
    '4'
    """
    return CHECKS[sum(int(digit) * weight for digit, weight in zip(first_17, WEIGHTS, strict=True)) % 11]


def to_18_digits(old: str) -> str:
    """An ID number of 15 digits as it is written today: century 19 put in, check digit added."""
    longer = f"{old[:6]}19{old[6:]}"
    return longer + check_digit(longer)


def birth_date_of(text: str) -> date | None:
    """The day of birth in an ID number, None where the number is not to be trusted."""
    read = read_id_number(text)
    return read.birth_date if read.usable else None


def sex_of(text: str) -> str | None:
    """`male` or `female` from an ID number, None where the number is not to be trusted."""
    read = read_id_number(text)
    return read.sex if read.usable else None


def age_on(birth_date: date, day: date) -> int:
    """Full years on a day; who was born on 29 February is a year older on 1 March of a common year.

    >>> age_on(date(1944, 2, 29), date(2024, 2, 28)), age_on(date(1944, 2, 29), date(2025, 3, 1))
    (79, 81)
    """
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def _parts(number: str, state: IdState) -> IdNumber:
    born = _day(number[6:14])
    if born is None:
        return IdNumber(number, IdState.WRONG_DAY, division=number[:6])
    return IdNumber(number, state, born, "male" if int(number[16]) % 2 else "female", number[:6])


def _day(digits: str) -> date | None:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
