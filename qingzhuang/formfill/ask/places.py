"""Places in a question: 3栋, 2单元, 第三网格, 荷塘苑, 石桥社区 — only those that the facts know count as understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qingzhuang.formfill.ask.model import Places
from qingzhuang.formfill.match.bands import chinese_number
from qingzhuang.vocabulary import fold

NUM = r"(\d{1,4}|[一二两三四五六七八九十]{1,3})"
BUILDING = re.compile(rf"第?{NUM}(?:号?栋|幢|号楼|栋楼|座)(?:楼)?(?:里|的)?")
UNIT = re.compile(rf"第?{NUM}单元(?:的)?")
GRID = re.compile(rf"第?{NUM}号?网格(?:里|内|的)?|网格{NUM}(?:里|内|的)?")
BLOCK = re.compile(r"[栋幢楼座]|^\d+$")  # a number of a house in a lane is no building of an estate
# how the fact is reached: kind of place → entity counted → field
FIELDS = {
    "building": {"person": "building.number", "household": "dwelling.building.number", "dwelling": "building.number", "building": "number"},
    "unit": {"person": "dwelling.unit", "household": "dwelling.unit", "dwelling": "unit"},
    "grid": dict.fromkeys(("person", "household", "dwelling", "organisation", "birth", "death", "building", "estate", "facility"), "grid"),
    "estate": {"person": "estate", "household": "dwelling.estate", "dwelling": "estate", "building": "estate"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text: a code of the tree (`area`), or a kind with the values that its field may have; neither is a place unknown."""

    start: int
    end: int
    means: str
    kind: str = ""
    values: tuple[str, ...] = ()
    area: str = ""
    many: int = 1  # how many places are called so


def find_place(text: str, known: Places) -> Place | None:
    """The first place of a folded text, names before numbers; None where it names none."""
    named = _named(text, known)
    if named is not None:
        return named
    match = GRID.search(text)
    if match is not None:
        number = int(chinese_number(match[1] or match[2]))
        keys = tuple(key for key, name in known.grids if _number_of(name) == number)
        means = "、".join(name for key, name in known.grids if key in keys)
        return Place(match.start(), match.end(), means or "台账里没有这个网格", "grid", keys, many=len(keys))
    match = BUILDING.search(text)
    if match is not None:
        number = int(chinese_number(match[1]))
        alike = [name for name in known.buildings if BLOCK.search(name) and _number_of(name) == number]
        values = tuple(dict.fromkeys(alike))
        means = "、".join(values) or "台账里没有这栋楼"
        return Place(match.start(), match.end(), means, "building", values, many=len(alike))
    match = UNIT.search(text)
    if match is not None:
        number = int(chinese_number(match[1]))
        return Place(match.start(), match.end(), f"{number}单元", "unit", (f"{number}单元", str(number), f"{number:02d}"))
    return None


def _named(text: str, known: Places) -> Place | None:
    best: Place | None = None
    for kind, names in (("area", known.areas), ("grid", known.grids), ("estate", known.estates)):
        for key, name in names:
            folded = fold(name)
            at = text.find(folded) if len(folded) > 1 else -1
            if at < 0 or best is not None and len(folded) <= best.end - best.start:
                continue
            end = at + len(folded)
            best = Place(at, end, name, "", (), key) if kind == "area" else Place(at, end, name, kind, _alike(names, name))
    return best


def _alike(names: Sequence[tuple[str, str]], name: str) -> tuple[str, ...]:
    return tuple(key for key, other in names if other == name)


def _number_of(name: str) -> int | None:
    """The number in a name, the last one: 石桥社区第3网格 is 3, 3号楼 is 3."""
    found = re.findall(r"\d+|(?<=第)[一二三四五六七八九十]+", fold(name))
    return int(chinese_number(found[-1])) if found else None
