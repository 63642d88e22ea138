"""Why two numbers differ: who is counted by one definition and not by the other, and which condition decided.

>>> from qingzhuang.tally.dataset import Dataset
>>> from qingzhuang.tally.words.reasons import reason_in_words
>>> facts = Dataset.of({"person": {"id": ["1", "2"], "birth_date": ["1945-09-30", "1940-01-01"]}})
>>> year_end, june = (Side.of(f"very_elderly@{when}", date(2025, 3, 1)) for when in ("year-end", "june-30"))
>>> found = differ(year_end, june, facts)
>>> found.a.value, found.b.value, found.both, found.only_a, found.only_b
(2, 1, 1, 1, 0)
>>> reason_in_words(found.people[0].reasons[0])
'到 2025-06-30 是 79 周岁，还差 3 个月满 80 周岁'
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from qingzhuang.tally import question as q
from qingzhuang.tally.answers import slots_within
from qingzhuang.tally.bits import Flags, Mask, Whole
from qingzhuang.tally.blame import Blame, Cause, Verdicts, blame
from qingzhuang.tally.dataset import Dataset
from qingzhuang.tally.derive import counted_from
from qingzhuang.tally.engines.bitmap import Bitmaps
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.resolve import condition_of, find, named, resolve
from qingzhuang.tally.rows import cell_values
from qingzhuang.tally.scope import PERIOD_FIELDS, Answer, Plain, Scope, division_prefix
from qingzhuang.tally.syntax import parse
from qingzhuang.vocabulary import Definition, UnknownName, Vocabulary, load

MOST_GROUPS = 32  # conditions that are told apart; two bits each in a word


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: which records count, on which day, in which period. `definition` is None for a bare question."""

    entity: str
    where: q.Condition
    day: date
    period: tuple[date, date] | None = None
    definition: Definition | None = None

    @classmethod
    def of(cls, text: str, report: date, vocabulary: Vocabulary | None = None) -> Side:
        """A side as people write it: `name`, `name@version`, a word (留守儿童), or a question `count(person where …)`.

        The definition's own day and period rule are applied to the day of the report. Raises QuestionError.
        """
        words = vocabulary or load()
        counted = text.startswith(("count(", "count of "))
        if not counted and " where " not in text:
            return cls.defined(definition_named(text, words), report)
        asked = parse(text if counted else f"count({text})")
        if not isinstance(asked, q.Count):
            raise QuestionError(f"{text!r} counts no records; expected a definition or count(person where …)")
        return cls(asked.entity, asked.where, report)

    @classmethod
    def defined(cls, definition: Definition, report: date) -> Side:
        """The side that a definition makes for a report of a day."""
        where, day = condition_of(definition), definition.day.day(report)
        return cls(definition.entity, where, day, definition.period.span(report), definition)


def definition_named(text: str, vocabulary: Vocabulary) -> Definition:
    """A definition by `name`, `name@version` or one of its words, in the default version; raises QuestionError."""
    name, _, version = text.strip().partition("@")
    if found := vocabulary.by_definition.get(name):
        name = found[0].name
    try:
        return vocabulary.definition(name, version)
    except UnknownName as error:
        others = ", ".join(d.key for d in vocabulary.definitions if d.name == name)
        raise QuestionError(f"there is no definition {text!r}" + (f"; there are {others}" if others else "")) from error


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a record is not counted by a side: a condition, and what the record says instead.

    `wanted` is the answer that the side needs of the condition; `value` what the record holds (a code by its name), None
    where nobody knows. `began` is the day that an age or a term is counted from, `day` the day it is counted on.
    """

    entity: str
    condition: q.Condition
    wanted: bool
    day: date
    value: Plain | None = None
    began: date | None = None
    unknown: bool = False
    period: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Differing:
    """A record that one side counts and the other does not. `side` is 'a' or 'b', the side that counts it."""

    key: str
    side: str
    reasons: tuple[Reason, ...]
    row: tuple[Plain | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """How many records differ for the same reason; the reasons carry no values."""

    side: str
    reasons: tuple[Reason, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Both numbers, and who is between them: `a.value - b.value == only_a - only_b` always holds.

    `people` are those of the page asked for, the ones only A counts first.
    """

    a: Answer
    b: Answer
    both: int
    only_a: int
    only_b: int
    groups: tuple[Group, ...]
    people: tuple[Differing, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """One side worked out: its bitmaps, and the mask of its records."""

    side: Side
    bitmaps: Bitmaps
    mask: Mask


def differ(
    a: Side, b: Side, dataset: Dataset, area: str = "", columns: Sequence[str] = (), limit: int = 50, offset: int = 0
) -> Difference:
    """Compare two sides in an area; raises QuestionError where they count different kinds of records."""
    if a.entity != b.entity:
        raise QuestionError(f"{a.entity} and {b.entity} cannot be compared record by record")
    entity, prefix = a.entity, division_prefix(area)
    if not dataset.holds(entity):
        nothing = Answer(None, known=False)
        return Difference(nothing, nothing, 0, 0, 0, (), ())
    first, second = (count_side(side, dataset) for side in (a, b))
    only_a, only_b = (
        slots_within(one.mask.sure & ~other.mask.sure, entity, dataset, prefix)
        for one, other in ((first, second), (second, first))
    )
    both = len(slots_within(first.mask.sure & second.mask.sure, entity, dataset, prefix))
    causes = (_causes(second, only_a), _causes(first, only_b))
    groups = (*_groups("a", second, causes[0], len(only_a)), *_groups("b", first, causes[1], len(only_b)))
    people: list[Differing] = []
    for letter, slots, other, found in (("a", only_a, second, causes[0]), ("b", only_b, first, causes[1])):
        begin, room = max(offset - (len(only_a) if letter == "b" else 0), 0), limit - len(people)
        people += _people(letter, slots, other, found, np.arange(len(slots))[begin : begin + room], columns)
    return Difference(
        _answer(first, dataset, prefix), _answer(second, dataset, prefix), both, len(only_a), len(only_b), groups, tuple(people)
    )


def count_side(side: Side, dataset: Dataset) -> Counted:
    """Who is counted by a side."""
    bitmaps = Bitmaps(dataset, side.day, side.period)
    node = resolve(side.where, side.entity, dataset.vocabulary)
    bitmaps.prepare((node,), side.entity)
    return Counted(side, bitmaps, bitmaps.mask(node, side.entity) & bitmaps.everyone(side.entity))


def _answer(counted: Counted, dataset: Dataset, prefix: str) -> Answer:
    entity, mask = counted.side.entity, counted.mask
    sure = len(slots_within(mask.sure, entity, dataset, prefix))
    open_ = 0 if mask.settled else len(slots_within(mask.maybe & ~mask.sure, entity, dataset, prefix))
    return Answer(sure, open_ == 0, open_, sure)


# ---------------------------------------------------------------- reasons
def _causes(counted: Counted, slots: Whole) -> Blame:
    """Which conditions of a side decided that it does not surely count these records."""
    side, vocabulary = counted.side, counted.bitmaps.dataset.vocabulary

    def verdict(condition: q.Condition) -> tuple[Flags, Flags]:
        mask = counted.bitmaps.mask(resolve(condition, side.entity, vocabulary), side.entity)
        return _bits(mask.sure, slots), _bits(mask.maybe, slots)

    found = blame(expanded(side.where, side.entity, vocabulary), Verdicts(verdict, len(slots)))
    for within in _period_conditions(side):
        sure, maybe = verdict(within)
        found.put(Cause(within, True), ~sure, maybe)
    return found


def _period_conditions(side: Side) -> tuple[q.Condition, ...]:
    field = PERIOD_FIELDS.get(side.entity)
    if side.period is None or field is None:
        return ()
    first, last = side.period
    return (q.And((q.Compare(field, ">=", first.isoformat()), q.Compare(field, "<=", last.isoformat()))),)


def _bits(words: np.ndarray, slots: Whole) -> Flags:
    """The bits of some slots."""
    return ((words[slots // 64] >> (slots % 64).astype(np.uint64)) & np.uint64(1)).astype(np.bool_)


def expanded(condition: q.Condition, entity: str, vocabulary: Vocabulary) -> q.Condition:
    """A condition with the definitions that it names written out."""
    match condition:
        case q.And(parts=parts):
            return q.And(tuple(expanded(part, entity, vocabulary) for part in parts))
        case q.Or(parts=parts):
            return q.Or(tuple(expanded(part, entity, vocabulary) for part in parts))
        case q.Not(part=part):
            return q.Not(expanded(part, entity, vocabulary))
        case q.Holds(field=name):
            try:
                find(name, entity, vocabulary)
            except QuestionError:
                return expanded(condition_of(named(name, vocabulary)), entity, vocabulary)
    return condition


def _groups(letter: str, other: Counted, found: Blame, size: int) -> list[Group]:
    """The differing records by what decided, the most usual first."""
    if not size:
        return []
    signature = np.zeros(size, np.uint64)
    marks = list(found.items())
    for place, (_, (flags, open_)) in enumerate(marks[:MOST_GROUPS]):
        signature |= (flags + 2 * (flags & open_)).astype(np.uint64) << np.uint64(2 * place)
    _, firsts, counts = np.unique(signature, return_index=True, return_counts=True)
    groups = []
    for kind in np.argsort(-counts, kind="stable"):
        first = firsts[kind]
        reasons = tuple(_bare(other.side, cause, bool(open_[first])) for cause, (flags, open_) in marks if flags[first])
        groups.append(Group(letter, reasons, int(counts[kind])))
    return groups


def _bare(side: Side, cause: Cause, unknown: bool = False) -> Reason:
    return Reason(side.entity, cause.condition, cause.wanted, side.day, unknown=unknown, period=_period_of(side, cause))


def _period_of(side: Side, cause: Cause) -> tuple[date, date] | None:
    return side.period if cause.condition in _period_conditions(side) else None


def reasons_for(counted: Counted, slots: Whole) -> list[tuple[Reason, ...]]:
    """Of records that a side does not surely count, each with why."""
    every = np.arange(len(slots))
    return [one.reasons for one in _people("", slots, counted, _causes(counted, slots), every, ())]


def _people(letter: str, slots: Whole, other: Counted, found: Blame, places: Whole, columns: Sequence[str]) -> list[Differing]:
    """The records of one page, each with its reasons and the columns wanted."""
    if not len(places):
        return []
    side, dataset = other.side, other.bitmaps.dataset
    chosen = slots[places]
    reasons: list[list[Reason]] = [[] for _ in places]
    for cause, (flags, open_) in found.items():
        here = np.flatnonzero(flags[places])
        if here.size:
            told = _told(other, cause, chosen[here], open_[places][here])
            for place, reason in zip(here, told, strict=True):
                reasons[place].append(reason)
    values = [cell_values(dataset, side.entity, column, chosen, side.day) for column in columns]
    rows = list(zip(*values, strict=True)) if values else [()] * len(chosen)
    keys = dataset.keys_at(side.entity, chosen)
    return [Differing(key, letter, tuple(why), tuple(row)) for key, why, row in zip(keys, reasons, rows, strict=True)]


def _told(other: Counted, cause: Cause, slots: Whole, open_: Flags) -> list[Reason]:
    """One cause as a reason for each of some records, with what each of them says."""
    side, dataset = other.side, other.bitmaps.dataset
    bare = _bare(side, cause)
    name = PERIOD_FIELDS[side.entity] if bare.period else field_of(cause.condition)
    values: list[Plain | None] = [None] * len(slots)
    began: list[Plain | None] = [None] * len(slots)
    if name:
        found = find(name, side.entity, dataset.vocabulary)
        if not any(step.any for step in found.steps):
            values = cell_values(dataset, side.entity, name, slots, side.day)
            start = counted_from(found.field)
            if start and not dataset.stores(found.field.entity, found.field.name):
                began = cell_values(dataset, side.entity, name.removesuffix(found.field.name) + start, slots, side.day)
    days = [day if isinstance(day, date) else None for day in began]
    return [
        replace(bare, value=value, began=day, unknown=bool(doubt)) for value, day, doubt in zip(values, days, open_, strict=True)
    ]


def field_of(condition: q.Condition) -> str:
    """The one field that a condition is about; '' where it is about none or several."""
    names = q.fields_of(condition)
    return names[0] if len(names) == 1 else ""


def scope_of(side: Side, area: str) -> Scope:
    """The scope in which a side is asked: `answer(Count(side.entity, side.where), facts, scope_of(side, area))`."""
    return Scope(area, side.day, side.period)


__all__ = [
    "Counted", "Difference", "Differing", "Group", "Reason", "Side", "count_side", "definition_named", "differ", "reasons_for", "scope_of",
]  # fmt: skip
