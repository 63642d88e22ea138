"""What is remembered of a list while its rows pass by: who was met, the numbers of new records, the decisions of people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from qingzhuang.site.accounts.queries import Area
from qingzhuang.site.imports.logic.laying import Settled
from qingzhuang.site.imports.planner.met import AllMet, Groups
from qingzhuang.site.imports.planner.typed import Typed


@dataclass(slots=True)
class Book:
    """The state of planning one file. Memory grows by some hundred bytes a person and four a column, whatever stands in them."""

    area: Area
    areas: Mapping[int, Area]  # the area and all below it, by number
    day: date
    today: date
    settled: Mapping[int, Settled] = field(default_factory=dict)  # by table
    typed: Mapping[int, Typed] = field(default_factory=dict)  # by table
    who: Mapping[tuple[int, int], Any] = field(default_factory=dict)  # (table, row) → record, "new", "out"
    has_people: bool = True  # whether the ledger knows anybody in the area
    has_dwellings: bool = True
    new: int = 0
    met: AllMet = field(default_factory=AllMet)
    groups: Groups = field(default_factory=Groups)

    def next_new(self) -> int:
        """The place of the next new record, below zero."""
        self.new += 1
        return -self.new
