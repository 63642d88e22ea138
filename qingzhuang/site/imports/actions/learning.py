"""What headings mean in an area, as people said it of earlier lists: remembered for the next one with the same heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.utils import timezone

from qingzhuang.intake import Table
from qingzhuang.site.accounts.queries import Actor, Area, ancestors
from qingzhuang.site.imports.models import ImportRun, Meaning
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.vocabulary import UnknownName, fold

Learnt = Mapping[tuple[str, str], str]  # (entity, heading) → path in the vocabulary, empty for a column that is left out
LONGEST = 120


def learn_meaning(actor: Actor, run: ImportRun, table: int, place: int, concept: str) -> None:
    """Remember what a column of a run means, for the area of the run. The last word about a heading counts."""
    told = run.seen["tables"][table] if table < len(run.seen.get("tables", ())) else {"columns": ()}
    heading = next((fold(one["heading"])[:LONGEST] for one in told["columns"] if one["place"] == place), "")
    if heading:
        Meaning.objects.update_or_create(
            area=run.area, entity=told["entity"], heading=heading,
            defaults={"concept": concept, "made_by": actor.person, "made_at": timezone.now()},
        )  # fmt: skip


def meanings_learnt(area: Area) -> Learnt:
    """What was said in an area and above it; the nearer word counts. A meaning that the vocabulary no longer has is forgotten."""
    line = [step.pk for step in reversed(ancestors(area))]
    rows = Meaning.objects.filter(area__in=line).values_list("area_id", "entity", "heading", "concept")
    words, found = ledger.vocabulary_of(area), dict[tuple[str, str], str]()
    for _area, entity, heading, concept in sorted(rows, key=lambda row: line.index(row[0])):
        try:
            if concept:
                words.field(concept)
        except UnknownName:
            continue
        found[entity, heading] = concept
    return found


def remembered_in(table: Table, learnt: Learnt) -> dict[int, str]:
    """The columns of a table that were spoken of before, by place; a heading that stands there twice says nothing."""
    often = Counter(fold(column.heading) for column in table.columns)
    found = {}
    for column in table.columns:
        heading = fold(column.heading)
        concept = learnt.get((table.entity, heading[:LONGEST]))
        if concept is not None and often[heading] == 1:
            found[column.place] = concept
    return found
