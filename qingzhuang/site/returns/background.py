"""What is done in the background: a round filled, a roll-up made. A task names a thing; the thing says what is next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django_tasks import task

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.returns import actions, queries
from qingzhuang.site.returns.models import Return

AT_ONCE = 3  # returns worked out again before a page is shown


@task()
def fill_round(number: str) -> None:
    """Fill what waits of a round, then roll up what is complete. Doing it twice does nothing twice."""
    actions.fill_round(UUID(number))
    for pk in queries.wholes_waiting(UUID(number)):
        actions.roll_up(pk)


@task()
def roll_up(pk: str) -> None:
    """Make a roll-up if all below it are signed."""
    actions.roll_up(UUID(pk))


def begin_recurring(day: date) -> None:
    """Each day: the rounds of recurring reports whose day has come are begun, and filled one after the other."""
    for found in actions.begin_recurring(day):
        fill_round.enqueue(str(found.pk))


def begin_when_sent(actor: Actor | None, request: Any) -> str:
    """A request that goes out begins its round at once, in an emergency without anybody of the desk; the address of the round, nothing where there is none to begin."""
    try:
        found = actions.begin_round(actor, request=request)
    except Refusal:  # without a form, about one person at a time, or under way: the page of the request says what it is
        return ""
    fill_round.enqueue(str(found.pk))
    return reverse("returns:round", args=[found.pk])


def fill_again_when_settled(actor: Actor, request: Any) -> str:
    """Readings were settled: the round under way is filled again; its address, nothing where there is none."""
    try:
        found = actions.take_settled(actor, request=request)
    except Refusal:  # whoever decides without running rounds: what was settled counts from the next round on
        return ""
    if found is None:
        return ""
    fill_round.enqueue(str(found.pk))
    return reverse("returns:round", args=[found.pk])


@task()
def refresh(pk: str) -> None:
    """Work a return out again whose facts have moved on."""
    actions.refresh(UUID(pk))


@task()
def tell_again(pk: str) -> None:
    """The numbers of what a place owes, told anew since its facts have moved on; the place is that of a return."""
    actions.tell_again(queries.place_of(UUID(pk)))


def bring_up_to_date(stale: Sequence[Return]) -> None:
    """Returns of one place whose facts have moved on: a few now, the others in the background."""
    brief, full = [one for one in stale if one.is_brief], [one for one in stale if not one.is_brief]
    for one in full[:AT_ONCE]:
        actions.refresh(one.pk)
    for one in full[AT_ONCE:]:
        refresh.enqueue(str(one.pk))
    if len(brief) > AT_ONCE:
        tell_again.enqueue(str(brief[0].pk))
    elif brief:
        actions.tell_again(brief[0].area)


def after(owed: Return) -> None:
    """What a signature sets going: the roll-up that the return goes into."""
    whole = queries.whole_of(owed)
    if whole is not None:
        roll_up.enqueue(str(whole.pk))


def take_up_again() -> None:
    """Take up the rounds that were being filled when the last worker ended, and roll-ups that are complete."""
    for found in queries.rounds_at_work():
        fill_round.enqueue(str(found.pk))
    for pk in queries.wholes_waiting():
        roll_up.enqueue(str(pk))
