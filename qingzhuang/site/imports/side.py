"""A row of a list beside the people that it may be about: the same facts in the same order, with what speaks for and against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.imports import queries, wording
from qingzhuang.site.imports.models import ImportRun

SHOWN = ("name", "sex", "birth_date", "id_number", "phone", "residence_address", "relation_to_head")


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody known whom a row may mean."""

    record: int
    percent: int
    reasons: list[Any]
    facts: list[tuple[str, str]]
    is_elsewhere: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A row that waits, and whom it may mean."""

    subject: str
    row: int
    label: str
    values: list[tuple[str, Any]]
    reasons: list[str]
    offers: list[Offer]


def sides_of(actor: Actor, run: ImportRun, page: queries.Rows, tables: list[Any]) -> Iterator[Side]:
    """The rows of a page, each with its offers."""
    for shown in page.rows:
        row, table = shown.row, tables[shown.table]
        values = [
            (table.heading(place), value) for place, value in zip(table.order, row.values, strict=False) if value is not None
        ]
        facts = queries.offered_for(actor, run, row)
        offers = [_offer(number, score, reasons, facts.get(number)) for number, score, reasons in row.offers]
        waits = [wording.in_words(code, about) for _place, code, about, _ in row.problems if code in wording.WAITING]
        yield Side(f"{shown.table}:{row.row}", row.row, row.label, values, waits, offers)


def _offer(number: int, score: float, reasons: list[tuple[str, str]], facts: Mapping[str, Any] | None) -> Offer:
    shown = [
        (wording.concept_in_words(f"person.{name}"), wording.value_in_words(f"person.{name}", str(facts[name])))
        for name in SHOWN
        if facts and facts.get(name)
    ]
    return Offer(number, round(score * 100), [wording.reason_in_words(code, name) for code, name in reasons], shown, not facts)
