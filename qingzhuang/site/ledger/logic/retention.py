"""How long values are kept after somebody is gone: parameters of the book of rules, by date, each with where it is written. No database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from qingzhuang.rulebook import load
from qingzhuang.rulebook.book import Book

PARAMETERS = {"moved_out": "kept_after_moving", "dead": "kept_after_death", "merged": "kept_after_merging"}
OTHERS = "kept_after_the_end"


@dataclass(frozen=True, slots=True)
class Term:
    """`days` after the day on which somebody is gone; `verified` is false where nobody has read the official text."""

    state: str
    days: int
    source: str
    verified: bool


def term_of(state: str, day: date) -> Term:
    """The term that holds on a day for records in a state.

    >>> term_of("moved_out", date(2026, 1, 1)).verified
    False
    """
    found = _book().parameters[PARAMETERS.get(state, OTHERS)].on(day)
    return Term(state, int(found.value), found.source, found.verified)


@lru_cache(maxsize=1)
def _book() -> Book:
    return load()
