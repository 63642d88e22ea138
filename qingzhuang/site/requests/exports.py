"""The catalogue and its counters as a table to take away, with the method beside the numbers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from qingzhuang.rulebook import load
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.requests.costs import STANDARD
from qingzhuang.site.requests.counted import counted_in
from qingzhuang.site.requests.models import Kind
from qingzhuang.site.requests.overview import communities_by_kind, counters_for, overview_for
from qingzhuang.site.requests.queries.kinds import kinds_for
from qingzhuang.site.requests.wording import FREQUENCIES, KIND_STATES


def rows_for(actor: Actor) -> list[list[Any]]:
    """Counters with their method, then one line for each kind, in force and retired."""
    overview = overview_for(actor)
    counters = counters_for(actor, overview)
    kinds = [*overview.kinds, *kinds_for(actor, state=Kind.State.RETIRED)]
    counted, places = counted_in(actor.area, overview.kinds), communities_by_kind(kinds)
    method = _("blanks that the ledger cannot answer × communities × times a year ÷ 12, over all kinds in force")
    head = [
        _("Report"), _("State"), _("Asked by"), _("Basis"), _("Valid until"), _("How often"), _("Communities"), _("Blanks asked"),
        _("Blanks to ask"), _("Asked by others too, %"), _("Last used"), _("Retired on"), _("Reason"), _("Measured minutes for a blank"),
    ]  # fmt: skip
    return [
        [_("Kinds in force"), counters.in_force],
        [_("Retired"), counters.retired],
        [_("Blanks asked of people in a month"), round(counters.a_month or 0), method],
        [_("Standard minutes for a blank"), load("china").parameters[STANDARD].values[-1].value],
        [],
        head,
        *(_row(kind, overview.elsewhere.get(kind), counted.blanks.get(kind.pk), places[kind.pk]) for kind in kinds),
    ]


def _row(kind: Kind, elsewhere: int | None, asked: int | None, places: int) -> list[Any]:
    return [
        kind.title, str(KIND_STATES[kind.state]), kind.asker, f"{kind.basis_number} {kind.legal_ground}".strip(),
        _day(kind.valid_until), str(FREQUENCIES[kind.frequency]), places, len(kind.asks), asked, elsewhere, _day(kind.last_used),
        _day(kind.retired_on), kind.reason, kind.minutes,
    ]  # fmt: skip


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
