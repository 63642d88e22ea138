"""Facts of many places counted together: what their forms ask is asked once for all places, in one pass over the facts.

together = count_together(figures_asked(form, book, day, None, "community", words), dataset, Scope("", day), ["990101001001", ...])
facts = Counted(dataset, Scope("990101001001", day), together)     # of one place: fulfils `Facts`, its figures are known already
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from qingzhuang.formfill.answer.facts import LEVELS, Area
from qingzhuang.formfill.answer.form import answer_with
from qingzhuang.formfill.answer.ledger import DIGITS, Ledger
from qingzhuang.formfill.form import Form
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.many.recording import NotFixed, Recorder
from qingzhuang.tally.answers import answer_by_area
from qingzhuang.tally.dataset import Dataset
from qingzhuang.tally.question import Measure
from qingzhuang.tally.scope import Answer, Answers, Scope, division_prefix
from qingzhuang.vocabulary import Vocabulary


@dataclass(frozen=True)
class Together:
    """Answers by question and place: `questions` and `places` (by the digits of their code) say which line and column of `numbers`."""

    whole: Ledger
    questions: Mapping[Measure, int]
    places: Mapping[str, int]
    numbers: Answers | None
    areas: dict[str, Area] = field(default_factory=dict)  # each place with its name, once it was looked up

    def area(self, prefix: str) -> Area:
        """A place with its name."""
        if prefix not in self.areas:
            self.areas[prefix] = self.whole.place(prefix)
        return self.areas[prefix]

    def find(self, measure: Measure, area: Area) -> Answer | None:
        """The answer where it was counted."""
        line, column = self.questions.get(measure), self.places.get(area.code)
        if line is None or column is None or self.numbers is None or area.level == "grid":
            return None
        return self.numbers.at(line, column)


@dataclass(frozen=True)
class Counted(Ledger):
    """A place seen from a dataset of many: figures that were counted for all of them are not counted again. Fulfils `Facts`."""

    together: Together

    def __post_init__(self) -> None:
        self.__dict__["_communities"] = self.together.whole._communities  # the names of places are read once
        self.__dict__["area"] = self.together.area(self.scope.prefix)

    def on(self, day: date) -> Ledger:
        """On another day nothing was counted yet."""
        return Ledger(self.dataset, Scope(self.scope.area, day, self.scope.period))

    def figures(self, measures: Sequence[Measure], areas: Sequence[Area]) -> list[list[Answer]]:
        """From the table where all of them stand in it."""
        lines = [[self.together.find(measure, area) for area in areas] for measure in measures]
        known = [[one for one in line if one is not None] for line in lines]
        return known if known == lines else super().figures(measures, areas)


def figures_asked(
    form: Form, book: Book, as_of: date, period: tuple[date, date] | None, level: str, vocabulary: Vocabulary
) -> tuple[Measure, ...] | None:
    """The figures that a form asks of any place of a level; None where each place has rows of its own: a list, rows by grid."""
    asked = Recorder(vocabulary, as_of, period, level)
    try:
        answer_with(form, book, asked)
    except NotFixed:
        return None
    return tuple(asked.measures)


def count_together(measures: Iterable[Measure], dataset: Dataset, scope: Scope, codes: Sequence[str]) -> Together:
    """All of these figures for all of these places."""
    questions = {one: place for place, one in enumerate(dict.fromkeys(measures))}
    places = {division_prefix(code): place for place, code in enumerate(codes)}
    numbers = answer_by_area(tuple(questions), dataset, scope, tuple(codes)) if questions and codes else None
    return Together(Ledger(dataset, scope), questions, places, numbers)


def level_of(code: str) -> str:
    """The level of a place by its code, as forms speak of it.

    >>> level_of("990101001001")
    'community'
    """
    return DIGITS.get(len(division_prefix(code)), LEVELS[-1])
