"""What is amiss with a place or facility, told from its facts alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from qingzhuang.vocabulary import CodeList, load

BROKEN = frozenset(("needs_repair", "damaged", "closed"))


def kinds() -> CodeList:
    """The list of kinds."""
    codes = load().field("facility.kind").codes
    assert codes is not None
    return codes


def amiss(facts: Mapping[str, Any], day: date) -> list[str]:
    """Codes of what is wrong on a day; what nobody knows is not wrong.

    >>> amiss({"kind": "pond", "has_lifebuoy": False, "extinguisher_expiry": "2026-01-31"}, date(2026, 2, 1))
    ['no_lifebuoy', 'extinguisher_old']
    """
    found = []
    if facts.get("has_lifebuoy") is False and facts.get("kind") in kinds().kinds_of("water"):
        found.append("no_lifebuoy")
    if facts.get("has_warning_sign") is False and facts.get("kind") in kinds().kinds_of("water"):
        found.append("no_warning_sign")
    if (until := facts.get("extinguisher_expiry")) and str(until) < day.isoformat():
        found.append("extinguisher_old")
    return found + ([str(facts["condition"])] if facts.get("condition") in BROKEN else [])
