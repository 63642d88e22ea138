"""What is done in the background: taking values out to the end. A task names an erasure; doing it twice does nothing twice."""

from __future__ import annotations

from django_tasks import task

from qingzhuang.site.ledger.actions.sweeping import carry_on as _carry_on
from qingzhuang.site.ledger.queries.shredding import erasures_at_work


@task()
def carry_on(number: int) -> None:
    """Blank who waits, then look through all files."""
    _carry_on(number)


def take_up_again() -> None:
    """Take up what was left half done when the last worker ended."""
    for number in erasures_at_work():
        carry_on.enqueue(number)
