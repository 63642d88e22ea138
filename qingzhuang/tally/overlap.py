"""When two questions are the same: by what they measure, of whom, under which condition; never by how they are called.

The day is left out: this month's count and last month's are one question. Two spellings of a condition become one (`age>=60` and
`age>59`, `a and b` and `b and a`, a named definition and what it asks). Questions that differ by one condition are near, and the
difference can be said in words.

>>> from qingzhuang.tally.syntax import parse_asked
>>> women, elderly = (canonical(parse_asked(f"count(person where {told})")) for told in ("sex=female and age>59", "age>=60"))
>>> women == canonical(parse_asked("count(person where age>=60 and sex=female) on 2025-12-31"))
True
>>> difference(women, elderly).in_words()
'只算：女性'
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from qingzhuang.tally import question as q
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.resolve import All, Along, AnyOf, Fact, No, Node, On, Some, find, resolve
from qingzhuang.tally.syntax import write_condition
from qingzhuang.tally.words import condition_in_words
from qingzhuang.vocabulary import UnknownName, Vocabulary, load

Name = TypeVar("Name", bound=Hashable)
MEASURES = (q.Count, q.CountDistinct, q.Aggregate)
MOST_APART = 2  # conditions in which two questions may differ and still be near


@dataclass(frozen=True, slots=True)
class Canonical:
    """A question in its one form: `asks` says what is measured of which entity, `where` the whole condition, order-free.

    `parts` are the conditions that are joined by 'and', by their one form; they serve `difference` and take no part in equality.
    """

    asks: tuple[Hashable, ...]
    entity: str
    where: Hashable
    parts: Mapping[Hashable, q.Condition] = field(default_factory=dict, compare=False)
    sign: int = field(init=False, repr=False, compare=False, default=0)  # the hash, worked out once: the trees are deep

    def __post_init__(self) -> None:
        object.__setattr__(self, "sign", hash((self.asks, self.entity, self.where)))

    def __hash__(self) -> int:
        return self.sign


def canonical(asked: q.Asked, vocabulary: Vocabulary | None = None) -> Canonical:
    """The one form of a question. Names that the vocabulary does not have stand for themselves, so that it never fails."""
    words = vocabulary or load()
    question = asked.question
    match question:
        case q.Percent(part=part, whole=whole):
            pair = tuple(canonical(q.Asked(measure), words) for measure in (part, whole))
            return Canonical(("percent", *pair, asked.by), pair[0].entity, True)
        case q.Count(entity=entity, where=where):
            return _canonical(("count", entity, asked.by), entity, where, words)
        case q.CountDistinct(path=path, where=where):
            return _canonical(("distinct", *_path(path, "", words), asked.by), path.split(".", 1)[0], where, words)
        case q.Aggregate(function=function, path=path, where=where):
            return _canonical((function, *_path(path, "", words), asked.by), path.split(".", 1)[0], where, words)
        case q.Listing(entity=entity, columns=columns, where=where):
            wanted = frozenset(_path(column, entity, words) for column in columns)
            return _canonical(("list", wanted), entity, where, words)
        case q.Value(path=path):
            return _canonical(("list", frozenset((_path(path, "", words),))), path.split(".", 1)[0], q.EVERYTHING, words)
        case q.Values(paths=paths):
            wanted = frozenset(_path(path, "", words) for path in paths)
            return _canonical(("list", wanted), paths[0].split(".", 1)[0], q.EVERYTHING, words)


def _canonical(asks: tuple[Hashable, ...], entity: str, where: q.Condition, vocabulary: Vocabulary) -> Canonical:
    parts = {_node(part, entity, vocabulary): part for part in _conjuncts(where)}
    return Canonical(asks, entity, _node(where, entity, vocabulary), parts)


def _path(path: str, entity: str, vocabulary: Vocabulary) -> tuple[Hashable, ...]:
    """Where a path leads: the steps and the field, the same however it is spelled."""
    try:
        found = find(path, entity or path.split(".", 1)[0], vocabulary)
    except QuestionError:
        return (path,)
    return (*((step.relation, step.index) for step in found.steps), found.field.path)


def _conjuncts(where: q.Condition) -> list[q.Condition]:
    if isinstance(where, q.Everything):
        return []
    return [inner for part in where.parts for inner in _conjuncts(part)] if isinstance(where, q.And) else [where]


# ---------------------------------------------------------------- one form of a condition
def _node(where: q.Condition, entity: str, vocabulary: Vocabulary) -> Hashable:
    try:
        return _normal(resolve(where, entity, vocabulary))
    except (QuestionError, UnknownName):
        return write_condition(where)


def _normal(node: Node) -> Hashable:
    """The tree with parts as sets, bounds of whole numbers as one range, and without days."""
    match node:
        case On(period=period, part=part):
            return ("in", period, _normal(part)) if period.value != "none" else _normal(part)
        case No(part=No(part=part)):
            return _normal(part)
        case No(part=part):
            return ("no", _normal(part))
        case Some(parts=parts):
            found = frozenset(_normal(part) for part in parts)
            return next(iter(found)) if len(found) == 1 else ("some", found)
        case All(parts=parts):
            return _all(parts)
        case Along(relation=relation, index=index, part=part):
            return ("along", relation, index, _normal(part))
        case AnyOf(relation=relation, part=part):
            return ("any", relation, _normal(part))
        case Fact():
            return _all((node,)) if node.op in BOUNDS else _fact(node)
    return node


BOUNDS = (">", ">=", "<", "<=")
Bounds = tuple[tuple[Any, bool] | None, tuple[Any, bool] | None]  # lowest and highest: a value, and whether it is left out


def _fact(fact: Fact) -> Hashable:
    return (fact.entity, fact.field, fact.op, frozenset(fact.values))


def _all(parts: Iterable[Node]) -> Hashable:
    """Parts without order or repeats; bounds of one field become one range."""
    found: set[Hashable] = set()
    ranges: dict[tuple[str, str], Bounds] = {}
    for part in parts:
        if isinstance(part, Fact) and part.op in BOUNDS:
            key = (part.entity, part.field)
            ranges[key] = _narrowed(ranges.get(key, (None, None)), part)
        elif isinstance(part, All):
            inner = _all(part.parts)
            found |= set(inner[1]) if isinstance(inner, tuple) and inner[:1] == ("all",) else {inner}
        else:
            found.add(_normal(part))
    found |= {(*key, "range", *bounds) for key, bounds in ranges.items()}
    return next(iter(found)) if len(found) == 1 else ("all", frozenset(found))


def _narrowed(bounds: Bounds, fact: Fact) -> Bounds:
    """A range with one more bound; of whole numbers `> 59` is `>= 60`."""
    low, high = bounds
    value: Any = fact.values[0]
    open_ = fact.op in (">", "<")
    if fact.type == "integer" and isinstance(value, int) and open_:
        value, open_ = (value + 1 if fact.op == ">" else value - 1), False
    bound = (value, open_)
    if fact.op in (">", ">="):
        return (bound if low is None else max(low, bound), high)
    return (low, bound if high is None else min(high, bound, key=lambda one: (one[0], not one[1])))


# ---------------------------------------------------------------- near matches
@dataclass(frozen=True, slots=True)
class Difference:
    """How one question differs from another that measures the same: conditions that only the one has, and only the other."""

    entity: str
    only: tuple[q.Condition, ...]
    other: tuple[q.Condition, ...]

    def in_words(self, language: str = "zh-Hans", vocabulary: Vocabulary | None = None) -> str:
        """`只算：女性；那边只算：80 周岁及以上`."""
        here, there = SIDES.get(language, SIDES["zh-Hans"])
        told = [
            f"{side}{_said(conditions, self.entity, language, vocabulary)}"
            for side, conditions in ((here, self.only), (there, self.other))
            if conditions
        ]
        return ("; " if language == "en" else "；").join(told)


SIDES = {"zh-Hans": ("只算：", "那边只算："), "zh-Hant": ("只算：", "那邊只算："), "en": ("only: ", "there only: ")}


def _said(conditions: tuple[q.Condition, ...], entity: str, language: str, vocabulary: Vocabulary | None) -> str:
    words = []
    for condition in conditions:
        try:
            words.append(condition_in_words(condition, entity, language, vocabulary))
        except (QuestionError, UnknownName):
            words.append(write_condition(condition))
    return (", " if language == "en" else "、").join(words)


def difference(a: Canonical, b: Canonical) -> Difference | None:
    """What keeps two questions apart; None where they measure different things or differ by more than a condition or two.

    A whole of which the other is a part by one condition is near; so are two groups told apart by one condition each.
    """
    if a.asks != b.asks or a.entity != b.entity or a.where == b.where:
        return None
    only = tuple(condition for key, condition in a.parts.items() if key not in b.parts)
    other = tuple(condition for key, condition in b.parts.items() if key not in a.parts)
    if not only and not other or len(only) > 1 or len(other) > 1 or len(only) + len(other) > MOST_APART:
        return None
    shared = a.parts.keys() & b.parts.keys()
    same_field = only and other and q.fields_of(only[0]) == q.fields_of(other[0])
    return Difference(a.entity, only, other) if not (only and other) or shared or same_field else None


@dataclass(frozen=True)
class Index(Generic[Name]):
    """Who asks what: names (of kinds, of requests) with the questions of each.

    >>> from qingzhuang.tally.syntax import parse_asked
    >>> index = Index({"monthly": [canonical(parse_asked("count(person)")), canonical(parse_asked("count(household)"))]})
    >>> index.same(canonical(parse_asked("count(person) on 2026-01-31")))
    ('monthly',)
    """

    asked: Mapping[Name, Iterable[Canonical]]

    @cached_property
    def _by_question(self) -> dict[Canonical, tuple[Name, ...]]:
        found: dict[Canonical, dict[Name, None]] = {}
        for name, questions in self.asked.items():
            for question in questions:
                found.setdefault(question, {})[name] = None
        return {question: tuple(names) for question, names in found.items()}

    @cached_property
    def _by_measure(self) -> dict[Hashable, list[Canonical]]:
        found: dict[Hashable, list[Canonical]] = {}
        for question in self._by_question:
            found.setdefault((question.asks, question.entity), []).append(question)
        return found

    def same(self, question: Canonical) -> tuple[Name, ...]:
        """Who asks the same, in the order given."""
        return self._by_question.get(question, ())

    def near(self, question: Canonical, most: int = 3) -> list[tuple[Name, Difference]]:
        """Who asks nearly the same, nearest first, and what the difference is; those that ask the same are not among them."""
        found = []
        for other in self._by_measure.get((question.asks, question.entity), ()):
            apart = difference(question, other)
            if apart is not None:
                found += [(name, apart) for name in self._by_question[other]]
        return sorted(found, key=lambda pair: len(pair[1].only) + len(pair[1].other))[:most]

    def shares(self, questions: Iterable[Canonical]) -> dict[Name, float]:
        """Which part of some questions each name asks already, from 0 to 1, largest first; those that ask none are left out."""
        wanted = list(questions)
        counted: dict[Name, int] = {}
        for question in wanted:
            for name in self.same(question):
                counted[name] = counted.get(name, 0) + 1
        ordered = sorted(counted.items(), key=lambda pair: -pair[1])
        return {name: count / len(wanted) for name, count in ordered}
