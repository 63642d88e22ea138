"""A heading or title cut into the words it is made of, so that no word is passed over.

What no word of the lexicon explains is `residue`: a heading with residue is not understood, however much of it is. That is
the difference between a reading and a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from qingzhuang.formfill.match.bands import Band, find_bands
from qingzhuang.formfill.match.label import BRACKET
from qingzhuang.formfill.match.lexicon import LONGEST, Lexicon, Phrase, Sense, lexicon
from qingzhuang.vocabulary import Field

RESIDUE_COST = 10.0
GENERAL = ("人口", "居民", "家庭", "住户", "农户")  # 人口总户数, 家庭人数: said before what is counted
SIGNS = re.compile(r"[^\w一-鿿%<>=≥≤]|_")
OF_AGE = re.compile(r"儿童|少年|妇女|老人|老年|青年|人口|学生")  # 4-18儿童: years without the word
DIVIDED = re.compile(r"^(?:按不?同?|分)(.{2,8}?)(?:划?分组?|分类|统计)?$")
EXCLUDED = re.compile(r"^(不含|不包括|不包含|除外|不计)(.+)$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a heading: `kind` is cond band counted number total share function numeric glue not residue phrase."""

    kind: str
    text: str
    senses: tuple[Sense, ...] = ()
    band: Band | None = None
    name: str = ""  # entity of counted, function name
    fields: tuple[Field, ...] = ()
    phrase: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """The words of one label."""

    tokens: tuple[Token, ...]

    @property
    def residue(self) -> str:
        """What no word explains; the whole text where it counts two sorts of things at once (人在户在)."""
        if len({t.name for t in self.tokens if t.kind == "counted" and t.text not in GENERAL} - {"birth", "death"}) > 1:
            return "".join(t.text for t in self.tokens)
        return "".join(t.text for t in self.tokens if t.kind == "residue")

    def of(self, kind: str) -> tuple[Token, ...]:
        return tuple(t for t in self.tokens if t.kind == kind)

    @property
    def narrowing(self) -> tuple[Token, ...]:
        """The words that put a condition."""
        return tuple(t for t in self.tokens if t.kind in ("cond", "band", "not"))


def parse_phrase(text: str, *, title: bool = False, bare_bands: bool = False) -> Parsed:
    """Cut a folded text into words. `title` also passes over words of titles; `bare_bands` takes 6-10 without 岁 as a band.

    Each way to cut costs 10 for a letter that no word explains and a little for each word: the cheapest cut wins, so long
    words win over short ones, and a word is never left over when it can be explained.
    """
    return _parse(lexicon(), text, title, bare_bands)


@lru_cache(maxsize=8192)
def _parse(words: Lexicon, text: str, title: bool, bare_bands: bool) -> Parsed:
    found = (
        (start, end, replace(band, years=band.years or bool(OF_AGE.match(text, end)))) for start, end, band in find_bands(text)
    )
    bands = {(start, end): band for start, end, band in found if band.years or bare_bands}
    best: list[tuple[float, tuple[Token, ...]]] = [(0.0, ())]
    for end in range(1, len(text) + 1):
        options: list[tuple[float, tuple[Token, ...]]] = []
        cost, tokens = best[end - 1]
        options.append((cost + (0.3 if SIGNS.match(text[end - 1]) else RESIDUE_COST), (*tokens, _single(text[end - 1]))))
        for start in range(max(0, end - LONGEST), end):
            token, weight = _token(words, text[start:end], title)
            if (start, end) in bands:
                token, weight = Token("band", text[start:end], band=bands[start, end]), 0.9
            if token is not None:
                cost, tokens = best[start]
                options.append((cost + weight, (*tokens, token)))
        best.append(min(options, key=lambda option: option[0]))
    return Parsed(_joined(best[-1][1]))


def _single(char: str) -> Token:
    return Token("glue" if SIGNS.match(char) else "residue", char)


def _token(words: Lexicon, piece: str, title: bool) -> tuple[Token | None, float]:
    """The token that a piece of text is by itself, with its cost."""
    if piece in words.outsiders:
        return Token("residue", piece), 0.5
    if piece in words.phrases:
        return Token("phrase", piece, phrase=words.phrases[piece]), 0.8
    senses = tuple(words.value_senses(piece))
    if title and piece in words.collective:
        return Token("neutral", piece), 0.9
    if title and DIVIDED.match(piece) and _names_aspect(words, DIVIDED.sub(r"\1", piece)):
        return Token("glue", piece), 0.9  # 分残疾等级, 按性别分: how the columns divide it
    if title and piece in words.topics:
        return Token("glue", piece, senses=senses), 1.1 if senses else 0.9
    if piece in words.total:
        return Token("total", piece), 1.0
    if piece in words.share:
        return Token("share", piece), 1.0
    if piece in words.counted:
        return Token("counted", piece, senses=senses, name=words.counted[piece]), 1.0
    if senses:
        ordered = words.ordered(piece)
        senses = ordered + tuple(s for s in senses if all(s.condition != other.condition for other in ordered))
        named = any(not s.field for s in senses)  # a definition wins over the words it is made of
        return Token("cond", piece, senses=senses), 100.0 if title and all(
            s.extra and s.field for s in senses
        ) else 0.95 if named else 1.0
    if len(piece) > 1 and piece[0] in "非未" and words.value_senses(piece[1:]) and words.firm(piece[1:]):
        return Token("not", piece, senses=tuple(words.value_senses(piece[1:]))), 1.0
    ordered = words.ordered(piece)
    if ordered:
        return Token("cond", piece, senses=ordered), 0.95
    if piece in words.numeric and len(piece) > 1:
        figures = all(f.type == "integer" or f.unit in ("人", "户", "个") for f in words.numeric[piece])
        return Token("numeric", piece, fields=words.numeric[piece]), 2.05 if figures else 1.05
    if piece in words.number:
        return Token("number", piece), 1.0
    if piece in words.function:
        return Token("function", piece, name=words.function[piece]), 1.0
    if piece in words.neutral:
        return Token("neutral", piece), 1.1
    if piece in words.glue or (title and piece in words.title):
        return Token("glue", piece), 1.2
    return None, 0.0


def _names_aspect(words: Lexicon, text: str) -> bool:
    """年龄段, 残疾等级, 性别: what figures are divided by."""
    return text in words.aspects or text in words.vocabulary.by_label and text not in words.senses


def _joined(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Single letters of residue beside one another as one token."""
    joined: list[Token] = []
    for token in tokens:
        if token.kind == "residue" and joined and joined[-1].kind == "residue":
            joined[-1] = Token("residue", joined[-1].text + token.text)
        else:
            joined.append(token)
    return tuple(joined)


def own_fields(parsed: Parsed) -> set[str]:
    """The fields that the words of a label are values of; of an age band the age."""
    found = {s.field for t in parsed.narrowing for s in t.senses if s.field}
    return found | {"person.age" for t in parsed.of("band") if t.band is not None and t.band.years}


def without_exclusions(text: str) -> tuple[str, tuple[str, ...]]:
    """A label without its (不含…) brackets, and what these leave out.

    >>> without_exclusions("小计(不含两参人员)")
    ('小计', ('两参人员',))
    """
    left_out: list[str] = []

    def take(match: re.Match[str]) -> str:
        found = EXCLUDED.match(match.group(1))
        if found is None:
            return match.group(0)
        left_out.append(found.group(2))
        return ""

    return BRACKET.sub(take, text), tuple(left_out)
