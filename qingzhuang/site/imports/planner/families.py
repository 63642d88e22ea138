"""Lists whose rows are households, with their heads and perhaps some members beside them."""

from __future__ import annotations

from typing import Any

from qingzhuang.site.imports.logic.states import Outcome
from qingzhuang.site.imports.planner.met import Group
from qingzhuang.site.imports.planner.people import People, Who, has_second_key, key_of
from qingzhuang.site.imports.planner.where import area_of
from qingzhuang.site.imports.planner.work import Work
from qingzhuang.site.ledger.queries import known as ledger

HEAD = "head"


def plan_families(work: Work, joined: list[bool]) -> None:
    """The household of each row: known by its head, by its address and the head's name, or new; then its members."""
    laid = work.laid.facts
    empty: list[dict[str, Any]] = [{} for _ in work.rows]
    heads = laid.get((HEAD,), empty)
    members = [(subject[0], laid[subject]) for subject in work.shape.subjects if subject and subject[0].startswith("member[")]
    told = [*heads, *(one for _, column in members for one in column)]
    people = People(work, told)
    homes = _Homes(work, people, heads)
    place = next((cell.place for cell in work.shape.of(HEAD) if cell.name == "id_number"), 0)
    for row, (facts, head) in enumerate(zip(laid[()], heads, strict=True)):
        if not work.is_open(row):
            continue
        if not head.get("name") and not head.get("id_number") and not facts.get("id"):
            work.stop(row, Outcome.REFUSED, "no_name")
            continue
        group = homes.find(row, facts, head, place)
        if group is None:
            continue
        for role, column in members:
            homes.add_member(row, group, role, column[row])


class _Homes:
    """Finds the households of a batch."""

    def __init__(self, work: Work, people: People, heads: list[dict[str, Any]]) -> None:
        self.work, self.people = work, people
        addresses = {facts.get("address", "") for facts in work.laid.facts[()]} - {""}
        self.at = ledger.known_by_address("household", work.book.area, addresses)
        near = {home.facts["head"] for found in self.at.values() for home in found if home.facts.get("head")}
        lived = {one.facts["household"] for one in people.by_number.values() if one.facts.get("household")}
        self.records = ledger.known_records(near | lived) | {home.pk: home for found in self.at.values() for home in found}
        work.has_read(self.records.values())

    def find(self, row: int, facts: dict[str, Any], head: dict[str, Any], place: int) -> Group | None:
        """The household of a row, with its head; None where the row stops."""
        work, book = self.work, self.work.book
        key = ("id", facts["id"]) if facts.get("id") else ("head", key_of(head), facts.get("address"))
        group = book.groups.get(key)
        if group is not None and group.record:
            work.rows[row].outcome = Outcome.SAME.value
            work.note(row, "row_twice", row=0)
            return group
        who = self._head(row, facts, head, place)
        if not work.is_open(row):
            return None
        group = Group(number=facts.get("id", ""))
        book.groups.add(key, group)
        home = self.records.get(who.known.facts.get("household") or 0) if who is not None and who.known is not None else None
        if home is not None:
            work.rows[row].outcome = Outcome.SAME.value
            group.record, group.head = home.pk, home.facts.get(HEAD) or 0
            work.add(home.pk, facts)
        else:
            group.record = book.next_new()
            work.add_new(group.record, "household", area_of(work, row), facts)
        work.rows[row].record = group.record
        work.about[group.record].append(row)
        if who is not None and who.record:
            self._belongs(row, group, who, {**head, "relation_to_head": HEAD})
            if group.head != who.record:
                work.add(group.record, {}, {HEAD: who.record})
        return group

    def _head(self, row: int, facts: dict[str, Any], head: dict[str, Any], place: int) -> Who | None:
        """The head as a person. Where only the name is given, the address is the second key."""
        if not head.get("name") and not head.get("id_number"):
            return None
        if not head.get("id_number") and not has_second_key(head):
            for home in self.at.get(facts.get("address", ""), ()):
                known = self.records.get(home.facts.get(HEAD) or 0)
                if facts.get("id") and home.facts.get("id") not in (None, facts["id"]):
                    continue  # two households at one address have numbers of their own
                if known is not None and known.name == head.get("name"):
                    return Who(known.pk, known)
            if not facts.get("address") and not facts.get("id"):
                self.work.stop(row, Outcome.LOOK, "name_only")
                return None
            return Who(self.work.book.next_new())
        return self.people.find(row, head, place)

    def add_member(self, row: int, group: Group, role: str, facts: dict[str, Any]) -> None:
        """A member beside the head: with a number, or recognised in the household itself; by name alone nobody is recorded."""
        if not facts.get("name") and not facts.get("id_number"):
            return
        work, number = self.work, facts.get("id_number")
        place = next(cell.place for cell in work.shape.of(role))
        met = work.book.met.get(number) if number else None
        if met is not None:
            work.add(met.record, {}, {"household": group.record})
        elif number:
            known = self.people.by_number.get(number)
            if known is not None and known.area not in work.book.areas:
                work.note(row, "member_elsewhere", place)
                return
            self._belongs(row, group, Who(known.pk, known) if known else Who(work.book.next_new()), facts)
        else:
            near = self.people.by_name.get(facts.get("name", ""), ())
            found = [one for one in near if one.name == facts.get("name") and one.facts.get("household") == group.record]
            if len(found) == 1:  # of this very household: that is the second key
                self._belongs(row, group, Who(found[0].pk, found[0]), facts)
            else:
                work.note(row, "member_by_name", place)

    def _belongs(self, row: int, group: Group, who: Who, facts: dict[str, Any]) -> None:
        work = self.work
        if who.known is None and who.met is None:
            work.add_new(who.record, "person", area_of(work, row), facts)
        else:
            work.add(who.record, facts)
            work.about[who.record].append(row)
        work.add(who.record, {}, {"household": group.record})
        if facts.get("id_number"):
            work.book.met.add(facts["id_number"], who.record, work.rows[row].row, facts)
