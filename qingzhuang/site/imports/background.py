"""What is done in the background: reading a list, taking it over, taking it back. A task names a run; the run says what is next."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from qingzhuang.site.imports import actions, queries


@task()
def carry_on(run: str) -> None:
    """Do with a run what its state calls for, until it waits for a person. Doing it twice does nothing twice."""
    actions.carry_on(UUID(run))


def take_up_again() -> None:
    """Take up the runs that were at work when the last worker ended."""
    for run in queries.runs_at_work():
        carry_on.enqueue(str(run.pk))
