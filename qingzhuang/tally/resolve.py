"""From a condition as written to a tree of facts, each bound to the entity whose column decides it.

`household.category=low_income` of a person becomes `Along(person → household, Fact(household.category = low_income))`;
a field of persons in the brackets of a household becomes `AnyOf(household → member, Fact(…))`. Every engine reads this
tree, so that names, step-overs, ordered codes and kinds of codes are understood in one place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Union

from qingzhuang.tally import question as q
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.syntax import parse_condition, write_condition
from qingzhuang.vocabulary import CodeList, DayRule, Definition, Field, Period, Resolution, UnknownName, Vocabulary

# code values that say that nobody knows the value
UNSTATED = frozenset(("unknown", "unstated", "not_stated"))
# fields that together say who somebody is: of a household they are asked of one and the same member
WHO = frozenset(("sex", "age", "birth_date"))


# ---------------------------------------------------------------- the tree
@dataclass(frozen=True, slots=True)
class Fact:
    """A test of one field of the record itself.

    `op` is `in` (the value, or one value of several, is among `values`), `<`, `<=`, `>`, `>=` (numbers and dates), or
    `yes`. Equality of codes and ordered codes have become `in`. `absent_no` says that an empty field means no. `unsure`
    are values that leave it open: whether somebody 'married' is married for the first time.
    """

    entity: str
    field: str
    type: str
    op: str
    values: tuple[q.Scalar | date, ...] = ()
    absent_no: bool = False
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Along:
    """What is asked of the one related record; without such a record it is unknown."""

    entity: str
    relation: str
    index: int
    target: str
    part: Node


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when it holds for at least one of the related records."""

    entity: str
    relation: str
    target: str
    part: Node


@dataclass(frozen=True, slots=True)
class Same:
    """The record belongs to the household that the row or card is about."""

    entity: str


@dataclass(frozen=True, slots=True)
class On:
    """What a definition asks on its own day and in its own year, both seen from the day of the question."""

    entity: str
    day: DayRule
    period: Period
    part: Node


@dataclass(frozen=True, slots=True)
class No:
    part: Node


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Some:
    parts: tuple[Node, ...]


Node = Union[Fact, Along, AnyOf, Same, On, No, All, Some]
ALWAYS = All(())


# ---------------------------------------------------------------- conditions
def resolve(condition: q.Condition, entity: str, vocabulary: Vocabulary) -> Node:
    """The tree of a condition on records of an entity; raises QuestionError for names and values that do not exist."""
    if entity not in vocabulary.entities:
        raise QuestionError(f"there is no entity {entity!r}; known: {', '.join(vocabulary.entities)}")
    match condition:
        case q.Everything():
            return ALWAYS
        case q.And(parts=parts):
            return together([resolve(part, entity, vocabulary) for part in parts])
        case q.Or(parts=parts):
            return Some(tuple(resolve(part, entity, vocabulary) for part in parts))
        case q.Not(part=part):
            return No(resolve(part, entity, vocabulary))
        case q.SameHousehold():
            return Same(entity)
        case q.Holds(field=name) if (named := _definition(name, entity, vocabulary)) is not None:
            return named
        case q.Holds(field=name) | q.Compare(field=name) | q.OneOf(field=name):
            found = find(name, entity, vocabulary)
            return _step(found, _fact(condition, found, vocabulary), vocabulary)


def together(parts: list[Node]) -> Node:
    """All parts, with what is asked of the members of a household gathered by subject.

    Conditions on one subject are asked of one and the same member: both ends of an age band, sex with age, an allowance
    with its kind. Conditions on different subjects may each be met by another member: a household on allowance with a
    disabled member. Fields of one group (`welfare.…`) are one subject, sex and age are one, any other field is its own.
    """
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, All) else (part,))
    flat = list(dict.fromkeys(flat))
    gathered: list[Node] = []
    done: set[tuple[object, ...]] = set()
    for node in flat:
        key = _gathers(node)
        if key is None:
            gathered.append(node)
        elif key not in done:
            done.add(key)
            inner = [n.part for n in flat if _gathers(n) == key and isinstance(n, (Along, AnyOf))]
            gathered.append(_with_part(node, together(inner)))
    return gathered[0] if len(gathered) == 1 else All(tuple(gathered))


def _gathers(node: Node) -> tuple[object, ...] | None:
    """What nodes must share to be gathered into one; None for those that stay by themselves."""
    match node:
        case AnyOf(entity=entity, relation=relation, part=part):
            return (entity, relation, _subject(part))
        case Along(entity=entity, relation=relation, index=index, part=part) if _asks_any(part):
            return (entity, relation, index)
    return None


def _subject(node: Node) -> str:
    match node:
        case Fact(field=field):
            return "who" if field in WHO else field.split(".", 1)[0]
        case No(part=part) | Along(part=part) | AnyOf(part=part) | On(part=part):
            return _subject(part)
        case All(parts=parts) | Some(parts=parts) if parts:
            return _subject(parts[0])
    return ""


def _asks_any(node: Node) -> bool:
    return isinstance(node, AnyOf) or (isinstance(node, Along) and _asks_any(node.part))


def _with_part(node: Node, part: Node) -> Node:
    match node:
        case Along(entity=entity, relation=relation, index=index, target=target):
            return Along(entity, relation, index, target, part)
        case AnyOf(entity=entity, relation=relation, target=target):
            return AnyOf(entity, relation, target, part)
    return part


# ---------------------------------------------------------------- names
def find(name: str, entity: str, vocabulary: Vocabulary) -> Resolution:
    """Where a name inside a condition, a column or a sort order leads from records of an entity.

    `household.category` of a person is the category of the person's household; `person.name` of a person the name. A
    name that the entity itself has comes before a name of another entity.
    """
    own, other = f"{entity}.{name}", name
    starts = name.split(".", 1)[0].split("[", 1)[0]
    for path in (other, own) if starts == entity else (own, other):
        try:
            found = vocabulary.resolve(path)
        except UnknownName:
            continue
        if found.entity == entity:
            return found
    raise QuestionError(f"{entity} has no {name!r}")


def _definition(name: str, entity: str, vocabulary: Vocabulary) -> Node | None:
    """The condition of a named definition (口径), where no field has the name."""
    try:
        find(name, entity, vocabulary)
    except QuestionError:
        try:
            definition = named(name, vocabulary)
        except UnknownName:
            return None
        if definition.entity != entity and (definition.entity, entity) != ("person", "household"):
            return None
        try:  # of a household when it holds of a member
            node = resolve(condition_of(definition), entity, vocabulary)
        except QuestionError:
            return None
        own = definition.day is not DayRule.REPORT or (definition.period is not Period.NONE and definition.entity == entity)
        return On(entity, definition.day, definition.period, node) if own else node
    return None


def named(name: str, vocabulary: Vocabulary) -> Definition:
    """The definition that a condition names: `very_elderly`, or one version of it, `very_elderly@90`; raises UnknownName."""
    plain, _, version = name.partition("@")
    return vocabulary.definition(plain, version)


def condition_of(definition: Definition) -> q.Condition:
    """What a definition (口径) asks of a record; an empty condition is met by all."""
    return parse_condition(definition.condition) if definition.condition else q.EVERYTHING


def _step(found: Resolution, fact: Node, vocabulary: Vocabulary) -> Node:
    node = fact
    for step in reversed(found.steps):
        many = vocabulary.entities[step.entity].roles[step.relation].many
        if step.any or (many and step.index is None):
            node = AnyOf(step.entity, step.relation, step.target, node)
        else:
            node = Along(step.entity, step.relation, step.index or 0, step.target, node)
    return node


# ---------------------------------------------------------------- values
def _fact(condition: q.Condition, found: Resolution, vocabulary: Vocabulary) -> Node:
    field = found.field
    entity = found.steps[-1].target if found.steps else found.entity
    absent_no = field.absent == "no"
    match condition:
        case q.Holds():
            if field.type != "boolean":
                raise QuestionError(f"{field.path} is no yes/no field; say what it should be: {field.name}=…")
            return Fact(entity, field.name, field.type, "yes", (), absent_no)
        case q.OneOf(values=values):
            return _among(entity, field, values, condition)
        case q.Compare(op=op, value=value):
            if op in ("=", "!="):
                same = _among(entity, field, (value,), condition)
                return No(same) if op == "!=" else same
            if field.codes is not None:
                return Fact(entity, field.name, field.type, "in", _beyond(field.codes, op, value, field), absent_no)
            if field.type not in ("integer", "number", "date"):
                raise QuestionError(f"{field.path} has no order; {write_condition(condition)!r} says nothing")
            return Fact(entity, field.name, field.type, op, (_operand(field, value, condition),), absent_no)
    raise AssertionError(condition)


def _among(entity: str, field: Field, values: tuple[q.Scalar, ...], condition: q.Condition) -> Fact:
    """The field has one of these values: of a code also its kinds (first marriage is married)."""
    absent_no, codes = field.absent == "no", field.codes
    if codes is None:
        operands = tuple(dict.fromkeys(_operand(field, value, condition) for value in values))
        return Fact(entity, field.name, field.type, "in", operands, absent_no)
    try:
        names = codes.members([codes.value(str(value)).name for value in values])
    except UnknownName as error:
        raise QuestionError(f"{field.path}: {error}") from error
    wider = [
        value.name for value in codes.values if value.name not in names and not set(codes.kinds_of(value.name)).isdisjoint(names)
    ]
    return Fact(entity, field.name, field.type, "in", names, absent_no, tuple(wider))


def _beyond(codes: CodeList, op: str, value: q.Scalar, field: Field) -> tuple[q.Scalar, ...]:
    """The values of an ordered list that stand before or after one of them."""
    if not codes.ordered:
        raise QuestionError(f"the values of {field.path} have no order; {op} says nothing")
    try:
        place = codes.rank(str(value))
    except UnknownName as error:
        raise QuestionError(f"{field.path}: {error}") from error
    ranked = [(code.name, codes.rank(code.name)) for code in codes.values if code.name not in UNSTATED]
    keep = {"<": place.__gt__, "<=": place.__ge__, ">": place.__lt__, ">=": place.__le__}[op]
    return tuple(name for name, rank in ranked if keep(rank))


def _operand(field: Field, value: q.Scalar, condition: q.Condition) -> q.Scalar | date:
    match field.type:
        case "integer" | "number":
            if isinstance(value, str):
                raise QuestionError(f"{field.path} is a number; {write_condition(condition)!r} compares it with a word")
            return value
        case "date":
            try:
                return date.fromisoformat(str(value))
            except ValueError as error:
                raise QuestionError(f"{field.path} is a day; {write_condition(condition)!r} needs one like 2025-12-31") from error
        case "boolean":
            raise QuestionError(f"{field.path} is a yes/no field; write {field.name} or not {field.name}")
    return str(value)
