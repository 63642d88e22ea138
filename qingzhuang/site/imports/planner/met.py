"""Whom a list has named so far, and the households in it: short, because a list may be as long as a county's."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from qingzhuang.intake import Seen

MOST_ORDERS = 1000  # combinations of fields whose places are remembered


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody of the list: the place among all, the record, the row where it was first met."""

    place: int
    record: int
    row: int


class AllMet:
    """Key → who was met. A person takes some fifty bytes and four for each field: of a value only a sign is held."""

    def __init__(self) -> None:
        self.keys = Seen()
        self.records, self.rows = array("q"), array("i")
        self.begins, self.widths = array("q"), array("H")  # where the signs of each begin, and how many there are
        self.signs = array("I")
        self.fields: dict[str, int] = {}  # field → its place among the signs of a person
        self.orders: dict[tuple[str, ...], list[int]] = {}  # the fields of a row → their places

    def __contains__(self, key: Hashable) -> bool:
        return key in self.keys

    def get(self, key: Hashable) -> Met | None:
        place = self.keys.get(key)
        return None if place < 0 else Met(place, self.records[place], self.rows[place])

    def add(self, key: Hashable, record: int, row: int, facts: Mapping[str, Any]) -> None:
        """Meet somebody: under a key, with the record, in a row, which says this."""
        signs = self._signs_of(facts)
        self.keys.put(key, len(self.records))
        self.records.append(record)
        self.rows.append(row)
        self.begins.append(len(self.signs))
        self.widths.append(len(signs))
        self.signs.extend(signs)

    def also_as(self, key: Hashable) -> None:
        """Who was met last can be found under this key too."""
        self.keys.put(key, len(self.records) - 1)

    def differing(self, met: Met, facts: Mapping[str, Any]) -> tuple[list[str], dict[str, Any]]:
        """Fields in which a later row says otherwise, and what it says that was not said before."""
        signs, before = self._signs_of(facts), self._held(met)
        otherwise, more = list[str](), dict[str, Any]()
        for name, value in facts.items():
            place = self.fields[name]
            held = before[place] if place < len(before) else 0
            if not held:
                more[name] = value
            elif held != signs[place]:
                otherwise.append(name)
        return otherwise, more

    def remember(self, met: Met, facts: Mapping[str, Any]) -> None:
        """Add what a later row said."""
        signs, held = self._signs_of(facts), self._held(met)
        begin = self.begins[met.place]
        if len(signs) > len(held):
            held.extend([0] * (len(signs) - len(held)))
            begin = self.begins[met.place] = len(self.signs)
            self.widths[met.place] = len(held)
            self.signs.extend(held)
        for place, sign in enumerate(signs):
            if sign:
                self.signs[begin + place] = sign

    def _held(self, met: Met) -> array[int]:
        begin = self.begins[met.place]
        return self.signs[begin : begin + self.widths[met.place]]

    def _signs_of(self, facts: Mapping[str, Any]) -> array[int]:
        """A sign of 32 bits of each value; equal values have equal signs, 0 stands for none."""
        names = tuple(facts)
        order = self.orders.get(names)
        if order is None:
            if len(self.orders) >= MOST_ORDERS:
                self.orders.clear()
            order = self.orders[names] = [self.fields.setdefault(name, len(self.fields)) for name in names]
        signs = [0] * (1 + max(order, default=-1))
        for place, value in zip(order, facts.values(), strict=True):
            whole = hash(value if value.__class__ is not list else tuple(value))
            signs[place] = (whole ^ whole >> 32) & 0xFFFFFFFF or 1
        return array("I", signs)


@dataclass(slots=True)
class Group:
    """A household of the list. `record` is 0 until it is decided; `head` the record of its head, `head_sign` a sign of the head's name."""

    record: int = 0
    head: int = 0
    head_sign: int = 0
    number: str = ""  # 户号
    facts: dict[str, Any] = field(default_factory=dict)


class Groups:
    """Key → household. Those that are decided are put by short after each batch: their number and facts are said already."""

    def __init__(self) -> None:
        self.current: Group | None = None  # the one that the last row was of
        self.open: dict[Hashable, Group] = {}
        self.keys = Seen()
        self.records, self.heads, self.signs = array("q"), array("q"), array("q")

    def get(self, key: Hashable) -> Group | None:
        group = self.open.get(key)
        if group is None and (place := self.keys.get(key)) >= 0:
            group = self.open[key] = Group(self.records[place], self.heads[place], self.signs[place])
        return group

    def add(self, key: Hashable, group: Group) -> None:
        self.open[key] = group

    def put_by(self) -> None:
        """A batch is over."""
        for key, group in [pair for pair in self.open.items() if pair[1].record and pair[1] is not self.current]:
            place = self.keys.get(key)
            if place < 0:
                place = len(self.records)
                self.keys.put(key, place)
                for column in (self.records, self.heads, self.signs):
                    column.append(0)
            self.records[place], self.heads[place], self.signs[place] = group.record, group.head, group.head_sign
            del self.open[key]
