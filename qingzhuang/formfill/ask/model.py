"""What words typed into a box were read as: a question, how the answer is wanted, and what every word was taken for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qingzhuang.tally.question import Question


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a word may mean: the records it names in the question language ('' leaves the word out), and in words."""

    population: str
    words: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of the question. `role` is count list split time event place column polite word unknown; `means` says it.

    `origin` says by whose word it means that: picked, area (the definition chosen there), office, form; empty by the vocabulary's.
    """

    text: str
    role: str
    means: str = ""
    choices: tuple[Choice, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """The places that the facts know by name: key → name of grids and estates, numbers of buildings, code → name of areas."""

    grids: tuple[tuple[str, str], ...] = ()
    estates: tuple[tuple[str, str], ...] = ()
    buildings: tuple[str, ...] = ()
    areas: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """What was understood. `question` is None where nothing was; `sure` only where no word is left over and none has two meanings.

    `by` parts the answer: 'grid', 'building', 'estate', 'area', 'age' or a coded field of the counted records. `area` is a
    place named in the words ('' is all), `period` the time named (for births and deaths it bounds the count). `others` are
    other readings of the whole, as questions. `wants` is 'number' or 'list'.
    """

    words: str
    question: Question | None
    wants: str
    by: str
    sure: bool
    reasons: tuple[str, ...]
    pieces: tuple[Piece, ...]
    others: tuple[Question, ...] = ()
    area: str = ""
    period: tuple[date, date] | None = None
    day: date | None = None

    @property
    def unknown(self) -> tuple[str, ...]:
        """The words that nothing explains."""
        return tuple(piece.text for piece in self.pieces if piece.role == "unknown")
