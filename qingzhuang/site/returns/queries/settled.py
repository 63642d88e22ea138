"""What the desk settled of a round's form, as a place sees it, and whether the place reads it otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qingzhuang.formfill.as_json import population_text
from qingzhuang.formfill.form import Form
from qingzhuang.formfill.memory import OUTSIDE
from qingzhuang.formfill.settle import is_whom
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.reports import queries as reports
from qingzhuang.site.requests import queries as requests
from qingzhuang.site.returns.models import Return


@dataclass(frozen=True, slots=True)
class ForAll:
    """One reading settled for all places, in words; `is_own` where this place has said otherwise."""

    settled: Any
    words: str
    is_own: bool


def settled_for(actor: Actor, owed: Return, language: str) -> list[ForAll]:
    """What was settled for the round of a return that the actor was given by `return_for`."""
    rows = [one for one in owed.round.settled.select_related("made_by__area", "request") if one.choice != "leave"]
    form = reports.form_for(actor, owed.review) if rows and owed.review is not None else None
    return [ForAll(one, requests.settled_words(one, language), form is not None and _is_own(form, one)) for one in rows]


def _is_own(form: Form, one: Any) -> bool:
    if is_whom(one.key):
        table = form.tables[int(one.key.partition(":")[2])]
        return (population_text(table.population) or "") != one.concept
    blanks = [blank for table in form.tables for blank in table.blanks()]
    concept = blanks[one.number].concept or ""
    return not concept.startswith(OUTSIDE) if one.choice == "ask" else concept != one.concept
