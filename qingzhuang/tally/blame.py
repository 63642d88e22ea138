"""Which atomic conditions decide that records do not meet a condition, for many records at once.

Of an *and* every part that fails decides; of an *or* all parts fail, and those nearest to holding are told: the ones that
fail by the least. What somebody is (sex) is told only where nothing else decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from qingzhuang.tally import question as q
from qingzhuang.tally.bits import Flags

HEAVY = {"sex": 10}  # a woman of 57 is not counted for her age, not for being no man


@dataclass(frozen=True, slots=True)
class Cause:
    """A condition that decides, and the answer that would be needed of it."""

    condition: q.Condition
    wanted: bool


@dataclass(slots=True)
class Verdicts:
    """Conditions answered for some records: `ask` gives who surely meets one, and who may."""

    ask: Callable[[q.Condition], tuple[Flags, Flags]]
    size: int
    known: dict[q.Condition, tuple[Flags, Flags]] = field(default_factory=dict)

    def fails(self, condition: q.Condition, wanted: bool) -> tuple[Flags, Flags]:
        """Who does not surely give the answer wanted, and of these who may give it."""
        if condition not in self.known:
            self.known[condition] = self.ask(condition)
        sure, maybe = self.known[condition]
        return (~sure, ~sure & maybe) if wanted else (maybe, maybe & ~sure)


class Blame:
    """Cause → for each record whether it decides, and whether that is so because something is unknown."""

    def __init__(self) -> None:
        self._found: dict[Cause, tuple[Flags, Flags]] = {}

    def put(self, cause: Cause, flags: Flags, open_: Flags) -> None:
        """Add a cause for some records; what decides for nobody is left out."""
        if not flags.any():
            return
        if cause in self._found:
            flags, open_ = flags | self._found[cause][0], (flags & open_) | self._found[cause][1]
        self._found[cause] = (flags, flags & open_)

    def add(self, other: Blame, only: Flags) -> None:
        """All causes of another, for some of the records."""
        for cause, (flags, open_) in other.items():
            self.put(cause, flags & only, open_)

    def items(self) -> Iterable[tuple[Cause, tuple[Flags, Flags]]]:
        return self._found.items()

    def weight(self, size: int) -> np.ndarray:
        """How far each record is from meeting the condition."""
        total = np.zeros(size, np.int64)
        for cause, (flags, _) in self._found.items():
            total += flags * max((HEAVY.get(name, 1) for name in q.fields_of(cause.condition)), default=1)
        return total


def blame(condition: q.Condition, verdicts: Verdicts, wanted: bool = True) -> Blame:
    """The causes for those records that do not surely give the answer wanted; others have none."""
    fails, open_ = verdicts.fails(condition, wanted)
    found = Blame()
    match condition:
        case q.Not(part=part):
            return blame(part, verdicts, not wanted)
        case q.And(parts=parts) | q.Or(parts=parts):
            inner = [blame(part, verdicts, wanted) for part in parts]
            weights = np.array([one.weight(verdicts.size) for one in inner])
            if isinstance(condition, q.And) == wanted:  # every part that fails decides
                chosen = np.broadcast_to(fails, weights.shape)
            else:  # all parts fail: the nearest ones are told
                chosen = (weights == weights.min(axis=0)) & fails
            for one, flags in zip(inner, chosen, strict=True):
                found.add(one, flags)
            # each part holds, but not of one and the same member: the condition as a whole decides
            found.put(Cause(condition, wanted), fails & (found.weight(verdicts.size) == 0), open_)
        case q.Everything():
            pass
        case _:
            found.put(Cause(condition, wanted), fails, open_)
    return found
