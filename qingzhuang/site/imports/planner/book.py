"""What is remembered of a list while its rows pass by: who was met, the numbers of new records, the decisions of people."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from qingzhuang.site.accounts.queries import Area
from qingzhuang.site.imports.logic.laying import Settled
from qingzhuang.site.imports.planner.typed import Typed


@dataclass(slots=True)
class Met:
    """A person of the list: the record, the row where it was first met, and a short sign of each value, by field."""

    record: int
    row: int
    signs: array[int]


@dataclass(slots=True)
class Group:
    """A household of the list. `record` is 0 until it is decided; `head` the record of its head."""

    record: int = 0
    head: int = 0
    head_name: str = ""
    number: str = ""  # 户号
    facts: dict[str, Any] = field(default_factory=dict)
    is_new_here: bool = True  # first met in the batch at hand


@dataclass(slots=True)
class Book:
    """The state of planning one file. Memory grows by some hundred bytes a person, whatever stands in the columns."""

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
    met: dict[Any, Met] = field(default_factory=dict)
    groups: dict[Any, Group] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)  # field → its place among the signs of a person
    orders: dict[tuple[str, ...], list[int]] = field(default_factory=dict)  # the fields of a row → their places

    def next_new(self) -> int:
        """The place of the next new record, below zero."""
        self.new += 1
        return -self.new

    def signs_of(self, facts: Mapping[str, Any]) -> array[int]:
        """A short sign of each value; equal values have equal signs, 0 stands for none."""
        names = tuple(facts)
        order = self.orders.get(names)
        if order is None:
            order = self.orders[names] = [self.places.setdefault(name, len(self.places)) for name in names]
        signs = array("q", bytes(8 * (1 + max(order, default=-1))))
        for place, value in zip(order, facts.values(), strict=True):
            signs[place] = hash(value if value.__class__ is not list else tuple(value)) or 1
        return signs

    def differing(self, met: Met, facts: Mapping[str, Any]) -> tuple[list[str], dict[str, Any]]:
        """Fields in which a later row says otherwise, and what it says that was not said before."""
        signs, otherwise, more = self.signs_of(facts), [], {}
        for name, value in facts.items():
            place = self.places[name]
            before = met.signs[place] if place < len(met.signs) else 0
            if not before:
                more[name] = value
            elif before != signs[place]:
                otherwise.append(name)
        return otherwise, more

    def remember(self, met: Met, facts: Mapping[str, Any]) -> None:
        """Add what a later row said."""
        signs = self.signs_of(facts)
        if len(signs) > len(met.signs):
            met.signs.extend([0] * (len(signs) - len(met.signs)))
        for place, sign in enumerate(signs):
            if sign:
                met.signs[place] = sign
