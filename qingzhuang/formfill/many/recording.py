"""Facts that answer nothing and note what was asked: filling a form with them once tells which cell holds which question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from qingzhuang.formfill.answer.facts import Area, Facts, Listed
from qingzhuang.tally.question import Condition, Measure
from qingzhuang.tally.scope import Answer
from qingzhuang.vocabulary import Vocabulary

FIRST = 8_240_000_000_000  # the figure that stands for question 0; no form has one so large
OPEN, SHUT = "\ue010", "\ue011"  # around the name of a fact about the place that reports


class NotFixed(Exception):
    """The form asks for lists or for rows of its own in each place: there is no one plan for all places."""


@dataclass
class Recorder:
    """Fulfils `Facts` for a place that is not yet known."""

    vocabulary: Vocabulary
    as_of: date
    period: tuple[date, date] | None
    level: str
    measures: list[Measure] = field(default_factory=list)
    known: dict[Measure, int] = field(default_factory=dict)
    fields: dict[str, None] = field(default_factory=dict)  # facts of the place that were asked

    @property
    def area(self) -> Area:
        return Area(f"{OPEN}code{SHUT}", f"{OPEN}{SHUT}", self.level)

    def on(self, day: date) -> Facts:
        """A form that names its own day would need facts of that day."""
        raise NotFixed

    def places(self, level: str) -> tuple[Area, ...]:
        if level == self.level:
            return (self.area,)
        raise NotFixed

    def place(self, code: str) -> Area:
        return self.area

    def place_value(self, area: Area, field: str) -> str | None:
        self.fields[field] = None
        return f"{OPEN}{field}{SHUT}"

    def figures(self, measures: Sequence[Measure], areas: Sequence[Area]) -> list[list[Answer]]:
        """Each measure gets a figure of its own, the same for the same question."""
        if any(area != self.area for area in areas):
            raise NotFixed
        found = []
        for measure in measures:
            place = self.known.setdefault(measure, len(self.measures))
            if place == len(self.measures):
                self.measures.append(measure)
            found.append([Answer(FIRST + place, True, 0, FIRST + place)] * len(areas))
        return found

    def family_figures(self, measures: Sequence[Measure], households: Sequence[str]) -> list[list[Answer]]:
        raise NotFixed

    def listed(self, entity: str, columns: Sequence[str], where: Condition, household: str = "") -> Listed:
        raise NotFixed

    def record(self, entity: str, key: str, columns: Sequence[str]) -> list[Any] | None:
        raise NotFixed
