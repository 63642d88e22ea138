"""The question language: what a blank asks of the facts, as frozen data.

A question names what is measured, of which records, and under which condition. It is written and read as text by
`qingzhuang.tally.syntax`, and answered by an engine under `qingzhuang.tally.engines`.

    >>> Count("person", And((Compare("age", ">=", 60), Compare("sex", "=", "female"))))  # doctest: +ELLIPSIS
    Count(entity='person', where=And(parts=(Compare(field='age', op='>=', value=60), ...
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, Union

Scalar = Union[int, float, str]
Comparison = Literal["=", "!=", "<", "<=", ">", ">="]
Function = Literal["sum", "avg", "min", "max"]


# ---------------------------------------------------------------- conditions
@dataclass(frozen=True, slots=True)
class Everything:
    """No condition: every record."""


@dataclass(frozen=True, slots=True)
class Compare:
    """`field op value`; codes are compared by their name (`sex=female`), ordered codes by their place in the list."""

    field: str
    op: Comparison
    value: Scalar


@dataclass(frozen=True, slots=True)
class OneOf:
    """`field in (a, b)`."""

    field: str
    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Holds:
    """A yes/no field that is yes; unknown is not yes."""

    field: str


@dataclass(frozen=True, slots=True)
class SameHousehold:
    """The counted record belongs to the household that the row or card is about."""


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Condition, ...]


Condition = Union[Everything, Compare, OneOf, Holds, SameHousehold, Not, And, Or]
EVERYTHING = Everything()


def both(*conditions: Condition) -> Condition:
    """All conditions together: flattened, without repeats, in the order given.

    >>> both(EVERYTHING, Holds("is_student"))
    Holds(field='is_student')
    """
    parts: list[Condition] = []
    for condition in conditions:
        for part in condition.parts if isinstance(condition, And) else (condition,):
            if not isinstance(part, Everything) and part not in parts:
                parts.append(part)
    if not parts:
        return EVERYTHING
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def fields_of(condition: Condition) -> tuple[str, ...]:
    """The field paths that a condition reads, each once, in order."""
    match condition:
        case Compare(field=field) | OneOf(field=field) | Holds(field=field):
            return (field,)
        case Not(part=part):
            return fields_of(part)
        case And(parts=parts) | Or(parts=parts):
            return tuple(dict.fromkeys(field for part in parts for field in fields_of(part)))
        case _:
            return ()


# ---------------------------------------------------------------- questions
@dataclass(frozen=True, slots=True)
class Value:
    """A field of the record that a row or card is about: `person.name`, `household.head.name`."""

    path: str


@dataclass(frozen=True, slots=True)
class Values:
    """Several values wanted in one cell: `a, b`."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many records of an entity meet the condition; field names inside are fields of that entity."""

    entity: str
    where: Condition = EVERYTHING


@dataclass(frozen=True, slots=True)
class CountDistinct:
    """How many different values of a field the records show: `count(distinct person.household where …)`."""

    path: str
    where: Condition = EVERYTHING


@dataclass(frozen=True, slots=True)
class Aggregate:
    """`sum`, `avg`, `min` or `max` of a numeric field; the path starts with its entity."""

    function: Function
    path: str
    where: Condition = EVERYTHING

    @property
    def entity(self) -> str:
        return self.path.split(".", 1)[0]


@dataclass(frozen=True, slots=True)
class Percent:
    """One number as per cent of another."""

    part: Measure
    whole: Measure


Measure = Union[Count, CountDistinct, Aggregate, Percent]


@dataclass(frozen=True, slots=True)
class Listing:
    """Records as rows: the columns wanted, who is listed, and in which order."""

    entity: str
    columns: tuple[str, ...]
    where: Condition = EVERYTHING
    order_by: tuple[str, ...] = ()


Question = Union[Value, Values, Count, CountDistinct, Aggregate, Percent, Listing]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the day it is asked for (None: the day of the report) and what the number is split by.

    `by` is a coded or yes/no field of the counted records (`sex`, `household.category`), `area` for a number per
    community, or '' for one number.
    """

    question: Question
    day: date | None = None
    by: str = ""


def entity_of(measure: Measure) -> str:
    """The entity whose records a measure counts; of a rate that of its part."""
    match measure:
        case Count(entity=entity):
            return entity
        case CountDistinct(path=path) | Aggregate(path=path):
            return path.split(".", 1)[0]
        case Percent(part=part):
            return entity_of(part)
