"""What can be wrong with a value, a row or a match: a code, how grave it is, and words for people.

Nothing is changed silently and nothing is guessed: whatever a cleaner does to a value is one of these.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Generic, TypeVar, Union

import yaml

from qingzhuang.vocabulary import label_in

Part = Union[str, int]
T = TypeVar("T")


class Severity(str, Enum):
    """How grave a problem is, and what follows for the value."""

    REFUSE = "refuse"  # it cannot be what its column says: the value is not taken
    ASK = "ask"  # a person has to decide: the value is not taken until then; `mend` is what would be taken
    MENDED = "mended"  # the way of writing was put right, the meaning cannot have changed; taken
    NOTE = "note"  # taken (or empty on purpose), and worth knowing


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing found. `about` fills the placeholders of its words; `mend` is a proposed value (ASK only).

    >>> problem("id_15").severity.value, problem("id_check", check="4").words("en")
    ('mended', 'The check digit does not fit: with these digits it would have to be 4.')
    """

    code: str
    about: tuple[tuple[str, Part], ...] = ()
    mend: object = None

    @property
    def severity(self) -> Severity:
        return Severity(_entries()[self.code]["severity"])

    def words(self, language: str = "zh-Hans") -> str:
        """The problem in a sentence: zh-Hans, zh-Hant or en."""
        return label_in(_entries()[self.code], language).format(**dict(self.about))


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with its place: the row, the part of it (empty for its own record), and the field it is about."""

    row: int
    part: str
    field: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Cleaned(Generic[T]):
    """A value made clean: what is taken (None for nothing), what stood in the file, and all that is to be said about it."""

    value: T | None
    raw: object
    problems: tuple[Problem, ...] = ()

    @property
    def grave(self) -> Severity | None:
        """The gravest of its problems; None where there is none."""
        order = list(Severity)
        found = [problem.severity for problem in self.problems]
        return min(found, key=order.index) if found else None


def problem(code: str, mend: object = None, /, **about: Part) -> Problem:
    """A problem with this code; raises KeyError for a code that has no words."""
    if code not in _entries():
        raise KeyError(code)
    return Problem(code, tuple(about.items()), mend)


def codes() -> tuple[str, ...]:
    """All codes, for the reference and for tests."""
    return tuple(_entries())


@cache
def _entries() -> dict[str, dict[str, str]]:
    text = (files("qingzhuang.content") / "intake" / "problems.yaml").read_text(encoding="utf-8")
    entries: dict[str, dict[str, str]] = yaml.safe_load(text)
    return entries
