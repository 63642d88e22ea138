"""Where somebody may ask."""

from __future__ import annotations

from dataclasses import dataclass

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.asking import rights
from qingzhuang.site.definitions import queries as definitions


@dataclass(frozen=True, slots=True)
class At:
    """A question of an area."""

    area: Area


def areas_for(actor: Actor) -> list[Area]:
    """The areas that may be asked about: one's own and below; 404 for whoever may not ask."""
    rights.check(actor, "ask", At(actor.area))
    return accounts.areas_for(actor)


def area_for(actor: Actor, code: str) -> Area:
    """The area asked about, one's own where none is named."""
    area = accounts.area_for(actor, code) if code else actor.area
    rights.check(actor, "ask", At(area))
    return area


def may_teach(actor: Actor) -> bool:
    """Whether the actor chooses for the own office what a word means."""
    return definitions.may_teach(actor)
