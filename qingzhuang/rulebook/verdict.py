"""A verdict: met, not met or cannot tell, with the reason in words and what is missing to tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qingzhuang.rulebook.rule import Rule

Words = Mapping[str, str]  # language → text; always has zh-Hans and en


class Outcome(str, Enum):
    MET = "met"
    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"


class Strength(str, Enum):
    """What a rule that is not met does: it is shown, it is raised for a decision, or it stops."""

    HINT = "hint"
    FLAG = "flag"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says of one case. `missing` are names of facts that nobody gave and that would have decided it."""

    rule: Rule
    outcome: Outcome
    reason: Words
    missing: tuple[str, ...] = ()

    @property
    def strength(self) -> Strength:
        """How strongly it may speak: what nobody has verified raises a flag and never blocks."""
        unread = self.rule.strength is Strength.BLOCK and not self.rule.verified
        return Strength.FLAG if unread else self.rule.strength

    @property
    def blocks(self) -> bool:
        return self.outcome is Outcome.NOT_MET and self.strength is Strength.BLOCK


def every(outcomes: Iterable[Outcome]) -> Outcome:
    """All of them, in the logic of three values: one that is not met decides, else one that cannot be told.

    >>> every([Outcome.MET, Outcome.CANNOT_TELL]), every([Outcome.CANNOT_TELL, Outcome.NOT_MET]), every([])
    (<Outcome.CANNOT_TELL: 'cannot_tell'>, <Outcome.NOT_MET: 'not_met'>, <Outcome.MET: 'met'>)
    """
    found = set(outcomes)
    for decides in (Outcome.NOT_MET, Outcome.CANNOT_TELL):
        if decides in found:
            return decides
    return Outcome.MET


def some(outcomes: Iterable[Outcome]) -> Outcome:
    """At least one of them: one that is met decides, else one that cannot be told.

    >>> some([Outcome.NOT_MET, Outcome.MET]), some([Outcome.NOT_MET, Outcome.CANNOT_TELL]), some([])
    (<Outcome.MET: 'met'>, <Outcome.CANNOT_TELL: 'cannot_tell'>, <Outcome.NOT_MET: 'not_met'>)
    """
    found = set(outcomes)
    for decides in (Outcome.MET, Outcome.CANNOT_TELL):
        if decides in found:
            return decides
    return Outcome.NOT_MET
