"""The preview in words: columns with their meanings, and problems gathered by kind with what can be said of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from qingzhuang.site.imports import wording
from qingzhuang.site.imports.models import ImportRun
from qingzhuang.vocabulary import load

OF_COLUMNS = ("code_proposed", "code_foreign")  # asked once for the whole column, at its codes
GRAVE = ("ask", "refuse", "note", "mended")


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column of a list."""

    table: int
    place: int
    letter: str
    heading: str
    concept: str
    meaning: str
    guess: str
    guess_words: str
    reason: str
    asks: bool  # a person has to say whether the guess is right
    kept: bool  # the ledger keeps what it means
    remembered: bool  # it was said of an earlier list
    offers: list[tuple[str, str]]

    @property
    def subject(self) -> str:
        return f"{self.table}:{self.place}"


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One coded column: each code with its meaning, how often it stands there, and the values that it may have."""

    table: int
    place: int
    heading: str
    asks: bool
    evidence: str
    codes: list[tuple[str, str, int, str]]  # code, value, rows, value in words
    values: list[tuple[str, str]]

    @property
    def subject(self) -> str:
        return f"{self.table}:{self.place}"


@dataclass(frozen=True, slots=True)
class TableLine:
    """One table of a list."""

    sheet: str
    title: str
    entity: str
    columns: list[ColumnLine]
    codes: list[CodeLine]
    order: list[int]
    headings: dict[int, str] = field(default_factory=dict)

    def heading(self, place: int) -> str:
        return self.headings.get(place, "")

    @property
    def open(self) -> int:
        """How many columns wait for a word."""
        return sum(one.asks for one in self.columns) + sum(one.asks for one in self.codes)


@dataclass(frozen=True, slots=True)
class Group:
    """All rows with one kind of problem in one column."""

    subject: str
    words: str
    heading: str
    weight: str
    rows: int
    mends: list[tuple[str, Any]]
    said: str  # what was said of it, in words
    asks_who: bool  # rows can be settled one by one, side by side


def tables_of(run: ImportRun) -> list[TableLine]:
    """The tables as they were understood, in the language of the page."""
    return [_table(number, told) for number, told in enumerate(run.seen.get("tables", []))]


def _table(number: int, told: dict[str, Any]) -> TableLine:
    entity = load().entities[told["entity"]]
    columns = [_column(number, one) for one in told["columns"]]
    concepts = {one["place"]: one["concept"] or one["guess"] for one in told["columns"]}
    codes = [_codes(number, one, concepts[one["place"]]) for one in told["codes"]]
    headings = {one.place: one.heading for one in columns}
    return TableLine(told["sheet"], told["title"], wording.label_of(entity.label), columns, codes, told["order"], headings)


def _column(number: int, one: dict[str, Any]) -> ColumnLine:
    offers = [(concept, wording.concept_in_words(concept)) for concept in one["offers"] if concept and concept != one["guess"]]
    return ColumnLine(
        number, one["place"], one["letter"], one["heading"], one["concept"], wording.concept_in_words(one["concept"]), one["guess"],
        wording.concept_in_words(one["guess"]), one["reason"], one["asks"], one["kept"], one.get("remembered", False),
        [offer for offer in offers if offer[1]],
    )  # fmt: skip


def _codes(number: int, one: dict[str, Any], concept: str) -> CodeLine:
    values = wording.values_of(concept)
    names = dict(values)
    codes = [(code, name, one["counts"].get(code, 0), names.get(name, "")) for code, name in one["values"].items()]
    return CodeLine(number, one["place"], one["heading"], one["asks"], one["evidence"], codes, values)


def groups_of(run: ImportRun) -> list[Group]:
    """Problems by kind and column: those that wait for a person first, then the gravest, then the most frequent."""
    tables = tables_of(run)
    said = {choice.subject: choice.value for choice in run.choices.filter(kind="problem")}
    proposed = set(run.counts.get("proposed", ()))
    groups = []
    settled = {subject: 0 for subject, value in said.items() if value}  # what was settled is found in no row any more
    for subject, rows in (settled | run.counts.get("problems", {})).items():
        code, _, rest = subject.partition("@")
        if code in OF_COLUMNS:
            continue
        if subject.count(":") > 1:  # of a single row
            continue
        mends = wording.mends_of(code, subject in proposed)
        table, place = (int(part) for part in rest.split(":"))
        words = dict(mends).get(said.get(subject, ""), "")
        heading = tables[table].heading(place) if table < len(tables) else ""
        groups.append(
            Group(subject, wording.in_words(code), heading, wording.weight_of(code), rows, mends, words, code in wording.ASK_WHO)
        )
    return sorted(groups, key=lambda group: (GRAVE.index(group.weight), -group.rows))
