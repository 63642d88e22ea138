"""What a request costs: blanks to ask × minutes × communities × times a year, by a stated standard cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from qingzhuang.rulebook import load
from qingzhuang.site.requests.known import ASK, NOT_OURS
from qingzhuang.site.requests.models import Frequency, Passport, Request

TIMES_A_YEAR: dict[str, float] = {
    Frequency.ONCE: 1, Frequency.WEEKLY: 52, Frequency.MONTHLY: 12, Frequency.QUARTERLY: 4, Frequency.HALF_YEARLY: 2,
    Frequency.YEARLY: 1,
}  # fmt: skip
STANDARD = "minutes_a_blank"  # the parameter of the rulebook


@dataclass(frozen=True, slots=True)
class Cost:
    """Hours a year. `hours` if only what nobody knows is asked; `as_it_came` if everything is. `measured` says whether the minutes
    were measured or are the standard of the rulebook."""

    blanks: int
    all_blanks: int
    minutes: float
    communities: int
    times: float
    measured: bool

    @property
    def hours(self) -> float:
        return self.blanks * self.minutes * self.communities * self.times / 60

    @property
    def as_it_came(self) -> float:
        return self.all_blanks * self.minutes * self.communities * self.times / 60


def cost_of(thing: Passport, counts: Mapping[str, int], communities: int, day: date) -> Cost:
    """The cost of a request or kind with so many blanks by state, asked of so many communities."""
    kind = thing.kind if isinstance(thing, Request) else thing
    measured = getattr(kind, "minutes", None)
    return Cost(
        blanks=counts.get(ASK, 0) + counts.get(NOT_OURS, 0), all_blanks=sum(counts.values()),
        minutes=measured or load("china").number(STANDARD, day), communities=communities,
        times=TIMES_A_YEAR[thing.frequency], measured=measured is not None,
    )  # fmt: skip
