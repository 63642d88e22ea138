"""The facts that an area answers from."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.warehouse.errors import no_facts
from qingzhuang.site.warehouse.models import FactsFolder
from qingzhuang.tally import Dataset


def dataset_for(actor: Actor, area_code: str) -> Dataset:
    """The dataset that holds the facts of an area at or below the actor's own; 404 for any other."""
    area = accounts.area_for(actor, area_code)
    line = [step.pk for step in accounts.ancestors(area)]
    rows = {row.area_id: row.folder for row in FactsFolder.objects.filter(area__in=line)}
    named = next((rows[pk] for pk in line if pk in rows), "")
    folder = settings.DATA / named if named else settings.FACTS_FOLDER
    if not any(folder.glob("person.*")):
        raise no_facts(area.name)
    newest = max(file.stat().st_mtime_ns for file in folder.iterdir())
    return _opened(folder, newest)


@lru_cache(maxsize=8)
def _opened(folder: Path, _newest: int) -> Dataset:
    return Dataset.open(folder)
