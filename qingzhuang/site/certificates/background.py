"""What is done in the background: the lines of a batch, and the removal of papers whose time is over."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from django_tasks import task

from qingzhuang.site.certificates import actions, queries

LISTS_KEPT = timedelta(days=7)  # of names and numbers, after they were worked through


@task()
def work_through(batch: int) -> None:
    """Make the papers of a batch that are not made yet. Doing it twice does nothing twice."""
    actions.work_through(batch)


@task()
def shred() -> None:
    """Remove what is kept no longer than the rule says."""
    shred_on(timezone.localdate())


def shred_on(day: date) -> None:
    """The same for a day: the daily run of the site does it, also where the site runs for months."""
    while actions.shred_due(day=day):
        pass
    actions.forget_lists(before=timezone.now() - LISTS_KEPT)


def take_up_again() -> None:
    """Take up the batches that were at work when the last worker ended, and remove what is due."""
    for batch in queries.batches_at_work():
        work_through.enqueue(batch.pk)
    shred.enqueue()
