"""Lists whose rows are people."""

from __future__ import annotations

from typing import Any

from qingzhuang.site.imports.logic.laying import TAKE
from qingzhuang.site.imports.logic.states import Outcome
from qingzhuang.site.imports.planner.households import Households
from qingzhuang.site.imports.planner.met import Met
from qingzhuang.site.imports.planner.people import People, Who, key_of
from qingzhuang.site.imports.planner.where import area_of, facts_of_area
from qingzhuang.site.imports.planner.work import Work
from qingzhuang.site.ledger.actions import State
from qingzhuang.site.ledger.queries import known as ledger

KIN = (
    "father",
    "mother",
    "spouse",
    "paternal_grandfather",
    "paternal_grandmother",
    "maternal_grandfather",
    "maternal_grandmother",
)


def plan_residents(work: Work, joined: list[bool]) -> None:
    """Who each row is, what it says of that person, and the household that the rows around it make."""
    own = work.laid.facts[()]
    people = People(work, own)
    households = Households(work, joined)
    households.group()
    number_place = next((cell.place for cell in work.shape.of() if cell.name == "id_number"), 0)
    for row, facts in enumerate(own):
        if not work.is_open(row):
            continue
        who = people.find(row, facts, number_place)
        if who is None:
            continue
        work.rows[row].record = who.record
        if who.met is not None:
            _again(work, row, facts, who.met)
            continue
        _remember(work, row, facts, who)
        _say(work, row, facts, who)
        households.add(row, who)
    households.settle()
    _kin(work)
    _dwellings(work)


def _again(work: Work, row: int, facts: dict[str, Any], met: Met) -> None:
    """A later row about somebody who was met: what it adds is taken, what it contradicts waits for a person."""
    otherwise, more = work.book.met.differing(met, facts)
    if otherwise and work.said("rows_differ", row) != TAKE:
        places = {cell.name: cell.place for cell in work.shape.of()}
        work.stop(row, Outcome.LOOK, "rows_differ", row=met.row)
        for name in otherwise:
            work.note(row, "differs_here", places.get(name, 0))
        return
    said = facts if otherwise else more
    work.book.met.remember(met, facts)
    work.rows[row].outcome = Outcome.SAME.value
    work.note(row, "row_twice", row=met.row)
    work.about[met.record].append(row)
    if said:
        work.add(met.record, said)
        if met.record < 0:
            work.rows[row].outcome = Outcome.CHANGED.value


def _remember(work: Work, row: int, facts: dict[str, Any], who: Who) -> None:
    work.book.met.add(key_of(facts), who.record, work.rows[row].row, facts)
    if who.record > 0:
        work.book.met.also_as(("record", who.record))


def _say(work: Work, row: int, facts: dict[str, Any], who: Who) -> None:
    work.about[who.record].append(row)
    if who.known is None:
        work.add_new(who.record, "person", area_of(work, row), facts)
        return
    work.rows[row].outcome = Outcome.SAME.value
    work.add(who.record, {**facts, **facts_of_area(work, row)})
    if who.record in work.moving:  # decided by a person, which is trusted more than the list itself
        work.moves[who.record] = {"state": State.PRESENT.value, "area": work.book.areas[area_of(work, row)].code}


def _kin(work: Work) -> None:
    """Fathers, spouses … who are known by their number, or stand in the list before: said as relations, others not at all."""
    for role in KIN:
        told = work.laid.facts.get((role,))
        if told is None:
            continue
        numbers = {one["id_number"] for one in told if one.get("id_number")}
        known = ledger.known_by_identity("person", (one for one in numbers if one not in work.book.met))
        place = next(cell.place for cell in work.shape.of(role))
        for row, one in enumerate(told):
            record = work.rows[row].record
            if not one or not record or not work.is_open(row):
                continue
            number = one.get("id_number")
            met = work.book.met.get(number) if number else None
            target = met.record if met else known[number].pk if number in known else 0
            if target and target != record:
                work.add(record, {}, {role: target})
            else:
                work.note(row, "relative_unknown", place)


def _dwellings(work: Work) -> None:
    """People whose address is that of exactly one dwelling of the ledger live there."""
    if not work.book.has_dwellings or work.shape.has("dwelling", name="code") or not work.shape.has(name="residence_address"):
        return
    own = work.laid.facts[()]
    found = ledger.known_by_address("dwelling", work.book.area, {one.get("residence_address", "") for one in own} - {""})
    for row, one in enumerate(own):
        at = found.get(one.get("residence_address", ""), ())
        if len(at) == 1 and work.rows[row].record and work.is_open(row):
            work.add(work.rows[row].record, {}, {"dwelling": at[0].pk})
