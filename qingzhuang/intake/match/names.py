"""How alike two names are: the same, the same by sound, one sign apart, or different."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from pypinyin import Style, lazy_pinyin, pinyin
from rapidfuzz.distance import Levenshtein

from qingzhuang.vocabulary import fold


class Likeness(str, Enum):
    """From the same to different."""

    EQUAL = "equal"
    SOUND = "sound"
    NEAR = "near"
    DIFFERENT = "different"


@lru_cache(maxsize=100_000)
def likeness(one: str, other: str) -> Likeness:
    """Compare two names; traditional characters, dots and blanks make no difference.

    >>> likeness("张小芳", "張小芳").value, likeness("张小芳", "章晓方").value, likeness("张小芳", "张晓丽").value
    ('equal', 'sound', 'different')
    >>> likeness("张小芳", "张小芬").value, likeness("王芳", "王伟").value
    ('near', 'different')
    """
    first, second = plain(one), plain(other)
    if first == second:
        return Likeness.EQUAL
    if len(first) == len(second) and _sounds_like(first, second):
        return Likeness.SOUND
    shorter, longer = sorted((len(first), len(second)))
    if shorter >= 2 and longer >= 3 and Levenshtein.distance(first, second) == 1:
        return Likeness.NEAR
    if shorter >= 6 and Levenshtein.normalized_similarity(first, second) >= 0.8:  # long names of other scripts
        return Likeness.NEAR
    return Likeness.DIFFERENT


def surname_sound(name: str) -> str:
    """The sound of the first sign: 张 and 章 are one."""
    first = plain(name)[:1]
    return _sound(first) if first else ""


@lru_cache(maxsize=200_000)
def plain(name: str) -> str:
    """A name for comparing."""
    return fold(name).replace("·", "").lower()


def _sounds_like(one: str, other: str) -> bool:
    """Sign by sign a reading in common; a sign with several readings (单, 仇) has all of them."""
    return all(a == b or not _readings(a).isdisjoint(_readings(b)) for a, b in zip(one, other, strict=True))


@lru_cache(maxsize=20_000)
def _readings(sign: str) -> frozenset[str]:
    return frozenset(pinyin(sign, style=Style.NORMAL, heteronym=True)[0])


@lru_cache(maxsize=20_000)
def _sound(sign: str) -> str:
    return str(lazy_pinyin(sign)[0])
