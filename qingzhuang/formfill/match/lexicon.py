"""The words of headings with what they can mean, gathered once from the vocabulary and the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache

from qingzhuang.formfill.match.bands import chinese_number
from qingzhuang.tally.question import Compare, Comparison, Condition, Holds, Not, OneOf, fields_of
from qingzhuang.tally.syntax import parse_condition
from qingzhuang.vocabulary import Field, Vocabulary, fold, load
from qingzhuang.vocabulary.kept import documents, kept
from qingzhuang.vocabulary.load import content_folder

GRAMMAR = content_folder().parent / "lexicon" / "grammar.yaml"
LONGEST = 24
TOPIC = re.compile(r"(状况|情况|类别|类型|程度|信息|等级|性质|结构)$")
ORDERED = re.compile(r"^(.+?)(及其?以[上下]|以[上下]|或以[上下])(?:文化程度|文化|学历)?$")
HOUSEHOLD_SIZE = re.compile(r"^([一二两三四五六七八九十]{1,2}|\d{1,2})[人口](?:之家|(及以上|及以下|以上|以下)?户)$")

GRAVEST_FIRST = frozenset(("disability_level",))  # 二级以上 are the first and the second, which is worse


@dataclass(frozen=True, slots=True)
class Sense:
    """One condition that a word can put on records of an entity; `field` is the path that it reads, if it is one."""

    entity: str
    condition: Condition
    field: str = ""
    vague: bool = False  # 其他, 无: a value only where the others of its list stand beside it
    extra: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compound heading with a whole question of its own."""

    question: str
    score: float


@dataclass(slots=True, eq=False)
class Lexicon:
    """Word → what it is. A word can be in several tables. It equals only itself, so that what was read by it can be kept by it."""

    vocabulary: Vocabulary
    senses: dict[str, list[Sense]] = field(default_factory=dict)
    counted: dict[str, str] = field(default_factory=dict)
    number: frozenset[str] = frozenset()
    total: frozenset[str] = frozenset()
    share: frozenset[str] = frozenset()
    function: dict[str, str] = field(default_factory=dict)
    glue: frozenset[str] = frozenset()
    neutral: frozenset[str] = frozenset()
    title: frozenset[str] = frozenset()
    phrases: dict[str, Phrase] = field(default_factory=dict)
    subject: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    signers: frozenset[str] = frozenset()
    outsiders: frozenset[str] = frozenset()
    collective: frozenset[str] = frozenset()
    over_kinds: frozenset[str] = frozenset()
    aspects: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()
    loose_roles: frozenset[str] = frozenset()
    opinion: tuple[str, ...] = ()
    numeric: Mapping[str, tuple[Field, ...]] = field(default_factory=dict)

    topics: frozenset[str] = frozenset()

    def ordered(self, piece: str) -> tuple[Sense, ...]:
        """初中及以下, 本科以上: all values of an ordered list up to or from the one named; 三人及以上户 likewise for sizes."""
        if piece[-1] not in "户家上下化历度" or len(piece) < 3:
            return ()
        size = HOUSEHOLD_SIZE.match(piece)
        if size:
            number = int(chinese_number(size.group(1)))
            op: Comparison = ">=" if size.group(2) and "上" in size.group(2) else "<=" if size.group(2) else "="
            return (Sense("household", Compare("member_count", op, number), "household.member_count"),)
        match = ORDERED.match(piece)
        if match is None:
            return ()
        found: list[Sense] = []
        for sense in self.senses.get(match.group(1), []):
            codes = self.vocabulary.field(sense.field).codes if sense.field else None
            if codes is None or not codes.ordered or not isinstance(sense.condition, Compare):
                continue
            if str(sense.condition.value).isdigit():
                op = ">=" if ("上" in match.group(2)) != (codes.name in GRAVEST_FIRST) else "<="
                found.append(Sense(sense.entity, Compare(sense.condition.field, op, sense.condition.value), sense.field))
                continue
            tops = [v.name for v in codes.values if not v.within and not v.vague]
            here = codes.rank(str(sense.condition.value))
            kept = [name for name in tops if (codes.rank(name) >= here if "上" in match.group(2) else codes.rank(name) <= here)]
            condition = (
                OneOf(sense.condition.field, tuple(kept)) if len(kept) > 1 else Compare(sense.condition.field, "=", kept[0])
            )
            found.append(Sense(sense.entity, condition, sense.field))
        return tuple(found)

    def firm(self, word: str) -> bool:
        """A word that can be negated: no vague value, no single letter."""
        return len(word) > 1 and not any(sense.vague for sense in self.senses.get(word, []))

    def value_senses(self, word: str) -> list[Sense]:
        return self.senses.get(word, [])


def lexicon() -> Lexicon:
    """The lexicon in use: of the built-in vocabulary, or of the one that `speaking` was given."""
    return _lexicon_of(_spoken.get() or load())


@contextmanager
def speaking(vocabulary: Vocabulary | None) -> Iterator[None]:
    """Inside, forms are understood by this vocabulary (one with a community's own fields); None is the built-in one."""
    token = _spoken.set(vocabulary)
    try:
        yield
    finally:
        _spoken.reset(token)


_spoken: ContextVar[Vocabulary | None] = ContextVar("spoken", default=None)


@lru_cache(maxsize=8)
def _lexicon_of(vocabulary: Vocabulary) -> Lexicon:
    return make_lexicon(vocabulary)


def make_lexicon(vocabulary: Vocabulary) -> Lexicon:
    """Gather the words of a vocabulary and of content/lexicon/grammar.yaml."""
    grammar = kept("grammar", [GRAMMAR], lambda: dict(*documents(GRAMMAR)))
    found = Lexicon(vocabulary)
    _conditions(vocabulary, found.senses)
    for entity, listed in grammar["counted"].items():
        found.counted.update((fold(word), entity) for word in listed)
    for name, entity in vocabulary.entities.items():
        found.counted.update(
            (word, name)
            for word in entity.labels
            if word.endswith("数") and not word.endswith("人次数") and name not in ("report", "row", "area")
        )
    for function, listed in grammar["function"].items():
        found.function.update((fold(word), function) for word in listed)
    for name in (
        "number",
        "total",
        "share",
        "glue",
        "neutral",
        "title",
        "subject",
        "kept",
        "signers",
        "outsiders",
        "collective",
        "over_kinds",
        "aspects",
        "loose",
        "loose_roles",
    ):
        setattr(found, name, frozenset(fold(str(word)) for word in grammar[name]))
    found.topics = frozenset(label for label in vocabulary.by_label if TOPIC.search(label)) - frozenset(found.senses)
    programme = frozenset(fold(word) for word in grammar["programme"])
    groups = {label for label in found.topics if _names_group(TOPIC.sub("", label), found)}
    found.topics = programme | frozenset(
        label for label in found.topics if label not in groups or TOPIC.sub("", label) in programme
    )
    found.over_kinds |= found.collective
    of_others = tuple(found.loose_roles)
    found.loose |= {label for label in vocabulary.by_label if label.startswith(of_others)}  # 经营者联系电话
    found.opinion = tuple(grammar["opinion"])
    for phrase in grammar["phrases"]:
        found.phrases.update((fold(word), Phrase(phrase["question"], phrase["score"])) for word in phrase["words"])
    found.numeric = {
        label: numeric
        for label, fields in vocabulary.by_label.items()
        if (numeric := tuple(f for f in fields if f.type in ("integer", "number")))
    }
    return found


def _names_group(stem: str, words: Lexicon) -> bool:
    """低保 in 低保情况, 外出务工 in 外出务工情况: in a title the people, not only what is told of all."""
    senses = words.senses.get(stem, [])
    return any(not s.field or isinstance(s.condition, Holds) or len(stem) > 2 for s in senses if not s.vague and not s.extra)


def _conditions(vocabulary: Vocabulary, senses: dict[str, list[Sense]]) -> None:
    """Definitions first (they are named on purpose), then yes/no words and code words; 无 before a word that has 有."""
    for word, definitions in vocabulary.by_definition.items():
        for definition in definitions:
            if definition.default and definition.condition:  # without one it is a year, no word of whom
                condition = parse_condition(definition.condition)
                extra = any(vocabulary.field(f"{definition.entity}.{name}").extra for name in fields_of(condition))
                senses.setdefault(word, []).append(Sense(definition.entity, condition, extra=extra))
    for word, meanings in vocabulary.by_word.items():
        for path, value in meanings:
            sense = _sense(vocabulary, path, value)
            _add(senses, word, sense)
            if value is True and word.startswith("有") and len(word) > 2:
                _add(senses, f"无{word[1:]}", Sense(sense.entity, Not(sense.condition), path, extra=sense.extra))


def _sense(vocabulary: Vocabulary, path: str, value: str | bool) -> Sense:
    """One meaning of a word. A value that only gathers others (失业 of 登记失业 and 未登记失业) is those others."""
    entity, _, name = path.partition(".")
    found = vocabulary.field(path)
    if value is True:
        return Sense(entity, Holds(name), path, extra=found.extra)
    text = str(value)
    codes = found.codes
    kinds = [kind for kind in codes.kinds_of(text) if kind != text] if codes is not None else []
    condition: Condition = Compare(name, "=", int(text) if text.isdigit() else text)
    if kinds and codes is not None and codes.value(text).coarse:
        condition = OneOf(name, tuple(kinds))
    return Sense(entity, condition, path, _vague(vocabulary, path, value), found.extra)


def _add(senses: dict[str, list[Sense]], word: str, sense: Sense) -> None:
    known = senses.setdefault(word, [])
    if all(sense.condition != other.condition or sense.entity != other.entity for other in known):
        known.append(sense)


def _vague(vocabulary: Vocabulary, path: str, value: str | bool) -> bool:
    codes = vocabulary.field(path).codes
    return codes is not None and isinstance(value, str) and codes.value(value).vague
