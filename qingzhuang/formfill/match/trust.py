"""How far a field may be trusted where it stands: labels over it, units beside it, words that are used loosely."""

from __future__ import annotations

import re

from qingzhuang.formfill.match.groups import Groups
from qingzhuang.formfill.match.headings import ASPECT, DEED, INCOMES, LENGTHS, OWN_AREA, PART, PERSONAL, SOMEBODY
from qingzhuang.formfill.match.label import read_label
from qingzhuang.formfill.match.reading import MONEY_UNITS, SIZE_UNITS, same_kind
from qingzhuang.vocabulary import Field

REPORT = ("report", "row", "area")
HEAD_HIMSELF = ("姓名", "名字", "申请人", "申请人姓名", "本人姓名")
ROOM = re.compile(r"^(?:房间|房|室|寝室|宿舍)号?$")
FAMILY = re.compile(r"家|户|人均")
ELSEWHERE = re.compile(r"务工|打工|就业|外出|流动|就读|就学|就医|工作|从业")  # its place is not the one the row belongs to
AMOUNTS = MONEY_UNITS | SIZE_UNITS
PIECES = frozenset("个 家 所 处".split())
NOT_KEPT = 0.1
ALMOST = 0.76  # a guess that is filled in and marked


def trusted(field: Field, text: str, score: float, groups: Groups, record: str, unit: str) -> tuple[float, str]:
    """The score that is left to a field read from the label `text` in a row about a `record`, and what there is to say about it."""
    doubts: list[str] = []
    if groups.unknown:
        somebody = SOMEBODY.search(groups.unknown) and field.entity in ("person", "household")
        if PERSONAL.search(field.path) or somebody or groups.part and field.entity not in REPORT:
            score -= 0.35
            doubts.append(f"，但上面的“{groups.unknown}”说的可能是别人")
        elif field.entity == "area" and not OWN_AREA.search(groups.unknown):
            score = min(score, 0.74)
            doubts.append(f"，但“{groups.unknown}”说的可能是别处")
        elif DEED.search(groups.unknown):
            score = min(score, ALMOST)
            doubts.append(f"，但上面的“{groups.unknown}”说的是一件事")
        elif groups.role is None and not ASPECT.search(read_label(groups.unknown).core):
            score = min(score, ALMOST)
            doubts.append(f"，但看不出上面的“{groups.unknown}”说的是什么")
    if field.entity == "area" and any(ELSEWHERE.search(label) and not OWN_AREA.search(label) for label in groups.labels):
        score = min(score, NOT_KEPT)  # 务工地点／省: never the one that the row belongs to
        doubts.append("，但上面的标题说的是外面的地方")
    own_area = field.entity == "area" and OWN_AREA.search(groups.foreign)
    named = read_label(groups.foreign).core and read_label(groups.foreign).core in text  # 残疾／残疾等级
    if groups.foreign and groups.role is None and not own_area and not named and not _akin(field, groups):
        score = min(score, ALMOST)
        doubts.append(f"，但上面的“{groups.foreign}”自己就是一项")
    if field.path == "person.name" and text not in ("姓名", "名字") and PART.search(text):
        score = min(score, 0.74)
    if field.path in ("household.phone", "person.phone") and record in ("dwelling", "building", "estate"):
        score = min(score, ALMOST)  # of whom in a list of houses?
    if field.path == "dwelling.room" and record == "person" and ROOM.search(text):
        score = min(score, ALMOST)  # in a list of people a room may be of a home, a school, an inn
    if field.path == "person.name" and record == "household" and text not in HEAD_HIMSELF:
        score = min(score, ALMOST)  # 老人姓名 in the row of a household need not be its head
    if field.path == "household.allowance.certificate_number" and text.startswith("证件"):
        score = min(score, 0.77)  # 证件号码 may be of any paper
    family = field.name in INCOMES or field.name.startswith("income.") and not FAMILY.search(text)
    if field.entity == "household" and family and record == "person":
        score = min(score, ALMOST)  # 工资收入, 退休工资 in a list of people may be his own
    if unit and field.unit and not same_kind(unit, field.unit):
        score = min(score, 0.5)  # 土地面积（㎡）is no farmland
    if field.type == "date" and unit in LENGTHS:
        score = min(score, 0.7)
    return score, "".join(doubts)


def never_in(unit: str) -> tuple[str, ...]:
    """Types of fields that a unit is never of: 高龄津贴（元） where the ledger only knows who gets it, 居民小组（个） where it knows which.

    >>> never_in("元"), never_in("个"), never_in("人")
    (('boolean', 'code', 'codes', 'date'), ('text',), ())
    """
    if unit in AMOUNTS:
        return ("boolean", "code", "codes", "date")
    return ("text",) if unit in PIECES else ()


def _akin(field: Field, groups: Groups) -> bool:
    """残疾类别 under 残疾情况, 省 under 户籍地址: a part of what the label over it names, or another fact of the same sort."""
    stem = field.path.rpartition(".")[0]
    return any(field.path.startswith(f"{prefix}.") or stem.count(".") and prefix.startswith(stem) for prefix in groups.prefixes)
