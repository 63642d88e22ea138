"""Readings of which the product is not sure, and the same settled once by a person for everybody who fills the form.

`unsure_of` lists them; `settle` puts in what was chosen, so that nobody who fills the form is asked to confirm it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from qingzhuang.formfill.as_json import population_text
from qingzhuang.formfill.form import Blank, Form, Kind, State, Table
from qingzhuang.formfill.memory import OUTSIDE, TYPED, Remembered, told, told_whom

BY_SIGNER = ("report.preparer", "report.date", "report.responsible_person", "report.reviewer", "report.signature")
MOST = 4  # readings of one blank


@dataclass(frozen=True, slots=True)
class Unsure:
    """A reading to be confirmed: `readings` are concepts, the one that is filled first.

    `number` is the place of its blank over all tables; `whom` says that it is about whom a list is (its readings are then populations,
    empty for everybody). `key` is equal in the same form of another month.
    """

    key: str
    number: int
    label: str
    reason: str
    readings: tuple[str, ...]
    blank: str = ""
    whom: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """What was chosen: a concept, `memory.TYPED` for what people are asked, or whom a list is about; and why, in words."""

    concept: str
    reason: str


def unsure_of(form: Form) -> tuple[Unsure, ...]:
    """What a person would have to confirm in every filled copy of the form, in the order of its blanks."""
    found, first = list[Unsure](), 0
    for place, table in enumerate(form.tables):
        found += _of_table(table, place, first)
        first += len(table.blanks())
    return tuple(found)


def settle(form: Form, settled: Mapping[str, Settled]) -> Form:
    """The form with these readings sure; `settled` is by `Unsure.key`."""
    return replace(form, tables=tuple(_settled(table, place, settled) for place, table in enumerate(form.tables)))


def is_whom(key: str) -> bool:
    """Whether a key names whom a list is about, not a blank."""
    return key.startswith("table:")


def _of_table(table: Table, place: int, first: int) -> Iterator[Unsure]:
    if table.kind is Kind.ROSTER and table.columns and table.population_state is State.UNSURE:
        readings = tuple(dict.fromkeys((population_text(table.population) or "", "")))
        yield Unsure(_whom(place), first, table.title or table.sheet or "", table.population_reason, readings, whom=True)
    for number, blank in enumerate(table.blanks(), first):
        if blank.state is State.UNSURE and blank.concept and blank.concept not in BY_SIGNER:
            yield Unsure(_key(place, blank), number, " › ".join(blank.path), blank.reason, _readings(blank), blank.key)


def _readings(blank: Blank) -> tuple[str, ...]:
    concepts = dict.fromkeys((blank.concept or "", *(candidate.concept for candidate in blank.candidates)))
    return tuple(one for one in concepts if one and not one.startswith((OUTSIDE, TYPED)))[:MOST]


def _settled(table: Table, place: int, settled: Mapping[str, Settled]) -> Table:
    def changed(blank: Blank) -> Blank:
        one = settled.get(_key(place, blank))
        return told(blank, Remembered(one.concept, True, one.reason)) if one else blank

    whom = settled.get(_whom(place))
    table = table.with_blanks(changed)
    return told_whom(table, whom.concept, whom.reason) if whom else table


def _key(place: int, blank: Blank) -> str:
    return f"{place}/{blank.key}"


def _whom(place: int) -> str:
    return f"table:{place}"
