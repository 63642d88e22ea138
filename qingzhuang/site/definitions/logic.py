"""Definitions in the words of a page: grouped by word, and two of them compared. No database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from qingzhuang.site.kit import masking, small_counts
from qingzhuang.tally import Dataset, Scope, answer
from qingzhuang.tally.differ import Difference, Side, differ, scope_of
from qingzhuang.tally.named import definitions_in, in_version, parts_of, versions_of
from qingzhuang.tally.question import Count, Holds, Question
from qingzhuang.tally.resolve import condition_of
from qingzhuang.tally.words.reasons import banding_in_words, definition_in_words, rate_in_words, reason_in_words
from qingzhuang.vocabulary import Definition, fold, load

ENGINE_LANGUAGE = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}
# What is shown of a record: who or what it is, and where.
SHOWN = {
    "person": ("person.name", "person.residence_address"),
    "household": ("household.head.name", "household.address"),
    "birth": ("birth.name",),
    "dwelling": ("dwelling.owner.name", "dwelling.address"),
}
NAMES = frozenset(("person.name", "household.head.name", "birth.name", "dwelling.owner.name"))
PAGE = 50


@dataclass(frozen=True, slots=True)
class Version:
    """One version as the list shows it. `chosen_by` names the area that chose it, `reason` why; both empty where none did."""

    definition: Definition
    text: str
    chosen_by: str = ""
    reason: str = ""

    @property
    def key(self) -> str:
        return self.definition.key

    @property
    def in_force(self) -> bool:
        return bool(self.chosen_by)


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its versions, the one in force first marked."""

    name: str
    label: str
    entity: str
    versions: tuple[Version, ...]

    @property
    def several(self) -> bool:
        return len(self.versions) > 1


@dataclass(frozen=True, slots=True)
class Office:
    """The records that a word names for an office: who chose so and when; `own` where it was that office itself."""

    population: str
    area_name: str
    on: date
    own: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an area, or one above it, has chosen of a definition."""

    version: str
    area_name: str
    reason: str
    own: bool


def words(chosen: Mapping[str, Chosen], find: str, language: str) -> list[Word]:
    """All definitions by word, those with several versions first, in the order of the vocabulary."""
    grouped: dict[str, list[Definition]] = {}
    for definition in load().definitions:
        grouped.setdefault(definition.name, []).append(definition)
    told = ENGINE_LANGUAGE.get(language, "zh-Hans")
    found = [
        Word(name, versions[0].words[0], versions[0].entity, tuple(_version(one, chosen.get(name), told) for one in versions))
        for name, versions in grouped.items()
        if not find or any(find in word for one in versions for word in (*one.words, one.name))
    ]
    return sorted(found, key=lambda word: not word.several)


def _version(definition: Definition, chosen: Chosen | None, language: str) -> Version:
    text = definition_in_words(definition, language)
    if chosen is not None and chosen.version == definition.version:
        return Version(definition, text, chosen.area_name, chosen.reason)
    return Version(definition, text)


@dataclass(frozen=True, slots=True)
class Table:
    """An allowance by age, or a way to cut ages: what it says, and which paper says so."""

    label: str
    key: str
    text: str
    source: str


def tables(find: str, language: str) -> list[Table]:
    """Allowances and age bands whose words or names hold what is looked for."""
    told = ENGINE_LANGUAGE.get(language, "zh-Hans")
    rates = [Table(r.words[0], r.key, rate_in_words(r, told), _source(r.source, r.clause, r.note)) for r in load().rates]
    bands = [Table(b.words[0], b.key, banding_in_words(b, told), _source(b.source, b.note)) for b in load().bandings]
    return [one for one in (*rates, *bands) if find in one.label or find in one.key]


def _source(*parts: str) -> str:
    return " ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Named:
    """A definition that a question was put together from, with the keys of its other versions."""

    label: str
    key: str
    version: str
    text: str
    source: str
    others: tuple[str, ...]


def named(question: Question, heading: str, chosen: Mapping[str, Definition], language: str) -> tuple[Named, ...]:
    """The definitions of a question, each in the version that holds where `chosen` was chosen; one that is named outright stays."""
    told, words = ENGINE_LANGUAGE.get(language, "zh-Hans"), load()
    found = []
    for used in definitions_in(question, words, fold(heading)):
        one = chosen.get(used.name, used) if used.default else used
        others = tuple(other.key for other in versions_of(one, words) if other != one)
        source = _source(one.source, one.clause)
        found.append(Named(one.words[0], one.key, one.version, definition_in_words(one, told), source, others))
    return tuple(found)


def sides_of(a: Definition, b: Definition, day: date, question: Count | None) -> tuple[Side, Side] | None:
    """What is compared: two definitions as they are, or a question by either of them; None where the question does not ask the first."""
    if question is None:
        return Side.defined(a, day), Side.defined(b, day)
    asked = set(parts_of(question.where))
    if question.entity != a.entity or not (Holds(a.key) in asked or set(parts_of(condition_of(a))) <= asked):
        return None
    return in_version(question, a, a, day), in_version(question, a, b, day)


@dataclass(frozen=True, slots=True)
class Counted:
    """A version with the number that a question has by it. `used` is the one that the blank was answered with."""

    version: Version
    number: int | None
    unknown: int
    used: bool


def counted(
    question: Count, used: Definition, chosen: Chosen | None, facts: Dataset, scope: Scope, language: str
) -> tuple[Counted, ...]:
    """The same question by every version of one of its definitions."""
    told = ENGINE_LANGUAGE.get(language, "zh-Hans")
    rows = []
    for other in versions_of(used, facts.vocabulary):
        side = in_version(question, used, other, scope.as_of, scope.period)
        found = answer(Count(side.entity, side.where), facts, scope_of(side, scope.area))
        number = found.value if isinstance(found.value, int) else None
        rows.append(Counted(_version(other, chosen, told), number, found.unknown, other.version == used.version))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class Half:
    """One side of a comparison."""

    key: str
    label: str
    text: str
    source: str
    day: date
    number: int | None
    unknown: int
    only: int
    told: str = ""  # the number as this reader may know it
    unknown_told: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody between two numbers, covered; `side` is A or B, the side that counts."""

    side: str
    name: str
    place: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """How many records differ for the same reason."""

    side: str
    count: int
    why: tuple[str, ...]
    told: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    a: Half
    b: Half
    both: int
    kinds: tuple[Kind, ...]
    rows: tuple[Row, ...]
    both_told: str = ""
    differing_told: str = ""

    @property
    def differing(self) -> int:
        return self.a.only + self.b.only


def comparison(
    a: Definition, b: Definition, sides: tuple[Side, Side], facts: Dataset, area: str, page: int, people: bool, language: str
) -> Comparison:
    """Two definitions compared by their sides (`sides_of`); without `people` only numbers and reasons."""
    told = ENGINE_LANGUAGE.get(language, "zh-Hans")
    shown = SHOWN.get(a.entity, ()) if people else ()
    found = differ(*sides, facts, area, shown, PAGE if people else 0, (page - 1) * PAGE)
    kinds = tuple(
        Kind(group.side.upper(), group.count, tuple(reason_in_words(reason, told) for reason in group.reasons))
        for group in found.groups
    )
    halves = [
        _half(side, definition, answer.value, answer.unknown, only, told)
        for side, definition, answer, only in zip(sides, (a, b), (found.a, found.b), (found.only_a, found.only_b), strict=True)
    ]
    return Comparison(halves[0], halves[1], found.both, kinds, _rows(found, shown, told))


def guarded(found: Comparison, smallest: int) -> Comparison:
    """The comparison with its figures as a reader may be told them: small ones hidden, those beside them rounded."""
    a, b = found.a, found.b
    figures = [a.number, b.number, a.unknown, b.unknown, found.both, found.differing, a.only, b.only]
    told = small_counts.guarded([*figures, *(kind.count for kind in found.kinds)], smallest)
    kinds = tuple(replace(kind, told=words) for kind, words in zip(found.kinds, told[len(figures) :], strict=True))
    return replace(
        found, a=replace(a, told=told[0], unknown_told=told[2]), b=replace(b, told=told[1], unknown_told=told[3]),
        both_told=told[4], differing_told=told[5], kinds=kinds,
    )  # fmt: skip


def _half(side: Side, definition: Definition, value: object, unknown: int, only: int, language: str) -> Half:
    source = _source(definition.source, definition.clause, definition.note)
    number = value if isinstance(value, int) else None
    text = definition_in_words(definition, language)
    return Half(definition.key, definition.words[0], text, source, side.day, number, unknown, only)


def _rows(found: Difference, shown: tuple[str, ...], language: str) -> tuple[Row, ...]:
    rows = []
    for one in found.people:
        told = dict(zip(shown, one.row, strict=False))
        name = next((masking.name(str(value)) for path, value in told.items() if path in NAMES and value), "—")
        place = next((str(value) for path, value in told.items() if path not in NAMES and value), "")
        why = tuple(reason_in_words(reason, language) for reason in one.reasons)
        rows.append(Row(one.side.upper(), name, masking.numbers(place), why))
    return tuple(rows)
