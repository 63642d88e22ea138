"""What the answer step asks of the ledger, in the few shapes that forms need: figures, lists, one record, names of places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from qingzhuang.tally.question import Condition, Measure
from qingzhuang.tally.scope import Answer
from qingzhuang.vocabulary import Vocabulary

LEVELS = ("province", "city", "county", "street", "community")  # by length of the code: 2, 4, 6, 9, 12 digits


@dataclass(frozen=True, slots=True)
class Area:
    """A place: its code, its name and its level (one of LEVELS, or `grid`)."""

    code: str
    name: str
    level: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Records as rows: their keys, one list of values for each column, how many more may belong to the list."""

    keys: tuple[str, ...]
    columns: tuple[list[Any], ...]
    unknown: int = 0


class Facts(Protocol):
    """The ledger of one area on one day."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of the ledger."""

    @property
    def area(self) -> Area:
        """The place that reports."""

    @property
    def as_of(self) -> date:
        """The day that ages are counted on."""

    @property
    def period(self) -> tuple[date, date] | None:
        """The time that births and deaths are counted in."""

    def on(self, day: date) -> Facts:
        """The same facts counted on another day."""

    def places(self, level: str) -> tuple[Area, ...]:
        """The places of a level inside the area; itself where it is of that level."""

    def place(self, code: str) -> Area:
        """The place with a code."""

    def place_value(self, area: Area, field: str) -> str | None:
        """A field of a place (`county`, `street`, `full_name`, `code` …)."""

    def figures(self, measures: Sequence[Measure], areas: Sequence[Area]) -> list[list[Answer]]:
        """Each measure in each place: one line per measure."""

    def family_figures(self, measures: Sequence[Measure], households: Sequence[str]) -> list[list[Answer]]:
        """Each measure among the members of each household: one line per measure."""

    def listed(self, entity: str, columns: Sequence[str], where: Condition, household: str = "") -> Listed:
        """The records that meet a condition in the order of a walk through the area: grid, house, household, head first.

        `household` is the key that 'same household' in the condition means.
        """

    def record(self, entity: str, key: str, columns: Sequence[str]) -> list[Any] | None:
        """Values of one record; None where there is no such record."""
