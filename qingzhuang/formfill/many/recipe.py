"""What a form of figures asks, cell by cell, worked out once for all places that fill it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qingzhuang.formfill.answer.facts import Facts
from qingzhuang.formfill.answer.filling import Filling
from qingzhuang.formfill.answer.form import answer_with
from qingzhuang.formfill.edits import EditValue
from qingzhuang.formfill.form import Form
from qingzhuang.formfill.grid import Book, split_name
from qingzhuang.formfill.many.recording import FIRST, OPEN, SHUT, NotFixed, Recorder
from qingzhuang.formfill.write.prepared import Target
from qingzhuang.tally.question import Count, Measure
from qingzhuang.tally.scope import Answer
from qingzhuang.vocabulary import Vocabulary, load

TOLD = re.compile(f"{OPEN}(\\w*){SHUT}")
FIGURE = re.compile(f"{FIRST // 10**9}\\d{{9}}")
MOST_QUESTIONS = 100_000


@dataclass(frozen=True, slots=True)
class Recipe:
    """A form of figures: its file, the cells that are written, and where the value of each comes from.

    `sources` has for each target the place of a question in `measures`, or a text; of a text `⟨field⟩` between the marks of
    `recording` is filled in from the place. What is printed the same for all places (a day, a unit) is a text without marks.
    """

    name: str
    data: bytes
    book: Book
    targets: tuple[Target, ...]
    sources: tuple[int | EditValue, ...]
    is_question: tuple[bool, ...]
    columns: tuple[int, ...]  # of each target the blank that it belongs to: noughts are written where something is known of it
    measures: tuple[Measure, ...]
    fields: tuple[str, ...] = ()  # facts of the place that reports which the form asks for, its name aside

    @property
    def asked(self) -> Iterator[tuple[Target, int | None]]:
        """Each target with the place of the question that it asks; None where it asks none."""
        for at, source, asks in zip(self.targets, self.sources, self.is_question, strict=True):
            yield at, source if asks and isinstance(source, int) else None

    def values(self, answers: Sequence[Answer], facts: Facts) -> list[EditValue]:
        """The values of the targets for one place: `answers` by question, names of the place from its facts."""
        found: list[EditValue] = []
        told = {
            column
            for source, asks, column in zip(self.sources, self.is_question, self.columns, strict=True)
            if asks and isinstance(source, int) and (answers[source].records or answers[source].known)
        }
        for source, asks, column in zip(self.sources, self.is_question, self.columns, strict=True):
            if asks and isinstance(source, int):
                found.append(answers[source].value if column in told else None)
            elif isinstance(source, str) and OPEN in source:
                found.append(TOLD.sub(lambda told: _told(facts, told[1]), source))
            else:
                found.append(source)
        return found


def recipe(
    name: str, data: bytes, book: Book, form: Form, as_of: date, *, period: tuple[date, date] | None = None,
    level: str = "community", vocabulary: Vocabulary | None = None,
) -> Recipe | None:  # fmt: skip
    """The recipe of a form for places of a level; None where it is no form of figures alone: a list, a card, rows by grid.

    Only counts are taken: other figures may be rounded or scaled by the form, and go through `answer_form`.
    """
    facts = Recorder(vocabulary or load(), as_of, period, level)
    try:
        filling = answer_with(form, book, facts)
    except NotFixed:
        return None
    edits = filling.edits
    if edits.growths or edits.lines or not all(isinstance(one, Count) for one in facts.measures):
        return None
    owner = _owners(filling, form)
    targets, sources, asks = [], [], []
    for edit in edits.cells:
        value = edit.value
        question = isinstance(value, int) and not isinstance(value, bool) and FIRST <= value < FIRST + MOST_QUESTIONS
        if isinstance(value, float) and value >= FIRST / 1e6:
            return None  # scaled: thousands of people
        if isinstance(value, str) and FIGURE.search(value):
            return None  # a figure among words
        targets.append((edit.grid, edit.row, edit.column))
        sources.append(value - FIRST if question and isinstance(value, int) else value)
        asks.append(question)
    if not any(asks):
        return None
    columns = tuple(owner.get(target, -1 - number) for number, target in enumerate(targets))
    return Recipe(
        name, data, book, tuple(targets), tuple(sources), tuple(asks), columns, tuple(facts.measures), tuple(facts.fields)
    )


def _owners(filling: Filling, form: Form) -> dict[Target, int]:
    """Cell → the number of the blank that wrote it."""
    found: dict[Target, int] = {}
    for number, answer in enumerate(filling.answers):
        grid = form.tables[answer.table].grid
        for name in answer.cells:
            first, _, last = name.partition(":")
            try:
                (top, left), (bottom, right) = split_name(first), split_name(last or first)
            except ValueError:
                continue  # a cell of a Word file
            found.update(((grid, row, column), number) for row in range(top, bottom + 1) for column in range(left, right + 1))
    return found


def _told(facts: Facts, field: str) -> str:
    if not field:
        return facts.area.name
    return facts.place_value(facts.area, field) or ""
