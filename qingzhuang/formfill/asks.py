"""What a form asks, as a flat list of questions: each blank with the question it truly puts, its table's population put in.

A column of a list asks for a value of each record listed; a column of a statistics table asks one number for each printed row
that narrows it. Two forms overlap where these questions do (`qingzhuang.tally.overlap`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qingzhuang.formfill.answer.paths import paths_of, reach
from qingzhuang.formfill.form import Blank, Form, Kind, State, Table
from qingzhuang.formfill.match.population import Population, convert
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.question import (
    EVERYTHING,
    Aggregate,
    Asked,
    Condition,
    Count,
    CountDistinct,
    Listing,
    Measure,
    Percent,
    both,
    entity_of,
)
from qingzhuang.tally.syntax import parse_condition
from qingzhuang.vocabulary import Vocabulary, load

MEASURES = (Count, CountDistinct, Aggregate, Percent)
STRENGTH = ("none", "personal", "sensitive")


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that a form asks.

    `blank` is the key of the blank in its form, `number` its place over all tables, `row` the printed row it is asked for (0: all).
    `asked` is None where it is no fact of the ledger. `state` is that of the blank, unsure also where it is not sure
    whom its table is about. `sensitivity` is that of the facts it reads.
    `unclear` is the title of a table of which it is not understood whom it is about: such a question equals none but its own.
    """

    blank: str
    number: int
    label: str
    asked: Asked | None
    state: State
    sensitivity: str = "none"
    row: int = 0
    unclear: str = ""

    @property
    def ours(self) -> bool:
        """Whether the ledger could answer it."""
        return self.asked is not None


def asks_of(form: Form, vocabulary: Vocabulary | None = None) -> tuple[Ask, ...]:
    """Every question of a form in the order of its blanks; signatures, row numbers and words of the report itself are left out.

    A blank that means nothing the ledger keeps is there without a question. A form without tables asks nothing.
    """
    words = vocabulary or load()
    found: list[Ask] = []
    number = 0
    for table in form.tables:
        for blank in table.blanks():
            found += _of_blank(table, blank, number, words)
            number += 1
    return tuple(found)


def _of_blank(table: Table, blank: Blank, number: int, vocabulary: Vocabulary) -> Iterator[Ask]:
    if not asks_something(table, blank):
        return
    label = " › ".join(part for part in blank.path if part)
    if blank.question is None and not paths_of(blank):
        yield Ask(blank.key, number, label, None, blank.state)
        return
    doubtful = table.population_state is not State.SURE
    unclear = table.title if doubtful and table.population is None else ""
    state = State.UNSURE if doubtful and blank.state is State.SURE else blank.state
    for row, title, where in _rows(table):
        asked = Asked(_question(table, blank, where))
        yield Ask(
            blank.key, number, f"{title} › {label}" if title else label, asked, state, _sensitivity(asked, vocabulary), row, unclear
        )  # fmt: skip


def asked_by(table: Table, blank: Blank) -> Asked | None:
    """The question of one blank with the population of its table, for all printed rows together; None for no fact of the ledger."""
    if blank.question is None and not paths_of(blank):
        return None
    return Asked(_question(table, blank, EVERYTHING))


def asks_something(table: Table, blank: Blank) -> bool:
    """Whether a blank asks for anything: neither about the report itself nor the name of the row."""
    return not _is_about_the_report(blank) and not _names_the_row(table, blank)


def _is_about_the_report(blank: Blank) -> bool:
    concept = blank.concept or ""
    own = concept.startswith(("report.", "row.", "dimension")) or blank.state is State.KEPT
    return own and blank.question is None


def _names_the_row(table: Table, blank: Blank) -> bool:
    """The column of a statistics table that says which place a row is about."""
    paths = paths_of(blank)
    return table.kind is Kind.CROSSTAB and bool(paths) and all(path.startswith(("area.", "grid.")) for path in paths)


def _rows(table: Table) -> list[tuple[int, str, Condition]]:
    """The printed rows that narrow a figure, with their label; one row that narrows nothing for lists and cards."""
    if table.kind is not Kind.CROSSTAB:
        return [(0, "", EVERYTHING)]
    labels = dict(table.row_labels)
    told = []
    for row, text in table.row_conditions:
        try:
            condition = parse_condition(text) if text else EVERYTHING
        except QuestionError:
            continue  # a row that was not understood asks nothing that could be compared
        if condition != EVERYTHING:
            told.append((row, (labels.get(row) or ("",))[-1], condition))
    return told or [(0, "", EVERYTHING)]


def _question(table: Table, blank: Blank, row: Condition) -> Measure | Listing:
    """A figure narrowed by the table and the row, or the values of a list as a listing of one column."""
    question = blank.question
    if isinstance(question, MEASURES):
        return _narrowed(question, table, row)
    paths = paths_of(blank)
    entity = table.population.entity if table.population else table.row_entity or paths[0].split(".", 1)[0]
    where = table.population.where if table.population else EVERYTHING
    return Listing(entity, paths, both(where, row))


def _narrowed(measure: Measure, table: Table, row: Condition) -> Measure:
    where = both(_as_seen_from(table, entity_of(measure)), row)
    match measure:
        case Count(entity=entity, where=own):
            return Count(entity, both(own, where))
        case CountDistinct(path=path, where=own):
            return CountDistinct(path, both(own, where))
        case Aggregate(function=function, path=path, where=own):
            return Aggregate(function, path, both(own, where))
        case Percent(part=part, whole=whole):
            return Percent(_narrowed(part, table, row), _narrowed(whole, table, row))


def _as_seen_from(table: Table, entity: str) -> Condition:
    """The population of the table as a condition on records of another entity; nothing where it cannot be said."""
    if table.population is None or table.kind is Kind.ROSTER:
        return EVERYTHING
    if table.population.entity == entity:
        return table.population.where
    return convert(Population(table.population.entity, table.population.where), entity) or EVERYTHING


def _sensitivity(asked: Asked, vocabulary: Vocabulary) -> str:
    """Of a list the strongest of its columns; a figure shows nobody."""
    if not isinstance(asked.question, Listing):
        return "none"
    fields = [reach(path, path.split(".", 1)[0], vocabulary) for path in asked.question.columns]
    return max((field.sensitivity for field in fields if field is not None), key=STRENGTH.index, default="none")
