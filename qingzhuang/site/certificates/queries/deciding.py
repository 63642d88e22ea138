"""What the ledger says for a paper, and the decision that follows from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404
from django.utils import timezone

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Actor, Area, Level
from qingzhuang.site.certificates.logic import used
from qingzhuang.site.certificates.logic.decide import Case, Decision, Holds, decide
from qingzhuang.site.certificates.logic.holding import holder
from qingzhuang.site.certificates.logic.kinds import Fact, Kind
from qingzhuang.site.certificates.logic.lists import Item
from qingzhuang.site.certificates.logic.used import FRESH, MISSING, OLD, Used
from qingzhuang.site.certificates.models import Certificate
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.site.ledger.queries import FactLine, Record
from qingzhuang.vocabulary import age_on, birth_date_of, sex_of

Lines = dict[str, tuple[Record, dict[str, FactLine]]]
OF_THE_NUMBER = ("age", "sex", "birth_date")


def community_of(area: Area) -> Area:
    """The community that answers for a record: the area itself, or the one around a grid."""
    return next((one for one in accounts.ancestors(area) if one.level == Level.COMMUNITY.value), area)


def lines_for(actor: Actor, record: Record) -> Lines:
    """The facts of a resident, the household and the home, by entity; those that lie outside the actor's areas are left out."""
    found: Lines = {"person": (record, _lines(actor, record))}
    person = found["person"][1]
    for entity in ("household", "dwelling"):
        line = person.get(entity) or (found["household"][1].get(entity) if "household" in found else None)
        if line is not None:
            try:
                related = ledger.record_for(actor, int(line.value), entity=entity)
            except Http404:
                continue
            found[entity] = (related, _lines(actor, related))
    if "household" in found:
        home, facts = found["household"]
        members = ledger.counts_for(actor, [home.pk], "household", "person").get(home.pk, 0)
        facts["member_count"] = replace(
            person["household"], field="member_count", value=members
        )  # the ledger counts it, nobody types it
    return found


def _lines(actor: Actor, record: Record) -> dict[str, FactLine]:
    return {line.field: line for line in ledger.facts_for(actor, record)}


def holds_of(lines: Lines, day: date) -> Holds:
    """Conditions asked of these facts."""
    plain: dict[str, dict[str, Any]] = {
        entity: {name: line.value for name, line in facts.items()} for entity, (_record, facts) in lines.items()
    }
    return holder(plain.get("person", {}), plain.get("household", {}), plain.get("dwelling", {}), day)


def facts_of(lines: Lines, kind: Kind, day: date) -> list[Used]:
    """What the paper states, each with its source and whether it may still be relied upon."""
    return [_used(lines, fact, day) for fact in kind.facts]


def _used(lines: Lines, fact: Fact, day: date) -> Used:
    entity, name = used.split(fact)
    record, facts = lines.get(entity, (lines["person"][0], {}))
    line, value = facts.get(name), None
    if line is not None:
        value = line.value
    elif entity == "person" and name in OF_THE_NUMBER:  # the ID number says it
        line = facts.get("birth_date") if name == "age" and "birth_date" in facts else facts.get("id_number")
        value = _of_number(name, line, day) if line else None
    if name == "age" and "birth_date" in facts:
        value = age_on(date.fromisoformat(facts["birth_date"].value), day)
    if line is None or value is None:
        return Used(fact.name, entity, name, record.pk, None, MISSING, fact.optional, ledger.secret(name))
    months = fact.months if fact.months is not None else ledger.term_of_fact(name)
    state = OLD if ledger.is_old(line.confirmed, months, day) else FRESH
    return Used(
        fact.name, entity, name, record.pk, value, state, fact.optional, line.secret, line.since, line.confirmed, line.source,
        line.title, line.by, line.statement,
    )  # fmt: skip


def _of_number(name: str, line: FactLine, day: date) -> Any:
    if line.field == "birth_date":
        return age_on(date.fromisoformat(line.value), day)
    born = birth_date_of(line.value)
    if name == "sex":
        return sex_of(line.value)
    return born if name == "birth_date" or born is None else age_on(born, day)


def decision_for(
    actor: Actor, *, area: Area, kind: Kind | None, item: Item | None, body: str, record: Record | None = None,
    lines: Lines | None = None,
) -> Decision:  # fmt: skip
    """What is decided on this paper, today. Conditions of nobody in particular cannot be told."""
    day = timezone.localdate()
    if record is not None and kind is not None:
        lines = lines or lines_for(actor, record)
    holds: Holds = holds_of(lines, day) if lines else (lambda _condition: None)
    serving = serving_paper(record, kind, body, lines, day) if record is not None and kind is not None and lines else ""
    return decide(Case(community_of(area).code, day, holds, kind, item, body, serving))


def serving_paper(record: Record, kind: Kind, body: str, lines: Lines, day: date) -> str:
    """The number of a valid paper of this kind, for this resident and body, whose facts have not changed; empty where there is none."""
    valid = Certificate.objects.filter(
        application__record=record, application__kind=kind.id, application__body=body, once=False, revoked_at=None,
        valid_until__gte=day, application__shredded_at=None,
    ).exclude(sha256="").select_related("application")  # fmt: skip
    now = {one.statement for one in facts_of(lines, kind, day) if one.statement}
    return next((one.number for one in valid if used.statements(one.application.facts) == now), "")


def same_number(record: Record) -> bool:
    """Whether another present record of the county has the same ID number."""
    county = Area.objects.filter(code__startswith=record.area.code[:6]).values_list("pk", flat=True)
    return len(ledger.identified(county, [record.identity]).get(record.identity, [])) > 1
