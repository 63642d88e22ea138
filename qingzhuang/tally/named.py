"""Which definitions a question was put together from, and the same question by another version of one of them.

>>> from qingzhuang.tally.syntax import parse, write
>>> from qingzhuang.vocabulary import load
>>> words = load()
>>> [d.key for d in definitions_in(parse("count(person where lives_alone and age>=60 and sex=female)"), words)]
['elder_living_alone@1']
>>> write(by_versions(parse("count(person where age>=80)"), {"very_elderly": words.definition("very_elderly", "90")}, words, "高龄老人"))
'count(person where very_elderly@90)'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TypeVar

from qingzhuang.tally import question as q
from qingzhuang.tally.differ import Side
from qingzhuang.tally.resolve import condition_of, named
from qingzhuang.vocabulary import Definition, UnknownName, Vocabulary

Asked = TypeVar("Asked", bound=q.Question)
# what a heading says itself of an age or a time: then it says which version it means
SPELLED_OUT = re.compile(
    r"[\d一二三四五六七八九十]+(?:周|个)?(?:岁|年|月)|[\d一二三四五六七八九十]+[-~至][\d一二三四五六七八九十]+|[以之](?:上|下|内)|不满|未满"
)


def definitions_in(question: q.Question, vocabulary: Vocabulary, heading: str = "") -> tuple[Definition, ...]:
    """The definitions that a question names, or whose whole condition stands in it, the usual version of each; none within another found.

    Of several words for one condition (未成年人, 儿童) it is the one that the folded heading names, else the first.
    """
    if not isinstance(question, q.Count):
        return ()
    return _definitions_in(question.where, question.entity, vocabulary, heading)


def _definitions_in(where: q.Condition, entity: str, vocabulary: Vocabulary, heading: str) -> tuple[Definition, ...]:
    asked = frozenset(parts_of(where))
    told = _told(asked, vocabulary)
    found: dict[str, tuple[Definition, frozenset[q.Condition]]] = {}
    for definition, parts in _all(vocabulary):
        if definition.entity == entity and parts and parts <= asked:
            found.setdefault(definition.name, (definition, parts))
    widest = [(one, parts) for one, parts in found.values() if not any(parts < others for _, others in found.values())]
    chosen: dict[frozenset[q.Condition], Definition] = {}
    for one, parts in sorted(widest, key=lambda pair: not any(word in heading for word in pair[0].words)):
        chosen.setdefault(parts, one)
    return (*told, *(one for one, _ in widest if one in chosen.values() and one.name not in {other.name for other in told}))


def _told(asked: frozenset[q.Condition], vocabulary: Vocabulary) -> list[Definition]:
    """The versions that a condition names outright: `very_elderly@90`."""
    found = []
    for part in asked:
        if isinstance(part, q.Holds) and "@" in part.field:
            try:
                found.append(named(part.field, vocabulary))
            except UnknownName:
                continue
    return sorted(found, key=lambda one: one.key)


def by_versions(question: Asked, chosen: Mapping[str, Definition], vocabulary: Vocabulary, heading: str) -> Asked:
    """The question with the usual version of a definition replaced by the one chosen (name → version), where the heading names it.

    A heading that spells out what it means (80岁以上高龄老人) keeps its own meaning. A period of its own (births of the
    family-planning year) is taken too.
    """
    match question:
        case q.Percent(part=part, whole=whole):
            return replace(
                question,
                part=by_versions(part, chosen, vocabulary, heading),
                whole=by_versions(whole, chosen, vocabulary, heading),
            )
        case q.Count(where=where) | q.CountDistinct(where=where) | q.Aggregate(where=where):
            entity = q.entity_of(question)
            return replace(question, where=by_versions_where(where, entity, chosen, vocabulary, heading))
    return question


def by_versions_where(
    where: q.Condition, entity: str, chosen: Mapping[str, Definition], vocabulary: Vocabulary, heading: str
) -> q.Condition:
    """The same for a condition on records of an entity."""
    if not chosen or SPELLED_OUT.search(heading):
        return where
    wanted = {name: one for name, one in chosen.items() if one.entity == entity and _words_of(name, vocabulary, heading)}
    for used in _definitions_in(where, entity, vocabulary, heading) if wanted else ():
        other = wanted.get(used.name)
        if other is not None and used.default and other != used:
            gone = {*parts_of(condition_of(used)), q.Holds(used.key)}
            where = q.both(q.Holds(other.key), *(part for part in parts_of(where) if part not in gone))
    for other in wanted.values():  # births of the year: every birth, in a year of its own
        if other.period and not other.condition and not other.default and q.Holds(other.key) not in parts_of(where):
            where = q.both(q.Holds(other.key), where)
    return where


def _words_of(name: str, vocabulary: Vocabulary, heading: str) -> bool:
    """Whether a heading names a definition by one of the words of any version."""
    return any(word in heading for one in vocabulary.definitions if one.name == name for word in one.words)


@lru_cache(maxsize=4)
def _all(vocabulary: Vocabulary) -> tuple[tuple[Definition, frozenset[q.Condition]], ...]:
    """Every definition with its parts, the usual versions first."""
    usual_first = sorted(vocabulary.definitions, key=lambda d: not d.default)
    return tuple((one, frozenset(parts_of(condition_of(one)))) for one in usual_first)


def versions_of(definition: Definition, vocabulary: Vocabulary) -> tuple[Definition, ...]:
    """All versions of a definition, itself among them, in the order of the vocabulary."""
    return tuple(other for other in vocabulary.definitions if other.name == definition.name)


def in_version(
    question: q.Count, used: Definition, other: Definition, day: date, period: tuple[date, date] | None = None
) -> Side:
    """The question with one definition replaced by another version, on that version's own day and in its own year."""
    gone = frozenset((*parts_of(condition_of(used)), q.Holds(used.key)))
    kept = [part for part in parts_of(question.where) if part not in gone]
    return Side(question.entity, q.both(condition_of(other), *kept), other.day.day(day), other.period.span(day) or period, other)


def parts_of(condition: q.Condition) -> tuple[q.Condition, ...]:
    """What must all hold; nothing for no condition."""
    whole = q.both(condition)
    return whole.parts if isinstance(whole, q.And) else () if isinstance(whole, q.Everything) else (whole,)
