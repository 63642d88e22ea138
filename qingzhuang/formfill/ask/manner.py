"""The words of people who ask, from content/lexicon/asking.yaml: how the answer is wanted, by what it is parted, what happened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from qingzhuang.vocabulary import fold
from qingzhuang.vocabulary.kept import documents, kept
from qingzhuang.vocabulary.load import content_folder

ASKING = content_folder().parent / "lexicon" / "asking.yaml"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens on a day: births and deaths are records of their own, else a field of the record tells the day."""

    entity: str
    day: str = ""


@dataclass(frozen=True, slots=True)
class Manner:
    """The tables of asking.yaml; `counts`, `splits` and `events` go from a word to what it means, longest words first."""

    polite: tuple[str, ...]
    counts: Mapping[str, str]
    lists: tuple[str, ...]
    each: tuple[str, ...]
    splits: Mapping[str, str]
    pairs: Mapping[str, str]
    bands: tuple[str, ...]
    events: Mapping[str, Event]
    new: tuple[str, ...]
    begins: Mapping[str, Mapping[str, str]]
    joins: tuple[str, ...]
    columns: Mapping[str, Mapping[str, str]]
    usual: Mapping[str, tuple[str, ...]]


@cache
def manner() -> Manner:
    """The tables, read once."""
    raw: dict[str, Any] = kept("asking", [ASKING], lambda: dict(*documents(ASKING)))
    return Manner(
        polite=_longest(raw["polite"]),
        counts=_table((word, entity) for entity, words in raw["count"].items() for word in words),
        lists=_longest(raw["list"]),
        each=_longest(raw["each"]),
        splits=_table((word, by) for by, words in raw["split"].items() for word in words),
        pairs=_table((word, by) for by, words in raw["pair"].items() for word in words),
        bands=tuple(raw["bands"]),
        events=_table((word, Event(event["entity"], event.get("day", ""))) for event in raw["events"] for word in event["words"]),
        new=_longest(raw["new"]),
        begins=raw["begins"],
        joins=_longest(raw["with"]),
        columns={entity: {fold(word): path for word, path in told.items()} for entity, told in raw["columns"].items()},
        usual={entity: tuple(paths) for entity, paths in raw["usual"].items()},
    )


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


def _longest(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted((fold(str(word)) for word in words), key=len, reverse=True))


def _table(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found = {fold(word): meaning for word, meaning in pairs}
    return {word: found[word] for word in sorted(found, key=len, reverse=True)}
