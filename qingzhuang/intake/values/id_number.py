"""Citizen ID numbers (GB 11643) as people type them, and as spreadsheets spoil them."""

from __future__ import annotations

import re
from datetime import date

from qingzhuang.intake.problems import Cleaned, Problem, problem
from qingzhuang.intake.sources import Raw
from qingzhuang.intake.values.text import as_text, digits_lost, folded, nothing
from qingzhuang.vocabulary import IdState, read_id_number
from qingzhuang.vocabulary.derive import check_digit

SOUND_LOOK = re.compile(r"[1-9][0-9]{16}[0-9X]")
SIGNS = re.compile(r"[\s'‘’`´\"“”.\-—_,，。:：;；]")
SEVERAL = re.compile(r"[0-9]{15,17}[0-9Xx]?[\s,，;；/、\n]+[0-9]{15,17}[0-9Xx]?")
PASSPORT = re.compile(r"[A-Z]{1,2}[0-9]{6,9}|[HM][0-9]{8,10}|[0-9]{8}|[A-Z][0-9]{6}\(?[0-9A]\)?")
WIDE = re.compile(r"[０-９Ｘｘ]")
LABEL = re.compile(r"^(公民)?(身份证|身份)(号码?|证号)?[:：]?")


def clean_id_number(raw: Raw, day: date | None = None) -> Cleaned[str]:
    """An ID number of 18 signs; None where there is none, or none that can be trusted.

    `day` is today: a birth date after it is refused. A number whose check digit is wrong is asked about, not taken.

    >>> clean_id_number("９９０１０１１９８００１０１００１４").value, clean_id_number("990101800101001").problems[0].code
    ('990101198001010014', 'id_15')
    >>> clean_id_number(1.30522e17).problems[0].code, clean_id_number("0" * 18).problems[0].code
    ('digits_lost', 'id_placeholder')
    """
    found = nothing(raw)
    if found is not None:
        return found
    if digits_lost(raw):
        return Cleaned(None, raw, (problem("digits_lost"),))
    text = as_text(raw)
    if SEVERAL.search(text):
        return Cleaned(None, raw, (problem("id_several"),))
    plain = LABEL.sub("", SIGNS.sub("", folded(text)))
    if "*" in plain:
        return Cleaned(None, raw, (problem("masked"),))
    problems = _written(text, plain)
    plain = plain.upper()
    read = read_id_number(plain)
    match read.state:
        case IdState.SOUND:
            return _in_time(read.number, read.birth_date, raw, problems, day)
        case IdState.OLD:
            return _in_time(read.number, read.birth_date, raw, (*problems, problem("id_15")), day)
        case IdState.PLACEHOLDER if read.birth_date is not None:
            return Cleaned(None, raw, (problem("id_placeholder_birth", day=read.birth_date.isoformat()),))
        case IdState.PLACEHOLDER:
            return Cleaned(None, raw, (problem("id_placeholder"),))
        case IdState.WRONG_DAY:
            return Cleaned(None, raw, (problem("id_day", day=_day_inside(plain)),))
        case IdState.WRONG_CHECK if plain.endswith("000"):  # typed off a number that a spreadsheet had rounded
            return Cleaned(None, raw, (problem("digits_lost"),))
        case IdState.WRONG_CHECK:
            return Cleaned(None, raw, (problem("id_check", check=check_digit(plain[:17])),))
        case IdState.DIGITS_LOST:
            return Cleaned(None, raw, (problem("digits_lost"),))
    return Cleaned(None, raw, (_no_number(plain),))


def birth_of_placeholder(cleaned: Cleaned[str]) -> date | None:
    """The birth date that a stand-in for a child without a card holds (000000 + day + 0000)."""
    for found in cleaned.problems:
        if found.code == "id_placeholder_birth":
            return date.fromisoformat(str(dict(found.about)["day"]))
    return None


def looks_sound(text: object) -> bool:
    """Whether a text is written as a number of 18 signs should be; says nothing of its check digit."""
    return isinstance(text, str) and len(text) == 18 and SOUND_LOOK.fullmatch(text) is not None


def _written(text: str, plain: str) -> tuple[Problem, ...]:
    problems = []
    narrow = text.strip()
    if WIDE.search(narrow):
        problems.append(problem("narrowed"))
    if len(folded(text)) != len(plain) or re.search(r"\s", narrow):
        problems.append(problem("id_signs_out"))
    if plain.endswith("x"):
        problems.append(problem("id_small_x"))
    return tuple(problems)


def _in_time(number: str, birth: date | None, raw: Raw, problems: tuple[Problem, ...], day: date | None) -> Cleaned[str]:
    if day is not None and birth is not None and birth > day:
        return Cleaned(None, raw, (problem("id_future", day=birth.isoformat()),))
    return Cleaned(number, raw, problems)


def _day_inside(plain: str) -> str:
    inside = plain[6:14] if len(plain) == 18 else f"19{plain[6:12]}"
    return f"{inside[:4]}-{inside[4:6]}-{inside[6:]}"


def _no_number(plain: str) -> Problem:
    if PASSPORT.fullmatch(plain):
        return problem("id_other_document")
    if plain[:-1].isdigit() and len(plain) > 4:
        return problem("id_length", length=len(plain))
    return problem("id_malformed")


def birth_inside(number: str) -> date:
    """The birth date inside a sound number of 18 digits.

    >>> birth_inside("990101198001010014")
    datetime.date(1980, 1, 1)
    """
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
