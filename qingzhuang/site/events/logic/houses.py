"""Moves in and within, a household divided, another head: who lives where, and who belongs to whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from qingzhuang.site.events import errors
from qingzhuang.site.events.logic.kin import HEAD, is_head, proposed_head, relation_after, spouse_in
from qingzhuang.site.events.logic.plan import ENDED, PRESENT, STATE, Known, Plan, Scene

PLACE = {"person": "area", "household": "area", "dwelling": "area.code"}
BUILT = ("building", "estate", "grid")  # relations of a person that come with the dwelling
LIVED_IN = (None, "own_use", "let", "lent", "group_rental", "vacant")  # uses that a move may change; a shop stays a shop


# ---------------------------------------------------------------- parts of an event
def address_of(person: Known | None, household: Known | None) -> str:
    told = (person.get("residence_address") if person else None) or (household.get("address") if household else None)
    return str(told or "")


def put_in(
    plan: Plan, scene: Scene, person: Known, household: Known | None, relation: str | None, *, address: str = "",
    like: Known | None = None,
) -> None:  # fmt: skip
    """Somebody belongs to a household from now on: its dwelling, its address, its place in the tree."""
    if household is not None:
        plan.say(person, {"household": household.pk, "relation_to_head": relation})
        if relation is None:
            plan.note("relation_open", person)
    dwelling = scene.find(household.get("dwelling")) if household else None
    dwelling = dwelling or (scene.find(like.get("dwelling")) if like else None)
    settle(plan, scene, person, dwelling, address or address_of(None, household), household or like)


def settle(plan: Plan, scene: Scene, known: Known, dwelling: Known | None, address: str, like: Known | None) -> None:
    """Where a person or household lives from now on; what came with the old dwelling is no longer known."""
    own = "residence_address" if known.entity == "person" else "address"
    facts: dict[str, Any] = {"dwelling": dwelling.pk if dwelling else None}
    if address:
        facts[own] = address
    source = dwelling if dwelling is not None and dwelling.get("grid") else like
    facts["grid"] = source.get("grid") if source else None
    if known.entity == "person":
        facts |= {name: (dwelling.get(name) if dwelling else None) for name in BUILT if name != "grid"}
    plan.say(known, facts)
    if dwelling is not None and dwelling.get("usage") == "vacant":
        plan.say(dwelling, {"usage": None})
        plan.note("usage_open", dwelling)


def leave(plan: Plan, scene: Scene, leaving: Sequence[Known], *, new_head: int | None = None, ends: bool = True) -> None:
    """Some no longer live where they lived: another head where it was one of them, an empty home where nobody stays."""
    gone = {one.pk for one in leaving}
    for household in {one.pk: one for person in leaving if (one := scene.household_of(person))}.values():
        if scene.is_left(household, "household", gone):
            if ends and not any(change.record == household.pk and STATE in change.facts for change in plan.changes):
                plan.say(household, {STATE: ENDED})
        elif any(is_head(one, household) for one in leaving):
            named = new_head is not None and new_head not in gone and scene.belongs(new_head, household)
            chosen = scene.find(new_head) if named else proposed_head(scene, household, gone, plan.day)
            assert chosen is not None
            crown(plan, scene, household, chosen, gone)
    for dwelling in {one.pk: one for person in leaving if (one := scene.find(person.get("dwelling")))}.values():
        empty_if_left(plan, scene, dwelling, gone)


def empty_if_left(plan: Plan, scene: Scene, dwelling: Known, gone: set[int]) -> None:
    if dwelling.get("usage") in LIVED_IN and scene.is_left(dwelling, "dwelling", gone):
        plan.say(dwelling, {"usage": "vacant"})
        if dwelling.get("is_let"):
            plan.say(dwelling, {"is_let": False})


def crown(plan: Plan, scene: Scene, household: Known, head: Known, gone: set[int]) -> None:
    """Somebody is head from now on; what the others are to them is reckoned, or left open."""
    plan.say(household, {"head": head.pk})
    spouse = spouse_in(scene, head)
    for one in scene.kin(household):
        if one.pk in gone:
            continue
        relation = relation_after(head, one, spouse)
        if relation is None and one.get("relation_to_head") == "not_related" and scene.is_crowd(household):
            continue  # of a dormitory nobody is related to the next head either
        if relation is None and one.get("relation_to_head") is not None:
            plan.note("relation_open", one)
        plan.say(one, {"relation_to_head": relation})


# ---------------------------------------------------------------- events
def move_in(
    scene: Scene, place: Known, day: date, code: str, *, name: str, id_number: str = "", relation: str | None = None,
    known: Known | None = None,
) -> Plan:  # fmt: skip
    """Somebody comes to live in a household, or as a household of one in a dwelling.

    `known`: the same person's record, wherever it is held; it moves, and no second one is made. `code`: of the area of `place`.
    """
    if not place.is_present:
        raise errors.not_there()
    plan = Plan(day)
    if known is not None and known.is_present and place.pk in (known.get("household"), known.get("dwelling")):
        raise errors.lives_here()
    person = known or plan.new("person", place.area)
    if known is None:
        plan.say(person, {"name": name} | ({"id_number": id_number} if id_number else {}))
    else:
        _come_back(plan, scene, known, place, code)
    plan.say(person, {"move_in_date": day.isoformat()})
    if place.entity == "household":
        put_in(plan, scene, person, place, relation)
        return plan
    household = plan.new("household", place.area)
    plan.say(household, {"head": person.pk, "address": place.get("address"), "dwelling": place.pk, "grid": place.get("grid")})
    plan.say(person, {"household": household.pk, "relation_to_head": HEAD})
    settle(plan, scene, person, place, str(place.get("address") or ""), place)
    return plan


def _come_back(plan: Plan, scene: Scene, known: Known, place: Known, code: str) -> None:
    """A record that is held already: present again, in another area, out of its old household."""
    if known.get(STATE) not in (None, PRESENT, "moved_out"):
        raise errors.not_there()
    if known.is_present:
        leave(plan, scene, [known])
    plan.say(known, {STATE: PRESENT} if known.get(STATE) else {})
    if known.get("moved_out"):
        plan.say(known, {"moved_out": False, "move_out_date": None, "move_out_to": None})
    if known.area != place.area:
        plan.say(known, {PLACE["person"]: code})


def move_within(
    scene: Scene, subject: Known, day: date, code: str, *, target: Known | None = None, address: str = "",
    new_head: int | None = None,
) -> Plan:  # fmt: skip
    """A person goes to another household, or a household with all its members to another dwelling or address."""
    if not subject.is_present:
        raise errors.not_there()
    plan = Plan(day)
    if subject.entity == "person":
        return _change_household(plan, scene, subject, target, code, new_head)
    members = scene.members(subject)
    if target is not None and target.pk == subject.get("dwelling"):
        raise errors.lives_here()
    address = str((target.get("address") if target else "") or address)
    gone = {one.pk for one in members}
    for dwelling in {one.pk: one for known in (subject, *members) if (one := scene.find(known.get("dwelling")))}.values():
        empty_if_left(plan, scene, dwelling, gone)
    for known in (subject, *members):
        settle(plan, scene, known, target, address, subject if target is None else target)
        _replace(plan, known, target, code)
    return plan


def _change_household(plan: Plan, scene: Scene, person: Known, target: Known | None, code: str, new_head: int | None) -> Plan:
    if target is None:
        raise errors.nobody_found()
    if target.pk == person.get("household"):
        raise errors.lives_here()
    leave(plan, scene, [person], new_head=new_head)
    _replace(plan, person, target, code)
    put_in(plan, scene, person, target, _relation_in(scene, person, target))
    return plan


def _relation_in(scene: Scene, person: Known, household: Known) -> str | None:
    """What somebody is to the head of another household, as far as parents and spouses are named."""
    head = next((one for one in scene.kin(household) if is_head(one, household)), None)
    if head is None:
        return None
    stranger = Known(person.pk, person.entity, person.area, {k: v for k, v in person.held.items() if k != "relation_to_head"})
    return relation_after(head, stranger, spouse_in(scene, head))


def _replace(plan: Plan, known: Known, target: Known | None, code: str) -> None:
    if target is not None and target.area != known.area:
        plan.say(known, {PLACE[known.entity]: code})


def split(scene: Scene, household: Known, day: date, *, members: Sequence[int], new_head: int) -> Plan:
    """Some members make a household of their own (分户), at the same address until they move."""
    chosen = [one for pk in dict.fromkeys(members) if (one := scene.find(pk)) and scene.belongs(pk, household)]
    chosen.sort(key=lambda one: (one.pk != household.get("head"), one.born or date.max, one.pk))
    gone = {one.pk for one in chosen}
    head = next((one for one in chosen if one.pk == new_head), None)
    if not chosen or scene.is_left(household, "household", gone):
        raise errors.not_a_part()
    if head is None:
        raise errors.head_not_chosen()
    plan = Plan(day)
    made = plan.new("household", household.area)
    plan.say(
        made, {"head": head.pk, **{name: household.get(name) for name in ("address", "dwelling", "grid") if household.get(name)}}
    )
    spouse = spouse_in(scene, head)
    for one in chosen:
        relation = relation_after(head, one, spouse)
        plan.say(one, {"household": made.pk, "relation_to_head": relation})
        if relation is None:
            plan.note("relation_open", one)
    if any(is_head(one, household) for one in chosen):
        heir = proposed_head(scene, household, gone, day)
        assert heir is not None
        crown(plan, scene, household, heir, gone)
    return plan


def another_head(scene: Scene, household: Known, day: date, *, new_head: int) -> Plan:
    """Another member is head; everybody's relation is told anew."""
    head = scene.find(new_head)
    if head is None or not scene.belongs(new_head, household):
        raise errors.head_not_chosen()
    plan = Plan(day)
    crown(plan, scene, household, head, set())
    return plan
