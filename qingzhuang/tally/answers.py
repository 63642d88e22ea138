"""Answers: one question or thousands, for one place, for many places, or for many households.

>>> from datetime import date
>>> facts = Dataset.of({"person": {"id": [1, 2, 3], "sex": ["女", "男", None], "area": ["990101001001"] * 3}})
>>> answer(parse("count(person where sex=female)"), facts, Scope("", date(2025, 12, 31)))
Answer(value=1, known=False, unknown=1, records=1)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from qingzhuang.tally import question as q
from qingzhuang.tally.bits import Words, slots_in
from qingzhuang.tally.dataset import Dataset
from qingzhuang.tally.engines.bitmap import Bitmaps
from qingzhuang.tally.engines.report import Block, by_area, by_household, entity_of, where_of
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.resolve import find, resolve
from qingzhuang.tally.rows import cell_values
from qingzhuang.tally.scope import NOT_HELD, Answer, Answers, Plain, Scope
from qingzhuang.tally.syntax import parse, write
from qingzhuang.vocabulary import Vocabulary

__all__ = ["Behind", "answer", "answer_all", "answer_by_area", "answer_by_household", "answer_split", "parse", "people_behind"]
MEASURES = (q.Count, q.CountDistinct, q.Aggregate, q.Percent)


@dataclass(frozen=True, slots=True)
class Behind:
    """The records behind a number: keys of those surely counted and of those that may be, and wanted columns of both.

    `rows` are in the order of `keys` then `unsure`; with a limit, `total` and `total_unsure` say how many there are in all.
    """

    entity: str
    keys: Sequence[str]
    unsure: Sequence[str]
    total: int
    total_unsure: int
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Plain | None, ...], ...] = ()


def answer(question: q.Question, dataset: Dataset, scope: Scope) -> Answer:
    """The answer to one question; of a value of several fields the texts joined by '、'.

    Raises QuestionError for names that the vocabulary does not have and for lists (see `roster`).
    """
    return answer_all((question,), dataset, scope)[0]


def answer_all(questions: Sequence[q.Question], dataset: Dataset, scope: Scope) -> list[Answer]:
    """The answers to many questions in one pass over the data, in their order."""
    scope = _with_household(dataset, scope)
    measures = [question for question in questions if isinstance(question, MEASURES)]
    numbers = (
        _table(by_area(_bitmaps(dataset, scope), measures, (scope.prefix,)), measures, (scope.area,), dataset.vocabulary)
        if measures
        else None
    )
    found: list[Answer] = []
    at = 0
    for question in questions:
        match question:
            case q.Value(path=path):
                found.append(_value(path, dataset, scope))
            case q.Values(paths=paths):
                found.append(_joined([_value(path, dataset, scope) for path in paths]))
            case q.Listing():
                raise QuestionError("a list has rows, no single answer; ask for its roster")
            case _:
                assert numbers is not None
                found.append(numbers.at(at, 0))
                at += 1
    return found


def answer_by_area(questions: Sequence[q.Measure], dataset: Dataset, scope: Scope, areas: Sequence[str] | None = None) -> Answers:
    """Numbers for each of many places: division codes of any level, by default every community in the scope."""
    scope = _with_household(dataset, scope)
    if areas is None:
        held = {entity for entity in set(map(entity_of, questions)) if dataset.holds(entity)}
        areas = sorted({area for entity in held for area in dataset.layout(entity).areas if scope.covers(area)})
    prefixes = [replace(scope, area=area).prefix for area in areas]
    return _table(by_area(_bitmaps(dataset, scope), questions, prefixes), questions, tuple(areas), dataset.vocabulary)


def answer_by_household(questions: Sequence[q.Measure], dataset: Dataset, scope: Scope, households: Sequence[str]) -> Answers:
    """Numbers for each of many households, given by keys: `count(person where age>=60 and same household)`."""
    slots = _slots_of("household", households, dataset)
    return _table(by_household(_bitmaps(dataset, scope), questions, slots), questions, tuple(households), dataset.vocabulary)


def answer_split(asked: q.Asked, dataset: Dataset, scope: Scope) -> dict[str, Answer]:
    """A number split by what the question says: per value of a code, yes and no, or per community; '' holds the whole."""
    measure = asked.question
    if not isinstance(measure, MEASURES):
        raise QuestionError(f"{write(measure)!r} is no number; only numbers are split")
    if asked.day is not None:
        scope = replace(scope, as_of=asked.day)
    if not asked.by:
        return {"": answer(measure, dataset, scope)}
    if asked.by == "area":
        table = answer_by_area((measure,), dataset, scope)
        return {"": answer(measure, dataset, scope), **{label: table.at(0, place) for place, label in enumerate(table.labels)}}
    field = find(asked.by, entity_of(measure), dataset.vocabulary).field
    if field.type == "boolean":
        parts: dict[str, q.Condition] = {"yes": q.Holds(asked.by), "no": q.Not(q.Holds(asked.by))}
    elif field.codes is not None:
        parts = {value.name: q.Compare(asked.by, "=", value.name) for value in field.codes.values if not value.within}
    else:
        raise QuestionError(f"{field.path} has no list of values to split by")
    split = [narrowed(measure, part) for part in parts.values()]
    return dict(zip(("", *parts), answer_all((measure, *split), dataset, scope), strict=True))


def narrowed(measure: q.Measure, condition: q.Condition) -> q.Measure:
    """The same measure of fewer records."""
    if isinstance(measure, q.Percent):
        return q.Percent(narrowed(measure.part, condition), narrowed(measure.whole, condition))
    return replace(measure, where=q.both(measure.where, condition))


def people_behind(
    question: q.Question, dataset: Dataset, scope: Scope, columns: Sequence[str] = (), limit: int | None = None
) -> Behind:
    """The records behind a number or a list: their keys, and values of some columns (paths as in a list)."""
    scope = _with_household(dataset, scope)
    if isinstance(question, q.Listing):
        entity, where = question.entity, question.where
    elif isinstance(question, MEASURES):
        entity, where = entity_of(question), where_of(question)
    else:
        raise QuestionError(f"{write(question)!r} is a value of one record; there is nobody else behind it")
    if not dataset.holds(entity):
        return Behind(entity, (), (), 0, 0, tuple(columns))
    bitmaps = _bitmaps(dataset, scope)
    node = resolve(where, entity, dataset.vocabulary)
    bitmaps.prepare((node,), entity)
    mask = bitmaps.mask(node, entity) & bitmaps.everyone(entity)
    sure = slots_within(mask.sure, entity, dataset, scope.prefix)
    unsure = sure[:0] if mask.settled else slots_within(mask.maybe & ~mask.sure, entity, dataset, scope.prefix)
    total, total_unsure = len(sure), len(unsure)
    if limit is not None:
        sure, unsure = sure[:limit], unsure[: max(0, limit - len(sure))]
    both = np.concatenate((sure, unsure))
    values = [cell_values(dataset, entity, column, both, scope.as_of) for column in columns]
    rows = tuple(zip(*values, strict=True)) if values else ()
    keys, other_keys = dataset.keys_at(entity, sure), dataset.keys_at(entity, unsure)
    return Behind(entity, keys, other_keys, total, total_unsure, tuple(columns), rows)


def slots_within(words: Words, entity: str, dataset: Dataset, prefix: str) -> np.ndarray:
    """The slots of set bits in the communities whose code begins with a prefix."""
    layout = dataset.layout(entity)
    first, last = (int(layout.word_starts[place]) for place in layout.span(prefix))
    return slots_in(words[first:last]) + first * 64


# ---------------------------------------------------------------- one record
def _value(path: str, dataset: Dataset, scope: Scope) -> Answer:
    if not scope.record and not (scope.about == "household" and scope.household):
        raise QuestionError(f"{path} is a value of one record; Scope(…, record=key) must say of which")
    key = scope.record or scope.household
    slot = dataset.slot_of(scope.about, key)
    if slot is None:
        return NOT_HELD
    value = cell_values(dataset, scope.about, path, np.array([slot]), scope.as_of)[0]
    absent_no = value is None and find(path, scope.about, dataset.vocabulary).field.absent == "no"
    return Answer(value, value is not None or absent_no, 0 if value is not None or absent_no else 1, 1)


def _joined(answers: Sequence[Answer]) -> Answer:
    texts = [str(one.value) for one in answers if one.value is not None]
    unknown = sum(one.unknown for one in answers)
    return Answer("、".join(texts) or None, all(one.known for one in answers), unknown, 1)


# ---------------------------------------------------------------- shared
def _bitmaps(dataset: Dataset, scope: Scope) -> Bitmaps:
    return Bitmaps(dataset, scope.as_of, scope.period, scope.household)


def _with_household(dataset: Dataset, scope: Scope) -> Scope:
    """The scope with the household of its record, where it names none."""
    if scope.household or not scope.record:
        return scope
    if scope.about == "household":
        return replace(scope, household=scope.record)
    if "household" not in dataset.vocabulary.entities[scope.about].relations:
        return scope
    slot, link = dataset.slot_of(scope.about, scope.record), dataset.link(scope.about, "household")
    if slot is None or link is None or link[slot] < 0:
        return scope
    return replace(scope, household=dataset.keys_at("household", np.array([link[slot]]))[0])


def _slots_of(entity: str, keys: Sequence[str], dataset: Dataset) -> list[int | None]:
    if not dataset.holds(entity):
        return [None] * len(keys)
    if len(keys) < 50:
        return [dataset.slot_of(entity, key) for key in keys]
    rows = {key: row for row, key in enumerate(dataset.keys(entity).cast(pa.string()).to_pylist())}
    slots = dataset.layout(entity).slot_of_row()
    return [int(slots[rows[key]]) if key in rows else None for key in keys]


def _is_whole(measure: q.Measure, vocabulary: Vocabulary) -> bool:
    match measure:
        case q.Count():
            return True
        case q.Aggregate(function=function, path=path):
            return function != "avg" and find(path, entity_of(measure), vocabulary).field.type == "integer"
        case q.Percent():
            return False
    return True


def _table(found: Block, questions: Sequence[q.Measure], labels: tuple[str, ...], vocabulary: Vocabulary) -> Answers:
    whole = np.array([_is_whole(question, vocabulary) for question in questions], np.bool_)
    return Answers(labels, found.values, found.unknown, found.records, found.held, whole, tuple(questions))


def as_table(
    rows: Sequence[Sequence[Answer]],
    labels: tuple[str, ...],
    questions: Sequence[q.Measure],
    vocabulary: Vocabulary,
    held: Sequence[bool],
) -> Answers:
    """Answers of another engine, a row for each question and a column for each label, as the table that bitmaps give."""
    size = len(questions), len(labels)
    found = Block(np.full(size, np.nan), np.zeros(size, np.int32), np.zeros(size, np.int32), np.array(held, np.bool_))
    for place, row in enumerate(rows):
        for at, one in enumerate(row):
            found.values[place, at] = np.nan if one.value is None else float(one.value)  # type: ignore[arg-type]
            found.unknown[place, at], found.records[place, at] = one.unknown, one.records
    return _table(found, questions, labels, vocabulary)
