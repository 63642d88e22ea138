"""What the values of a column look like, whatever stands over it: the second witness beside the heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from qingzhuang.intake.sources import Raw
from qingzhuang.vocabulary import Field, fold

MOSTLY = 0.6
LIKE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("id_number", re.compile(r"'?(\d{17}[\dXx]|\d{15}|\d{6}\*{6,12}\w{0,4}|\d(\.\d+)?[Ee]\+\d+)")),
    ("phone", re.compile(r"(\+?86)?[-\s]?1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}|0\d{2,3}[-\s]?\d{7,8}")),
    ("day", re.compile(r"(18|19|20)\d{2}[-/.年]\d{1,2}([-/.月]\d{1,2}日?)?.{0,9}|(18|19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])")),
    ("sex", re.compile(r"男|女|男性|女性")),
    ("figure", re.compile(r"-?\d+(\.\d+)?")),
)
FITS = {"id_number": ("id_number",), "phone": ("phone",), "sex": ("sex", "figure"), "day": ("day", "figure")}


def looks_like(values: Sequence[Raw]) -> str:
    """One of id_number, phone, day, sex, figure; empty where the values have no look in common.

    >>> looks_like(["990101198001010014", None, "99010119800101001X"]), looks_like(["张三", "李四"])
    ('id_number', '')
    """
    counts: dict[str, int] = {}
    seen = 0
    for value in values:
        if value is None:
            continue
        seen += 1
        if isinstance(value, date):
            kind = "day"
        elif isinstance(value, float) and value >= 1e15:
            kind = "id_number"
        else:
            text = fold(str(value))
            kind = next((name for name, pattern in LIKE if pattern.fullmatch(text)), "")
        counts[kind] = counts.get(kind, 0) + 1
    if not seen:
        return ""
    best = max(counts, key=lambda kind: counts[kind])
    return best if best and counts[best] >= MOSTLY * seen else ""


def wanted_look(field: Field) -> str:
    """What the values of a field should look like; empty where anything may stand there."""
    last = field.path.rpartition(".")[2]
    if last == "id_number":
        return "id_number"
    if last == "phone":
        return "phone"
    if field.type == "date":
        return "day"
    return "sex" if last == "sex" else ""


def contradicts(field: Field, look: str) -> bool:
    """Whether the values plainly are something else than the heading says: telephones under 身份证号."""
    wanted = wanted_look(field)
    if not wanted:
        return look in ("id_number", "phone") and field.path.endswith((".name", ".sex", "address"))
    return bool(look) and look not in FITS[wanted] and look != "figure"
