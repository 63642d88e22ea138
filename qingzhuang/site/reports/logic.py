"""What a person sees of a form: states, the count in the header line, and decisions turned into memory. No database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from qingzhuang.formfill.answer.filling import Outcome
from qingzhuang.formfill.form import Blank, Form, Table
from qingzhuang.formfill.memory import OUTSIDE, TYPED, Memory, apply_memory
from qingzhuang.tally.question import Value, Values


class Verb(str, Enum):
    RIGHT = "right"
    MEANS = "means"
    NOT_OURS = "not_ours"
    TYPED = "typed"
    LISTS = "lists"  # of a table: who it is about


WAITING = "waiting"  # of a card before it is said for whom: understood, and filled as soon as that is known
# The state of a blank on the page (an outcome, or waiting) and the sign that goes with its colour.
SIGNS = {
    Outcome.ANSWERED.value: "✓",
    Outcome.UNSURE.value: "?",
    Outcome.ASKED.value: "!",
    Outcome.OUTSIDE.value: "–",
    Outcome.KEPT.value: "✎",
    WAITING: "·",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A decision without its database row."""

    blank: str
    verb: Verb
    concept: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A blank with its number in the form, counted over all tables from 0, and its table."""

    number: int
    blank: Blank
    table: Table
    table_number: int


def numbered(form: Form) -> Iterator[Numbered]:
    number = 0
    for table_number, table in enumerate(form.tables):
        for blank in table.blanks():
            yield Numbered(number, blank, table, table_number)
            number += 1


def last_said(decisions: Iterable[Said]) -> dict[str, Said]:
    """The decision that counts, by key of the blank."""
    return {said.blank: said for said in decisions}


def table_key(number: int) -> str:
    """Under what key it is kept who a table is about."""
    return f"table:{number}"


def concept_of(said: Said, blank: Blank) -> str:
    """What a decision teaches about the blank, in the words of the memory; empty where it teaches nothing."""
    return {
        Verb.RIGHT: said.concept or blank.concept or "",
        Verb.MEANS: said.concept,
        Verb.NOT_OURS: OUTSIDE,
        Verb.TYPED: TYPED,
        Verb.LISTS: "",
    }[said.verb]


def with_decisions(form: Form, decisions: Sequence[Said]) -> Form:
    """The form with what was decided in this review put in, by the same memory that serves next month."""
    blanks = {entry.blank.key: entry.blank for entry in numbered(form)}
    memory = Memory()
    for key, said in last_said(decisions).items():
        if said.verb is Verb.LISTS:
            memory = memory.with_population(form, int(key.removeprefix("table:")), said.concept)
            continue
        concept = concept_of(said, blanks[key]) if key in blanks else ""
        if concept:
            memory = memory.with_correction(form, blanks[key], concept)
    return apply_memory(form, memory)


@dataclass(frozen=True, slots=True)
class Summary:
    """The header line: of so many facts asked, so many are known, to confirm, to ask; the rest is not the ledger's."""

    known: int = 0
    unsure: int = 0
    asked: int = 0
    outside: int = 0
    kept: int = 0
    waiting: int = 0

    @property
    def total(self) -> int:
        return self.known + self.unsure + self.asked + self.waiting


def summary(states: Iterable[str]) -> Summary:
    counted = Counter(states)
    return Summary(
        known=counted[Outcome.ANSWERED.value],
        unsure=counted[Outcome.UNSURE.value],
        asked=counted[Outcome.ASKED.value],
        outside=counted[Outcome.OUTSIDE.value],
        kept=counted[Outcome.KEPT.value],
        waiting=counted[WAITING],
    )


def next_unsettled(states: Sequence[str], after: int) -> int | None:
    """The number of the next blank to settle behind a number, starting over at the end: yellow ones, then red ones."""
    for wanted in (Outcome.UNSURE.value, Outcome.ASKED.value):
        numbers = [number for number, state in enumerate(states) if state == wanted]
        if numbers:
            return next((number for number in numbers if number > after), numbers[0])
    return None


def file_name_of(original: str, *, mark: str, suffix: str) -> str:
    """The name of the filled file: the name that came, a mark, the true suffix; without what a file system cannot bear.

    >>> file_name_of("老年人\\u202e花名册.XLS", mark="已填", suffix="xls")
    '老年人花名册（已填）.xls'
    """
    stem = original.rsplit(".", 1)[0] if "." in original else original
    clean = "".join(sign for sign in stem if sign.isprintable() and sign not in '\\/:*?"<>|').strip(" .")
    return f"{clean[:100] or 'form'}（{mark}）.{suffix}"


def clean_name(name: str) -> str:
    """A file name as it may be shown and stored: no folders, control or direction signs, at most 150 characters."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(sign for sign in bare if sign.isprintable()).strip(" .")
    return clean[-150:] or "form"


def paths_asked(form: Form) -> list[str]:
    """The facts that a form asks for one by one: `person.phone`."""
    found: list[str] = []
    for entry in numbered(form):
        match entry.blank.question:
            case Value(path=path):
                found.append(path)
            case Values(paths=paths):
                found += paths
    return found


def title_of(form: Form) -> str:
    """The first title found; sheet names where no table has one; empty where sheets are only numbered."""
    titles = [" ".join(table.title.split()) for table in form.tables if table.title.strip()]
    sheets = [table.sheet for table in form.tables if table.sheet and not table.sheet.lower().startswith("sheet")]
    return next(iter(titles + sheets), "")
