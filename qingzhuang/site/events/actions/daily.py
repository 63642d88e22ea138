"""The daily run: pictures brought to the day, and what falls due laid before people. Twice is once; cut short, it goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from qingzhuang.site.definitions import queries as definitions
from qingzhuang.site.events import errors
from qingzhuang.site.events.logic import due
from qingzhuang.site.events.logic.allowances import ALLOWANCES, first_unpaid, stop_of
from qingzhuang.site.events.logic.due import Kind
from qingzhuang.site.events.logic.plan import day_of
from qingzhuang.site.events.models import DayDone, Proposal
from qingzhuang.site.events.queries import codes_of
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger import queries as held
from qingzhuang.vocabulary import Definition, months_before

MOST_DAYS = 400  # missed days that are made up for, one by one
AT_ONCE = 1000
LATER = timedelta(days=366)  # by then every stop that was recorded has begun
ALLOWANCE_FIELDS = tuple(one.field for one in ALLOWANCES)


def run_days(*, as_of: date | None = None) -> list[tuple[date, int]]:
    """Bring everything to a day (today), with the days that were missed; each day with its number of new proposals.

    A day that was done is not done again, except the one asked for by name: that finds what was recorded since, and nothing twice.
    Refuses days to come.
    """
    today = timezone.localdate()
    last_day = as_of or today
    if last_day > today:
        raise errors.in_future()
    ledger.turn_day()  # the picture is always that of today
    done = DayDone.objects.order_by("-day").values_list("day", flat=True).first()
    first = max(done + due.ONE_DAY, last_day - timedelta(days=MOST_DAYS)) if done else last_day
    if first > last_day:
        return [(as_of, run_day(as_of))] if as_of else []
    return [(day, run_day(day)) for day in _days(first, last_day)]


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=step) for step in range((last - first).days + 1))


@transaction.atomic
def run_day(day: date) -> int:
    """Lay down what falls due on a day; how many proposals are new."""
    lapse()
    before = Proposal.objects.count()
    for found in (_by_age(day), _by_term(day), _out_of_reach(day), _dead()):
        _put(found)
    new = Proposal.objects.count() - before
    DayDone.objects.update_or_create(
        day=day, defaults={"done_at": timezone.now()}, create_defaults={"proposals": new, "done_at": timezone.now()}
    )
    return new


def _put(found: Iterable[Proposal]) -> None:
    Proposal.objects.bulk_create(found, batch_size=AT_ONCE, ignore_conflicts=True)


# ---------------------------------------------------------------- by age
def _by_age(day: date) -> Iterator[Proposal]:
    for milestone in due.MILESTONES:
        choices = {} if milestone.version else definitions.choices_of(milestone.name)
        for version in {milestone.version, *choices.values()}:
            definition = due.version_named(milestone.name, version)
            age = due.age_of(definition, leaves=milestone.leaves)
            span = due.born_for(definition, age, day) if age is not None else None
            if span is not None and age is not None:
                yield from _of_age(milestone, definition, age, version, choices, span, day)


def _of_age(
    milestone: due.Milestone, definition: Definition, age: int, version: str, choices: Mapping[str, str], span: tuple[date, date],
    day: date,
) -> Iterator[Proposal]:  # fmt: skip
    kind = Kind.LEAVES if milestone.leaves else Kind.JOINS
    asked = held.born_between(*span).values_list("pk", "area__code", "facts")
    for pk, code, facts in asked.iterator(AT_ONCE):
        if (_chosen(choices, code) if choices else milestone.version) != version:
            continue
        if milestone.flag and facts.get(milestone.flag) is not True:
            continue
        if milestone.facts and all(facts.get(name) == value for name, value in milestone.facts.items()):
            continue
        yield Proposal(
            record_id=pk, kind=kind.value, listing=definition.key, day=day, facts=dict(milestone.facts),
            detail={"age": age, "source": definition.source, "word": definition.words[0]},
        )  # fmt: skip


def _chosen(choices: Mapping[str, str], code: str) -> str:
    """The version chosen by the nearest area above a code; empty where none did."""
    near = [prefix for prefix in choices if code.startswith(prefix)]
    return choices[max(near, key=len)] if near else ""


# ---------------------------------------------------------------- by term
def _by_term(day: date) -> Iterator[Proposal]:
    for term in due.TERMS:
        for pk, facts in _with_term(term.field, due.span_of(term, day)):
            kept = day_of(facts.get(term.field))
            stops = {name: False for name in term.stops if facts.get(name) is True}
            if kept is None or (term.stops and not stops):
                continue
            yield Proposal(
                record_id=pk, kind=term.kind.value, listing=term.listing, day=due.end_of(term, kept), facts=stops,
                asks=term.field if term.kind is Kind.CARD else "", detail={"field": term.field, "kept": kept.isoformat()},
            )  # fmt: skip


def _out_of_reach(day: date) -> Iterator[Proposal]:
    for pk, facts in _with_term(due.CONTACT, due.lost_between(day)):
        since = day_of(facts.get(due.CONTACT))
        if since is not None:
            yield Proposal(
                record_id=pk, kind=Kind.OUT_OF_REACH.value, listing="contact", day=months_before(since, -due.OUT_OF_REACH),
                facts={name: False for name in ALLOWANCE_FIELDS if facts.get(name) is True},
                detail={"field": due.CONTACT, "kept": since.isoformat()},
            )  # fmt: skip


def _with_term(name: str, span: tuple[date, date]) -> Iterator[tuple[int, dict[str, Any]]]:
    asked = held.with_term(name, *span).values_list("pk", "facts")
    return asked.iterator(AT_ONCE)  # type: ignore[return-value]


# ---------------------------------------------------------------- the dead
def _dead() -> Iterator[Proposal]:
    """Those who died and still receive something, now and in a year: what a recorded death has stopped is not among it."""
    asked = dict(held.dead_with(ALLOWANCE_FIELDS).values_list("pk", "area_id"))
    codes = codes_of(set(asked.values()))
    for pk, facts in held.held_of(list(asked), timezone.localdate() + LATER).items():
        running = [one for one in ALLOWANCES if one.field in facts and facts[one.field].value is True]
        died = day_of(facts["death_date"].value) if "death_date" in facts else facts["state"].since if "state" in facts else None
        if running and died is not None:
            stops = {one.field: stop_of(one, "death", codes[asked[pk]]) for one in running}
            begins = {name: first_unpaid(stop, died).isoformat() for name, stop in stops.items() if stop is not None}
            yield Proposal(
                record_id=pk, kind=Kind.DEATH.value, listing="death", day=died,
                facts=dict.fromkeys(begins, False), detail={"begins": begins},
            )  # fmt: skip


# ---------------------------------------------------------------- no longer due
def lapse() -> int:
    """Close what is no longer due: the person is gone, or the day that it hangs on was mended. What was taken back is due again."""
    taken_back = Q(recording__undoings__isnull=False, recording__undoings__undoings__isnull=True)
    again = list(Proposal.objects.filter(taken_back, answer=Proposal.Answer.ACCEPTED).values_list("pk", flat=True))
    Proposal.objects.filter(pk__in=again).update(answer=Proposal.Answer.OPEN, recording=None)
    waiting = Proposal.objects.filter(answer__in=(Proposal.Answer.OPEN, Proposal.Answer.LATER))
    gone = list(waiting.exclude(kind=Kind.DEATH.value).exclude(record__state="present").values_list("pk", flat=True))
    dated = waiting.filter(kind__in=(Kind.CARD.value, Kind.ENDS.value, Kind.OUT_OF_REACH.value)).values_list(
        "pk", "detail", "record__facts"
    )
    gone += [pk for pk, detail, facts in dated.iterator(AT_ONCE) if facts.get(detail["field"]) != detail["kept"]]
    back = waiting.filter(kind=Kind.DEATH.value, record__state="present").values_list("pk", flat=True)
    return Proposal.objects.filter(pk__in=[*gone, *back]).update(answer=Proposal.Answer.LAPSED)
