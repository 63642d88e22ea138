"""Lists whose rows are dwellings, buildings, estates, grids, organisations or facilities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qingzhuang.intake import address_key
from qingzhuang.site.imports.logic.states import Outcome
from qingzhuang.site.imports.planner.met import Met
from qingzhuang.site.imports.planner.where import area_of, facts_of_area
from qingzhuang.site.imports.planner.work import Work
from qingzhuang.site.ledger.queries import known as ledger
from qingzhuang.vocabulary import fold

NUMBERS = {"organisation": "code", "dwelling": "code"}


def plan_things(work: Work, joined: list[bool]) -> None:
    """Each row by its own number, else by its address or its name together with the area; two of them alike need a person."""
    entity, own = work.shape.entity, work.laid.facts[()]
    for row, facts in enumerate(own):
        _compose(work, row, facts)
        facts.update({name: value for name, value in work.shape.told.items() if not facts.get(name)})
    number = NUMBERS.get(entity, "")
    by_number = ledger.known_by_identity(entity, {one[number] for one in own if one.get(number)}) if number else {}
    by_address = ledger.known_by_address(entity, work.book.area, {one.get("address", "") for one in own} - {""})
    by_name = ledger.known_by_name(entity, work.book.area, {_name(one) for one in own} - {""})
    work.has_read(one for found in by_address.values() for one in found)
    for row, facts in enumerate(own):
        if not work.is_open(row):
            continue
        if not _name(facts) and not facts.get("address") and not facts.get(number):
            work.stop(row, Outcome.REFUSED, "no_name")
            continue
        key = (entity, facts.get(number) or (_name(facts), facts.get("kind"), address_key(str(facts.get("address") or ""))))
        met = work.book.met.get(key)
        if met is not None:
            _again(work, row, facts, met)
            continue
        known = by_number.get(facts.get(number, "")) or _one(facts, by_address, by_name)
        if isinstance(known, list):
            work.stop(row, Outcome.LOOK, "several_known", count=len(known))
            continue
        _say(work, row, facts, known)
        work.book.met.add(key, work.rows[row].record, work.rows[row].row, facts)


def _compose(work: Work, row: int, facts: dict[str, Any]) -> None:
    """A dwelling whose address does not lead to its door: estate, building, unit and room are added, and that is said."""
    address, room = str(facts.get("address") or ""), str(facts.get("room") or "")
    if work.shape.entity != "dwelling" or not room or fold(address).rstrip("室房户").endswith(fold(room).rstrip("室房户")):
        return
    beside = {subject: column[row] for subject, column in work.laid.facts.items()}
    before = address or str(beside.get(("estate",), {}).get("name") or "")
    ends = ((beside.get(("building",), {}).get("number", ""), "栋"), (facts.get("unit", ""), "单元"), (room, "室"))
    facts["address"] = before + "".join(f"{str(text).removesuffix(end)}{end}" for text, end in ends if text)
    work.note(row, "address_composed", next((cell.place for cell in work.shape.of() if cell.name == "room"), 0))


def _name(facts: Mapping[str, Any]) -> str:
    return str(facts.get("name") or facts.get("unit_name") or facts.get("number") or "")


def _one(
    facts: Mapping[str, Any], by_address: Mapping[str, list[ledger.Known]], by_name: Mapping[str, list[ledger.Known]]
) -> ledger.Known | list[ledger.Known] | None:
    """The known record at the address or of the name; several where it cannot be told which."""
    at = by_address.get(facts.get("address", ""), [])
    named = [one for one in by_name.get(_name(facts), []) if one.name == _name(facts)]
    at, named = ([one for one in some if _alike(one.facts, facts)] for some in (at, named))
    both = [one for one in at if one in named or _name(one.facts) == _name(facts)]
    found = both or [one for one in named if not facts.get("address") or not one.facts.get("address")]
    return found[0] if len(found) == 1 else found or None


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """A pond and a notice board at one address are two, whatever they are called."""
    return not one.get("kind") or not other.get("kind") or one["kind"] == other["kind"]


def _say(work: Work, row: int, facts: dict[str, Any], known: ledger.Known | None) -> None:
    if known is None:
        record = work.book.next_new()
        work.add_new(record, work.shape.entity, area_of(work, row), facts)
    else:
        record = known.pk
        work.rows[row].outcome = Outcome.SAME.value
        work.add(record, {**facts, **facts_of_area(work, row)})
    work.rows[row].record = record
    work.about[record].append(row)


def _again(work: Work, row: int, facts: dict[str, Any], met: Met) -> None:
    otherwise, more = work.book.met.differing(met, facts)
    otherwise = [name for name in otherwise if name != "address"]  # the same door in another spelling
    if otherwise:
        work.stop(row, Outcome.LOOK, "rows_differ", row=met.row)
        return
    work.rows[row].outcome, work.rows[row].record = Outcome.SAME.value, met.record
    work.note(row, "row_twice", row=met.row)
    if more:
        work.add(met.record, more)
