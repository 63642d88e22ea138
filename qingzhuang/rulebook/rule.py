"""A rule: what it tests, since when, by which clause, and how strongly it speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from qingzhuang.rulebook.verdict import Outcome, Strength, Words


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a rule is written. `says` is what it says in our words, `source` where the text was read; not `verified`: 待核对."""

    paper: Words
    article: str
    says: Words
    source: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Test:
    """One check with its arguments, as content writes it: `{given: form_number}`, `{at_least: [days, least_days]}`."""

    check: str
    arguments: tuple[Any, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that it reads."""
        return tuple(argument for argument in self.arguments[:1] if isinstance(argument, str))


@dataclass(frozen=True, slots=True)
class Rule:
    """`about` names what it judges (request, paper, meeting …); `when` must be met for the rule to apply at all; all of `tests` must
    hold. `says` has the words for each outcome, with facts and parameters in braces: `{due_in_days}`.
    """

    id: str
    about: str
    title: Words
    clause: Clause | None
    strength: Strength
    begins: date
    ends: date | None
    tests: tuple[Test, ...]
    when: tuple[Test, ...] = ()
    says: Mapping[Outcome, Words] = field(default_factory=dict)
    letter: bool = False  # whether a letter may quote it

    def holds_on(self, day: date) -> bool:
        return self.begins <= day and (self.ends is None or day <= self.ends)

    @property
    def verified(self) -> bool:
        return self.clause is None or self.clause.verified
