"""Searching the vocabulary for what a blank may mean: by Chinese, pinyin or English.

A blank of a list or card means a field; a blank of a statistics table means a number of records, so there the words of
conditions are searched (口径, yes/no facts, values of code lists) and give counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qingzhuang.formfill.form import Kind
from qingzhuang.site.reports.subjects import letters_of
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.syntax import parse
from qingzhuang.vocabulary import Field, fold, label_in, load

MOST = 12
LETTERED = 8  # pinyin is made of words up to this length
RULES = ("report.", "row.")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning: the concept as it is stored, its words as they are searched, and the standard it comes from."""

    concept: str
    label: str
    words: tuple[str, ...]
    note: str = ""


def search(words: str, counts: bool, language: str = "zh-Hans") -> list[Meaning]:
    """The best meanings for some words; a text in the question language is taken as it stands."""
    wanted = fold(words).casefold()
    if not wanted:
        return []
    ranked = []
    for meaning, keys in _index(counts, language):
        ranks = [_rank(wanted, key) for key in keys]
        best = min(ranks, default=9)
        if best < 9:
            ranked.append((best, len(meaning.label), meaning.concept, meaning))
    ranked.sort(key=lambda entry: entry[:3])
    found = [entry[3] for entry in ranked[:MOST]]
    return found or _as_question(words)


def is_meaning(concept: str) -> bool:
    """Whether a concept can be stored: a question of the language, or a word of the report."""
    if concept.startswith(RULES):
        return True
    try:
        parse(concept)
    except QuestionError:
        return False
    return True


def asks_counts(kind: Kind, concept: str | None) -> bool:
    """Whether a blank asks for a number of records rather than for a field."""
    if concept and "(" in concept and not concept.startswith("outside"):
        return True
    return kind is Kind.CROSSTAB


def _rank(wanted: str, key: str) -> int:
    if key == wanted:
        return 0
    if key.startswith(wanted):
        return 2
    return 4 if len(wanted) > 1 and wanted in key else 9


def _as_question(words: str) -> list[Meaning]:
    concept = words.strip()
    return [Meaning(concept, concept, (concept,))] if "." in concept or "(" in concept and is_meaning(concept) else []


@lru_cache(maxsize=8)
def _index(counts: bool, language: str) -> tuple[tuple[Meaning, tuple[str, ...]], ...]:
    found: dict[str, tuple[Meaning, tuple[str, ...]]] = {}
    for meaning in _counts(language) if counts else _fields(language):
        if meaning.concept in found:
            continue
        keys = [word.casefold() for word in (*meaning.words, meaning.concept, meaning.label) if word]
        letters = [letter for word in meaning.words if len(word) <= LETTERED for letter in letters_of(word)]
        found[meaning.concept] = (meaning, tuple(dict.fromkeys((*keys, *letters))))
    return tuple(found.values())


def _fields(language: str) -> Iterator[Meaning]:
    for entity in load().entities.values():
        for field in entity.fields.values():
            label = f"{label_in(entity.label, language)} · {label_in(field.label, language)}"
            yield Meaning(field.path, label, (*_words(field), field.name.replace("_", " ")), field.standard)


def _words(field: Field) -> tuple[str, ...]:
    return tuple(dict.fromkeys((field.label.get("zh-Hans", ""), *field.labels)))


def _counts(language: str) -> Iterator[Meaning]:
    words = load()
    for entity in words.entities.values():
        label = label_in(entity.label, language)
        yield Meaning(f"count({entity.name})", label, (label, *entity.labels))
    for definition in words.definitions:
        if definition.words:
            concept = f"count({definition.entity} where {definition.condition})"
            yield Meaning(concept, definition.words[0], definition.words, definition.source)
    for entity in words.entities.values():
        for field in entity.fields.values():
            if field.type == "boolean":
                yield Meaning(f"count({entity.name} where {field.name})", label_in(field.label, language), (*field.holds, *_words(field)))
            for value in field.codes.values if field.codes and field.type == "code" else ():
                label = f"{label_in(field.label, language)}：{label_in(value.label, language)}"
                concept = f"count({entity.name} where {field.name}={value.name})"
                yield Meaning(concept, label, (*value.words, value.label.get("zh-Hans", "")))
