"""The small functions that rules are made of: facts of a case in, one of three outcomes out.

A fact that is absent from the case is not known, and nothing can be told of it; one that is there and empty is known to be empty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from qingzhuang.rulebook.verdict import Outcome

Facts = Mapping[str, Any]
Number = Callable[[Any], float]  # a number as it is written, or the name of a parameter
Check = Callable[[Facts, tuple[Any, ...], Number, date], Outcome]


def _told(holds: bool) -> Outcome:
    return Outcome.MET if holds else Outcome.NOT_MET


def _known(facts: Facts, name: str) -> bool:
    return name in facts


def given(facts: Facts, arguments: tuple[Any, ...], number: Number, day: date) -> Outcome:
    """`{given: form_number}`: it is there and not empty."""
    (name,) = arguments
    return _told(bool(facts[name])) if _known(facts, name) else Outcome.CANNOT_TELL


def none(facts: Facts, arguments: tuple[Any, ...], number: Number, day: date) -> Outcome:
    """`{none: forbidden_fields}`: there is none of it."""
    (name,) = arguments
    return _told(not facts[name]) if _known(facts, name) else Outcome.CANNOT_TELL


def at_least(facts: Facts, arguments: tuple[Any, ...], number: Number, day: date) -> Outcome:
    """`{at_least: [days_left, least_days]}`; a fact that is None is not known."""
    name, least = arguments
    return _told(facts[name] >= number(least)) if facts.get(name) is not None else Outcome.CANNOT_TELL


def at_most(facts: Facts, arguments: tuple[Any, ...], number: Number, day: date) -> Outcome:
    """`{at_most: [duplicate_share, most_duplicate]}`; a fact that is None is not known."""
    name, most = arguments
    return _told(facts[name] <= number(most)) if facts.get(name) is not None else Outcome.CANNOT_TELL


def not_past(facts: Facts, arguments: tuple[Any, ...], number: Number, day: date) -> Outcome:
    """`{not_past: valid_until}`: the day has not gone by on the day of the verdict; a day that is None is not known."""
    (name,) = arguments
    return _told(facts[name] >= day) if facts.get(name) is not None else Outcome.CANNOT_TELL


CHECKS: Mapping[str, Check] = {check.__name__: check for check in (given, none, at_least, at_most, not_past)}
