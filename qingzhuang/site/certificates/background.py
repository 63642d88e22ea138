"""What is done in the background: the lines of a batch, and the removal of papers whose time is over."""

from __future__ import annotations

from datetime import timedelta

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
    while actions.shred_due():
        pass
    actions.forget_lists(before=timezone.now() - LISTS_KEPT)


def take_up_again() -> None:
    """Take up the batches that were at work when the last worker ended, and remove what is due."""
    for batch in queries.batches_at_work():
        work_through.enqueue(batch.pk)
    shred.enqueue()
