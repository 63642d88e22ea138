"""How alike two people are, in reasons that can be read: two independent things have to agree, the name never counts alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qingzhuang.intake.values import address_key

SURE, WORTH_ASKING = 0.6, 0.35
WEIGHTS = {
    "same_name": 0.3, "sounds_alike": 0.2, "same_birth_date": 0.4, "same_phone": 0.5, "same_address": 0.3, "near_number": 0.4,
    "other_sex": -0.4, "other_birth_date": -0.5, "other_number": -1.0,
}  # fmt: skip
KEYS = frozenset(("same_birth_date", "same_phone", "same_address", "near_number"))


@dataclass(frozen=True, slots=True)
class Likeness:
    """A score from 0 to 1 and the reasons for it. `is_sure` needs the same name, a second key, and nothing that speaks against."""

    score: float
    reasons: tuple[str, ...]

    @property
    def is_sure(self) -> bool:
        against = {"near_number", *(reason for reason in self.reasons if WEIGHTS[reason] < 0)}
        return self.score >= SURE and "same_name" in self.reasons and not against & set(self.reasons)

    @property
    def is_worth_asking(self) -> bool:
        return self.score >= WORTH_ASKING and bool(KEYS & set(self.reasons))


def likeness(one: Mapping[str, Any], other: Mapping[str, Any]) -> Likeness:
    """Compare two people by what is known of both.

    >>> likeness({"name": "张三", "birth_date": "1950-01-01"}, {"name": "张三", "birth_date": "1950-01-01"}).is_sure
    True
    >>> likeness({"name": "张三"}, {"name": "张三"}).is_worth_asking
    False
    """
    reasons = ["same_name" if one.get("name") == other.get("name") else "sounds_alike"]
    reasons += _numbers(one.get("id_number"), other.get("id_number"))
    birth = born(one), born(other)
    if all(birth):
        reasons.append("same_birth_date" if birth[0] == birth[1] else "other_birth_date")
    if one.get("phone") and one.get("phone") == other.get("phone"):
        reasons.append("same_phone")
    if _address(one) and _address(one) == _address(other):
        reasons.append("same_address")
    if sex(one) and sex(other) and sex(one) != sex(other):
        reasons.append("other_sex")
    score = sum(WEIGHTS[reason] for reason in reasons)
    return Likeness(round(min(1.0, max(0.0, score)), 2), tuple(reasons))


def born(facts: Mapping[str, Any]) -> str:
    """The day of birth, recorded or in the ID number; empty where neither is known."""
    number = facts.get("id_number") or ""
    return facts.get("birth_date") or (f"{number[6:10]}-{number[10:12]}-{number[12:14]}" if len(number) == 18 else "")


def sex(facts: Mapping[str, Any]) -> str:
    number = facts.get("id_number") or ""
    return facts.get("sex") or (("female", "male")[int(number[16]) % 2] if len(number) == 18 else "")


def _address(facts: Mapping[str, Any]) -> str:
    text = facts.get("residence_address") or facts.get("address") or ""
    return address_key(text) if text else ""


def _numbers(one: str | None, other: str | None) -> list[str]:
    if not one or not other or one == other:
        return []
    differing = sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))
    swapped = differing == 2 and sorted(one) == sorted(other)
    return ["near_number"] if differing == 1 or swapped else ["other_number"]
