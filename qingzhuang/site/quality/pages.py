"""What the pages of this area show: rows and records in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.kit import masking
from qingzhuang.site.ledger import queries as facts
from qingzhuang.site.quality import wording
from qingzhuang.site.quality.logic.troubles import Trouble
from qingzhuang.site.quality.queries import questions
from qingzhuang.vocabulary import label_in, load, search


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A version of an own field in words."""

    row: Any
    entity: str
    kind: str
    sensitivity: str
    values: tuple[str, ...]


def field_line(row: Any) -> FieldLine:
    return FieldLine(
        row, wording.entity_words(row.entity), dict(wording.kinds())[row.type], dict(wording.sensitivities())[row.sensitivity],
        tuple(word for _name, word in row.codes),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A trouble as the page shows it: who, what is held (covered), what it would become, and whom it may be the same as."""

    trouble: Trouble
    name: str
    born: date | None
    label: str
    held: str
    becomes: str
    other: str
    percent: int


def lines(actor: Actor, found: Sequence[Trouble]) -> list[Line]:
    """A page of troubles in words."""
    records = {one.pk: one for one in facts.named({one.record for one in found} | {one.other for one in found if one.other})}
    heads = [value for one in found for value in one.mend.values() if isinstance(value, int)]
    names = facts.names_for(actor, heads)
    return [_line(one, records, names) for one in found if one.record in records]


def _line(one: Trouble, records: Mapping[int, Any], names: Mapping[int, str]) -> Line:
    record, other = records[one.record], records.get(one.other)
    held = facts.plain_facts({one.field: record.facts.get(one.field)}).get(one.field)
    becomes = next(iter({**one.choice, **one.mend}.items()), None)
    return Line(
        one, record.called, record.born, facts.label_of(record.entity, one.field), _said(record.entity, one.field, held, names),
        _said(record.entity, becomes[0], becomes[1], names) if becomes else "",
        f"{other.called} {other.born or ''}".strip() if other else "", round(one.score * 100),
    )  # fmt: skip


def _said(entity: str, name: str, value: Any, names: Mapping[int, str]) -> str:
    if value is None:
        return ""
    if facts.is_relation(entity, name):
        return names.get(value, str(value))
    text = facts.value_words(entity, name, value)
    return masking.covered(text) if facts.is_secret(name) else text


@dataclass(frozen=True, slots=True)
class Asked:
    """An open question as the page shows it; `choices` are the values that it can have, where they are listed."""

    question: Any
    name: str
    label: str
    kind: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class VisitLine:
    home: int
    name: str
    lines: tuple[Asked, ...]
    old: tuple[tuple[int, str, str, str, date], ...]  # number and name of a record, field, its label, day of confirmation


def visits(actor: Actor, found: Iterable[Any]) -> list[VisitLine]:
    """A page of households with their questions, in words."""
    told = list(found)
    names = facts.names_for(actor, [visit.home for visit in told])
    return [
        VisitLine(visit.home, names.get(visit.home, ""), tuple(map(_asked, visit.questions)), _old(visit.home)) for visit in told
    ]


def _old(home: int) -> tuple[tuple[int, str, str, str, date], ...]:
    found = questions.old_facts_of(home) if home else []
    records = {one.pk: one for one in facts.named({one.record for one in found})}
    return tuple(
        (one.record, records[one.record].called, one.field, facts.label_of(records[one.record].entity, one.field), one.confirmed)
        for one in found
    )


def _asked(question: Any) -> Asked:
    record = question.record
    field, language = facts.field_of(record.entity, question.field), wording.engine_language()
    choices: tuple[tuple[str, str], ...] = ()
    if field.type == "boolean":
        choices = tuple((value, facts.value_words(record.entity, question.field, value == "true")) for value in ("true", "false"))
    elif field.type == "code" and field.codes is not None:
        choices = tuple((value.name, label_in(value.label, language)) for value in field.codes.values)
    return Asked(question, record.called, facts.label_of(record.entity, question.field), field.type, choices)


@dataclass(frozen=True, slots=True)
class Near:
    """A field of the vocabulary that means something near what is typed."""

    label: str
    entity: str
    path: str


def alike(label: str) -> list[Near]:
    """Fields there are already, best first; nothing for less than two signs."""
    if len(label.strip()) < 2:
        return []
    words, found = load(), []
    for hit in search(label.strip()[:40], 5):
        if hit.kind == "field" and hit.score >= 0.5:
            name = label_in(words.field(hit.concept).label, wording.engine_language())
            found.append(Near(name, wording.entity_words(hit.entity), hit.concept))
    return found
