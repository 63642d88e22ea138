"""Numbers that say who somebody is, found in any text: ID numbers by check digit, telephones by form, accounts by Luhn.

>>> [(hit.kind, hit.text) for hit in find("张三 990101198001010014，电话 138-1234-5678")]
[('id_number', '990101198001010014'), ('phone', '138-1234-5678')]
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from operator import mul

ID, PHONE, ACCOUNT, NAME, ADDRESS, SMALL = "id_number", "phone", "account", "name", "address", "small"
FULL = frozenset((ID, PHONE, ACCOUNT))  # a file with one of these in full is refused
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
BETWEEN = (
    r" \t\r\n\-\u00a0\u00ad\u200b-\u200f\u2010-\u2015\u2060\ufeff"  # what people and programs put between digits, seen or not
)
GAP = rf"[{BETWEEN}]?"
# no part of a word, of a decimal number, or of what is covered; codes of a page header (&R) and tel are no words
ALONE = r"(?:(?<![0-9A-Za-z*])|(?<=&[A-Z])|(?<=&amp;[A-Z])|(?<=[Tt][Ee][Ll])|(?<=[Pp]hone)|(?<=[Mm]obile))(?<!\d\.)"
ENDS = r"(?![0-9A-Za-z*])(?!\.\d)"
LONG = re.compile(rf"(?<![0-9*])(?<!\d\.)(?:\d{GAP}){{11,24}}[\dXx](?![0-9*])(?!\.\d)")
BEGINS, BREAKS = re.compile(ALONE), re.compile(ENDS)
MOBILE = re.compile(
    rf"{ALONE}(?:(?:(?:\+|00)?86{GAP})?1[3-9]\d(?:{GAP}\d){{8}}|1[3-9]\d[._·]\d{{4}}[._·]\d{{4}}|\(1[3-9]\d\)[ \-]?\d{{4}}[ \-]?\d{{4}}){ENDS}"
)
HOUSE = re.compile(rf"{ALONE}(?:\(0\d{{2,3}}\){GAP}|0\d{{2,3}}[ \-\u2010-\u2015])[2-9]\d{{6,7}}(?:-\d{{1,6}})?{ENDS}")
HOUSE_HEADED = re.compile(rf"{ALONE}(?:\(?0\d{{2,3}}\)?{GAP})?[2-9]\d{{6,7}}(?:-\d{{1,6}})?{ENDS}")
# a telephone that is published on purpose
OF_OFFICE = re.compile(r"(?:监督|举报|咨询|服务|值班|投诉|办公|热线|传真|公示|受理|单位|社区|居委会|村委会|民政)[^\d]{0,10}$")
NAMED = (
    (ID, re.compile(r"(?:身份证|证件号|身份号)[^\d*]{0,8}$")),
    (ACCOUNT, re.compile(r"(?:账号|帐号|卡号|账户|帐户|一折通|一卡通|存折|银行卡)[^\d*]{0,8}$")),
)
SEPARATORS = re.compile(rf"[{BETWEEN}]")
SOME = re.compile(r"\d.{0,2}\d.{0,2}\d.{0,2}\d.{0,2}\d.{0,2}\d", re.DOTALL)
ODD = ((0x80, 0xD800), (0xF900, 0x10000), (0x1D400, 0x1D800), (0x1F100, 0x1F10B), (0x1FBF0, 0x1FBFA))  # where such signs are
PLAIN = re.compile(r"[ -~]{11,}")
SHORTEST = 11  # letters of a number
FEWEST = {PHONE: 7}  # digits of one under a heading that names it
LIKE_X = {ord(sign): "X" for sign in "×╳ХхΧχ"}  # typed for the last sign of an ID number


@dataclass(frozen=True, slots=True)
class Hit:
    """A number in a text, from `start` to `end`."""

    kind: str
    text: str
    start: int
    end: int


class Known:
    """Exact texts that count as accounts wherever they stand: thousands of them, looked up by how they begin.

    >>> [text for _, text in Known(["123456789012"]).places("No.123456789012")]
    ['123456789012']
    """

    def __init__(self, texts: Collection[str] = (), figures: bool = False, told: Collection[str] = frozenset()) -> None:
        self.figures = figures  # whether values of cells that are numbers are looked at beside texts
        self.told = told  # whole texts that need not be told again
        self.by_start: dict[str, list[str]] = {}
        for text in sorted(set(texts), key=len, reverse=True):
            self.by_start.setdefault(text[:SHORTEST], []).append(text)

    def __bool__(self) -> bool:
        return bool(self.by_start)

    def places(self, text: str) -> Iterator[tuple[int, str]]:
        """Where the texts stand in a longer one, the longest of those that begin alike."""
        for run in PLAIN.finditer(text) if self.by_start else ():
            for at in range(run.start(), run.end() - SHORTEST + 1):
                for one in self.by_start.get(text[at : at + SHORTEST], ()):
                    if text.startswith(one, at):
                        yield at, one
                        break


NOBODY = Known()


def find(text: str, headed: str = "", also: Known = NOBODY, *, houses: bool = True) -> list[Hit]:
    """The numbers in a text, in order, none within another.

    `headed` is the kind that the heading over the text names: then a number of the right length counts even where its
    check digit is wrong, because whoever reads the list takes it for one; so it is where the text itself names it (身份证号码：…).
    `also` are exact texts that count wherever they stand. `houses` are telephones with an area code, but not those of an office that
    are published on purpose (监督电话).
    """
    if len(text) < FEWEST.get(headed, SHORTEST):
        return []
    if not also and len(_some_digit().findall(text)) < FEWEST.get(headed, SHORTEST - 1):
        return []
    plain = _narrow(text)
    hits: list[Hit] = []
    if SOME.search(plain):
        hits = [*_long(plain, headed), *_phones(plain, headed, houses)]
    hits += [Hit(ACCOUNT, word, at, at + len(word)) for at, word in also.places(plain)]
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(Hit(hit.kind, text[hit.start : hit.end], hit.start, hit.end))
    return kept


def masked(text: str, hits: list[Hit]) -> str:
    """The text with its numbers covered, as long as before: of an ID number the first six and the last four digits stay.

    >>> masked("990101198001010014", find("990101198001010014"))
    '990101********0014'
    """
    signs = list(text)
    for hit in hits:
        digits = [at for at in range(hit.start, hit.end) if not SEPARATORS.match(text[at])]
        stays = {*digits[:6], *digits[-4:]} if hit.kind == ID and len(digits) >= 15 else set()
        for at in digits:
            if at not in stays:
                signs[at] = "*"
    return "".join(signs)


def is_id_number(digits: str) -> bool:
    """Whether 18 signs are an ID number with the right check digit and a day that exists, or 15 are one of before 1999.

    >>> is_id_number("990101198001010014"), is_id_number("990101198001010019"), is_id_number("000000000000000000")
    (True, False, False)
    """
    if len(digits) == 18 and digits[:17].isdigit():
        total = sum(map(mul, WEIGHTS, map(int, digits[:17])))
        return CHECKS[total % 11] == digits[17].upper() and _is_day(digits[6:14])
    return len(digits) == 15 and digits.isdigit() and digits[0] != "0" and _is_day(f"19{digits[6:12]}")


def is_account(digits: str) -> bool:
    """Whether 16 to 19 digits are the number of a bank card (ISO/IEC 7812): not one digit only, sum by Luhn.

    >>> is_account("6222021234567890123"), is_account("4111111111111111")
    (False, True)
    """
    if not 16 <= len(digits) <= 19 or not digits.isdigit() or len(set(digits)) < 2 or digits[0] in "01":
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _long(plain: str, headed: str) -> Iterator[Hit]:
    for match in LONG.finditer(plain):
        digits = SEPARATORS.sub("", match[0])
        start, end = match.span()
        if len(digits) == 18 and is_id_number(digits):
            yield Hit(ID, match[0], start, end)
            continue
        if BEGINS.match(plain, start) is None or BREAKS.match(plain, end) is None:  # a code with letters before or behind it
            continue
        kind = headed or next((kind for kind, before in NAMED if before.search(plain[max(0, start - 16) : start])), "")
        if is_id_number(digits):
            yield Hit(ID, match[0], start, end)
        elif is_account(digits):
            yield Hit(ACCOUNT, match[0], start, end)
        elif kind == ID and len(digits) in (15, 17, 18) and digits.strip("0"):
            yield Hit(ID, match[0], start, end)
        elif kind == ACCOUNT and len(digits) >= 12 and digits.strip("0"):
            yield Hit(ACCOUNT, match[0], start, end)


def _phones(plain: str, headed: str, houses: bool) -> Iterator[Hit]:
    for match in MOBILE.finditer(plain):
        yield Hit(PHONE, match[0], *match.span())
    for match in (HOUSE_HEADED if headed == PHONE else HOUSE).finditer(plain) if houses else ():
        if OF_OFFICE.search(plain[max(0, match.start() - 16) : match.start()]) is None:
            yield Hit(PHONE, match[0], *match.span())


@lru_cache(maxsize=4096)
def _is_day(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1850 <= day.year <= 2100


def _narrow(text: str) -> str:
    """Full-width and other odd signs as plain ones, letter by letter, so that places stay the same."""
    return text if text.isascii() else text.translate(_plain_signs())


@cache
def _some_digit() -> re.Pattern[str]:
    """Any sign that may be a digit of a number."""
    return re.compile("[0-9" + "".join(chr(code) for code, plain in _plain_signs().items() if plain.isdigit()) + "]")


@cache
def _plain_signs() -> dict[int, str]:
    """Sign → the one plain sign that it stands for: １ ① ¹ 𝟏 are 1."""
    signs = (chr(code) for start, end in ODD for code in range(start, end))
    return {
        ord(sign): plain for sign in signs if len(plain := unicodedata.normalize("NFKC", sign)) == 1 and plain != sign
    } | LIKE_X
