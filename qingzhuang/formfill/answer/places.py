"""Names of places printed on forms, matched with the places of the ledger."""

from __future__ import annotations

import re

from qingzhuang.formfill.answer.desk import Desk
from qingzhuang.formfill.answer.facts import LEVELS, Area
from qingzhuang.vocabulary import fold

KIND_OF_PLACE = re.compile(
    r"(社区居民委员会|社区居委会|居民委员会|村民委员会|居委会|村委会|街道办事处|街道办|社区|街道|行政村|村|镇|乡|区|县|市|省|网格)$"
)


def match_place(desk: Desk, text: str) -> Area | None:
    """The place inside the area that a printed name means: by its full name, else without its kind (晴川 is 晴川社区)."""
    name = fold(text)
    if not name:
        return None
    places = [desk.facts.area, *(area for level in (*LEVELS, "grid") for area in desk.facts.places(level))]
    exact = {fold(area.name): area for area in reversed(places)}
    if name in exact:
        return exact[name]
    bare: dict[str, set[Area]] = {}
    for area in places:
        bare.setdefault(KIND_OF_PLACE.sub("", fold(area.name)), set()).add(area)
    found = bare.get(KIND_OF_PLACE.sub("", name), set())
    return next(iter(found)) if len(found) == 1 else None
