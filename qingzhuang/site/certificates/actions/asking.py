"""Somebody asks for a paper: decided, filled, and made ready, or refused with a slip; the decision is kept with its reasons."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.certificates import errors, queries, rights, told, wording
from qingzhuang.site.certificates.logic import used
from qingzhuang.site.certificates.logic.decide import Decision
from qingzhuang.site.certificates.logic.kinds import LANGUAGES, Asked, Kind, bodies
from qingzhuang.site.certificates.logic.letters import NotFilled, letter
from qingzhuang.site.certificates.logic.lists import Item
from qingzhuang.site.certificates.models import Application, Stage
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger.queries import Record
from qingzhuang.site.quality.actions import questions

LONGEST = 200  # signs of a typed value


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked: the name of a kind or of an item of the list, for which body and use, and what was typed for it."""

    what: str
    body: str
    body_name: str = ""
    use: str = ""
    language: str = "zh-Hans"
    said: Mapping[str, str] = field(default_factory=dict)
    verified: bool = False
    confirmed: Collection[str] = ()  # facts that the worker has checked now


@transaction.atomic
def ask(actor: Actor, *, key: UUID, wish: Wish, record: Record | None = None, area: Area | None = None) -> Application:
    """Take an application down and decide on it. The same `key` gives the same application, however often it is sent."""
    there = Application.objects.select_related("area").filter(key=key).first()
    if there is not None:
        rights.check(actor, "issue", there)
        return there
    place = record.area if record is not None else (area or actor.area)
    rights.check(actor, "issue", _Place(place))
    kind, item = sought(place, wish.what)
    check_body(wish.body)
    made = Application(
        key=key, area=queries.community_of(place), record=record, kind=kind.id if kind else "", item=item.id if item else "",
        body=wish.body, body_name=wish.body_name.strip()[:80], use=wish.use.strip()[:120], language=known_language(wish.language),
        asked_at=timezone.now(), asked_by=actor,
    )  # fmt: skip
    if kind is not None:
        check_person(record)
        _confirm(actor, record, kind, wish.confirmed)
        _take_down(actor, made, kind, wish)
    settle(actor, made, kind, item)
    note(actor, made, "application.decided")
    return made


class _Place:
    def __init__(self, area: Area) -> None:
        self.area = area


def sought(area: Area, what: str) -> tuple[Kind | None, Item | None]:
    """The kind or the item of this name; a Refusal where the place knows neither."""
    kind, item = queries.kind_in(area, what), queries.listing_in(area).items.get(what)
    if kind is None and item is None:
        raise errors.unknown_kind(what)
    return kind, item


def known_language(language: str) -> str:
    return language if language in LANGUAGES else LANGUAGES[0]


def check_body(body: str) -> None:
    if body not in bodies():
        raise errors.no_body()


def check_person(record: Record | None) -> None:
    """Nothing is certified of nobody, of the dead, of those who are gone, or of one of two with the same number."""
    if record is None or record.entity != "person":
        raise errors.nobody()
    if record.state == ledger.State.DEAD.value:
        raise errors.is_dead()
    if record.state != ledger.State.PRESENT.value:
        raise errors.is_gone()
    if record.identity and queries.same_number(record):
        raise errors.two_people()


def _confirm(actor: Actor, record: Record | None, kind: Kind, names: Collection[str]) -> None:
    """Facts that had grown old and that the worker has checked now: confirmed in the ledger, under the worker's name."""
    if record is None or not names:
        return
    lines = queries.lines_for(actor, record)
    for one in queries.facts_of(lines, kind, timezone.localdate()):
        if one.name in names and one.state == used.OLD:
            ledger.record_facts(
                actor, record=lines[one.entity][0], facts={}, confirms=(one.field,), source=ledger.Source.DOCUMENT,
                title=kind.title["zh-Hans"],
            )  # fmt: skip


def _take_down(actor: Actor, made: Application, kind: Kind, wish: Wish) -> None:
    """What was typed, checked; whoever typed it is the one who has verified it."""
    said = checked(kind, wish.said)
    if kind.asked and not wish.verified:
        raise errors.not_verified()
    made.verified_by = actor
    made.told = told.seal(told.Told(said=said))


def checked(kind: Kind, said: Mapping[str, str]) -> dict[str, str]:
    """Typed values in the form in which they are kept; a Refusal names the first that is not as it should be."""
    return {one.name: _checked(one, str(said.get(one.name, "")).strip()) for one in kind.asked}


def _checked(asked: Asked, value: str) -> str:
    try:
        if asked.type == "date":
            return date.fromisoformat(value).isoformat()
        if asked.type == "number":
            return f"{float(value):g}"
    except ValueError:
        raise errors.not_typed(wording.pair(asked.label)) from None
    if not value or len(value) > LONGEST:
        raise errors.not_typed(wording.pair(asked.label))
    return value


# ---------------------------------------------------------------- decided and filled
def settle(actor: Actor, made: Application, kind: Kind | None, item: Item | None) -> None:
    """Decide, fill what may be filled, and say how far it has come. Used again when facts may have changed."""
    lines = queries.lines_for(actor, made.record) if made.record is not None and kind is not None else None
    decision = queries.decision_for(actor, area=made.area, kind=kind, item=item, body=made.body, record=made.record, lines=lines)
    _keep_decision(made, decision)
    if not decision.may_issue or kind is None or lines is None:
        made.stage = Stage.REFUSED
        made.save()
        return
    facts = queries.facts_of(lines, kind, timezone.localdate())
    before = used.statements(made.facts)
    made.facts = [one.kept() for one in facts if one.statement]
    kept = told.told(made.told)
    in_the_way = used.in_the_way(facts)
    kept.paragraphs = [] if in_the_way else list(_paragraphs(kind, facts, kept.said, made.language))
    made.told = told.seal(kept)
    if made.seconded_by_id and before != used.statements(made.facts):
        made.seconded_by = None  # what the second person agreed to has changed
    made.stage = _stage(made, bool(in_the_way))
    made.save()
    missing = [(one.record, one.field) for one in in_the_way if one.state == used.MISSING]
    if missing:
        questions.ask(area=made.area, unknown=missing, title=kind.title["zh-Hans"])


def _keep_decision(made: Application, decision: Decision) -> None:
    made.outcome, made.list_version, made.eyes = decision.outcome.value, decision.version[:200], decision.eyes
    made.reasons = [
        {"code": one.code, "words": dict(one.words), "clause": one.clause, "sure": one.sure} for one in decision.reasons
    ]


def _stage(made: Application, in_the_way: bool) -> Stage:
    if in_the_way:
        return Stage.FACTS
    return Stage.WAITING if made.eyes > 1 and made.seconded_by_id is None else Stage.READY


def _paragraphs(kind: Kind, facts: list[used.Used], said: Mapping[str, str], language: str) -> tuple[str, ...]:
    values = {one.name: wording.fact_words(one, language) for one in facts}
    values |= {one.name: wording.asked_words(one.type, said.get(one.name), language) for one in kind.asked}
    try:
        return letter(kind, values, language)
    except NotFilled as place:
        raise errors.not_typed(str(place)) from None


@transaction.atomic
def look_again(actor: Actor, *, application: Application) -> Application:
    """Facts may have been recorded or confirmed meanwhile: decide and fill again."""
    rights.check(actor, "issue", application)
    if application.stage not in (Stage.FACTS, Stage.READY, Stage.WAITING):
        raise errors.not_ready()
    check_person(application.record)
    settle(actor, application, *sought(application.area, application.kind or application.item))
    return application


@transaction.atomic
def agree(actor: Actor, *, application: Application) -> Application:
    """The second pair of eyes: somebody else than who verified it has read the words as they stand."""
    rights.check(actor, "issue", application)
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if locked.stage != Stage.WAITING:
        raise errors.not_ready()
    if locked.verified_by_id is None or locked.verified_by.person_id == actor.person_id:
        raise errors.same_eyes()
    locked.seconded_by, locked.stage = actor, Stage.READY
    locked.save(update_fields=["seconded_by", "stage"])
    note(actor, locked, "application.agreed")
    return locked


@transaction.atomic
def decline(actor: Actor, *, application: Application, reason: str) -> None:
    """No paper after all; why is kept, and shown to who follows it on the phone."""
    rights.check(actor, "issue", application)
    if application.stage in (Stage.ISSUED, Stage.ENDED):
        raise errors.not_ready()
    if not reason.strip():
        raise errors.no_reason()
    application.stage, application.reason = Stage.ENDED, reason.strip()[:200]
    application.save(update_fields=["stage", "reason"])
    note(actor, application, "application.declined")


def note(actor: Actor | None, made: Application, deed: str, **more: Any) -> None:
    """A line of the log; it names the kind and the body, never the resident."""
    audit.record(
        actor and actor.person, deed=deed, area=made.area.code, subject=made.log_subject, paper=made.kind or made.item,
        decided=made.outcome, asker=made.body, **more,
    )  # fmt: skip
