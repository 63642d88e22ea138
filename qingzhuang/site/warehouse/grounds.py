"""Communities as the warehouse sees them: each with its grids, at or below an area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qingzhuang.site.accounts.queries import Area, Level, code_prefix
from qingzhuang.site.ledger import queries as ledger

CODE = 12  # digits of the code of a community; a grid has more


@dataclass(frozen=True, slots=True)
class Ground:
    """A community (or a town, for what belongs to the town itself): its code, and the areas that belong to it, by code."""

    code: str
    areas: Mapping[str, int]

    def version(self, versions: Mapping[int, int]) -> int:
        """How often anything in it was written to; 0 where nothing ever was."""
        return sum(versions.get(area, 0) for area in self.areas.values())


def grounds_of(area: Area | None) -> list[Ground]:
    """The communities of an area in the order of codes, of the whole tree for None; of a grid the community it lies in."""
    asked = Area.objects.order_by("code")
    if area is not None:
        level = Level(area.level)
        asked = asked.filter(code__startswith=area.code[:CODE] if level is Level.GRID else code_prefix(area.code, level))
    found: dict[str, dict[str, int]] = {}
    for pk, code, level_name in asked.values_list("pk", "code", "level"):
        found.setdefault(code[:CODE] if level_name == Level.GRID.value else code, {})[code] = pk
    return [Ground(code, areas) for code, areas in sorted(found.items())]


def kept_in_ledger(grounds: Sequence[Ground]) -> list[Ground]:
    """Those of which the ledger knows anything."""
    versions = versions_of(grounds)
    return [ground for ground in grounds if ground.version(versions)]


def versions_of(grounds: Sequence[Ground]) -> dict[int, int]:
    """Versions of all their areas, in one question."""
    return ledger.versions_of(pk for ground in grounds for pk in ground.areas.values())
