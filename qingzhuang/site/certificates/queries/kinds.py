"""Kinds that hold in an area: those of the content, and those that the area or one above it drew and checked."""

from __future__ import annotations

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.certificates import rights
from qingzhuang.site.certificates.logic.kinds import Kind, kind_of, kinds, likeness
from qingzhuang.site.certificates.logic.lists import Item, Listing, listing_for
from qingzhuang.site.certificates.models import DrawnKind
from qingzhuang.vocabulary import fold


def kinds_in(area: Area) -> dict[str, Kind]:
    """Name → kind, the content's first. Guards nothing: kinds are no secret."""
    found = dict(kinds())
    for row in _drawn(area):
        if row.checked_by_id is not None:
            found[row.name] = kind_of(row.name, row.told, own=True)
    return found


def kind_in(area: Area, name: str) -> Kind | None:
    return kinds_in(area).get(name)


def _drawn(area: Area) -> list[DrawnKind]:
    """The last version of each kind that holds in an area, without those that were retired."""
    above = [one.pk for one in accounts.ancestors(area)]
    last: dict[str, DrawnKind] = {}
    for row in DrawnKind.objects.filter(area__in=above).select_related("area", "drawn_by__person", "checked_by__person"):
        last[row.name] = row
    return [row for row in last.values() if not row.retired]


def drawn_for(actor: Actor) -> list[DrawnKind]:
    """The kinds that hold in the actor's area, also those that wait to be checked."""
    rights.check(actor, "see", actor)
    return _drawn(actor.area)


def drawn_kind_for(actor: Actor, pk: int) -> DrawnKind:
    """A drawn kind of the actor's area or below, or 404."""
    found = DrawnKind.objects.select_related("area").filter(pk=pk).first()
    rights.check(actor, "see", found)
    assert found is not None
    return found


def listing_in(area: Area) -> Listing:
    return listing_for(area.code)


def named(area: Area, words: str) -> tuple[list[Kind], list[Item]]:
    """What somebody may mean who types the name of a paper: kinds that may be issued, and items that must not."""
    fits = {kind.id: likeness(words, (kind.title["zh-Hans"], *kind.names)) for kind in kinds_in(area).values()}
    alike = sorted((kind for kind in kinds_in(area).values() if fits[kind.id]), key=lambda kind: -fits[kind.id])
    asked = fold(words)
    if any(asked == fold(name) for kind in alike for name in kind.names):
        return alike, []
    found = {item.id: likeness(words, (*item.names, *item.also)) for item in listing_in(area).items.values()}
    return alike, sorted((item for item in listing_in(area).items.values() if found[item.id]), key=lambda item: -found[item.id])
