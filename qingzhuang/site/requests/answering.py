"""A request answered from the ledger: its form filled for the places it asks about."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from qingzhuang.formfill.answer import answer_form
from qingzhuang.formfill.answer.filling import Outcome
from qingzhuang.formfill.answer.paths import entity_of
from qingzhuang.formfill.as_json import from_json
from qingzhuang.formfill.errors import FormError
from qingzhuang.formfill.read.safely import read_safely
from qingzhuang.formfill.write import write
from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.requests import errors
from qingzhuang.site.requests.models import Request
from qingzhuang.site.requests.queries.kinds import form_of
from qingzhuang.site.requests.queries.requests import lists_people, place_of
from qingzhuang.site.warehouse import queries as warehouse
from qingzhuang.tally import Scope


@dataclass(frozen=True, slots=True)
class FilledFile:
    """The asker's own form with what the ledger knows; `records` is how many records of residents it may show."""

    data: bytes
    name: str
    records: int
    known: int
    asked: int


def filled_for(actor: Actor, request: Request) -> FilledFile:
    """The form of a request filled from the facts of its area, which must lie in the actor's."""
    if request.understanding is None:
        raise errors.no_form()
    if lists_people(request) and not actor.may("export_facts"):
        raise errors.names_need_a_right()
    data, area = form_of(request), place_of(request)
    form, book = from_json(request.understanding), read_safely(data, request.file_name)
    dataset = warehouse.dataset_for(actor, area.code)
    about = next((found for table in form.tables if (found := table.row_entity or entity_of(table.columns))), "person")
    filling = answer_form(form, book, dataset, scope_of(request, area, about))
    try:
        written = write(data, book, filling.edits)
    except FormError as error:
        raise Refusal(error.code, error.what, error.why, error.todo, status=409) from error
    stem, mark = request.file_name.rsplit(".", 1)[0], _("answered")
    asked_for = {entry["blank"] for entry in request.asks}
    outcomes = [one.outcome for one in filling.answers if one.key in asked_for]
    known = sum(outcome in (Outcome.ANSWERED, Outcome.UNSURE) for outcome in outcomes)
    records = max((one.records for one in filling.answers), default=0)
    name = f"{stem}（{mark}）.{written.format}"
    return FilledFile(written.data, name, records, known, len(outcomes) - known)


def scope_of(request: Request, area: Area, about: str = "person") -> Scope:
    period = (request.period_from, request.period_to) if request.period_from and request.period_to else None
    return Scope(area.code, request.as_of, period, about=about)
