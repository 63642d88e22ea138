"""Choosing a version for an area or a meaning of a word, and comparing two versions: people shown leave a line in the log."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.definitions import errors, logic, queries, rights
from qingzhuang.site.definitions.logic import Comparison
from qingzhuang.site.definitions.models import Choice, Meaning
from qingzhuang.site.warehouse import queries as warehouse
from qingzhuang.tally.question import Count
from qingzhuang.vocabulary import fold


def compare(actor: Actor, *, a: str, b: str, area: Area, day: date, page: int = 1, question: Count | None = None) -> Comparison:
    """Both numbers and why they differ; whoever may see facts sees the people too, covered. With a question it is that question by
    either definition: those of whom it asks, not all of the place."""
    rights.check(actor, "see", queries.At(area))
    first, second = queries.definition_named(a), queries.definition_named(b)
    if first.entity != second.entity:
        raise errors.not_alike()
    sides = logic.sides_of(first, second, day, question)
    if sides is None:
        raise errors.not_alike()
    people = rights.may(actor, "people", queries.At(area))
    facts = warehouse.dataset_for(actor, area.code)
    found = logic.comparison(first, second, sides, facts, area.code_prefix, page, people, get_language() or "")
    audit.record(
        actor.person, deed="definitions.compared", area=area.code, a=first.key, b=second.key, count=len(found.rows)
    )  # fmt: skip
    return logic.guarded(found, 0 if people else settings.SMALLEST_COUNT)


@transaction.atomic
def choose(actor: Actor, *, key: str, area: Area, reason: str) -> Choice:
    """From now on this version holds in the area, and below it where nobody chose otherwise."""
    rights.check(actor, "choose", queries.At(area))
    definition = queries.definition_named(key)
    if not reason.strip():
        raise errors.no_reason()
    choice, _ = Choice.objects.update_or_create(
        area=area, name=definition.name,
        defaults={"version": definition.version, "reason": reason.strip()[:200], "chosen_at": timezone.now()},
    )  # fmt: skip
    audit.record(actor.person, deed="definition.chosen", area=area.code, version=definition.key, area_name=area.name)
    return choice


@transaction.atomic
def leave(actor: Actor, *, key: str, area: Area) -> None:
    """Take the area's own choice back; what is chosen above, or the usual version, holds again."""
    rights.check(actor, "choose", queries.At(area))
    definition = queries.definition_named(key)
    gone, _ = Choice.objects.filter(area=area, name=definition.name).delete()
    if gone:
        audit.record(actor.person, deed="definition.left", area=area.code, version=definition.key, area_name=area.name)


@transaction.atomic
def keep_meaning(actor: Actor, *, word: str, population: str) -> None:
    """From now on a word names these records in the questions of the actor's office. The caller has made sure that the meaning is one
    of those offered for the word; the log holds the records, never the word, which somebody may have mistyped from a name."""
    rights.check(actor, "teach", queries.At(actor.area))
    told = {"population": population, "chosen_at": timezone.now()}
    Meaning.objects.update_or_create(area=actor.area, word=fold(word)[:60], defaults=told)
    audit.record(actor.person, deed="word.taught", area=actor.area.code, population=population)


@transaction.atomic
def forget_meaning(actor: Actor, *, word: str) -> None:
    """Take back what the actor's office chose for a word; what was chosen above, or the usual meaning, holds again."""
    rights.check(actor, "teach", queries.At(actor.area))
    for kept in Meaning.objects.filter(area=actor.area, word=fold(word)):
        kept.delete()
        audit.record(actor.person, deed="word.forgotten", area=actor.area.code, population=kept.population)
