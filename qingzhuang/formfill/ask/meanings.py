"""Which meaning a word has by somebody's word: picked now, by the definition that an area chose, or as the office chose before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qingzhuang.formfill.match.phrase import parse_phrase
from qingzhuang.tally.question import fields_of
from qingzhuang.tally.resolve import condition_of, named
from qingzhuang.tally.syntax import parse_population
from qingzhuang.vocabulary import Definition, Vocabulary, fold

TOLD = {"area": "（本地选用的口径）", "form": "（本单位在表上这样说过）"}


@dataclass(frozen=True, slots=True)
class Meanings:
    """Word → the records it names ('' leaves it out), and by whose word (`Piece.origin`)."""

    of: Mapping[str, str]
    origins: Mapping[str, str]


def meanings_in(
    segments: Sequence[str],
    vocabulary: Vocabulary,
    picked: Mapping[str, str],
    versions: Mapping[str, Definition],
    office: Mapping[str, str],
    on_forms: Mapping[str, str],
) -> Meanings:
    """The meanings that words of a question have by what somebody said. What is picked now goes before the definition that an area
    chose, that before what the office chose in another question, and that before what it said on a form."""
    aged = any(t.kind == "band" and t.band is not None and t.band.years for s in segments for t in parse_phrase(s).tokens)
    found, origins = dict(picked), dict.fromkeys(picked, "picked")
    told = {
        "area": _of_area(segments, vocabulary, versions),
        "office": _of_office(segments, office),
        "form": _of_office(segments, on_forms),
    }
    for origin, words in told.items():
        for word, population in words.items():
            if word not in found and not (aged and _is_age(population, vocabulary)):
                found[word], origins[word] = population, origin
    return Meanings(found, origins)


def _of_area(segments: Sequence[str], vocabulary: Vocabulary, versions: Mapping[str, Definition]) -> dict[str, str]:
    """Words of definitions that the area has chosen a version of."""
    found: dict[str, str] = {}
    for token in (token for s in segments if versions for token in parse_phrase(s).of("cond")):
        for definition in vocabulary.by_definition.get(token.text, ()):
            local = versions.get(definition.name)
            if local is not None:
                found.setdefault(token.text, f"{local.entity} where {local.key}")
    return found


def _of_office(segments: Sequence[str], office: Mapping[str, str]) -> dict[str, str]:
    """Words that stand in a question for themselves: 独居老人 not in 非独居老人, 低保 not in 低保边缘户."""
    found = {}
    for word in (fold(word) for word in office):
        for segment in segments:
            at = segment.find(word)
            if at >= 0 and not {at, at + len(word)} & set(_inside(segment)):
                found[word] = office[word]
    return found


def _inside(segment: str) -> Iterator[int]:
    """Places within a word that is known as a whole."""
    start = 0
    for token in parse_phrase(segment).tokens:
        if token.kind != "residue":
            yield from range(start + 1, start + len(token.text))
        start += len(token.text)


def _is_age(population: str, vocabulary: Vocabulary) -> bool:
    """An age written beside 高龄老人 stands in its place."""
    where = parse_population(population).where
    names = fields_of(where)
    if len(names) == 1 and "@" in names[0]:
        names = fields_of(condition_of(named(names[0], vocabulary)))
    return bool(names) and set(names) <= {"age"}
