"""What a person decides about a list: one word each, and the plan is worked out again."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.imports import errors, queries, rights
from qingzhuang.site.imports.actions.learning import learn_meaning
from qingzhuang.site.imports.logic.laying import DROP, OUT, TAKE
from qingzhuang.site.imports.logic.states import Run
from qingzhuang.site.imports.models import Choice, ImportRun
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.site.ledger.queries import known as ledger_keys
from qingzhuang.vocabulary import UnknownName

KINDS = ("column", "codes", "problem", "who", "value")
STATES = (Run.PREVIEWED.value, Run.WAITING.value, Run.READING.value, Run.REFUSED.value)


@transaction.atomic
def decide(actor: Actor, *, run: ImportRun, kind: str, subject: str, value: Any) -> Choice:
    """Say what a column or its codes mean, what is done with a kind of problem, who a row is, or what stands rightly in a cell."""
    rights.check(actor, "bring", run)
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("area").get(pk=run.pk)
    if run.state not in STATES or run.recording_id is not None:
        raise errors.not_now()
    _check(run, kind, subject, value)
    if kind == "column":
        table, place = (int(part) for part in subject.split(":"))
        learn_meaning(actor, run, table, place, str(value))
    if kind == "value" and value:
        day = timezone.localdate().isoformat()
        value = {"typed": ledger_keys.keyring().seal(str(value)), "who": actor.person.name, "day": day}
    choice = Choice.objects.create(run=run, kind=kind, subject=subject, value=value, made_by=actor.person, made_at=timezone.now())
    run.state = Run.WAITING.value
    run.save(update_fields=["state"])
    ImportRun.objects.filter(pk=run.pk).update(decided=F("decided") + 1)
    audit.record(actor.person, deed="import.decided", area=run.area.code, subject=run.log_subject, kind=kind)
    return choice


def _check(run: ImportRun, kind: str, subject: str, value: Any) -> None:
    """Refuse what does not fit the list: a column that is not there, a meaning that the ledger does not keep."""
    tables = run.seen.get("tables", [])
    parts = subject.rpartition("@")[2].split(":")
    if kind not in KINDS or not all(part.isdigit() for part in parts) or not 2 <= len(parts) <= 3:
        raise errors.no_such_choice()
    table, place = int(parts[0]), int(parts[1])
    if table >= len(tables) and tables:
        raise errors.no_such_choice()
    if kind == "column" and value:
        _check_meaning(run, str(value))
    if kind == "codes":
        asked = next((one for one in tables[table]["codes"] if one["place"] == place), None)
        if asked is None or not isinstance(value, dict) or set(value) - set(asked["values"]):
            raise errors.no_such_choice()
    if kind == "problem" and value not in (TAKE, DROP, OUT, ""):
        raise errors.no_such_choice()
    if kind == "value" and not queries.has_cell(run, table, place, int(parts[-1]), len(parts)):
        raise errors.no_such_choice()
    if kind == "who" and not (value in ("new", OUT) or queries.is_offered(run, table, place, value)):
        # only a record that the list itself was found to be like may be chosen: nobody reaches for others by their number
        raise errors.no_such_choice()


def _check_meaning(run: ImportRun, concept: str) -> None:
    try:
        ledger.vocabulary_of(run.area).field(concept)
    except UnknownName:
        raise errors.no_such_meaning(concept) from None
