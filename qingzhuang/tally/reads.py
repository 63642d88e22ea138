"""Which stored fields an answer depends on, whatever they are called in the question: a change of any other leaves it alone.

>>> from qingzhuang.tally.syntax import parse
>>> from qingzhuang.vocabulary import load
>>> sorted(fields_read(parse("count(person where age>=60 and household.category=low_income)"), load()))
['household.category', 'person.age', 'person.area', 'person.birth_date', 'person.household', 'person.id_number']
"""

from __future__ import annotations

from functools import lru_cache

from qingzhuang.tally import question as q
from qingzhuang.tally.derive import counted_from
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.resolve import All, Along, AnyOf, Fact, No, Node, On, Same, Some, find, resolve
from qingzhuang.tally.scope import PERIOD_FIELDS
from qingzhuang.vocabulary import Vocabulary

# what a field is worked out from where nobody wrote it down; every formula of `derive` stands here
MEMBER = ("person.household",)
SOURCES: dict[str, tuple[str, ...]] = {
    "person.registered_region": ("person.registered_region_code", "person.area"),
    "person.disability.exists": ("person.disability.type", "person.disability.level", "person.disability.certificate_number"),
    "person.preferential.exists": ("person.preferential.type",),
    "person.residence_permit.exists": ("person.residence_permit.number",),
    "household.member_count": MEMBER,
    "household.welfare.subsistence_allowance": ("person.welfare.subsistence_allowance", *MEMBER),
    "household.poverty_registered": ("person.welfare.poverty_registered", *MEMBER),
    "household.has_disabled_member": ("person.disability.exists", *MEMBER),
    "household.has_labour_capacity": ("person.labour_capacity", *MEMBER),
    "dwelling.area_per_capita": ("dwelling.area", "household.dwelling", "household.member_count"),
}
OF_AREAS = ("area.name", "area.level", "area.parent", "area.code")  # the names of places above are worked out from these


def fields_read(question: q.Measure, vocabulary: Vocabulary) -> frozenset[str]:
    """The fields (`entity.name`) that can change the answer, each with those that it is worked out from."""
    if isinstance(question, q.Percent):
        return fields_read(question.part, vocabulary) | fields_read(question.whole, vocabulary)
    entity = q.entity_of(question)
    found = {f"{entity}.area"} | _of(resolve(question.where, entity, vocabulary), vocabulary)
    if entity in PERIOD_FIELDS:
        found.add(f"{entity}.{PERIOD_FIELDS[entity]}")
    if isinstance(question, (q.CountDistinct, q.Aggregate)):
        path = find(question.path, entity, vocabulary)
        found.update(f"{step.entity}.{step.relation}" for step in path.steps)
        found |= _sources(path.steps[-1].target if path.steps else entity, path.field.name, vocabulary)
    return frozenset(found)


def _of(node: Node, vocabulary: Vocabulary) -> set[str]:
    match node:
        case Fact(entity=entity, field=field):
            return set(_sources(entity, field, vocabulary))
        case Along(entity=entity, relation=relation, part=part) | AnyOf(entity=entity, relation=relation, part=part):
            return {f"{entity}.{relation}", *_inverse(entity, relation, vocabulary)} | _of(part, vocabulary)
        case Same(entity=entity):
            return {f"{entity}.household"}
        case No(part=part) | On(part=part):
            return _of(part, vocabulary)
        case All(parts=parts) | Some(parts=parts):
            return set().union(*(_of(part, vocabulary) for part in parts)) if parts else set()


def _inverse(entity: str, relation: str, vocabulary: Vocabulary) -> set[str]:
    """`household.member` is stored as the household of each person."""
    role = vocabulary.entities[entity].roles.get(relation)
    if role is None or not role.many:
        return set()
    return {f"{role.target}.{entity}"}


@lru_cache(maxsize=4096)
def _sources(entity: str, name: str, vocabulary: Vocabulary) -> frozenset[str]:
    """A field with all that it may be worked out from, at any depth."""
    path = f"{entity}.{name}"
    found, waiting = {path}, [*SOURCES.get(path, ()), *(OF_AREAS if entity == "area" else ())]
    last, before = name.rpartition(".")[2], path.removesuffix(name.rpartition(".")[2])
    if last in ("birth_date", "sex", "age"):
        waiting += [f"{before}id_number", *([f"{before}birth_date"] if last == "age" else [])]
    try:
        start = counted_from(find(name, entity, vocabulary).field)
        waiting += [f"{entity}.{start}"] if start else []
    except QuestionError:
        pass
    for other in waiting:
        if other not in found:
            owner, _, rest = other.partition(".")
            found |= {other} if entity == "area" else _sources(owner, rest, vocabulary)
    return frozenset(found)
