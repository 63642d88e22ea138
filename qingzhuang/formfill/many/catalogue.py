"""A catalogue of forms for many places: every question of all of them once, counted together, and again only where a fact changed.

catalogue = Catalogue.of(recipes)
numbers = catalogue.count(facts, Scope("", day))               # all kinds, all communities
again = catalogue.touched(["person.disability.level"])         # a fact changed: the questions that read it
changed = catalogue.recount(numbers, again, facts_of_one, Scope("", day), "990101001001")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from qingzhuang.formfill.many.recipe import Recipe
from qingzhuang.tally.answers import answer_by_area
from qingzhuang.tally.dataset import Dataset
from qingzhuang.tally.question import Measure
from qingzhuang.tally.reads import fields_read
from qingzhuang.tally.scope import Answer, Answers, Scope
from qingzhuang.vocabulary import Vocabulary, load

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Changed:
    """One figure that is no longer what it was: of which kind (its place in the catalogue), of which question, in which place."""

    kinds: tuple[int, ...]
    question: int
    area: str
    before: Answer
    after: Answer


@dataclass(frozen=True)
class Catalogue:
    """Kinds of forms with their questions: `questions` holds each once, `places[k]` says where those of kind k stand in it."""

    recipes: tuple[Recipe, ...]
    questions: tuple[Measure, ...]
    places: tuple[Places, ...]
    vocabulary: Vocabulary

    @classmethod
    def of(cls, recipes: Iterable[Recipe], vocabulary: Vocabulary | None = None) -> Catalogue:
        """The catalogue of some recipes."""
        known: dict[Measure, int] = {}
        kept = tuple(recipes)
        places = tuple(np.array([known.setdefault(one, len(known)) for one in recipe.measures], np.int64) for recipe in kept)
        return cls(kept, tuple(known), places, vocabulary or load())

    # ------------------------------------------------------------ counting
    def count(self, facts: Dataset, scope: Scope, areas: Sequence[str] | None = None) -> Answers:
        """The answers of all questions for all places in the scope, in one pass over the facts."""
        return answer_by_area(self.questions, facts, scope, areas)

    def answers_of(self, kind: int, numbers: Answers, label: int) -> list[Answer]:
        """What the recipe of a kind takes for one place."""
        return [numbers.at(int(place), label) for place in self.places[kind]]

    # ------------------------------------------------------------ what a change touches
    @cached_property
    def readers(self) -> dict[str, Places]:
        """Field (`person.birth_date`) → the questions that read it, derived ones and steps to other records included."""
        found: dict[str, list[int]] = {}
        for place, question in enumerate(self.questions):
            for path in fields_read(question, self.vocabulary):
                found.setdefault(path, []).append(place)
        return {path: np.array(places, np.int64) for path, places in found.items()}

    def touched(self, fields: Iterable[str]) -> Places:
        """The questions whose answer may change when these fields of some record change; a record that comes or goes (`person.*`)
        touches all questions about its kind."""
        wanted: set[int] = set()
        for path in fields:
            entity, _, name = path.partition(".")
            if name == "*":
                wanted.update(at for read, places in self.readers.items() if read.startswith(f"{entity}.") for at in places)
            else:
                wanted.update(self.readers.get(path, ()))
        return np.array(sorted(wanted), np.int64)

    @cached_property
    def kinds_of(self) -> dict[int, tuple[int, ...]]:
        """Question → the kinds that ask it."""
        found: dict[int, list[int]] = {}
        for kind, places in enumerate(self.places):
            for place in places:
                found.setdefault(int(place), []).append(kind)
        return {place: tuple(kinds) for place, kinds in found.items()}

    def recount(self, numbers: Answers, questions: Places, facts: Dataset, scope: Scope, area: str) -> list[Changed]:
        """Count some questions again in one place, put them into `numbers`, and tell what changed.

        `facts` need only hold that place: a community of 8,000 people is counted in milliseconds, whatever the size of the whole.
        """
        if not len(questions):
            return []
        label = numbers.labels.index(area)
        fresh = answer_by_area([self.questions[place] for place in questions], facts, scope, (area,))
        return list(self._changes(numbers, questions, fresh, label, area))

    def _changes(self, numbers: Answers, questions: Places, fresh: Answers, label: int, area: str) -> Iterator[Changed]:
        for row, place in enumerate(questions):
            before, after = numbers.at(int(place), label), fresh.at(row, 0)
            if before != after:
                yield Changed(self.kinds_of[int(place)], int(place), area, before, after)
                for mine, new in (
                    (numbers.values, fresh.values),
                    (numbers.unknown, fresh.unknown),
                    (numbers.records, fresh.records),
                ):
                    mine[place, label] = new[row, 0]
                numbers.held[place] |= fresh.held[row]
