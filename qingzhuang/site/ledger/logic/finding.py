"""Signs by which a record is found: name, pinyin, initials, tail of a number, address.

A sign is a letter for its kind and a text; a search is a range of signs that begin alike, within the areas of the reader, so
that one index answers it. Numbers appear only as keyed digests: whole, and of their last four signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice, product
from typing import Any

from pypinyin import Style, pinyin

from qingzhuang.seal import Keyring
from qingzhuang.vocabulary import fold

NAME, LETTERS, NUMBER, TAIL, ADDRESS, TAG = "n", "p", "d", "e", "a", "t"
TAIL_LENGTH, READINGS, LONGEST = 4, 6, 40
NUMBERS = ("id_number", "phone", "phone_other", "code")
ADDRESSES = ("residence_address", "address")
NAMES = ("name", "head.name", "unit_name", "owner.name")
LAST = chr(0x10FFFF)


def signs_of(ring: Keyring, facts: Mapping[str, Any]) -> set[str]:
    """All signs of a record; `facts` in plain text."""
    found: set[str] = set()
    for field in NAMES:
        if (value := facts.get(field)) and (name := _plain(value)):
            found |= _signs_of_name(name)
    for field in NUMBERS:
        if (value := facts.get(field)) and (number := number_of(value)):
            found.add(NUMBER + ring.digest(number))
            if len(number) >= TAIL_LENGTH:
                found.add(TAIL + ring.digest(number[-TAIL_LENGTH:]))
    for field in ADDRESSES:
        if address := facts.get(field):
            found |= _signs_of_address(str(address))
    return found


@lru_cache(maxsize=20_000)
def _signs_of_name(name: str) -> frozenset[str]:
    ends = (name, name[1:]) if len(name) > 2 else (name,)
    signs = (*(NAME + end for end in ends), *(LETTERS + letters for letters in letters_of(name)))
    return frozenset(sign[:LONGEST] for sign in signs)


@lru_cache(maxsize=20_000)
def _signs_of_address(text: str) -> frozenset[str]:
    return frozenset((ADDRESS + piece)[:LONGEST] for piece in address_pieces(text))


def wanted(ring: Keyring, words: str) -> Iterator[tuple[str, str]]:
    """The ranges of signs (first, last) that a search looks through, the most telling kind first.

    >>> ring = Keyring.new()
    >>> [low for low, high in wanted(ring, "zhang")], [low for low, high in wanted(ring, "张三")]
    (['pzhang'], ['n张三', 'a张三'])
    """
    text = _plain(words)
    number = number_of(words)
    if not text:
        return
    if number and any(sign.isdigit() for sign in number):
        if len(number) > 7:
            yield _only(NUMBER + ring.digest(number))
        if len(number) >= TAIL_LENGTH:
            yield _only(TAIL + ring.digest(number[-TAIL_LENGTH:]))
        yield _beginning(ADDRESS + text)
        return
    if text.isascii():
        yield _beginning(LETTERS + text.replace("'", "").replace(" ", ""))
        return
    yield _beginning(NAME + text)
    yield _beginning(ADDRESS + address_form(words))


def _only(sign: str) -> tuple[str, str]:
    return sign, sign


def _beginning(sign: str) -> tuple[str, str]:
    sign = sign[:LONGEST]
    return sign, sign + LAST


@lru_cache(maxsize=20_000)
def letters_of(name: str) -> frozenset[str]:
    """The pinyin of a name, whole and as initials, in the usual readings of its characters.

    >>> sorted(letters_of("张乐"))
    ['zhangle', 'zhangyue', 'zl', 'zy']
    """
    readings = [_readings(sign) for sign in name[:8]]
    found: set[str] = set()
    for reading in islice(product(*(r for r in readings if r)), READINGS):
        found |= {"".join(reading), "".join(part[:1] for part in reading)}
    return frozenset(found - {""})


@lru_cache(maxsize=20_000)
def _readings(sign: str) -> tuple[str, ...]:
    if sign.isascii():
        return (sign.lower(),) if sign.isalnum() else ()
    found = pinyin(sign, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(found[0][:2])) if found else ()


def number_of(value: object) -> str:
    """A number as it is compared: half-width, without blanks and dashes, upper case; empty where it is none.

    >>> number_of(" 11010119900307１23x "), number_of("138-0000 0001"), number_of("张三")
    ('11010119900307123X', '13800000001', '')
    """
    text = str(value or "")
    if text.isascii() and text.isalnum():
        return text.upper()
    text = re.sub(r"[\s\-'·]", "", fold(text)).upper()
    return text if text and text.isascii() and text.isalnum() else ""


def address_form(text: str) -> str:
    """An address as it is compared: three spellings of a building are one.

    >>> address_form("晴川路12号 ３幢２单元101室"), address_form("晴川路12号3栋2单元101")
    ('晴川路12号3栋2单元101', '晴川路12号3栋2单元101')
    """
    plain = re.sub(r"[\s,，、。.（）()]", "", fold(text))
    plain = re.sub(r"(\d)(?:号楼|幢|座|#楼|#)", r"\1栋", plain)
    return re.sub(r"(\d)[室房]$", r"\1", plain)


@lru_cache(maxsize=20_000)
def address_pieces(text: str) -> frozenset[str]:
    """The address and its ends, each beginning at a part of it (road, estate, building), so that any part is found.

    >>> sorted(address_pieces("晴川街道临江社区3栋101"))
    ['3栋101', '临江社区3栋101', '晴川街道临江社区3栋101']
    """
    whole = address_form(text)
    if not whole:
        return frozenset()
    ends = [match.end() for match in re.finditer(r"(?:街道|社区|小区|[省市县镇乡路巷弄里村组栋号])", whole)]
    starts = [0, *(end for end in ends if len(whole) - end >= 4)]
    return frozenset(whole[start : start + LONGEST - 1] for start in starts)


def _plain(value: object) -> str:
    return _folded(str(value)) if value else ""


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    return fold(text).casefold().strip()
