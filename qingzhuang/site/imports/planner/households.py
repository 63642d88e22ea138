"""Households of a list of people: who belongs together, which household of the ledger that is, and who heads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qingzhuang.site.imports.planner.met import Group
from qingzhuang.site.imports.planner.people import Who
from qingzhuang.site.imports.planner.work import Work
from qingzhuang.site.ledger.queries import known as ledger

HEAD = "head"


class Households:
    """Groups the rows of a batch, in their order, and then decides which record each group is."""

    def __init__(self, work: Work, joined: list[bool]) -> None:
        self.work, self.book, self.joined = work, work.book, joined
        self.relates = work.shape.has(name="relation_to_head")
        self.groups: list[Group | None] = []
        self.members: list[tuple[int, Who]] = []

    def group(self) -> None:
        """The group of each row: by the number of the household or of its head, else by the order of the rows."""
        laid = self.work.laid.facts
        empty: list[dict[str, Any]] = [{} for _ in self.work.rows]
        households, heads = laid.get(("household",), empty), laid.get(("household", HEAD), empty)
        for row, (own, household, head) in enumerate(zip(laid[()], households, heads, strict=True)):
            group = self._group_of(row, own, household, head)
            self.groups.append(group)
            if group is not None:
                for name, value in household.items():
                    group.facts.setdefault(name, value)

    def _group_of(self, row: int, own: Mapping[str, Any], household: Mapping[str, Any], head: Mapping[str, Any]) -> Group | None:
        current = self.book.groups.current
        number, head_number, head_sign = household.get("id"), head.get("id_number"), _sign(head.get("name"))
        key = ("id", number) if number else ("head", head_number) if head_number else None
        if key is None and self.joined[row] and current is not None:
            return current
        if key is not None:
            group = self.book.groups.get(key)
            if group is None:
                group = Group(number=number or "", head_sign=head_sign)
                self.book.groups.add(key, group)
        elif self.relates or head_sign:
            begins = own.get("relation_to_head") == HEAD or (
                bool(head_sign) and (current is None or current.head_sign != head_sign)
            )
            if not begins:
                return current
            group = Group(head_sign=head_sign)
        else:
            return None
        self.book.groups.current = group
        return group

    def add(self, row: int, who: Who) -> None:
        self.members.append((row, who))

    def settle(self) -> None:
        """Decide the record of each group, then say who belongs to it and who heads it."""
        heads = self._heads()
        headed = {id(self.groups[row]) for row, who in self.members if who.record in heads}
        lived = {who.known.facts.get("household") for _, who in self.members if who.known is not None}
        homes = ledger.known_records(home for home in lived if home)
        self.work.has_read(homes.values())
        for row, who in sorted(self.members, key=lambda pair: pair[1].record not in heads):  # the head's household first
            group = self.groups[row]
            if group is not None and not group.record and who.known is not None:
                home = homes.get(who.known.facts.get("household") or 0)
                if home is not None and home.facts.get("id") in (None, group.number or home.facts.get("id")):
                    group.record, group.head = home.pk, home.facts.get("head") or 0
                    self.work.add(group.record, group.facts)
        for row, who in self.members:
            group = self.groups[row]
            if group is None:
                continue
            if not group.record:
                if not group.number and id(group) not in headed:  # whose household it is cannot be told
                    self.work.note(row, "head_unknown")
                    continue
                group.record = self.book.next_new()
                self.work.add_new(group.record, "household", self.book.area.pk, group.facts)
            self._join(row, who, group, heads)

    def _heads(self) -> set[int]:
        """The records that head a household of this batch: by relation, by number, or by the name of the head in their own rows."""
        laid = self.work.laid.facts
        heads: set[int] = set()
        for row, who in self.members:
            own, group = laid[()][row], self.groups[row]
            told = laid[("household", HEAD)][row] if ("household", HEAD) in laid else {}
            if (
                own.get("relation_to_head") == HEAD
                or (told.get("id_number") and told["id_number"] == own.get("id_number"))
                or not self.relates
                and group is not None
                and group.head_sign
                and group.head_sign == _sign(own.get("name"))
            ):
                heads.add(who.record)
        return heads

    def _join(self, row: int, who: Who, group: Group, heads: set[int]) -> None:
        is_head = who.record in heads
        self.work.add(who.record, {}, {"household": group.record})
        if is_head and not group.head:
            group.head = who.record
            self.work.add(group.record, {}, {HEAD: who.record})
        elif is_head and group.head != who.record and group.head not in heads:  # of two in the list the checks tell
            self.work.note(row, "two_heads")


def _sign(name: str | None) -> int:
    """A sign of a name, to see whether two are equal; 0 for none."""
    return hash(name) if name else 0
