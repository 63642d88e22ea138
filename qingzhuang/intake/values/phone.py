"""Telephone numbers: mobile and fixed, several in a cell, area codes that lost their 0 in a spreadsheet."""

from __future__ import annotations

import re

from qingzhuang.intake.problems import Cleaned, Problem, problem
from qingzhuang.intake.sources import Raw
from qingzhuang.intake.values.text import as_text, digits_lost, folded, nothing
from qingzhuang.vocabulary.fold import BLANKS

MOBILE = re.compile(r"1[3-9][0-9]{9}")
FIXED = re.compile(r"(0(?:10|2[0-9]|[3-9][0-9]{2}))([2-9][0-9]{6,7})(?:(?:转|[-#])([0-9]{1,6}))?")
SERVICE = re.compile(r"[48]00[0-9]{7}|1[012][0-9]{1,4}|9[5-6][0-9]{3,6}")
LOCAL = re.compile(r"[2-9][0-9]{6,7}")
SEPARATORS = re.compile(r"[,，;；、/／|\\\n]|(?<=\d)\s{2,}(?=\d)|(?<=\d{11})\s+(?=\d)|或|和")
DASHES = re.compile(r"[-‐-―－—()（）. ]")
WORDS = re.compile(r"[^\d+\-‐-―－—()（）. #转*]+")

ROUNDED = re.compile(r"\d(\.\d+)?[Ee]\+?\d+")


def clean_phone(raw: Raw) -> Cleaned[str]:
    """A telephone number: 11 digits, or `0551-88881234`; the first where a cell holds several.

    >>> clean_phone("138 0000 0001").value, clean_phone(55188881234).problems[0].code, clean_phone("13800000001/13900000002").value
    ('13800000001', 'phone_lost_zero', '13800000001')
    """
    if isinstance(raw, str) and MOBILE.fullmatch(raw):
        return Cleaned(raw, raw)
    found = nothing(raw)
    if found is not None:
        return found
    if digits_lost(raw):
        return Cleaned(None, raw, (problem("digits_lost"),))
    text = as_text(raw).strip().lstrip("'‘’")
    if ROUNDED.fullmatch(text):
        return Cleaned(None, raw, (problem("digits_lost"),))
    parts = [part for part in SEPARATORS.split(text) if re.search(r"\d{3}", part)] or [text]
    read = [_one(part) for part in parts]
    best = next((at for at, (number, _) in enumerate(read) if number), 0)
    number, problems = read[best]
    others = [n or BLANKS.sub("", parts[at]) for at, (n, _) in enumerate(read) if at != best and (n or "") != number]
    if others and number:
        problems = (*problems, problem("phone_several", others="、".join(others)))
    return Cleaned(number or None, raw, problems)


def _one(text: str) -> tuple[str, tuple[Problem, ...]]:
    plain = folded(text)
    if "*" in plain:
        return "", (problem("masked"),)
    problems: list[Problem] = []
    words = "".join(WORDS.findall(plain))
    if words:
        plain = WORDS.sub("", plain)
        problems.append(problem("phone_words", word=words[:20]))
    digits = DASHES.sub("", plain).lstrip("+")
    if digits.startswith("0086"):
        digits = digits[4:]
    elif digits.startswith("86") and len(digits) == 13:
        digits = digits[2:]
    number, more = _number(digits, plain)
    if number and not words and number != text.strip() and not more:
        problems.append(problem("phone_signs_out"))
    return number, (*problems, *more)


def _number(digits: str, plain: str) -> tuple[str, tuple[Problem, ...]]:
    if MOBILE.fullmatch(digits):
        return digits, ()
    if digits.startswith("01") and MOBILE.fullmatch(digits[1:]):  # a 0 before a mobile number, as it was once dialled
        return digits[1:], ()
    if match := FIXED.fullmatch(digits):
        area, local, extension = match.groups()
        return f"{area}-{local}" + (f"转{extension}" if extension else ""), ()
    if match := FIXED.fullmatch(re.sub(r"[()（）. ]", "", plain).replace("-", "", 1)):  # a dash before the extension
        area, local, extension = match.groups()
        return f"{area}-{local}" + (f"转{extension}" if extension else ""), ()
    if LOCAL.fullmatch(digits):
        return digits, (problem("phone_no_area"),)
    if SERVICE.fullmatch(digits):
        return digits, ()
    if match := FIXED.fullmatch(f"0{digits}"):
        number = f"{match.group(1)}-{match.group(2)}"
        return "", (problem("phone_lost_zero", number, number=number),)
    if not digits.isdigit():
        return "", (problem("phone_unread"),)
    return "", (problem("phone_length", length=len(digits)),)
