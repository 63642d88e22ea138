"""Printed sentences with places for figures: 全村共有____户，____人，其中男____人.

>>> [(slot.number, slot.label, slot.unit) for slot in slots("全村共有    户，    人，其中男    人。")]
[(1, '全村共有', '户'), (2, '全村共有', '人'), (3, '其中：男', '人')]
>>> slots("家庭人口    人"), slots("建议给予救助    元，户主签字：    人")
((), ())
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from qingzhuang.formfill.layout import words
from qingzhuang.formfill.layout.model import Pair
from qingzhuang.vocabulary import fold

UNIT = "万元|人次|人|户|名|位|元|亩|个|家|套|间|处|公里|平方米|㎡|支|所"
SLOT = re.compile(rf"(?:[ \t\u3000\u00a0_＿]{{2,}}|[ \t\u3000\u00a0_＿]*\d+(?:\.\d+)?[ \t\u3000\u00a0_＿]*)(?=({UNIT}))")
CLAUSE = re.compile(r"[。；;：:\n]")
LEAST = 2  # one gap alone is a value behind its label


@dataclass(frozen=True, slots=True)
class Slot:
    """One place for a figure: which of the text's figures it is, counted from 1, what stands before it, and its unit."""

    number: int
    label: str
    unit: str


def slots(text: str) -> tuple[Slot, ...]:
    """The empty places of a sentence; none where a signature, a choice, a date or fewer than two places are printed."""
    plain = fold(text)
    if words.is_choice(text) or words.SIGNATURE.search(plain) or words.DATE_GAP.search(text):
        return ()
    found: list[Slot] = []
    label, before = "", 0
    for number, spot in enumerate(SLOT.finditer(text), 1):
        label = _label(text[before : spot.start()]) or label
        before = spot.end(1)
        if not spot.group().strip(" \t\u3000\u00a0_＿"):
            found.append(Slot(number, label, spot.group(1)))
    return tuple(found) if len(found) >= LEAST else ()


def _label(text: str) -> str:
    plain = fold(CLAUSE.split(text)[-1]).strip(",，、.()（）")
    return re.sub(r"^其中(?!:)", "其中：", re.sub(r"(?<=.)[约达计为]+$", "", plain))


def spoken(pair: Pair) -> Iterator[Pair]:
    """A pair whose value is such a sentence as one pair for each place; any other as it is."""
    found = slots(pair.printed)
    if not found:
        yield pair
    above = pair.path[:-1] if pair.same else pair.path
    for slot in found:
        yield replace(pair, path=(*above, f"{slot.label}（{slot.unit}）"), same=True, slot=slot.number)


def put_into_slot(text: str, number: int, value: str) -> str:
    """The sentence with a figure in one of its places, as wide as the place was.

    >>> put_into_slot(put_into_slot("共有    户，    人", 1, "312"), 2, "1005")
    '共有 312户，1005人'
    """
    spot = next((spot for at, spot in enumerate(SLOT.finditer(text), 1) if at == number), None)
    if spot is None:
        return text
    return text[: spot.start()] + value.rjust(len(spot.group())) + text[spot.end() :]
