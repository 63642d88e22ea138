"""Conditions without what others say already: of age>=80 and age>=60 the first is enough."""

from __future__ import annotations

from qingzhuang.tally.question import And, Compare, Condition, both

LOWER, UPPER = (">=", ">"), ("<=", "<")


def simpler(condition: Condition) -> Condition:
    """The same condition with the narrowest bounds of each number only.

    >>> from qingzhuang.tally.syntax import parse_condition, write_condition
    >>> write_condition(simpler(parse_condition("age>=80 and sex=female and age>=60")))
    'age>=80 and sex=female'
    """
    if not isinstance(condition, And):
        return condition
    return both(*(part for part in condition.parts if not any(_implies(other, part) for other in condition.parts)))


def _implies(one: Condition, other: Condition) -> bool:
    """age>=80 says age>=60; the same condition twice says nothing here."""
    if one == other or not isinstance(one, Compare) or not isinstance(other, Compare) or one.field != other.field:
        return False
    if isinstance(one.value, str) or isinstance(other.value, str):
        return False
    if one.op in LOWER and other.op in LOWER:
        return one.value > other.value or one.value == other.value and one.op == ">"
    if one.op in UPPER and other.op in UPPER:
        return one.value < other.value or one.value == other.value and one.op == "<"
    return False
