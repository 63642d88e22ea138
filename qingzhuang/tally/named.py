"""Which definitions a question was put together from, and the same question by another version of one of them.

>>> from qingzhuang.tally.syntax import parse
>>> from qingzhuang.vocabulary import load
>>> words = load()
>>> [d.key for d in definitions_in(parse("count(person where lives_alone and age>=60 and sex=female)"), words)]
['elder_living_alone@1']
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from qingzhuang.tally import question as q
from qingzhuang.tally.differ import Side
from qingzhuang.tally.resolve import condition_of
from qingzhuang.vocabulary import Definition, Vocabulary


def definitions_in(question: q.Question, vocabulary: Vocabulary, heading: str = "") -> tuple[Definition, ...]:
    """The definitions whose whole condition stands in the question, the usual version of each; none within another found.

    Of several words for one condition (未成年人, 儿童) it is the one that the folded heading names, else the first.
    """
    if not isinstance(question, q.Count):
        return ()
    asked = frozenset(parts_of(question.where))
    found: dict[str, tuple[Definition, frozenset[q.Condition]]] = {}
    for definition, parts in _all(vocabulary):
        if definition.entity == question.entity and parts and parts <= asked:
            found.setdefault(definition.name, (definition, parts))
    widest = [(one, parts) for one, parts in found.values() if not any(parts < others for _, others in found.values())]
    chosen: dict[frozenset[q.Condition], Definition] = {}
    for one, parts in sorted(widest, key=lambda pair: not any(word in heading for word in pair[0].words)):
        chosen.setdefault(parts, one)
    return tuple(one for one, _ in widest if one in chosen.values())


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
    gone = frozenset(parts_of(condition_of(used)))
    kept = [part for part in parts_of(question.where) if part not in gone]
    return Side(question.entity, q.both(condition_of(other), *kept), other.day.day(day), other.period.span(day) or period, other)


def parts_of(condition: q.Condition) -> tuple[q.Condition, ...]:
    """What must all hold; nothing for no condition."""
    whole = q.both(condition)
    return whole.parts if isinstance(whole, q.And) else () if isinstance(whole, q.Everything) else (whole,)
