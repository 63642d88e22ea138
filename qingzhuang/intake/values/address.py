"""Addresses: one way of writing for reading, and a key for comparing that sees through the ways people spell a door."""

from __future__ import annotations

import re
from functools import lru_cache

from qingzhuang.formfill.match.bands import chinese_number
from qingzhuang.intake.problems import Cleaned, problem
from qingzhuang.intake.sources import Raw
from qingzhuang.intake.values.text import as_text, is_plain, nothing, tidy
from qingzhuang.vocabulary import fold

SHORT = 4
BETWEEN = re.compile(r"(?<=[^\x00-\x7f])\s+(?=\S)|(?<=\S)\s+(?=[^\x00-\x7f])")
ONE_SIGN = str.maketrans("－–—―−＃", "-----#")
NUMERAL = r"[〇零一二三四五六七八九十百]+"
IN_WORDS = re.compile(rf"第?({NUMERAL})(?=(?:号楼|号院|号|弄|巷|栋|幢|座|单元|室|楼|层|组|社|队|村民小组|区|期|支弄|门|户|里))")
UPPER = re.compile(
    r"^(?:(?:\S{2,9}?(?:省|自治区))?(?:\S{2,9}?(?:市|自治州|地区|盟))?(?:\S{1,9}?(?:(?<![小社园片])区|县|市|旗))?)"
)
TOWN = re.compile(r"^\S{2,8}?(?:街道办事处|街道|镇|乡)")
COMMUNITY = re.compile(r"^\S{2,10}?(?:社区居委会|社区|居委会|村委会|行政村)")
BUILDING = re.compile(r"(\d+|[a-z])(?:号楼|栋|幢|座|#楼?|号房|号楼房)")
UNIT = re.compile(r"(\d+|[甲乙丙丁a-z])(?:单元|门(?!牌))")
ROOM = re.compile(r"(\d+[a-z]?)(?:室|户|房间|房|号房)?$")
UNIT_ROOM = re.compile(r"(\d+)-(\d+[a-z]?(?:室|户)?)")
DASHED = re.compile(r"(\d+)[-－—–−](\d+)[-－—–−](\d+)(?:室|号|户)?$")


def clean_address(raw: Raw) -> Cleaned[str]:
    """An address without needless blanks, its letters and digits half-width. The words stay as they are.

    >>> clean_address("幸福路１２号 ３栋２单元").value
    '幸福路12号3栋2单元'
    """
    found = nothing(raw)
    if found is not None:
        return found
    value, problems = tidy(as_text(raw))
    closed = value if is_plain(value) else BETWEEN.sub("", value)
    closed = closed.translate(ONE_SIGN).strip(" ,，。;；、'")
    if closed != value and not problems:
        problems = (problem("blanks_out"),)
    if closed and len(closed) < SHORT:
        problems = (*problems, problem("address_short"))
    return Cleaned(closed or None, raw, problems)


@lru_cache(maxsize=200_000)
def address_key(text: str) -> str:
    """What an address says of the door, in one spelling: two addresses with equal keys are the same place within a community.

    Province to town are left out (they are often missing), numbers in words become digits, 栋, 幢, 号楼 and # are one thing.

    >>> address_key("旭阳市幸福街道幸福里十二弄3号楼2单元301室") == address_key("幸福里12弄３＃2单元301")
    True
    >>> address_key("幸福路3-2-301") == address_key("幸福路3栋2单元301室")
    True
    """
    plain = fold(text).lower()
    plain = re.sub(r"[()（）\[\]【】,，。;；:：、\"'“”]", "", plain)
    plain = re.sub(r"[－—–−―_~]", "-", plain)
    plain = IN_WORDS.sub(_digits, plain)
    plain = _without_upper(plain)
    if match := DASHED.search(plain):
        head = plain[: match.start()]
        return f"{_street(head)}|b{match.group(1)}|u{match.group(2)}|r{match.group(3)}"
    building = unit = room = ""
    if match := UNIT.search(plain):
        unit = f"|u{match.group(1).lstrip('0')}"
        plain = plain[: match.start()] + "~" + plain[match.end() :]
    if match := BUILDING.search(plain):
        building = f"|b{match.group(1).lstrip('0')}"
        plain = plain[: match.start()] + "~" + plain[match.end() :]
    head, mark, tail = plain.partition("~")
    tail = tail.replace("~", "").strip("-")
    if mark and not unit and (match := UNIT_ROOM.fullmatch(tail)):
        unit, tail = f"|u{match.group(1)}", match.group(2)
    if mark and (match := ROOM.fullmatch(tail) or ROOM.search(tail)):
        room = f"|r{match.group(1).lstrip('0')}"
        tail = tail[: match.start()]
    return f"{_street(head + tail)}{building}{unit}{room}"


def _street(head: str) -> str:
    """The way and number: 12弄3号, 12弄3 and 12-3 are one; 村民小组 and 组 too."""
    head = re.sub(r"门牌号?|小区|住宅区|家属院|村民小组", lambda m: "组" if m.group() == "村民小组" else "", head)
    head = re.sub(r"(\d+)(?:支弄|弄|巷|胡同|里)", r"\1弄", head)
    head = re.sub(r"(?<=\d)号院?$", "", head.rstrip("-"))
    head = re.sub(r"(?<=弄)(\d+)号", r"\1", head)
    return re.sub(r"(?<!\d)0+(?=\d)", "", head)


def _without_upper(plain: str) -> str:
    """Without province, city, county, town and community, as long as something is left that names a place."""
    for pattern in (UPPER, TOWN, COMMUNITY):
        match = pattern.match(plain)
        if (
            match
            and match.end()
            and len(plain) - match.end() >= 2
            and re.search(r"\d|路|街|巷|弄|村|组|苑|园|里", plain[match.end() :])
        ):
            plain = plain[match.end() :]
    return plain


def _digits(match: re.Match[str]) -> str:
    """十二 → 12, 三〇一 → 301."""
    text = match.group(1).replace("〇", "零")
    if "十" in text or "百" in text:
        return f"{chinese_number(text):g}"
    return "".join(str("零一二三四五六七八九".index(sign)) for sign in text)
