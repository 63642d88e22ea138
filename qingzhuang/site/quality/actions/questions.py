"""Asking once: what a form asked and nobody knew becomes a question; its answer serves all later forms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger import queries as facts
from qingzhuang.site.quality import errors, queries, rights
from qingzhuang.site.quality.models import OpenQuestion
from qingzhuang.site.quality.queries.questions import Visit, question_for, visits_for

MOST_OF_A_FORM = 5000
AT_ONCE = 900
ANSWERED_BY = (ledger.Source.VISIT, ledger.Source.RESIDENT)


@transaction.atomic
def ask(*, area: Area, unknown: Iterable[tuple[int, str]], title: str, day: date | None = None, anew: bool = True) -> int:
    """A form of an area asked these facts (record, field) and nobody knows them. How many questions are new.

    Only records of the area are taken, at most `MOST_OF_A_FORM` facts; a question that is there counts one more, also a closed one; not
    with `anew` false, for a form that was only looked through anew.
    """
    day = day or timezone.localdate()
    wanted = list(dict.fromkeys(unknown))[:MOST_OF_A_FORM]
    there = {one.pk for one in facts.named({record for record, _field in wanted}) if area.contains(one.area)}
    wanted = [pair for pair in wanted if pair[0] in there]
    before: dict[tuple[int, str], int] = {}
    records = sorted(there)
    for start in range(0, len(records), AT_ONCE):
        rows = OpenQuestion.objects.filter(record__in=records[start : start + AT_ONCE]).values_list("record_id", "field", "pk")
        before |= {(record, name): pk for record, name, pk in rows}
    again = [before[pair] for pair in wanted if pair in before]
    for start in range(0, len(again), AT_ONCE):
        part = OpenQuestion.objects.filter(pk__in=again[start : start + AT_ONCE])
        if anew:
            part.update(asked=F("asked") + 1, asked_last=day, title=title[:200])
        part.filter(asked_first__gt=day).update(asked_first=day)
    new = [
        OpenQuestion(record_id=record, field=name, title=title[:200], asked_first=day, asked_last=day)
        for record, name in wanted
        if (record, name) not in before
    ]
    OpenQuestion.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def show_questions(actor: Actor, *, area: Area, page: str) -> Any:
    """A page of households with their questions, with a line in the log."""
    found: queries.Page[Visit] = visits_for(actor, area, page)
    audit.record(actor.person, deed="questions.shown", area=area.code, subject="questions", count=len(found.object_list))
    return found


@transaction.atomic
def answer(actor: Actor, *, pk: int, value: Any, source: str = ledger.Source.VISIT.value) -> None:
    """The answer to a question goes to the ledger, with where it was heard. It holds from the day for which it was asked first: a
    form of last Friday that waits for it is answered too."""
    question = _open(actor, pk)
    said = next((one for one in ANSWERED_BY if one.value == source), ledger.Source.VISIT)
    record, since = facts.record_for(actor, question.record_id), min(question.asked_first, timezone.localdate())
    ledger.record_facts(actor, record=record, facts={question.field: value}, source=said, valid_from=since)


@transaction.atomic
def close(actor: Actor, *, pk: int, reason: str) -> None:
    """It cannot be known, or is not ours to know: it is not asked again."""
    question = _open(actor, pk)
    record = facts.record_for(actor, question.record_id)
    rights.check(actor, "mend", record)
    if not reason.strip():
        raise errors.no_reason()
    question.closed = reason.strip()[:200]
    question.save(update_fields=["closed"])
    audit.record(actor.person, deed="question.closed", area=record.area.code, subject=record.log_subject, field=question.field)


def _open(actor: Actor, pk: int) -> OpenQuestion:
    found = question_for(actor, pk)
    if found is None:
        raise errors.gone()
    return found
