"""What is done in the background: the catalogue of an area is counted anew."""

from __future__ import annotations

from django.core.cache import cache
from django_tasks import task

from qingzhuang.site.accounts.queries import Area
from qingzhuang.site.requests import actions

PATIENCE = 120  # seconds until a count that was asked for is asked for again


@task()
def count_blanks(code: str) -> None:
    """Count what has moved on; doing it twice does nothing twice."""
    area = Area.objects.get(code=code)
    actions.count_blanks(area)
    cache.delete(_asked(area))


def count_soon(area: Area) -> None:
    """Have an area counted, once however many people look."""
    if cache.add(_asked(area), True, PATIENCE):
        count_blanks.enqueue(area.code)


def _asked(area: Area) -> str:
    return f"requests.counting.{area.code}"
