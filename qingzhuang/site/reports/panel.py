"""One blank in words, for the side panel, the list and the report."""

from __future__ import annotations

from dataclasses import dataclass

from qingzhuang.formfill.answer.filling import BlankAnswer, Outcome
from qingzhuang.formfill.as_json import population_text
from qingzhuang.formfill.form import Kind, Role, State
from qingzhuang.site.reports.ink import is_secret, values_of
from qingzhuang.site.reports.logic import Numbered, Said, next_unsettled
from qingzhuang.site.reports.meanings import asks_counts
from qingzhuang.site.reports.people import asked
from qingzhuang.site.reports.wording import ENGINE_LANGUAGE, concept_in_words, population_in_words
from qingzhuang.site.reports.work import Work
from qingzhuang.tally.named import definitions_in, versions_of
from qingzhuang.tally.words.reasons import definition_in_words
from qingzhuang.vocabulary import Definition, fold, load

CANDIDATES = 4


@dataclass(frozen=True, slots=True)
class Offer:
    """Another meaning the product thought of."""

    concept: str
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Named:
    """A definition that a blank was answered with; `several` where other versions are in force elsewhere."""

    label: str
    version: str
    text: str
    source: str
    several: bool


@dataclass(frozen=True, slots=True)
class Panel:
    number: int
    path: tuple[str, ...]
    outcome: str
    question: str
    concept: str
    reason: str
    values: tuple[str, ...]
    cells: int
    records: int
    missing: int
    offers: tuple[Offer, ...]
    choices: tuple[str, ...]
    required: bool
    counts: bool
    decided: str
    place: str
    guessed: bool
    column: bool
    next: int | None
    definitions: tuple[Named, ...] = ()

    @property
    def label(self) -> str:
        return self.path[-1] if self.path else self.place

    @property
    def can_confirm(self) -> bool:
        """A guess that nobody has confirmed yet."""
        return bool(self.concept) and self.guessed and not self.decided

    @property
    def more(self) -> int:
        """Values that are not shown."""
        return max(self.cells - len(self.values), 0)


def panel(work: Work, number: int, decisions: dict[str, Said], language: str) -> Panel:
    """The blank with a number; the caller has checked that there is one."""
    entry, answer = work.entries[number]
    return _panel(work, entry, answer, decisions, language)


def panels(work: Work, decisions: dict[str, Said], language: str) -> list[Panel]:
    """Every blank of the form in order."""
    return [_panel(work, entry, answer, decisions, language) for entry, answer in work.entries]


@dataclass(frozen=True, slots=True)
class Who:
    """Who a table is about, in words; `unclear` where the title says more than the product understood."""

    number: int
    grid: int
    words: str
    reason: str
    unclear: bool


def tables_of(work: Work, language: str) -> list[Who]:
    """Lists and statistics of the form; cards are about the one who was chosen."""
    return [
        Who(
            number, table.grid, population_in_words(population_text(table.population), language), table.population_reason,
            table.population is None and table.population_state is State.UNSURE,
        )
        for number, table in enumerate(work.form.tables)
        if table.kind in (Kind.ROSTER, Kind.CROSSTAB) and table.columns
    ]  # fmt: skip


def _panel(work: Work, entry: Numbered, answer: BlankAnswer, decisions: dict[str, Said], language: str) -> Panel:
    blank = entry.blank
    grid = work.book.grids[entry.table.grid]
    said = decisions.get(blank.key)
    values, cells = values_of(answer, entry.table.grid, work.filling, grid, is_secret(blank))
    understood = bool(blank.concept) and not (blank.concept or "").startswith("outside")
    return Panel(
        number=entry.number,
        path=tuple(" ".join(label.split()) for label in blank.path),
        outcome=work.state(entry.number),
        question=concept_in_words(blank.concept, language) if blank.concept else "",
        concept=blank.concept or "" if understood else "",
        reason=answer.reason or blank.reason,
        values=tuple(values),
        cells=cells,
        records=answer.records,
        missing=answer.missing,
        offers=_offers(blank.concept, blank.candidates, language),
        choices=blank.choices[:30],
        required=blank.required,
        counts=asks_counts(entry.table.kind, blank.concept),
        decided=said.verb.value if said else "",
        guessed=blank.state is State.UNSURE or answer.outcome is Outcome.UNSURE,
        column=blank.role is Role.COLUMN,
        place=blank.column or blank.value_cell,
        next=next_unsettled(work.states, entry.number),
        definitions=tuple(_named(one, language) for one in definitions_of(entry)),
    )


def definitions_of(entry: Numbered) -> tuple[Definition, ...]:
    """The definitions that a figure was put together from."""
    question = asked(entry.table, entry.blank.question) if entry.blank.question else None
    return definitions_in(question, load(), fold("".join(entry.blank.path))) if question else ()


def _named(definition: Definition, language: str) -> Named:
    text = definition_in_words(definition, ENGINE_LANGUAGE.get(language, "zh-Hans"))
    source = " ".join(filter(None, (definition.source, definition.clause)))
    return Named(definition.words[0], definition.version, text, source, len(versions_of(definition, load())) > 1)


def _offers(concept: str | None, candidates: tuple, language: str) -> tuple[Offer, ...]:  # type: ignore[type-arg]
    offers = [
        Offer(candidate.concept, concept_in_words(candidate.concept, language), candidate.reason)
        for candidate in candidates
        if candidate.concept != concept
    ]
    return tuple(offers[:CANDIDATES])
