"""A figure looked at: where people are named, with a line in the log."""

from __future__ import annotations

from django.db import transaction

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.figures import queries
from qingzhuang.site.figures.queries import Asked, Behind, Figure


@transaction.atomic
def explain(actor: Actor, *, asked: Asked, language: str) -> Figure:
    """A figure explained; the people who came and went are named to whoever may see them, covered, and that is logged."""
    found = queries.figure_for(actor, asked, language)
    named = sum(len(bar.step.people) for fall in found.falls for bar in fall.steps)
    if named:
        audit.record(actor.person, deed="figure.shown", area=asked.area.code, count=named)
    return found


@transaction.atomic
def show_records(actor: Actor, *, asked: Asked) -> Behind:
    """The records behind a figure, covered; each look is logged."""
    found = queries.records_for(actor, asked)
    audit.record(actor.person, deed="figure.shown", area=asked.area.code, count=len(found.rows))
    return found
