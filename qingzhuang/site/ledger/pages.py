"""A record as its page shows it: facts in groups, in words, covered or not, with the names of related records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.core.paginator import Page
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.kit import masking
from qingzhuang.site.kit.languages import in_script
from qingzhuang.site.ledger import queries, wording
from qingzhuang.site.ledger.logic.facilities import amiss
from qingzhuang.site.ledger.logic.freshness import is_old
from qingzhuang.site.ledger.logic.values import UnknownField, field_of, is_relation
from qingzhuang.site.ledger.models import Conflict, Record, Statement

# What is shown below a record: role of the others that name it, and their entity.
RELATED = {
    "household": (("household", "person"), ("household", "facility")),
    "dwelling": (("dwelling", "household"), ("dwelling", "person")),
    "building": (("building", "dwelling"), ("building", "facility")),
    "estate": (("estate", "building"), ("estate", "facility")),
    "grid": (("grid", "household"), ("grid", "facility")),
    "organisation": (("organisation", "facility"),),
}
HIDDEN = frozenset(("area", "area.code", "state", "merged_into"))  # said in the head of the page
OPTION = '<option value="{}">{}</option>'
DOORS = 1200  # a building with more dwellings is shown as a list


@dataclass(frozen=True, slots=True)
class Shown:
    """One fact in words."""

    field: str
    label: str
    text: str
    link: int  # the related record, 0 where the fact is none
    covered: bool
    since: date
    confirmed: date
    source: str
    by: str
    statement: int
    old: bool  # nobody confirmed it for longer than its term


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    facts: list[Shown]


def groups(actor: Actor, record: Record, lines: Iterable[queries.FactLine], *, open_numbers: bool = False) -> list[Group]:
    """The facts of a record in groups, in the order of the vocabulary; secret numbers covered unless opened."""
    lines = [line for line in lines if line.field not in HIDDEN]
    names = queries.names_for(actor, [line.value for line in lines if is_relation(record.entity, line.field)])
    order = wording.order_of(record.entity)
    found: dict[int, list[Shown]] = {}
    for line in sorted(lines, key=lambda line: order.get(line.field, 999)):
        place = wording.group_of(line.field) if record.entity == "person" else 0
        found.setdefault(place, []).append(_shown(record.entity, line, names, open_numbers))
    title = wording.group_words if record.entity == "person" else (lambda _place: wording.entity_words(record.entity))
    return [Group(title(place), found[place]) for place in sorted(found)]


def _shown(entity: str, line: queries.FactLine, names: dict[int, str], open_numbers: bool) -> Shown:
    link = line.value if is_relation(entity, line.field) and line.value in names else 0
    text = names[link] if link else wording.value_words(entity, line.field, line.value)
    covered = line.secret and not open_numbers
    source = wording.source_words(line.source) + (f" · {line.title}" if line.title else "")
    return Shown(
        line.field, wording.label_of(entity, line.field), masking.covered(text) if covered else text, link, covered, line.since,
        line.confirmed, source, line.by, line.statement,
        is_old(line.confirmed, queries.term_of_fact(line.field), timezone.localdate()),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Related:
    """The records of one kind that belong to this one, a page of them."""

    role: str
    title: str
    page: Page[Record]


def related(actor: Actor, record: Record, page: int) -> list[Related]:
    found = []
    for role, entity in RELATED.get(record.entity, ()):
        part = queries.linked_for(actor, record, role, entity=entity, page=page)
        if part.paginator.count:
            found.append(Related(role, wording.entity_words(entity), part))
    return found


@dataclass(frozen=True, slots=True)
class Door:
    pk: int
    name: str
    people: int


@dataclass(frozen=True, slots=True)
class Floor:
    name: str
    doors: list[list[Door]]  # by unit


@dataclass(frozen=True, slots=True)
class Plan:
    """A building as one sees it from the front: units side by side, the top floor first."""

    units: list[str]
    floors: list[Floor]


def plan_of(actor: Actor, building: Record) -> Plan | None:
    """The plan of doors; None where the dwellings say no floor or there are too many to draw."""
    dwellings = queries.linked_for(actor, building, "building", entity="dwelling", size=DOORS)
    if dwellings.paginator.count > DOORS or not dwellings.paginator.count:
        return None
    people = queries.counts_for(actor, [dwelling.pk for dwelling in dwellings], "dwelling", "person")
    placed: dict[str, dict[str, list[Door]]] = {}
    for dwelling in dwellings:
        unit, floor = str(dwelling.facts.get("unit") or ""), str(dwelling.facts.get("floor") or "")
        room = str(dwelling.facts.get("room") or dwelling.name or dwelling.pk)
        placed.setdefault(floor, {}).setdefault(unit, []).append(Door(dwelling.pk, room, people.get(dwelling.pk, 0)))
    if set(placed) == {""}:
        return None
    units = sorted({unit for row in placed.values() for unit in row}, key=_rank)
    floors = [
        Floor(floor, [sorted(placed[floor].get(unit, []), key=lambda door: _rank(door.name)) for unit in units])
        for floor in sorted(placed, key=_rank, reverse=True)
    ]
    return Plan(units, floors)


def _rank(name: str) -> tuple[int, str]:
    """Numbers as numbers, the rest after them."""
    digits = "".join(sign for sign in name if sign.isdigit())
    return (int(digits) if digits else 10**9, name)


def history_lines(
    actor: Actor, record: Record, lines: Sequence[queries.History]
) -> list[tuple[queries.History, list[tuple[str, str]], str]]:
    """Each line of the history with its facts in words, secret numbers covered, and its source in words."""
    said = [{**line.facts, **line.contested} for line in lines]
    related = [value for facts in said for name, value in facts.items() if is_relation(record.entity, name) and value]
    names = queries.names_for(actor, related)
    found = []
    for line, facts in zip(lines, said, strict=True):
        told = []
        for name, value in facts.items():
            text = names.get(value, "—") if is_relation(record.entity, name) else wording.value_words(record.entity, name, value)
            told.append((wording.label_of(record.entity, name), masking.covered(text) if queries.secret(name) else text))
        told += [(wording.label_of(record.entity, name), "✓") for name in line.confirms]
        found.append((line, told, wording.source_words(line.source)))
    return found


def is_column(entity: str, name: str) -> bool:
    """Whether a fact of this name can be recorded on the page; where a record belongs is changed by a move."""
    try:
        return name not in HIDDEN and bool(field_of(entity, name))
    except UnknownField:
        return False


@dataclass(frozen=True, slots=True)
class Difference:
    """Two values of one field, and where each comes from."""

    pk: int
    record: Record
    label: str
    held: str
    held_from: str
    offered: str
    offered_from: str


def differences(conflicts: Iterable[Conflict]) -> list[Difference]:
    """Open conflicts in words, secret numbers covered."""
    found = []
    for one in conflicts:
        entity, name = one.record.entity, one.field
        held = queries.plain_facts(one.held.facts).get(name)
        offered = queries.plain_facts(one.offered.contested or {}).get(name)
        texts = [wording.value_words(entity, name, value) for value in (held, offered)]
        if queries.secret(name):
            texts = [masking.covered(text) for text in texts]
        found.append(
            Difference(
                one.pk, one.record, wording.label_of(entity, name), texts[0], _from(one.held), texts[1], _from(one.offered)
            )
        )
    return found


def _from(statement: Statement) -> str:
    recording = statement.recording
    return " · ".join(
        part for part in (wording.source_words(recording.source), recording.title, f"{statement.valid_from}") if part
    )


def fields_to_add(record: Record, lines: Iterable[queries.FactLine]) -> str:
    """Fields of which nothing is held yet, as options to choose from, in the order of the vocabulary."""
    held = {line.field for line in lines}
    own = [
        format_html(OPTION, row.name, in_script(row.label, wording.language()))
        for row in queries.own_fields_in(record.area)
        if row.entity == record.entity and row.name not in held
    ]
    options = options_of(record.entity, wording.language())
    return mark_safe("".join([*own, *(option for name, option in options if name not in held)]))


@lru_cache(maxsize=64)
def options_of(entity: str, language: str) -> tuple[tuple[str, str], ...]:
    """Three hundred options are made once for each language, not for each page."""
    return tuple((name, format_html(OPTION, name, in_script(label, language))) for name, label in columns_of(entity, language))


@lru_cache(maxsize=64)
def columns_of(entity: str, _language: str) -> tuple[tuple[str, str], ...]:
    """The fields that can be recorded of an entity, with their labels in the language of the page."""
    names = (name for name in wording.order_of(entity) if not name.startswith("mental_illness") and is_column(entity, name))
    return tuple((name, wording.label_of(entity, name)) for name in names)


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term by which time is over: the state in words, its days, where it is written, how many go and how many must stay."""

    words: str
    days: int
    source: str
    verified: bool
    go: int
    stay: int


def terms(over: Sequence[queries.Over]) -> list[TermLine]:
    """Those whose time is over, added up by term."""
    found = []
    for term in dict.fromkeys(one.term for one in over):
        mine = [one for one in over if one.term == term]
        stay = sum(1 for one in mine if one.matter)
        days = queries.kept_days(term.state)
        found.append(TermLine(wording.state_words(term.state), days, term.source, term.verified, len(mine) - stay, stay))
    return found


def value_to_change(record: Record, name: str) -> dict[str, object]:
    """What the form of a field begins with: the value that is held; a secret number is typed again, not shown."""
    if queries.secret(name) or name not in record.facts:
        return {}
    value = record.facts[name]
    return {"value": {True: "true", False: "false"}.get(value, value) if isinstance(value, bool) else value}


@dataclass(frozen=True, slots=True)
class FacilityLine:
    """A facility as the list shows it."""

    record: Record
    kind: str
    checked: str
    amiss: list[str]


def facility_lines(records: Iterable[Record]) -> list[FacilityLine]:
    """Facilities with kind, day of the last look and what is amiss, in words."""
    day = timezone.localdate()
    return [
        FacilityLine(
            one, wording.value_words("facility", "kind", one.facts["kind"]) if one.facts.get("kind") else "",
            str(one.facts.get("checked_date") or ""), [wording.amiss_words(code) for code in amiss(one.facts, day)],
        )
        for one in records
    ]  # fmt: skip
