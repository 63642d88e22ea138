"""Conditions that nobody fulfils: a figure that would always be 0 is a misreading, or at least worth a look."""

from __future__ import annotations

from qingzhuang.formfill.match.context import Doubt
from qingzhuang.tally.question import And, Compare, Condition, Holds, OneOf

Values = set[str | int | float]

# what a yes leaves of the values of another field: an activist is no member of the party yet
IMPLIED: dict[str, tuple[str, frozenset[str]]] = {
    "party.is_member": ("political_status", frozenset(("party_member", "probationary_party_member"))),
}


LEFT = "户籍在本地的外出人口不在流动人口里"  # 流入 and 流出 under 流动人口: the title is of both
STRANGERS = frozenset(("floating", "temporary", "foreign"))  # registered elsewhere: nobody of the own register who left (流出)


def never(condition: Condition) -> Doubt:
    """失业 in a table of 退休人员, 0-14岁 in one of 老年人, 入党积极分子 in one of 党员: both at once, which nobody is."""
    parts = list(_parts(condition))
    values: dict[str, Values] = {}
    for part in parts:
        wanted = _values(part)
        if isinstance(part, Holds) and part.field in IMPLIED:
            name, allowed = IMPLIED[part.field]
            values[name] = values.get(name, set(allowed)) & set(allowed)
        elif wanted:
            name = part.field  # type: ignore[union-attr]
            values[name] = values.get(name, wanted) & wanted
    held = {part.field for part in parts if isinstance(part, Holds)}
    apart = "separated_from_registration" in held and values.get("residence_type", set()) & STRANGERS
    if apart:
        return Doubt(0.3, LEFT)
    if any(not left for left in values.values()) or _no_room(parts):
        return Doubt(0.3, "和标题的范围不会同时成立，数出来总是 0")
    return Doubt()


def _parts(condition: Condition) -> tuple[Condition, ...]:
    if isinstance(condition, And):
        return tuple(inner for part in condition.parts for inner in _parts(part))
    return (condition,)


def _values(part: Condition) -> Values:
    if isinstance(part, OneOf):
        return set(part.values)
    return {part.value} if isinstance(part, Compare) and part.op == "=" and isinstance(part.value, str) else set()


def _no_room(parts: list[Condition]) -> bool:
    """Bounds of one number that leave nothing between them."""
    low: dict[str, float] = {}
    high: dict[str, float] = {}
    for part in parts:
        if not isinstance(part, Compare) or isinstance(part.value, str):
            continue
        if part.op in (">=", ">", "="):
            low[part.field] = max(low.get(part.field, part.value), part.value)
        if part.op in ("<=", "<", "="):
            high[part.field] = min(high.get(part.field, part.value), part.value)
    return any(low[name] > high[name] for name in low.keys() & high.keys())
