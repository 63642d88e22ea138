"""What stands around a record, the plan of an event before it is recorded, and what is due."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.events import errors, rights
from qingzhuang.site.events.logic import houses, kin, people
from qingzhuang.site.events.logic.due import Kind
from qingzhuang.site.events.logic.plan import DEAD, PRESENT, Fact, Known, Plan, Scene
from qingzhuang.site.events.models import Proposal
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.site.ledger.queries import Record

Said = Mapping[str, Any]  # what the form of an event says, cleaned; records by number
ROLES = ("household", "dwelling", "spouse", "father", "mother")
EVENTS: dict[str, tuple[str, ...]] = {  # event → the entities that have it
    "birth": ("person", "household"), "death": ("person",), "move_in": ("household", "dwelling"),
    "move_out": ("person", "household"), "move_within": ("person", "household"), "marriage": ("person",), "divorce": ("person",),
    "split": ("household",), "head": ("household",), "merge": ("person",),
}  # fmt: skip
WITH_ALL = ("move_out", "move_within")  # of a household: everybody goes


# ---------------------------------------------------------------- the scene
def record_for(actor: Actor, pk: int, event: str) -> Record:
    """A record of which the actor may record an event; 404 where it is not seen, a refusal where it has no such event."""
    record = ledger.record_for(actor, pk)
    rights.check(actor, "record", record)
    if record.entity not in EVENTS.get(event, ()):
        raise errors.unknown_event(event)
    return record


CROWD, ELDEST = 200, 20  # a household with more members is a crowd: a dormitory, a collective register


class _Around:
    """Reads who lives in a household or dwelling when an event asks for it, each place once."""

    def __init__(self, actor: Actor | None) -> None:
        self.here = {area.pk for area in accounts.areas_for(actor)} if actor else None
        self.found: dict[int, Known] = {}
        self.done: set[tuple[int, str]] = set()
        self.crowds: dict[int, bool] = {}

    def bring_all(self, place: int, role: str) -> None:
        if (place, role) not in self.done:
            self.done.add((place, role))
            self.read(ledger.naming([place], (role,), "person"))
            self.read(_related(self.found.values(), ("dwelling", "spouse")))

    def bring_kin(self, household: int) -> None:
        if (household, "household") in self.done or (household, "kin") in self.done:
            return
        if self.is_crowd(household):
            self.done.add((household, "kin"))
            self.read(ledger.kin_in(household, ELDEST))
        else:
            self.bring_all(household, "household")

    def is_crowd(self, household: int) -> bool:
        if household not in self.crowds:
            self.crowds[household] = ledger.are_more(household, "household", CROWD)
        return self.crowds[household]

    def somebody_else(self, place: int, role: str, gone: Collection[int]) -> bool:
        return ledger.somebody_else(place, role, gone)

    def read(self, numbers: set[int]) -> None:
        asked = list(ledger.named(numbers - self.found.keys()))
        held = ledger.held_of([record.pk for record in asked], timezone.localdate())
        for record in asked:
            facts = {
                name: Fact(one.value, one.since, one.trust)
                for name, one in held.get(record.pk, {}).items()
                if one.value is not None
            }
            elsewhere = self.here is not None and record.area_id not in self.here
            self.found[record.pk] = Known(record.pk, record.entity, record.area_id, facts, elsewhere)


def scene_of(actor: Actor | None, roots: Iterable[int]) -> Scene:
    """The records, their households and homes, their spouses and parents; who else lives there is read when it is asked for."""
    around = _Around(actor)
    around.read(set(roots))
    around.read(_related(around.found.values(), ROLES))
    around.read(_related(around.found.values(), ("dwelling",)))
    return Scene(around.found, around)


def _related(records: Iterable[Known], roles: Collection[str]) -> set[int]:
    return {value for one in records for role in roles if isinstance(value := one.get(role), int)}


# ---------------------------------------------------------------- the plan
def plan_for(actor: Actor | None, record: Record, event: str, said: Said) -> tuple[Plan, Scene]:
    """What an event would change. Raises Refusal where it cannot be; `actions.record_event` writes the very same plan."""
    rights.check(actor, "record", record)
    day = said["day"]
    if day > timezone.localdate():
        raise errors.in_future()
    other = _other(actor, event, said)
    asked = (other, said.get("parent"), said.get("new_head"), *(said.get("members") or ()))
    roots = {record.pk, *(number for number in asked if number)}
    pointers = ledger.pointers_to(other) if event == "merge" and other else {}
    scene = scene_of(actor, roots | pointers.keys())
    if record.entity == "household" and event in WITH_ALL:
        scene.members(scene.find(record.pk))
    plan = _plan(scene, scene.records[record.pk], event, said, scene.find(other), pointers)
    if not plan.changes:
        raise errors.nothing_changes()
    return plan, scene


def _other(actor: Actor | None, event: str, said: Said) -> int | None:
    """The second record of an event: chosen in the form, or for a move in the same person's, wherever it is held."""
    if event == "move_in":
        known = ledger.same_person(said["name"], said.get("id_number") or "")
        return known.pk if known else None
    other = said.get("other")
    if not other:
        if event in ("marriage", "merge"):
            raise errors.nobody_found()
        return None
    if actor is not None:
        ledger.record_for(actor, other)
    return int(other)


def _plan(
    scene: Scene, subject: Known, event: str, said: Said, other: Known | None, pointers: Mapping[int, tuple[str, ...]]
) -> Plan:
    day, new_head = said["day"], said.get("new_head")
    codes = codes_of({one.area for one in scene.records.values()})
    target = other or subject
    match event:
        case "birth":
            parent = scene.find(said.get("parent")) or subject
            if parent.entity != "person":
                raise errors.nobody_found()
            return people.birth(scene, parent, day, name=said["name"], sex=said["sex"], id_number=said.get("id_number") or "")
        case "death":
            return people.death(scene, subject, day, codes, new_head=new_head)
        case "move_in":
            return houses.move_in(
                scene, subject, day, codes[subject.area], name=said["name"], id_number=said.get("id_number") or "",
                relation=said.get("relation") or None, known=other,
            )  # fmt: skip
        case "move_out":
            return people.move_out(scene, subject, day, codes, to=said.get("to") or "", new_head=new_head)
        case "move_within":
            address = said.get("address") or ""
            return houses.move_within(
                scene, subject, day, codes[target.area], target=other, address=address, new_head=new_head
            )  # fmt: skip
        case "split":
            return houses.split(scene, subject, day, members=said["members"], new_head=new_head or 0)
        case "head":
            return houses.another_head(scene, subject, day, new_head=new_head or 0)
        case "divorce":
            return people.divorce(scene, subject, day)
    if other is None:
        raise errors.nobody_found()
    if event == "marriage":
        return people.marriage(scene, subject, other, day, live=said.get("live") or "apart")
    return people.merge(scene, subject, other, pointers, day)


def codes_of(areas: Collection[int]) -> dict[int, str]:
    """Area → division code."""
    return dict(Area.objects.filter(pk__in=areas).values_list("pk", "code"))


def members_for(actor: Actor, record: Record, most: int) -> list[tuple[int, str]] | None:
    """The members of a household, or of the one a person belongs to, the head first: number and name; None of more than `most`."""
    home = _home_of(record)
    found = list(_members(actor, home).order_by("born", "pk").values_list("pk", "name")[: most + 1]) if home else []
    if len(found) > most or home is None:
        return None if home is not None else []
    return sorted(found, key=lambda one: one[0] != home.facts.get("head"))


def member_called_for(actor: Actor, record: Record, words: str) -> list[int]:
    """The members of that household by a whole name, or by an ID number."""
    home = _home_of(record)
    if home is None or not words:
        return []
    number = ledger.identity("person", {"id_number": words})
    which = Q(identity=number) if number else Q(name=words)
    return list(_members(actor, home).filter(which).values_list("pk", flat=True)[:3])


def is_head_for(actor: Actor, record: Record) -> bool:
    """Whether a person heads a household of several."""
    home = _home_of(record)
    if home is None:
        return False
    head, relation = home.facts.get("head"), record.facts.get("relation_to_head")
    is_head = head == record.pk if head else kin.group_of(relation) == kin.HEAD
    return is_head and len(_members(actor, home)[:2]) > 1


def _home_of(record: Record) -> Record | None:
    if record.entity == "household":
        return record
    number = record.facts.get("household")
    return ledger.named([number]).first() if isinstance(number, int) else None


def _members(actor: Actor, home: Record) -> QuerySet[Record]:
    return ledger.members_of(home.pk, [area.pk for area in accounts.areas_for(actor)])


# ---------------------------------------------------------------- what is due
PAGE = 50


@dataclass(frozen=True, slots=True)
class Due:
    """A page of proposals of one kind, and how many there are of each kind."""

    kind: str
    counts: dict[str, int]
    page: Page[Proposal]


def due_for(actor: Actor, *, kind: str = "", page: str = "1") -> Due:
    """What waits for an answer in the actor's areas; 404 for whoever sees no facts."""
    waiting = _waiting(actor)
    counts = dict(waiting.order_by().values_list("kind").annotate(count=Count("pk")))
    shown = kind if kind in counts else next(iter(sorted(counts)), "")
    part = waiting.filter(kind=shown).select_related("record__area").order_by("day", "pk")
    return Due(shown, counts, Paginator(part, PAGE).get_page(page))


def _waiting(actor: Actor) -> QuerySet[Proposal]:
    if not actor.may("see_facts"):
        raise Http404
    today = timezone.localdate()
    open_ = Q(answer=Proposal.Answer.OPEN) | Q(answer=Proposal.Answer.LATER, until__lte=today)
    there = Q(kind=Kind.DEATH.value, record__state=DEAD) | (~Q(kind=Kind.DEATH.value) & Q(record__state=PRESENT))
    areas = [area.pk for area in accounts.areas_for(actor)]
    return Proposal.objects.filter(open_, there, record__area__in=areas)  # wherever the person lives by now


def proposal_for(actor: Actor, pk: int) -> Proposal:
    """A proposal about somebody whom the actor may see, or 404."""
    found = Proposal.objects.select_related("record__area").filter(pk=pk).first()
    if found is None or not rights.may(actor, "see", found.record):
        raise Http404
    return found
