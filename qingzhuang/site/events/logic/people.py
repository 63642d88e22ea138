"""Birth, death, marriage, divorce, and two records of one person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from qingzhuang.site.events import errors
from qingzhuang.site.events.logic.allowances import first_unpaid, running, stop_of
from qingzhuang.site.events.logic.houses import address_of, leave, put_in
from qingzhuang.site.events.logic.kin import is_head, relation_of_child, relation_of_spouse, spouse_in
from qingzhuang.site.events.logic.plan import DEAD, MERGED, MOVED_OUT, STATE, Known, Plan, Scene

MARRIED = frozenset(("married", "first_marriage", "remarried", "restored_marriage"))
Codes = Mapping[int, str]  # division code of each area


def birth(scene: Scene, parent: Known, day: date, *, name: str, sex: str, id_number: str = "") -> Plan:
    """A child of a mother or father: in their household, at their address."""
    _must_be_present(parent)
    plan = Plan(day)
    household, other = scene.household_of(parent), spouse_in(scene, parent)
    child = plan.new("person", parent.area)
    plan.say(child, {"name": name, "sex": sex, "birth_date": day.isoformat()})
    if id_number:
        plan.say(child, {"id_number": id_number})
    plan.say(child, _parents(parent, other))
    plan.say(child, {"marital_status": "unmarried"})
    put_in(plan, scene, child, household, relation_of_child(parent, sex), address=address_of(parent, household), like=parent)
    return plan


def _parents(parent: Known, other: Known | None) -> dict[str, int]:
    role = {"male": "father", "female": "mother"}.get(parent.sex)
    if role is None:
        return {}
    second = {"father": "mother", "mother": "father"}[role]
    return {role: parent.pk, **({second: other.pk} if other is not None and other.is_present else {})}


def death(scene: Scene, person: Known, day: date, codes: Codes, *, new_head: int | None = None) -> Plan:
    """The state, the spouse, the household, and a stop for every allowance from the month that its rule says."""
    _must_be_present(person)
    if person.born and day < person.born:
        raise errors.before_birth()
    plan = Plan(day)
    plan.say(person, {STATE: DEAD, "deceased": True, "death_date": day.isoformat()})
    stop_allowances(plan, person, "death", day, codes)
    spouse = spouse_in(scene, person)
    if spouse is not None and spouse.is_present:
        plan.say(spouse, {"marital_status": "widowed", "spouse": None})
    leave(plan, scene, [person], new_head=new_head)
    return plan


def stop_allowances(plan: Plan, person: Known, event: str, since: date, codes: Codes) -> None:
    for one in running(person):
        stop = stop_of(one, event, codes.get(person.area, ""))
        if stop is not None:
            plan.say(person, {one.field: False}, first_unpaid(stop, since))


def marriage(scene: Scene, one: Known, other: Known, day: date, *, live: str) -> Plan:
    """Both are married to each other. `live`: `apart`, `here` (in the household of the first) or `there`."""
    if one.pk == other.pk:
        raise errors.same_record()
    plan = Plan(day)
    for person, partner in ((one, other), (other, one)):
        _must_be_present(person)
        held = spouse_in(scene, person)
        if held is not None and held.is_present and held.pk != partner.pk:
            raise errors.already_married()
        plan.say(person, {"marital_status": "married", "spouse": partner.pk, "marriage_date": day.isoformat()})
    if live != "apart":
        host, mover = (one, other) if live == "here" else (other, one)
        household = scene.household_of(host)
        if household is None:
            plan.note("no_household", host)
        elif mover.get("household") != household.pk:
            leave(plan, scene, [mover])
            put_in(plan, scene, mover, household, relation_of_spouse(host), address=address_of(host, household), like=host)
    return plan


def divorce(scene: Scene, person: Known, day: date) -> Plan:
    """Both are divorced; where they live stays as it is until a move or a split says otherwise."""
    _must_be_present(person)
    spouse = spouse_in(scene, person)
    if spouse is None or not spouse.is_present:
        raise errors.not_married()
    plan = Plan(day)
    for one in (person, spouse):
        plan.say(one, {"marital_status": "divorced", "spouse": None})
    if person.get("household") and person.get("household") == spouse.get("household"):
        plan.note("same_household")
        household = scene.household_of(person)
        other = spouse if is_head(person, household) else person
        if is_head(person, household) or is_head(spouse, household):
            plan.say(other, {"relation_to_head": "not_related"})
    return plan


MINE = frozenset((STATE, "merged_into", "area", "area.code"))


def merge(scene: Scene, kept: Known, double: Known, pointers: Mapping[int, tuple[str, ...]], day: date) -> Plan:
    """Two records of one person: the second is closed, what only it held is taken over, and whoever named it names the first.

    `pointers`: which fields of which other records name the second.
    """
    if kept.pk == double.pk:
        raise errors.same_record()
    if MERGED in (kept.get(STATE), double.get(STATE)) or kept.entity != double.entity:
        raise errors.not_there()
    plan = Plan(day)
    plan.say(double, {STATE: MERGED, "merged_into": kept.pk})
    for name, fact in double.held.items():
        if name in MINE or fact.value is None or fact.value == kept.pk:
            continue
        if kept.get(name) is None:
            plan.say(kept, {name: fact.value}, fact.since)
        elif kept.get(name) != fact.value:
            plan.note(f"differs:{name}", kept)
    for pk, fields in pointers.items():
        named = scene.find(pk)
        if named is not None and pk != kept.pk:
            plan.say(named, dict.fromkeys(fields, kept.pk))
    return plan


def move_out(scene: Scene, subject: Known, day: date, codes: Codes, *, to: str = "", new_head: int | None = None) -> Plan:
    """A person, or a household with all its members, lives elsewhere."""
    plan = Plan(day)
    leaving = scene.members(subject) if subject.entity == "household" else [subject]
    if subject.entity == "person":
        _must_be_present(subject)
    elif not subject.is_present:
        raise errors.not_there()
    for person in leaving:
        facts: dict[str, Any] = {STATE: MOVED_OUT, "moved_out": True, "move_out_date": day.isoformat()}
        plan.say(person, facts | ({"move_out_to": to} if to else {}))
        stop_allowances(plan, person, "move_out", day, codes)
    if subject.entity == "household":
        plan.say(subject, {STATE: MOVED_OUT})
    leave(plan, scene, leaving, new_head=new_head)
    return plan


def _must_be_present(person: Known) -> None:
    if not person.is_present:
        raise errors.not_there()
