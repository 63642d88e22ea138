"""Finding a meaning by a few letters: Chinese, pinyin (whole or first letters) or English, for the box “it means …”.

The pinyin of all labels is worked out at the first query that is written in Latin letters and kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from qingzhuang.vocabulary.fold import fold
from qingzhuang.vocabulary.load import load
from qingzhuang.vocabulary.model import Vocabulary

Kind = Literal["field", "condition", "definition"]
SEVERAL_READINGS = frozenset("行长曾佛畜塞藏重校会")
LATIN = re.compile(r"[a-z][a-z0-9 _.'-]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hit:
    """One meaning found.

    A `field` has its path in `concept` (person.name). A `condition` (女性) or `definition` (育龄妇女) has the condition as
    text in `concept` (sex=female) and says of which records in `entity`. `matched` is the word that was hit, `score` 0 to 1.
    """

    kind: Kind
    concept: str
    entity: str
    label: str
    matched: str
    score: float


@dataclass(frozen=True, slots=True)
class _Entry:
    word: str
    hit: Hit
    main: bool  # the word is the entry's own label, not one of its other names


def search(text: str, limit: int = 12, vocabulary: Vocabulary | None = None) -> tuple[Hit, ...]:
    """Meanings for a few letters, best first, each once.

    >>> search("sfzh", 1)[0].concept, search("身份證", 1)[0].concept, search("marital", 1)[0].concept
    ('person.id_number', 'person.id_number', 'person.marital_status')
    """
    query = fold(text).lower()
    if not query:
        return ()
    index = _index(vocabulary or load())
    latin = LATIN.fullmatch(text.strip()) is not None
    best: dict[tuple[Kind, str, str], Hit] = {}
    for entry, score in index.latin(query) if latin else index.chinese(query):
        if score <= 0:
            continue
        hit = entry.hit
        key = (hit.kind, hit.entity, hit.concept)
        score = round(score - (0.0 if entry.main else 0.04) - (0.1 if hit.kind != "field" else 0.0) - hit.score, 4)
        if key not in best or best[key].score < score:
            best[key] = Hit(hit.kind, hit.concept, hit.entity, hit.label, entry.word, score)
    found = sorted(best.items(), key=lambda item: (-item[1].score, len(item[1].matched), index.order[item[0]]))
    return tuple(hit for _, hit in found[:limit])


class _Index:
    """All words of a vocabulary with what they mean. The score of a stored hit is what it loses for being far-fetched."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.entries = list(_entries(vocabulary))
        self.order = {(e.hit.kind, e.hit.entity, e.hit.concept): place for place, e in reversed(list(enumerate(self.entries)))}
        self.english = {
            field.path: field.label["en"].lower() for entity in vocabulary.entities.values() for field in entity.fields.values()
        }
        self._pinyin: dict[str, tuple[str, str]] = {}

    def chinese(self, query: str) -> Iterator[tuple[_Entry, float]]:
        for entry in self.entries:
            yield entry, _closeness(query, entry.word)

    def latin(self, query: str) -> Iterator[tuple[_Entry, float]]:
        sounds = self._sounds()
        for entry in self.entries:
            whole, initials = sounds[entry.word]
            score = max(_closeness(query, whole), _closeness(query, initials) - 0.02)
            if entry.main and entry.hit.kind == "field":
                score = max(score, _english(query, self.english[entry.hit.concept]), _path(query, entry.hit.concept))
            yield entry, score

    def _sounds(self) -> dict[str, tuple[str, str]]:
        if not self._pinyin:
            reading = _Reading()
            self._pinyin = {word: reading.of(word) for word in {entry.word for entry in self.entries}}
        return self._pinyin


class _Reading:
    """Pinyin of words: sign by sign, which is forty times as fast, except where a sign has several readings."""

    def __init__(self) -> None:
        self._signs: dict[str, str] = {}

    def of(self, word: str) -> tuple[str, str]:
        """The whole pinyin without tones, and the first letters: 身份证 → shenfenzheng, sfz."""
        from pypinyin import lazy_pinyin

        kept = [sign for sign in word.lower() if sign.isalnum()]
        if SEVERAL_READINGS.isdisjoint(kept):
            self._signs.update((sign, lazy_pinyin(sign)[0]) for sign in kept if sign not in self._signs)
            syllables = [self._signs[sign] for sign in kept]
        else:
            syllables = lazy_pinyin("".join(kept))
        return "".join(syllables), "".join(syllable[0] for syllable in syllables)


@lru_cache(maxsize=4)
def _index(vocabulary: Vocabulary) -> _Index:
    return _Index(vocabulary)


def _entries(vocabulary: Vocabulary) -> Iterator[_Entry]:
    for field in (field for entity in vocabulary.entities.values() for field in entity.fields.values()):
        hit = Hit("field", field.path, field.entity, field.label["zh-Hans"], "", 0.05 if field.extra else 0.0)
        main = fold(field.label["zh-Hans"])
        yield from (_Entry(word, hit, word == main) for word in field.labels)
    for definition in vocabulary.definitions:
        if not definition.condition:  # every record: a period, no condition that a blank could have
            continue
        lost = 0.0 if definition.default else 0.05
        hit = Hit("definition", definition.condition, definition.entity, definition.words[0], "", lost)
        yield from (_Entry(word, hit, place == 0) for place, word in enumerate(definition.words))
    for word, meanings in vocabulary.by_word.items():
        for path, value in meanings:
            entity, _, name = path.partition(".")
            concept = name if value is True else f"{name}={value}"
            yield _Entry(word, Hit("condition", concept, entity, word, "", 0.0), True)


def _closeness(query: str, word: str) -> float:
    """1 for the same, less for a beginning, less again for a part; letters in order with gaps at the end of the list."""
    if query == word:
        return 1.0
    share = len(query) / max(len(word), 1)
    if word.startswith(query):
        return 0.8 + 0.15 * share
    if query in word:
        return 0.6 + 0.15 * share
    if len(query) > 1 and _in_order(query, word):
        return 0.3 + 0.2 * share
    return 0.0


def _in_order(query: str, word: str) -> bool:
    letters = iter(word)
    return all(letter in letters for letter in query)


def _english(query: str, label: str) -> float:
    words = query.split()
    joined = label.replace(" ", "")
    if query.replace(" ", "") == joined:
        return 1.0
    if all(re.search(rf"\b{re.escape(word)}", label) for word in words):
        return 0.75 + 0.15 * len(query) / max(len(label), 1)
    return 0.6 if len(query) > 3 and query.replace(" ", "") in joined else 0.0


def _path(query: str, path: str) -> float:
    plain = query.replace(" ", "_")
    if plain in (path, path.partition(".")[2]):
        return 1.0
    return 0.7 if len(plain) > 3 and plain in path else 0.0
